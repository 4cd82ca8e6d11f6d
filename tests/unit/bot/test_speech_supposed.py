"""Shops and small makers as their owners say it, places that are only supposed, two firms."""

from datetime import date

import pytest

from bot.speech import read_company
from knowledge.programs import Country, Language

TODAY = date(2026, 11, 22)


def heard(text, **more):
    return read_company(text, Language.KO, today=TODAY, **more)


@pytest.mark.parametrize(
    ("text", "code", "industry"),
    [
        ("전주에서 떡집 하는데요", "KR-45:전주시", "retail"),
        ("안산에서 가구 만드는데 수출하고 싶어요", "KR-41:안산시", "manufacturing"),
        ("통영에서 젓갈 만들어요", "KR-48:통영시", "manufacturing.food"),
        ("대전에서 게임 만드는 회사", "KR-30", "ict.content"),
        ("판교에서 앱 개발하는데요", "KR-41:성남시", "ict.software"),
        ("서울 종로구 식당 폐업 지원금", "KR-11:종로구", "food_service"),
        ("대구미용실대출되나", "KR-27", "personal_services"),
        ("제주카페지원금있나요", "KR-49", "food_service"),
        ("佐賀でカフェやってます", "JP-41", "food_service"),
        ("うちは尾道のラーメン屋です", "JP-34:尾道市", "food_service"),
        ("大阪府内の町工場です", "JP-27", "manufacturing"),
        ("広島市の食品卸です", "JP-34:広島市", "wholesale"),
        ("宮崎の焼酎蔵です", "JP-45", "manufacturing.food"),
        ("金沢で和菓子を作っています", "JP-17:金沢市", "manufacturing.food"),
        ("浜松の町工場で社員25名です", "JP-22:浜松市", "manufacturing"),
        ("愛媛で商標を取りたい会社です", "JP-38", None),
    ],
)
def test_a_shop_or_a_maker_is_where_it_is_run(text, code, industry):
    told = heard(text).company
    assert told.headquarters == code
    assert told.industry == ((industry,) if industry else ())


@pytest.mark.parametrize(
    "text",
    [
        "부산에서 박람회에 나가고 싶어요",
        "京都で開かれる見本市に出たい",
        "대구에서 열리는 수출 상담회",
        "한국에서 팔고 싶다",
        "오사카에서 빵집 열고 싶어요",
        "神戸でラーメン屋を開きたい",
        "부산 카페 창업 지원금",
        "경기도 제조업 지원사업 알려줘",
        "후쿠오카 빵집에 납품하고 싶어요",
        "名古屋のラーメン屋に麺を売りたい",
        "大阪万博に出展したい会社です",
        "서울 카페쇼에 나가고 싶어요",
    ],
)
def test_a_fair_a_market_or_a_wish_is_no_headquarters(text):
    told = heard(text).company
    assert (told.headquarters, told.country) == (None, None)


@pytest.mark.parametrize(
    "text", ["東京のラーメン屋に麺を売りたい", "부산 식당에 김치를 납품하고 싶다"]
)
def test_a_customers_trade_is_not_the_firms(text):
    assert "food_service" not in heard(text).company.industry


@pytest.mark.parametrize(
    ("text", "code", "excluded"),
    [
        ("아 죄송해요 수원이 아니고 용인이에요", "KR-41:용인시", "KR-41:수원시"),
        ("김해라고요, 양산 말고", "KR-48:김해시", "KR-48:양산시"),
        ("すみません、神戸ではなく姫路です", "JP-28:姫路市", "JP-28:神戸市"),
    ],
)
def test_an_apology_corrects_the_place(text, code, excluded):
    told = heard(text).company
    assert told.headquarters == code
    assert told.excluded in (frozenset(), {f"headquarters:{excluded}"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("그 회사가 화성으로 이전하면요?", "KR-41:화성시"),
        ("본사를 대전으로 옮기면 되나요?", "KR-30"),
        ("그럼 광양은?", "KR-46:광양시"),
        ("그러면 삿포로 회사는요?", "JP-01:札幌市"),
        ("만약 대구 업체라면요?", "KR-27"),
        ("그럼 나고야에 있는 회사는요?", "JP-23:名古屋市"),
        ("仙台に移転したら対象になりますか", "JP-04:仙台市"),
        ("じゃあ沖縄の会社は？", "JP-47"),
        ("札幌の会社でも？", "JP-01:札幌市"),
        ("もし新潟だったら？", "JP-15"),
    ],
)
def test_a_place_that_is_only_supposed_is_no_fact(text, code):
    told = heard(text)
    assert [(place.code, place.role) for place in told.places] == [(code, "supposed")]
    assert [f for f in told.facts if f.fact in {"headquarters", "country"}] == []


@pytest.mark.parametrize(
    "text",
    ["부산 회사입니다", "大阪の会社が使える補助金は？", "오사카에 있는 회사인데 되나요?",
     "대구로 이전했어요", "福岡に移転しました"],
)  # fmt: skip
def test_a_place_that_is_stated_is_not_supposed(text):
    assert [place.role for place in heard(text).places] == ["headquarters"]


@pytest.mark.parametrize(
    ("asked", "text"), [("legal_form", "4人です"), ("headquarters", "7명이요"), ("capital", "12명")]
)
def test_a_number_of_people_is_one_whatever_was_asked(asked, text):
    assert heard(text, asked=asked).company.employees == int("".join(filter(str.isdigit, text)))


@pytest.mark.parametrize("asked", ["founded", "legal_form", "industry", "headquarters"])
@pytest.mark.parametrize("text", ["네", "はい"])
def test_a_yes_to_a_question_without_a_bound_is_no_fact(asked, text):
    assert heard(text, asked=asked).facts == ()


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        ("울산 본사랑 나고야 법인 각각", [(Country.KR, "KR-31"), (Country.JP, "JP-23:名古屋市")]),
        ("도쿄에 법인이 있는 대구 화장품회사", [(Country.KR, "KR-27"), (Country.JP, "JP-13")]),
        ("후쿠오카에 법인이 있는 한국 회사", [(Country.KR, None), (Country.JP, "JP-40")]),
        ("福岡に子会社を持つ釜山の会社", [(Country.KR, "KR-26"), (Country.JP, "JP-40")]),
        ("ソウルに現地法人がある横浜の会社です", [(Country.JP, "JP-14:横浜市"), (Country.KR, "KR-11")]),
        ("교토에 법인을 세우려는 인천 회사", [(Country.KR, "KR-28")]),
    ],
)  # fmt: skip
def test_a_corporation_abroad_and_its_owner_are_two_firms(text, seats):
    companies = heard(text).companies
    assert [(company.country, company.headquarters) for company in companies] == seats
