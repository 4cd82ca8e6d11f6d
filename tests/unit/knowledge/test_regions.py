"""Names of regions in both languages, and what lies in what."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.programs import Country, Language
from knowledge.regions import (
    contains,
    country_of,
    expand,
    find_regions,
    gazetteer,
    name_of,
    parse_region,
)

CODES = st.sampled_from(sorted(gazetteer().regions))
PREFECTURES = [c for c in gazetteer().regions if c.startswith("JP-") and ":" not in c]
PROVINCES = [c for c in gazetteer().regions if c.startswith("KR-") and ":" not in c]


def codes(text):
    return [found.code for found in find_regions(text)]


def test_there_are_47_prefectures_and_the_provinces_with_their_successor():
    assert len(PREFECTURES) == 47
    assert len(PROVINCES) == 18
    assert gazetteer().regions["KR-12"].predecessors == ("KR-29", "KR-46")


@pytest.mark.parametrize("code", [*PREFECTURES, *PROVINCES])
@pytest.mark.parametrize("language", list(Language))
def test_every_official_name_is_read_back_in_both_languages(code, language):
    assert parse_region(name_of(code, language)) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("오사카에 있는 소프트웨어 회사", ["JP-27"]),
        ("Tokyo or Osaka", ["JP-13", "JP-27"]),
        ("福岡県久留米市の会社", ["JP-40:久留米市"]),
        ("東京都港区", ["JP-13:港区"]),
        ("大阪市北区", ["JP-27:大阪市"]),
        ("한국 부산에 본사", ["KR-26"]),
        ("하마마츠시 중소기업", ["JP-22:浜松市"]),
        ("시부야인데", ["JP-13:渋谷区"]),
        ("釜山とソウル", ["KR-26", "KR-11"]),
        ("プサンの会社", ["KR-26"]),
        ("부산 해운대구", ["KR-26:해운대구"]),
        ("부산제조업체", ["KR-26"]),
        ("[경기] 부천시 2026년", ["KR-41:부천시"]),
        ("경남 양산에서", ["KR-48:양산시"]),
        ("경기 이천 공장", ["KR-41:이천시"]),
        ("구미에 있는 회사", ["KR-47:구미시"]),
        ("전남광주통합특별시", ["KR-12"]),
        ("[전남광주] 2026년", ["KR-12"]),
        ("수도권 기업", ["KR:capital"]),
        ("首都圏の企業", ["JP:capital_region"]),
        ("九州・沖縄地方", ["JP:kyushu_okinawa"]),
        ("全国 / 海外", ["JP:all"]),
        ("【池田町】（岐阜県）町は", ["JP-21:池田町", "JP-21"]),
    ],
)
def test_finds_regions_as_people_and_notices_write_them(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    ["대구경 파이프", "부산물 처리", "最高知事", "大分助かりました", "東京大学", "나라에서 주는 지원금",
     "구미 시장", "이천만원", "양산 체제", "경기 침체", "三重に確認", "諏訪町", "重点支援地方交付金",
     "千葉さん", "지방자치단체", "京都議定書", "일본어로"],
)  # fmt: skip
def test_false_friends_are_no_regions(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("도쿄 아닌 오사카", {"JP-13"}),
        ("본사는 도쿄 아니고 나고야", {"JP-13"}),
        ("도쿄 이외 지역", {"JP-13"}),
        ("東京以外", {"JP-13"}),
        ("東京都を除く", {"JP-13"}),
        ("東京ではなく大阪", {"JP-13"}),
        ("本社は東京都外です", {"JP-13"}),
        ("서울·경기·인천을 제외한 지역", {"KR-11", "KR-41", "KR-28"}),
        ("神奈川・東京以外", {"JP-14", "JP-13"}),
        ("오사카와 도쿄", set()),
    ],
)
def test_a_denied_region_is_marked(text, denied):
    assert {found.code for found in find_regions(text) if found.negated} == denied


def test_a_name_of_two_places_is_certain_only_with_its_province():
    (alone,) = find_regions("광주")
    assert (alone.code, alone.others) == ("KR-29", ("KR-41:광주시",))
    assert codes("경기 광주시") == ["KR-41:광주시"]
    assert find_regions("北海道伊達市")[0].others == ()


@pytest.mark.parametrize(
    ("given_text", "code"),
    [("JP-27", "JP-27"), ("jp-27", "JP-27"), ("오사카", "JP-27"), ("北海道", "JP-01"),
     ("JP-40:久留米市", "JP-40:久留米市"), ("광주광역시", "KR-29"), ("구미", "KR-47:구미시")],
)  # fmt: skip
def test_parse_region_takes_codes_and_names(given_text, code):
    assert parse_region(given_text) == code


@pytest.mark.parametrize("text", ["", "어딘가", "오사카 회사", "광주", "도쿄와 오사카"])
def test_parse_region_refuses_what_is_not_one_region(text):
    with pytest.raises(ValueError, match="region"):
        parse_region(text)


@pytest.mark.parametrize(
    ("outer", "inner", "verdict"),
    [
        ("JP-40", "JP-40:久留米市", True),
        ("JP-40:久留米市", "JP-40", None),
        ("JP-40:久留米市", "JP-27", False),
        ("JP", "JP-27", True),
        ("JP-27", "JP", None),
        ("KR-12", "KR-46", True),
        ("KR-46", "KR-12", None),
        ("KR-12", "KR-46:순천시", True),
        ("KR-46", "KR-26", False),
        ("KR:capital", "KR-41:부천시", True),
        ("JP:kanto", "JP", None),
        ("JP:kanto", "JP-27", False),
        ("JP", "JP:kanto", True),
        ("JP:local", "JP-27", None),
        ("KR:outside_capital", "KR-26", True),
    ],
)
def test_contains_is_three_valued(outer, inner, verdict):
    assert contains(outer, inner) is verdict


@given(CODES, CODES, CODES)
def test_containment_is_transitive_and_a_refutation_has_no_exception(a, b, c):
    if contains(a, b) and contains(b, c):
        assert contains(a, c) is True
    if contains(a, b) is False and contains(b, c) and "local" not in c:
        assert contains(a, c) is False


@given(CODES, CODES)
def test_other_countries_are_never_within(a, b):
    if country_of(a) is not country_of(b) and "local" not in a + b:
        assert contains(a, b) is False


@given(CODES)
def test_everything_lies_in_its_country(code):
    if "local" not in code:
        assert contains(country_of(code).value, code) is True


def test_expand_gives_the_members_of_a_group_only():
    assert expand("KR:capital") == ("KR-11", "KR-28", "KR-41")
    assert expand("JP-27") == ("JP-27",)
    assert expand("JP:local") == ()


def test_names_of_municipalities_carry_their_prefecture():
    assert name_of("JP-40:久留米市", Language.JA) == "福岡県久留米市"
    assert name_of("JP-40:久留米市", Language.KO) == "후쿠오카현 구루메시"
    assert country_of("KR-41:안양시") is Country.KR


@given(st.text(max_size=80))
def test_any_text_is_read_and_spans_hold_the_raw_words(text):
    for found in find_regions(text):
        assert text[slice(*found.span)] == found.raw


def test_half_width_and_decomposed_text_is_read_with_spans_of_the_original():
    text = unicodedata.normalize("NFD", "본사는 부산")
    (found,) = find_regions(text)
    assert found.code == "KR-26"
    assert unicodedata.normalize("NFC", found.raw) == "부산"
