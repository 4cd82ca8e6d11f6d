"""What a model reads in a message, and what of it the rules let pass."""

from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from bot.conversation import Conversation
from bot.library import Scored
from bot.models.understanding import Matter, judged, unsure
from bot.speech import Heard, read_company
from bot.understanding.reading import Reading
from knowledge.programs import Bilingual, Language

PROGRAMS = {
    "kc": SimpleNamespace(
        names=Bilingual(ko="케이컬렉션 행사", ja="K行事"), aliases=("K-COLLECTION",)
    ),
    "tax": SimpleNamespace(names=Bilingual(ko="세액공제", ja="税額控除"), aliases=()),
}


class Shelf:
    programs = PROGRAMS

    def named(self, text):
        return [Scored("kc", 1.0)] if "K-COLLECTION" in text else []


MATTER = Matter(Conversation(), Shelf(), Language.KO, date(2026, 11, 22))


def reading(text, **more):
    heard = read_company(text, Language.KO, None, today=MATTER.today)
    return replace(Reading(text, "find", 0.3, heard, (), frozenset(), text, (), 0.0), **more)


def read(text, *, counts=None, heard=None, **said):
    before = reading(text) if heard is None else reading(text, heard=heard)
    form = {"intent": "find", "programmes": [], "facts": [], "follows": False} | said
    return judged(before, form, MATTER, ("kc", "tax"), counts if counts is not None else Counter())


def test_the_model_is_asked_only_where_the_rules_are_unsure():
    assert unsure(reading("그거 우리도 될까 싶어서요"))
    assert not unsure(reading("그거 우리도 될까 싶어서요", sure=0.8))
    assert not unsure(reading("그거 우리도 될까 싶어서요", named=("kc",)))


def test_an_intent_of_the_list_is_taken():
    assert read("언제까지였더라", intent="deadline").intent == "deadline"


@pytest.mark.parametrize(
    "intent", ["instruction", "off_topic", "yes", "delete_everything", 7, None]
)
def test_no_other_intent_is_taken(intent):
    assert read("언제까지였더라", intent=intent).intent == "find"


def test_a_programme_called_by_words_of_the_message_is_meant():
    meant = [{"id": "kc", "words": "컬렉션 행사"}]
    assert read("그 컬렉션 행사 말인데요", programmes=meant).named == ("kc",)


@pytest.mark.parametrize(
    "meant",
    [
        {"id": "kc", "words": "케이컬렉션"},
        {"id": "tax", "words": "컬렉션 행사"},
        {"id": "other", "words": "컬렉션 행사"},
        {"id": "kc"},
        "kc",
    ],
)
def test_a_programme_nobody_spoke_of_is_dropped(meant):
    assert read("그 컬렉션 행사 말인데요", programmes=[meant]).named == ()


def test_a_fact_the_rules_missed_is_heard_by_our_own_grammar():
    counts = Counter()
    text = "직원은 20명입니다"
    facts = [{"fact": "employees", "words": "직원은 20명"}]
    assert read(text, facts=facts, heard=Heard(), counts=counts).heard.company.employees == 20
    assert not counts["dropped.fact"]


@pytest.mark.parametrize(
    ("text", "fact", "words"),
    [
        ("직원 이야기는 다음에 하죠", "employees", "직원은 200명"),
        ("자본금 2억 엔까지 되죠?", "capital", "자본금 2억 엔"),
        ("오사카 박람회에 나가고 싶어요", "headquarters", "오사카"),
        ("도쿄가 아니라면 되나요", "headquarters", "도쿄"),
        ("직원이 좀 있어요", "employees", "직원이 좀"),
        ("좋은 아침이에요", "revenue", "좋은 아침"),
    ],
)
def test_a_fact_that_was_not_stated_is_dropped(text, fact, words):
    counts = Counter()
    read_now = read(text, facts=[{"fact": fact, "words": words}], counts=counts)
    assert getattr(read_now.heard.company, fact) == getattr(reading(text).heard.company, fact)
    assert counts["dropped.fact"] == 1


def test_what_the_rules_heard_stays():
    text = "부산에 있는 회사인데 자본금은 3억 원이고 대구 이야기도 들었어요"
    before = reading(text).heard.company
    facts = [{"fact": "headquarters", "words": "대구"}, {"fact": "capital", "words": "3억 원"}]
    assert read(text, facts=facts).heard.company == before


def test_any_shape_of_form_is_survived():
    for form in (
        {"facts": "x"},
        {"facts": [[1]], "programmes": 3, "follows": "yes"},
        {"intent": []},
    ):
        assert judged(reading("음 그거"), form, MATTER, ("kc",), Counter()).intent == "find"
