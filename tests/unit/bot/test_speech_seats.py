"""The seat of a firm beside other places: what is planned, a centre's name, a bare place and trade."""

from datetime import date

import pytest

from bot.company import Company
from bot.speech import read_company
from knowledge.industries import satisfies
from knowledge.programs import Language

TODAY = date(2026, 11, 22)


def heard(text):
    return read_company(text, Language.KO, today=TODAY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("茅野市にオフィスを出したいIT企業です。本社は松本市", "JP-20:松本市"),
        ("松本市が本社で、茅野市に支店を開設予定です", "JP-20:松本市"),
        ("福岡市内に事務所を借りたいと思っています。本社は佐賀です", "JP-41"),
        ("大阪の会社です。本社は東京です", "JP-13"),
        ("서울 회사예요. 본사는 부산이에요", "KR-26"),
        ("제주에 지점을 내고 싶어요. 본사는 서울", "KR-11"),
        ("대구에 지점을 열고 싶은 카페예요, 본사는 포항", "KR-47:포항시"),
        ("본사는 대전인데 세종에 공장을 지으려고 합니다", "KR-30"),
        ("名古屋が本社で東京には営業所だけあります", "JP-23:名古屋市"),
        ("나고야가 본사이고 도쿄에는 영업소만", "JP-23:名古屋市"),
        ("本社は福岡、ソウルに支店があります", "JP-40"),
    ],
)
def test_a_seat_that_is_named_wins_over_every_other_place(text, code):
    told = heard(text)
    assert (told.company.headquarters, len(told.companies)) == (code, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("부산 글로벌테크비즈센터 서울 회사인데 들어갈 수 있어요?", "KR-11"),
        ("서울창업허브 부산 스타트업인데 입주 가능해요?", "KR-26"),
        ("부산에 매장을 낼 계획인 대구 카페예요", "KR-27"),
        ("김해에 공장을 세우려는 부산 제조업체입니다", "KR-26"),
        ("京都に店を構えたい大阪のカフェです", "JP-27"),
        ("仙台に営業所を置く予定の盛岡の建設会社です", "JP-03:盛岡市"),
        ("울산에 있는 회사인데 사무실을 내고 싶어요", "KR-31"),
        ("울산에서 카페를 하는데 2호점을 내고 싶어요", "KR-31"),
        ("福岡で飲食店をやっていて、2号店を出したい", "JP-40"),
        ("부산 회사예요. 아니, 서울 회사예요", "KR-11"),
        ("작년에 부산에서 카페를 창업했어요", "KR-26"),
        ("昨年、大阪で会社を設立しました", "JP-27"),
        ("鈴鹿市で今年カフェを開きました", "JP-24:鈴鹿市"),
        ("부산에서 카페를 열었어요", "KR-26"),
    ],
)
def test_the_place_that_says_which_firm_it_is_wins_over_one_in_passing(text, code):
    assert heard(text).company.headquarters == code


@pytest.mark.parametrize(
    "text",
    [
        "茅野市に工場を構えたい",
        "大阪に会社を構えたい",
        "京都にお店を出したいカフェです",
        "神戸に拠点を置くことを検討しています",
        "札幌への支店の開設を検討しています",
        "강릉시에 사무실을 내고 싶은 IT기업입니다",
        "광주에 사무실을 얻으려고 해요",
        "창원에 연구소를 세우려는 기계 제조업체",
        "대전에 공장 설립을 검토 중입니다",
        "大阪でカフェを始めたい",
    ],
)
def test_where_something_is_to_be_opened_is_no_headquarters(text):
    told = heard(text)
    assert (told.company.headquarters, told.company.country) == (None, None)
    assert [place.role for place in told.places] == ["target"]


@pytest.mark.parametrize(
    "text",
    ["大阪に支店を出しました", "서울에 지점을 냈어요", "大阪でセミナーを開きました",
     "大阪で居酒屋を開いたら",
     "부산에서 카페를 열었으면"],
)  # fmt: skip
def test_a_branch_an_event_or_a_supposition_is_no_headquarters(text):
    assert heard(text).company == Company()


@pytest.mark.parametrize(
    "text",
    ["名古屋が本社でなければだめですか", "東京が本社ではありません", "もし本社が福岡なら",
     "福岡に本社があれば使えますか", "본사가 부산이면 되나요?"],
)  # fmt: skip
def test_a_seat_that_is_a_rule_supposed_or_denied_is_none(text):
    assert heard(text).company.headquarters is None


@pytest.mark.parametrize(
    ("text", "code", "industry"),
    [
        ("小樽の旅館", "JP-01:小樽市", "accommodation"),
        ("小樽の旅館です", "JP-01:小樽市", "accommodation"),
        ("神戸 旅館", "JP-28:神戸市", "accommodation"),
        ("札幌のカフェのオーナーです", "JP-01:札幌市", "food_service"),
        ("広島のラーメン屋の店長", "JP-34", "food_service"),
        ("大阪のスタートアップ", "JP-27", None),
        ("仙台の老舗旅館です", "JP-04:仙台市", "accommodation"),
        ("수원 제조업", "KR-41:수원시", "manufacturing"),
        ("구미 스타트업", "KR-47:구미시", None),
        ("부산 유통회사예요", "KR-26", "distribution"),
        ("안녕하세요 부산 유통업체입니다", "KR-26", "distribution"),
        ("대구 카페 사장입니다", "KR-27", "food_service"),
        ("대구 카페", "KR-27", "food_service"),
        ("제주 펜션 대표예요", "KR-49", "accommodation"),
        ("부산 소상공인", "KR-26", None),
    ],
)
def test_a_place_and_a_firm_are_the_whole_message(text, code, industry):
    told = heard(text).company
    assert (told.headquarters, told.industry) == (code, (industry,) if industry else ())


@pytest.mark.parametrize(
    "text",
    [
        "부산 보조금", "부산 보조금이요", "大阪の補助金", "서울 전시회", "서울 카페쇼", "제주 관광",
        "수원 제조업 지원", "부산 스타트업 지원금", "大阪 製造業 補助金", "大阪の旅館の支援",
        "小樽の旅館ですか", "小樽の旅館に泊まりたい", "부산 제조업 현황", "東京の会社は？", "부산 창업",
    ],
)  # fmt: skip
def test_a_place_and_a_matter_say_nothing_of_the_firm(text):
    told = heard(text).company
    assert (told.headquarters, told.country) == (None, None)


def test_a_distributor_may_be_a_wholesaler_or_a_retailer():
    assert [satisfies(["distribution"], [code]) for code in ("wholesale", "retail")] == [None, None]
    assert satisfies(["distribution"], ["manufacturing"]) is False


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("충북에서 의료기기 만드는 12명 회사입니다", "KR-43"),
        ("부산에서 화장품 만드는 직원 20명 규모의 회사예요", "KR-26"),
        ("大阪で部品を作っている従業員20人の会社です", "JP-27"),
        ("京都で和菓子を作る社員5人の会社です", "JP-26"),
        ("부산에서 열리는 20명 규모의 행사입니다", None),
    ],
)
def test_a_number_of_people_may_stand_before_the_firm(text, code):
    assert heard(text).company.headquarters == code
