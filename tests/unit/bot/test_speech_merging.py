"""What is heard later, taken into what was known; and companies given as keys."""

from datetime import date

import pytest

from bot.company import Company, Range
from bot.errors import BadInput
from bot.speech import parse_company, read_company
from knowledge.money import Currency, Money
from knowledge.programs import Country, Language, Operator

KNOWN = Company(
    country=Country.JP,
    headquarters="JP-27",
    industry=("ict.software",),
    capital=Money(80_000_000, Currency.JPY),
    employees=40,
    certifications=("keiei_kakushin",),
    plan=("export:KR",),
)


def after(text, known=KNOWN, asked=None):
    return known.merged(read_company(text, Language.KO, known, asked=asked))


def test_a_correction_replaces_only_what_it_corrects():
    assert after("아니, 직원은 50명").employees == 50
    assert after("いえ、従業員は50人です").capital == KNOWN.capital
    assert after("정정할게요. 본사는 교토입니다").headquarters == "JP-26"


def test_certifications_and_plans_add_up_and_industries_are_replaced():
    known = after(
        "ベンチャーではなく、くるみん認定を受けています。식품 제조업체예요. 미국에 수출하려고 해요"
    )
    assert known.certifications == ("keiei_kakushin", "kurumin")
    assert known.plan == ("export:KR", "export:US")
    assert known.industry == ("manufacturing.food",)


def test_another_country_drops_the_headquarters():
    assert after("한국 회사예요").headquarters is None
    assert after("日本の会社です").headquarters == "JP-27"


def test_a_denied_place_is_forgotten_and_a_stated_one_lifts_its_exclusion():
    denied = after("오사카는 아니에요")
    assert (denied.headquarters, denied.excluded) == (None, {"headquarters:JP-27"})
    assert after("본사는 오사카입니다", denied).excluded == frozenset()


def test_a_sole_proprietor_loses_the_capital_and_a_corporation_may_have_one_again():
    sole = after("개인사업자입니다")
    assert (sole.capital, sole.not_applicable) == (None, {"capital"})
    assert after("아니, 주식회사예요", sole).not_applicable == frozenset()


def test_an_amount_replaces_the_range_known_of_it():
    ranges = (Range("employees", Operator.AT_MOST, 20), Range("capital", Operator.AT_MOST, 5))
    known = after("직원은 12명이에요", Company(ranges=ranges))
    assert [known_range.fact for known_range in known.ranges] == ["capital"]


def test_nothing_heard_changes_nothing():
    assert after("안녕하세요") == KNOWN


def test_a_company_from_keys():
    assert parse_company(
        {
            "country": "JP",
            "headquarters": "JP-27",
            "capital": "100000000 JPY",
            "industry": "ソフトウェア業, retail",
            "employees": 40,
            "founded": "2019-04",
            "certifications": "이노비즈",
            "plan": "export:kr, ec",
            "legal_form": "株式会社",
        }
    ) == Company(
        country=Country.JP,
        headquarters="JP-27",
        capital=Money(100_000_000, Currency.JPY),
        industry=("ict.software", "retail"),
        employees=40,
        founded=date(2019, 4, 1),
        certifications=("innobiz",),
        plan=("export:KR", "ec"),
        legal_form="corporation",
    )


def test_the_headquarters_give_country_and_currency():
    told = parse_company({"headquarters": "北海道", "capital": "5千万"})
    assert (told.country, told.capital) == (Country.JP, Money(50_000_000, Currency.JPY))


def test_a_sole_proprietor_from_keys_has_no_capital():
    assert parse_company({"legal_form": "個人事業主"}).not_applicable == {"capital"}


@pytest.mark.parametrize(
    "pairs",
    [{"capital": "lots"}, {"capital": "5천만"}, {"headquarters": "광주"}, {"headquarters": "일본"},
     {"employees": "many"}, {"country": "US"}, {"plan": "dance"}, {"founded": "2019-13"},
     {"industry": ""}, {"legal_form": "club"}, {"certifications": "gold"},
     {"country": "KR", "headquarters": "JP-27"}, {"colour": "red"},
     {"legal_form": "개인", "capital": "1억원"}],
)  # fmt: skip
def test_a_wrong_value_is_refused_with_its_key(pairs):
    with pytest.raises(BadInput, match=next(iter(pairs)) + "|capital"):
        parse_company(pairs)


def test_a_refusal_says_the_value_and_what_is_accepted():
    with pytest.raises(BadInput, match=r"capital=lots.*50000000 JPY"):
        parse_company({"capital": "lots"})
