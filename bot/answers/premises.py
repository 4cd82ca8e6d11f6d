"""'Up to 200 million, right?': what somebody supposes is held against the source, not taken for a
fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot import cards, clauses
from bot.cards import Judged
from bot.conditions import Truth
from bot.intervals import comparable, interval, within
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
MOST = 2
"""Clauses told at once."""


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
    """Yes, or no with the clause that speaks against it, or the clauses alone where they decide
    nothing: of another currency, or a lower bound where an upper one was supposed.
    """
    found = [c.condition for c in judged.judgement.clauses if _conditions(c.condition, premise)]
    if not found or not isinstance(premise.value, Money | int):
        return ""
    held = [(condition, _holds(premise, condition)) for condition in found]
    against = [condition for condition, truth in held if truth is False]
    agreed = [condition for condition, truth in held if truth is True]
    right = len(agreed) == len(found) if premise.operator is Operator.IS else bool(agreed)
    told = agreed if right else against or found
    clause = said(turn.book, *(clauses.sentence(turn.book, each) for each in told[:MOST]))
    if right:
        return turn.book.say("lead.premise_right", clause=clause)
    if against:
        asked = _value(turn, premise.value)
        return turn.book.say("lead.premise_wrong", asked=asked, clause=clause)
    return clause


def _conditions(condition: Condition, premise: Bounded) -> tuple[Condition, ...]:
    """The parts of a clause that are about the same fact."""
    parts = condition.alternatives or (condition,)
    return tuple(part for part in parts if part.kind.value == premise.fact)


def _holds(premise: Bounded, clause: Condition) -> Truth:
    """One of alternatives is enough; a value that is too much for these may do by another one."""
    parts = _conditions(clause, premise)
    if premise.operator is not Operator.IS:
        truths = [_is_the_bound(premise, part) for part in parts]
        return next((truth for truth in (True, False) if truth in truths), None)
    truths = [_suffices(premise, part) for part in parts]
    if True in truths:
        return True
    alone = len(parts) == len(clause.alternatives or (clause,))
    return False if alone and None not in truths else None


def _suffices(premise: Bounded, condition: Condition) -> Truth:
    """A value that is supposed to do."""
    if not comparable(premise.value, condition.bound) or condition.operator not in UPPER | LOWER:
        return None
    bound = interval(condition.operator, condition.bound)
    return within(interval(Operator.IS, premise.value), bound)


def _is_the_bound(premise: Bounded, condition: Condition) -> Truth:
    """A bound is held against one that looks the same way only."""
    ways = [way for way in (UPPER, LOWER) if {premise.operator, condition.operator} <= way]
    if not ways or not comparable(premise.value, condition.bound):
        return None
    return premise.value == condition.bound and premise.operator is condition.operator


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
    if not supposed:
        return ""
    if not limits:
        return book.say("answers.given", given=given) if given else book.say("lead.amount_unstated")
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
