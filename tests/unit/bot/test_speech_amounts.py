"""Figures of the firm against figures that are asked about."""

import pytest

from bot.company import Company
from bot.speech import read_company
from knowledge.money import Currency, Money
from knowledge.programs import Country, Language, Operator

JAPANESE = Company(country=Country.JP)


def heard(text, previous=None, asked=None):
    return read_company(text, Language.KO, previous, asked=asked)


def yen(amount):
    return Money(amount, Currency.JPY)


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("자본금은 8천만 엔이에요", "capital", yen(80_000_000)),
        ("資本金は8000万円。", "capital", yen(80_000_000)),
        ("資本金は二千万円です", "capital", yen(20_000_000)),
        ("1억 엔 자본금입니다", "capital", yen(100_000_000)),
        ("자본금 1억 엔인데 되나요?", "capital", yen(100_000_000)),
        ("연매출 3억원입니다", "revenue", Money(300_000_000, Currency.KRW)),
        ("年商3億円の卸売業です", "revenue", yen(300_000_000)),
        ("直近の売上高は5億円です", "revenue", yen(500_000_000)),
        ("직원 30명짜리 회사", "employees", 30),
        ("직원이 30명이 아니라 20명입니다", "employees", 20),
        ("직원 열다섯 명이에요", "employees", 15),
        ("상시근로자 9명인 음식점", "employees", 9),
        ("사원 수는 20명입니다", "employees", 20),
        ("従業員は三十人です", "employees", 30),
        ("パート含めて20人です", "employees", 20),
        ("직원은 없고 혼자 합니다", "employees", 0),
        ("従業員はいません", "employees", 0),
        ("직원 12, 자본금 2억원", "employees", 12),
        ("いえ、従業員は50人です", "employees", 50),
        ("아뇨 자본금은 3천만엔이 아니라 5천만엔이에요", "capital", yen(50_000_000)),
    ],
)
def test_a_stated_figure_is_a_fact(text, fact, value):
    assert getattr(heard(text).company, fact) == value


@pytest.mark.parametrize(
    ("text", "fact", "operator", "value"),
    [
        ("자본금 2억 엔까지 되죠?", "capital", Operator.AT_MOST, yen(200_000_000)),
        ("資本金1億円以下でないとだめ？", "capital", Operator.AT_MOST, yen(100_000_000)),
        ("자본금이 1억 엔이면 되나요?", "capital", Operator.IS, yen(100_000_000)),
        ("資本金2億円でも大丈夫ですか", "capital", Operator.IS, yen(200_000_000)),
        ("資本金が3億円だと対象外ですか", "capital", Operator.IS, yen(300_000_000)),
        ("資本金5000万円以下の会社が対象ですか？", "capital", Operator.AT_MOST, yen(50_000_000)),
        ("자본금 1억엔 초과면 안 되나요?", "capital", Operator.MORE_THAN, yen(100_000_000)),
        ("직원 20명 이하만 되나요?", "employees", Operator.AT_MOST, 20),
        ("5인 미만 사업장도 되나요", "employees", Operator.LESS_THAN, 5),
        ("従業員300人以下なら中小企業ですか", "employees", Operator.AT_MOST, 300),
    ],
)
def test_a_figure_asked_about_is_a_premise_and_no_fact(text, fact, operator, value):
    told = heard(text)
    (premise,) = told.premises
    assert (premise.fact, premise.operator, premise.value) == (fact, operator, value)
    assert told.facts == ()


@pytest.mark.parametrize(
    ("text", "operator"),
    [("資本金は1億円以下です", Operator.AT_MOST), ("資本金は1億円を超えています", Operator.MORE_THAN),
     ("従業員20人以下の小規模事業者です", Operator.AT_MOST),
     ("직원이 5인 미만인 회사인데 되나요?", Operator.LESS_THAN)],
)  # fmt: skip
def test_a_stated_bound_is_a_limit_of_the_firm(text, operator):
    told = heard(text)
    assert [limit.operator for limit in told.limits] == [operator]
    assert (told.company.capital, told.company.employees) == (None, None)


