"""Industries as people write them, and what satisfies what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.industries import (
    find_industries,
    industries,
    name_of,
    parse_industry,
    satisfies,
    specific,
)
from knowledge.programs import Language

CODES = st.sampled_from(sorted(industries()))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("오사카에 있는 소프트웨어 회사인데", "ict.software"),
        ("大阪のソフトウェア会社です", "ict.software"),
        ("ＩＴ企業です", "ict"),
        ("福岡県の小売業です", "retail"),
        ("부산 제조업체인데", "manufacturing"),
        ("町工場をやっています", "manufacturing"),
        ("花屋です", "retail"),
        ("식품제조업", "manufacturing.food"),
        ("식품 제조", "manufacturing.food"),
        ("機械部品製造", "manufacturing.machinery"),
        ("자동차부품 제조업체", "manufacturing.vehicle"),
        ("酒蔵", "manufacturing.food"),
        ("게스트하우스", "accommodation"),
        ("ラーメン屋", "food_service"),
        ("トラック運送業", "transport.trucking"),
        ("運輸業、郵便業", "transport"),
        ("서비스업", "services"),
    ],
)
def test_reads_industries_as_people_write_them(text, code):
    assert [found.code for found in find_industries(text)] == [code]


@pytest.mark.parametrize(
    "text",
    ["商店街", "소프트웨어 구입 지원", "ソフトウェアの導入", "국회의원", "digital", "정책금융공고"],
)
def test_words_that_only_look_like_an_industry_give_none(text):
    assert find_industries(text) == ()


@pytest.mark.parametrize(
    ("company", "wanted", "verdict"),
    [
        (["ict.software"], ["ict"], True),
        (["ict"], ["ict.software"], None),
        (["retail"], ["ict"], False),
        ([], ["ict"], None),
        (["retail", "manufacturing.food"], ["manufacturing"], True),
        (["services"], ["professional"], None),
        (["accommodation"], ["tourism"], None),
    ],
)
def test_a_child_satisfies_its_parent_and_not_the_reverse(company, wanted, verdict):
    assert satisfies(company, wanted) is verdict


@given(CODES, CODES)
def test_knowing_the_industry_more_exactly_never_overturns_a_verdict(code, wanted):
    parent = code.split(".")[0]
    coarse = satisfies([parent], [wanted])
    if coarse is not None and wanted != parent:
        assert satisfies([code], [wanted]) is coarse


@given(st.lists(CODES, min_size=1), CODES)
def test_a_further_industry_never_takes_a_yes_away(company, wanted):
    if satisfies(company[:1], [wanted]) is True:
        assert satisfies(company, [wanted]) is True


@pytest.mark.parametrize("text", ["ICT", "情報通信業", "정보통신업", "ict"])
def test_parse_industry_takes_codes_and_names(text):
    assert parse_industry(text) == "ict"


@pytest.mark.parametrize("text", ["", "뭔가", "소매업 제조업"])
def test_parse_industry_refuses_what_is_not_one_industry(text):
    with pytest.raises(ValueError, match="industry"):
        parse_industry(text)


@pytest.mark.parametrize("code", sorted(industries()))
@pytest.mark.parametrize("language", list(Language))
def test_every_industry_can_be_given_by_its_own_name(code, language):
    assert name_of(code, language) != code
    assert parse_industry(name_of(code, language)) == code


def test_specific_drops_parents_and_repetitions():
    assert specific(["ict", "ict.software", "retail", "retail"]) == ("ict.software", "retail")
