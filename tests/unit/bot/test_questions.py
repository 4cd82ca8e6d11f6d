"""The one question that decides most, and when to stop asking."""

from dataclasses import replace

import pytest

from bot.company import FACTS, Company, Range
from bot.conversation import QUESTIONS_IN_A_ROW, Conversation
from bot.questions import AMOUNTS, ask, next_fact
from knowledge.programs import Country, Coverage, Operator, Strength
from prompts import load
from tests.fakes.programs import MIC, any_of, condition, judged, program, window, yen

KO, JA = load()["ko"], load()["ja"]
FRESH = Conversation()
OSAKA = Company(Country.JP, "JP-27", ("ict",))
OPEN = (window("2026-12-28"),)


def of(*clauses, company=OSAKA, **more):
    return judged(program(*clauses, **{"windows": OPEN, **more}), company)


def test_the_only_fact_left_is_asked():
    assert next_fact([of(*MIC)], FRESH) == "capital"


def test_where_all_is_decided_nothing_is_asked():
    eligible = of(*MIC, company=replace(OSAKA, capital=yen(1)))
    refused = of(*MIC, company=replace(OSAKA, headquarters="JP-13"))
    unread = of(condition("other", strength=Strength.UNREAD))
    assert next_fact([eligible, refused, unread], FRESH) is None
    assert next_fact([], FRESH) is None


def test_of_a_closed_programme_nothing_is_asked():
    assert next_fact([of(*MIC, windows=(window("2026-11-21"),))], FRESH) is None
    assert next_fact([of(*MIC, windows=(window("2027-01-31", opens="2027-01-05"),))], FRESH)


def test_what_was_declined_is_not_asked_again():
    assert next_fact([of(*MIC)], replace(FRESH, declined=frozenset({"capital"}))) is None


def test_after_four_questions_in_a_row_it_answers_with_what_it_has():
    assert QUESTIONS_IN_A_ROW == 4
    assert next_fact([of(*MIC)], replace(FRESH, asked_in_a_row=3)) == "capital"
    assert next_fact([of(*MIC)], replace(FRESH, asked_in_a_row=4)) is None


def test_the_fact_that_settles_more_programmes_comes_first():
    people = of(condition("employees", "at_most", 20), coverage=Coverage.FULL)
    money = of(condition("capital", "at_most", yen(1)))
    assert next_fact([money, people, people], FRESH) == "employees"


def test_a_sensitive_fact_must_decide_more():
    candidates = [of(condition("revenue", "at_most", yen(1)), condition("employees", "at_most", 9))]
    assert next_fact(candidates, FRESH) == "employees"


def test_a_near_deadline_weighs_more():
    far = of(condition("employees", "at_most", 9))
    near = of(condition("capital", "at_most", yen(1)), windows=(window("2026-11-30"),))
    assert next_fact([far, near], FRESH) == "capital"


def test_a_fact_that_could_only_be_said_is_not_asked():
    said = condition("employees", "at_most", 9, Strength.DISCRETIONARY)
    unread = condition("revenue", "at_most", yen(1), Strength.UNREAD)
    assert next_fact([of(said, unread)], FRESH) is None


@pytest.mark.parametrize("operator", AMOUNTS)
@pytest.mark.parametrize(
    ("fact", "bound"), [("capital", yen(10**8)), ("revenue", yen(10**8)), ("employees", 20)]
)
@pytest.mark.parametrize("book", [KO, JA])
def test_about_one_programme_the_bound_itself_is_asked(book, fact, bound, operator):
    one = of(condition(fact, operator.value, bound))
    follow_up, asked = ask(book, fact, [one], OSAKA)
    assert asked == Range(fact, operator, bound)
    assert follow_up.choices == tuple(book.say(f"question.{c}") for c in ("yes", "no", "unsure"))


def test_the_question_about_the_capital_reads_as_in_the_voice():
    follow_up, _ = ask(KO, "capital", [of(*MIC)], OSAKA)
    assert follow_up.question == "자본금이 1억 엔 이하인가요?"
    follow_up, _ = ask(JA, "capital", [of(*MIC)], OSAKA)
    assert follow_up.question == "資本金は1億円以下ですか。"


def test_over_several_programmes_or_alternatives_the_amount_is_asked():
    people = any_of(condition("capital", "at_most", yen(1)), condition("employees", "at_most", 9))
    for candidates in ([of(*MIC), of(*MIC)], [of(people)]):
        follow_up, asked = ask(KO, "capital", candidates, OSAKA)
        assert (follow_up.question, asked) == ("자본금은 얼마인가요?", None)
        assert follow_up.choices[-1] == "잘 모르겠어요"


def test_where_the_prefecture_is_known_the_city_is_asked():
    kurume = of(condition("headquarters", "in", ("JP-40:久留米市",)))
    follow_up, _ = ask(JA, "headquarters", [kurume], Company(headquarters="JP-40"))
    assert follow_up.question == "本社はどの市区町村にありますか。"
    follow_up, _ = ask(JA, "headquarters", [kurume], Company())
    assert "地域" in follow_up.question


@pytest.mark.parametrize("book", [KO, JA])
@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_can_be_asked_and_left_open(book, fact):
    follow_up, asked = ask(book, fact, [], Company())
    assert follow_up.fact == fact
    assert follow_up.question
    assert follow_up.choices[-1] == book.say("question.unsure")
    assert asked is None


def test_an_answer_to_the_bound_settles_the_question():
    for operator in (Operator.AT_MOST, Operator.MORE_THAN):
        told = replace(OSAKA, ranges=(Range("capital", operator, yen(100_000_000)),))
        assert next_fact([of(*MIC, company=told)], FRESH) is None
