"""Facts of the firm from what people write: how big it is, what it makes, what it plans."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.company import Company
from bot.speech import read_company
from knowledge.money import Currency, Money
from knowledge.programs import Country, Language

TODAY = date(2026, 11, 22)


def heard(text, **more):
    return read_company(text, Language.KO, today=TODAY, **more)


def company(text, **more):
    return heard(text, **more).company


def yen(amount):
    return Money(amount, Currency.JPY)


def won(amount):
    return Money(amount, Currency.KRW)


def test_everything_in_one_korean_message():
    told = company("도쿄 아닌 오사카에 본사, 자본금 8천만 엔, 직원 40명, 소프트웨어")
    assert told == Company(
        country=Country.JP,
        headquarters="JP-27",
        industry=("ict.software",),
        capital=yen(80_000_000),
        employees=40,
        excluded=frozenset({"headquarters:JP-13"}),
    )


def test_everything_in_one_japanese_message():
    told = company("本社は札幌、資本金三千万円、従業員25名のIT企業です。海外展開支援は対象ですか")
    assert told == Company(
        country=Country.JP,
        headquarters="JP-01:札幌市",
        industry=("ict",),
        capital=yen(30_000_000),
        employees=25,
    )


def test_careless_spacing_and_width():
    assert company("직원40명, 자본금8천만엔").capital == yen(80_000_000)
    assert company("従業員２５名、資本金１０００万円").employees == 25
    assert company("본사 부산이구요 직원30명정도").employees == 30


def test_a_fact_carries_the_words_it_was_heard_in():
    text = "오사카에 있는 회사이고 자본금은 8천만 엔이에요"
    capital = next(fact for fact in heard(text).facts if fact.fact == "capital")
    assert capital.words == "자본금은 8천만 엔"
    assert text[slice(*capital.span)] == capital.words


def test_an_approximate_figure_is_marked():
    (fact,) = heard("직원은 약 40명 정도입니다").facts
    assert (fact.value, fact.about) == (40, True)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("소프트웨어 회사예요", ("ict.software",)),
        ("식품 제조업을 합니다", ("manufacturing.food",)),
        ("저희는 제조업이 아니라 도매업이에요", ("wholesale",)),
        ("製造業ではなく卸売業です", ("wholesale",)),
        ("花屋をやっています", ("retail",)),
        ("業種：情報通信業", ("ict",)),
        ("自動車部品を作っています", ("manufacturing.vehicle",)),
        ("화장품을 만들어요", ("manufacturing",)),
        ("화장품을 만들고 싶어요", ()),
        ("제조업 지원사업 있나요?", ()),
        ("製造業の支援はありますか", ()),
        ("소프트웨어를 도입하려는데 지원금 있나요?", ()),
        ("식품 박람회에 나가고 싶은데", ()),
        ("IT導入補助金について", ()),
    ],
)
def test_an_industry_is_the_firms_own_only_where_it_is_said_to_be(text, codes):
    assert company(text).industry == codes


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("개인사업자입니다", "sole_proprietor"),
        ("個人事業主でも使えますか", "sole_proprietor"),
        ("2018年に設立した合同会社です", "corporation"),
        ("법인사업자입니다", "corporation"),
        ("예비창업자인데 지원받을 수 있나요?", "individual"),
        ("これから起業したいのですが", "individual"),
        ("주식회사만 신청할 수 있나요?", None),
        ("株式会社じゃないとだめですか", None),
    ],
)
def test_reads_the_legal_form(text, form):
    assert company(text).legal_form == form


def test_a_sole_proprietor_has_no_capital():
    told = company("개인사업자입니다. 직원은 3명이고 서울에서 카페를 운영해요")
    assert told.not_applicable == {"capital"}
    assert told.employees == 3


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019년에 설립했어요", date(2019, 1, 1)),
        ("2020년 3월에 창업했습니다", date(2020, 3, 1)),
        ("법인 설립일은 2021년 7월 1일", date(2021, 7, 1)),
        ("平成30年創業の町工場です", date(2018, 1, 1)),
        ("令和3年設立、従業員8名", date(2021, 1, 1)),
        ("創業5年です", date(2021, 1, 1)),
        ("업력 3년차 스타트업입니다", date(2024, 1, 1)),
        ("창업 7년 이내만 되나요?", None),
        ("2027년에 창업 예정입니다", None),
    ],
)
def test_reads_the_founding(text, day):
    assert company(text).founded == day


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("일본에 수출하고 싶다", ("export:JP",)),
        ("韓国の消費者に越境ECで売りたい", ("ec:KR",)),
        ("부산에서 일본으로 화장품을 수출하려고 해요", ("export:JP",)),
        ("うちは京都の酒蔵で、韓国に日本酒を輸出したいです", ("export:KR",)),
        ("베트남에 수출하려고 합니다", ("export:VN",)),
        ("도쿄에 지사를 내고 싶은 부산 회사입니다", ("establish:JP",)),
        ("도쿄 전시회에 나가고 싶다", ("exhibition:JP",)),
        ("インバウンド向けのサービスを作りたい", ("inbound",)),
        ("일본에 진출하고 싶어요", ()),
        ("수출이란 무엇인가요", ()),
    ],
)
def test_reads_the_plan_with_its_target(text, plan):
    assert company(text).plan == plan


@pytest.mark.parametrize(
    ("text", "certifications", "excluded"),
    [
        ("벤처기업 인증 받았습니다", ("venture",), set()),
        ("経営革新計画の承認を受けています", ("keiei_kakushin",), set()),
        ("地域未来牽引企業に選ばれています", ("chiiki_mirai_kenin",), set()),
        ("벤처기업 인증은 없어요", (), {"certifications:venture"}),
        ("지역미래견인기업 선정되면 뭐가 좋아요", (), set()),
        ("地域未来牽引企業への支援には何がありますか", (), set()),
        ("経営革新計画の承認を取るには？", (), set()),
        ("이노비즈 인증이 있어야 하나요?", (), set()),
    ],
)
def test_a_certification_counts_where_the_firm_has_it(text, certifications, excluded):
    told = company(text)
    assert (told.certifications, set(told.excluded)) == (certifications, excluded)


@given(st.text(max_size=120))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_and_every_span_holds_its_words(text):
    for asked in (None, "headquarters", "capital", "legal_form", "founded"):
        told = heard(text, asked=asked)
        assert all(text[slice(*fact.span)] == fact.words for fact in told.facts)
