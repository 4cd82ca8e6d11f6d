"""Firms as people type them: copulas run together, slips, a comma instead of a sentence."""

import pytest

from bot.company import Company
from bot.speech import read_company
from knowledge.programs import Country, Language

FOOD, SOFTWARE = "manufacturing.food", "ict.software"


def company(text, previous=None):
    return read_company(text, Language.KO, previous).company


@pytest.mark.parametrize(
    ("text", "place", "trade", "plan"),
    [
        ("부산에 있는 식품회산데 수출하고 싶어", "KR-26", FOOD, "export"),
        ("부산 식품회사에요 수출하고 싶어요", "KR-26", FOOD, "export"),
        ("부산에서 식품 만드는 회산데 일본 수출하고싶어요", "KR-26", FOOD, "export:JP"),
        ("부산 식품회산데 일본에 수출하고싶어요", "KR-26", FOOD, "export:JP"),
        ("대구 섬유업첸데 일본에 수출하려고요", "KR-27", "manufacturing.textile", "export:JP"),
        ("부산에잇는 식품회사인데여 수출하고십어요", "KR-26", FOOD, "export"),
        ("인천에서 소프트웨어 수출하는데 지원 있나요", "KR-28", None, "export"),
        ("오사카에 있는 무역회산데 한국에 수출하고 싶어요", "JP-27", "wholesale", "export:KR"),
        ("대전 소프트웨어 법인, 일본에 수출하고 싶어요", "KR-30", SOFTWARE, "export:JP"),
        ("大阪の食品メーカーなんですが輸出したいです", "JP-27", FOOD, "export"),
    ],
)
def test_place_trade_and_plan_of_an_ordinary_sentence(text, place, trade, plan):
    told = company(text)
    assert told.headquarters == place
    assert trade is None or told.industry == (trade,)
    assert told.plan == (plan,)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("창원에서 기계부품 만드는 업쳅니다", "KR-48:창원시"),
        ("울산 자동차부품 회사입니당", "KR-31"),
        ("제주도에서 화장품 만드는 스타트업이예요", "KR-49"),
        ("전주에서 한식당 운영중인데 지원금 있어?", "KR-45:전주시"),
        ("강릉에서 커피 로스팅 해요", "KR-42:강릉시"),
        ("大阪で雑貨の輸入をしています", "JP-27"),
        ("京都でお茶の卸やってます", "JP-26"),
        ("神戸で洋菓子の製造販売をしております", "JP-28:神戸市"),
        ("広島市で建設業してる", "JP-34:広島市"),
    ],
)
def test_where_somebody_does_business_is_where_the_firm_is(text, place):
    assert company(text).headquarters == place


def test_a_form_of_law_before_a_comma_is_one():
    told = company("대전 소프트웨어 법인, 직원 12명입니다")
    assert (told.legal_form, told.industry, told.employees) == ("corporation", (SOFTWARE,), 12)


@pytest.mark.parametrize(
    "text",
    ["부산에서 화장품 수출하는데요", "수출하고 싶어요. 부산 회사예요", "부산으로 수출하고 싶어요"],
)
def test_the_own_country_is_no_target_of_an_export(text):
    known = Company(country=Country.KR, headquarters="KR-26")
    assert company(text, known).plan in (("export",), ())


@pytest.mark.parametrize(
    "text",
    [
        "大阪で展示会をしていますか",
        "東京で開かれるイベントに出たい",
        "도쿄에서 열리는 행사를 하고 싶어요",
    ],
)
def test_an_event_elsewhere_is_no_business_there(text):
    assert company(text).headquarters is None


BUSAN = Company(Country.KR, "KR-26", (FOOD,))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("서울 회사는 어때?", "KR-11"),
        ("그럼 오사카 회사는 신청할 수 있어?", "JP-27"),
        ("대전 회사로 해외 전시회 지원 있어?", "KR-30"),
        ("福岡の会社でも使えますか", "JP-40"),
        ("대구 회사도 되나?", "KR-27"),
    ],
)
def test_a_firm_elsewhere_that_is_only_asked_about_is_supposed(text, code):
    told = read_company(text, Language.KO, BUSAN)
    assert [(p.code, p.role) for p in told.places] == [(code, "supposed")]
    assert told.company.headquarters is None


@pytest.mark.parametrize(
    "text",
    ["부산 회사는 신청할 수 있어?", "우리 대구 회사는 신청할 수 있어?", "대구에 있는 회사입니다"],
)
def test_the_own_place_and_a_statement_are_not_supposed(text):
    assert [p.role for p in read_company(text, Language.KO, BUSAN).places] == ["headquarters"]
