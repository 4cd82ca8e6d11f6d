"""'Up to 200 million, right?': what somebody supposes is held against the source, not taken for a
fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot import cards, clauses
from bot.cards import Judged
from bot.conditions import Truth
from bot.speech import Bounded
from bot.speech.lexicon import pattern
from bot.turn import Turn
from bot.verdicts import Clause
from bot.wording import money, number, said
from knowledge.amounts import read_money
from knowledge.money import Money
from knowledge.programs import Condition, ConditionKind, Operator

UPPER = frozenset({Operator.AT_MOST, Operator.LESS_THAN})
LOWER = frozenset({Operator.AT_LEAST, Operator.MORE_THAN})


def corrected(turn: Turn, judged: Judged) -> str:
    """One sentence that agrees or says what it is instead; empty where nothing was supposed that
    the programme speaks of.
    """
    for premise in turn.reading.heard.premises:
        if text := _of_clause(turn, judged, premise):
            return text
    asks = pattern("question", "confirms").search(turn.reading.text)
    if turn.reading.intent != "premise" and not asks:
        return ""
    return _of_benefit(turn, judged) or _of_age(turn, judged)


def _of_clause(turn: Turn, judged: Judged, premise: Bounded) -> str:
    """Of two bounds on the same fact the one that looks the same way."""
    found = [
        (clause, condition)
        for clause in judged.judgement.clauses
        for condition in (clause.condition, *clause.condition.alternatives)
        if condition.kind.value == premise.fact
    ]
    way = LOWER if premise.operator in LOWER else UPPER
    found.sort(key=lambda one: one[1].operator not in way)
    for clause, condition in found:
        truth = _agrees(premise, condition)
        text = clauses.sentence(turn.book, clause.condition)
        if truth is True:
            return turn.book.say("lead.premise_right", clause=text)
        if truth is False and isinstance(premise.value, Money | int):
            asked = _value(turn, premise.value)
            return turn.book.say("lead.premise_wrong", asked=asked, clause=text)
    return ""


def _agrees(premise: Bounded, condition: Condition) -> Truth:
    bound, value = condition.bound, premise.value
    if not isinstance(bound, Money | int) or type(bound) is not type(value):
        return None
    if isinstance(bound, Money) and isinstance(value, Money) and bound.currency != value.currency:
        return None
    same_way = premise.operator in (None, condition.operator, Operator.IS)
    return bool(bound == value and same_way)


def _value(turn: Turn, value: object) -> str:
    if isinstance(value, Money):
        return money(turn.book, value)
    if isinstance(value, int):
        return turn.book.say("number.employees", count=number(turn.book, value))
    return ""


def _of_benefit(turn: Turn, judged: Judged) -> str:
    """An amount that is no fact of the firm is one that is given."""
    book, program = turn.book, judged.program
    limits = [benefit.at_most for benefit in program.benefits if benefit.at_most]
    supposed = list(_amounts(turn))
    given = cards.benefit_text(book, program)
    if not supposed or not limits:
        return ""
    sentence = said(book, book.say("lead.amount", amount=money(book, limits[0])))
    if supposed[0] in limits:
        return book.say("lead.premise_right", clause=sentence)
    stated = [found.value for found in read_money(given)]
    if supposed[0] in stated or supposed[0].currency != limits[0].currency:
        return book.say("answers.given", given=given)
    return book.say("lead.premise_wrong", asked=money(book, supposed[0]), clause=sentence)


def _amounts(turn: Turn) -> Iterator[Money]:
    heard = turn.reading.heard
    own = [bounded.value for bounded in (*heard.premises, *heard.limits)]
    own += [fact.value for fact in heard.facts]
    for found in read_money(turn.reading.text):
        if found.value is not None and found.value not in own:
            yield found.value


def _of_age(turn: Turn, judged: Judged) -> str:
    """An age is answered with the clause itself: up to seven years and under seven are not alike."""
    if not pattern("founded", "supposed").search(turn.reading.text):
        return ""
    clause = next(filter(_is_about_age, judged.judgement.clauses), None)
    return clauses.sentence(turn.book, clause.condition) if clause else ""


def _is_about_age(clause: Clause) -> bool:
    return clause.condition.kind is ConditionKind.FOUNDED
