"""Another place in a message: supposed, corrected, another firm; nothing is lost unsaid."""

from dataclasses import replace

import pytest

from bot.company import Company
from bot.conversation import Conversation
from bot.hearing import hear
from bot.speech import read_company
from bot.understanding.reading import Reading
from knowledge.programs import Country, Language
from tests.fakes.programs import won

BUSAN = Company(
    Country.KR, "KR-26", ("manufacturing.food",), capital=won(300_000_000), employees=25
)
FUKUOKA = Company(Country.JP, "JP-40", ("manufacturing.food",), name="후쿠오카푸드")
DAEJEON = Company(Country.KR, "KR-30", ("ict.software",), name="대전랩")


def told(text, *companies, aside=()):
    memory = Conversation(companies=companies, set_aside=aside)
    heard = read_company(text, Language.KO, memory.company)
    reading = Reading(text, "find", 1.0, heard, (), frozenset(), "주제", (), 0.0)
    return hear(memory, reading, None)


@pytest.mark.parametrize(
    ("text", "place", "capital"),
    [
        ("서울 회사는 어때?", "KR-11", BUSAN.capital),
        ("じゃあ東京の会社は？", "JP-13", None),
        ("그럼 오사카 회사는 신청할 수 있어?", "JP-27", None),
        ("서울로 이전하면요?", "KR-11", BUSAN.capital),
        ("그럼 인천이면?", "KR-28", BUSAN.capital),
        ("그럼 요코하마면?", "JP-14:横浜市", None),
    ],
)
def test_a_supposed_place_is_judged_with_the_other_facts_and_not_remembered(text, place, capital):
    memory, (judged,) = told(text, BUSAN)
    assert (judged.headquarters, judged.capital, judged.employees) == (place, capital, 25)
    assert judged.industry == BUSAN.industry
    assert (memory.companies, memory.set_aside) == ((BUSAN,), ())


@pytest.mark.parametrize(
    "text", ["대전 회사로 해외 전시회 지원 있어?", "대전 회사는?", "대전 회사예요"]
)
@pytest.mark.parametrize("together", [True, False])
def test_a_second_firm_that_is_known_becomes_the_current_one(text, together):
    known, aside = ((FUKUOKA, DAEJEON), ()) if together else ((FUKUOKA,), (DAEJEON,))
    memory, (judged,) = told(text, *known, aside=aside)
    assert judged.name == "대전랩"
    assert judged.headquarters == "KR-30"
    assert memory.companies == (judged,)
    assert memory.set_aside == (FUKUOKA,)


@pytest.mark.parametrize(
    ("text", "place"),
    [("아니 우리 대구라니까", "KR-27"), ("本社は大阪です", "JP-27"), ("아니 오사카예요", "JP-27")],
)
def test_a_plain_correction_changes_that_one_fact(text, place):
    memory, (judged,) = told(text, BUSAN)
    country = Country(place[:2])
    assert judged == replace(BUSAN, country=country, headquarters=place)
    assert (memory.companies, memory.set_aside) == ((judged,), ())


def test_another_firm_sets_the_one_before_aside():
    memory, (judged,) = told("오사카에 있는 소프트웨어 회사입니다", BUSAN)
    assert (judged.headquarters, judged.capital, judged.employees) == ("JP-27", None, None)
    assert memory.set_aside == (BUSAN,)


def test_a_place_supposed_before_anything_is_known_is_remembered():
    memory, (judged,) = told("그럼 서울 회사는?")
    assert judged.headquarters == "KR-11"
    assert memory.companies == (judged,)