def test_a_fact_and_a_premise_in_one_sentence_are_kept_apart():
    told = heard("자본금 1억 2천만 엔인데 1억 엔 이하만 되나요?")
    assert told.company.capital == yen(120_000_000)
    assert [premise.value for premise in told.premises] == [yen(100_000_000)]


@pytest.mark.parametrize(
    "text",
    ["지원금 5천만원까지 받을 수 있나요?", "최대 1억원 대출이 필요합니다", "補助上限は1000万円ですか",
     "설비 투자에 2억원 듭니다", "4인 가구", "30명이 참가하는 행사", "창업 3년 이내만 되나요"],
)  # fmt: skip
def test_other_figures_are_nobodys(text):
    told = heard(text)
    assert (told.facts, told.premises, told.limits) == ((), (), ())


def test_a_currency_left_out_is_that_of_the_firms_country_or_unclear():
    assert heard("자본금 3천만입니다", JAPANESE).company.capital == yen(30_000_000)
    assert heard("오사카에 있는 회사이고 자본금 3천만").company.capital == yen(30_000_000)
    told = heard("자본금 3천만입니다")
    assert told.company.capital is None
    assert told.unclear == (("capital", ("30000000 JPY", "30000000 KRW")),)


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("employees", "30명", 30),
        ("employees", "45", 45),
        ("employees", "はい、30人です", 30),
        ("capital", "8천만", yen(80_000_000)),
        ("capital", "5000万円です", yen(50_000_000)),
        ("capital", "30000000", yen(30_000_000)),
        ("revenue", "3억", yen(300_000_000)),
        ("headquarters", "오사카요", "JP-27"),
        ("headquarters", "福岡です", "JP-40"),
        ("headquarters", "구미요", "KR-47:구미시"),
        ("headquarters", "도쿄는 아니고 지바예요", "JP-12"),
        ("country", "한국이요", Country.KR),
        ("country", "日本の会社です", Country.JP),
        ("legal_form", "株式会社です", "corporation"),
        ("legal_form", "개인이요", "sole_proprietor"),
        ("industry", "제조업이요", ("manufacturing",)),
        ("plan", "수출이요", ("export",)),
        ("certifications", "이노비즈요", ("innobiz",)),
    ],
)
def test_a_bare_answer_is_read_for_the_question(asked, text, value):
    assert getattr(heard(text, JAPANESE, asked).company, asked) == value


@pytest.mark.parametrize("text", ["30명", "8천만", "株式会社です", "네"])
def test_without_a_question_a_bare_answer_may_stay_open(text):
    told = heard(text)
    assert told.affirmed is None
    assert (told.company.capital, told.company.employees) == (None, None)


@pytest.mark.parametrize(
    ("text", "affirmed", "declined"),
    [("네", True, None), ("はい", True, None), ("아니요", False, None), ("いいえ", False, None),
     ("잘 모르겠어요", None, "capital"), ("わかりません", None, "capital"),
     ("비밀이에요", None, "capital"),
     ("8천만 엔", None, None)],
)  # fmt: skip
def test_yes_no_and_unknown_answer_the_question(text, affirmed, declined):
    told = heard(text, asked="capital")
    assert (told.affirmed, told.declined) == (affirmed, declined)


def test_two_firms_of_one_owner_are_kept_apart():
    told = heard("한국 본사는 직원 50명이고 일본 법인은 5명이에요")
    assert [(c.country, c.employees) for c in told.companies] == [
        (Country.KR, 50),
        (Country.JP, 5),
    ]


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        ("부산 본사, 오사카 법인", ["KR-26", "JP-27"]),
        ("부산 본사와 大阪法人이 있습니다", ["KR-26", "JP-27"]),
        ("本社は名古屋で、釜山に子会社があります", ["JP-23:名古屋市", "KR-26"]),
        ("大阪本社、ソウル法人があります", ["JP-27", "KR-11"]),
        ("서울 본사, 도쿄 지사", ["KR-11"]),
        ("부산 본사이고 일본법인을 설립하려고 해요", ["KR-26"]),
    ],
)
def test_a_corporation_elsewhere_is_a_firm_and_a_branch_is_not(text, seats):
    assert [company.headquarters for company in heard(text).companies] == seats
