"""The one question that decides most: over programmes still unknown and not closed."""

from __future__ import annotations

from collections.abc import Sequence

from bot import clauses
from bot.cards import Judged
from bot.company import Company, Range
from bot.conversation import QUESTIONS_IN_A_ROW, Conversation
from bot.messages import FollowUp, Verdict
from knowledge.money import Money
from knowledge.programs import Condition, Operator, Status
from prompts import Phrasebook

COST = {
    "country": 0.5,
    "headquarters": 0.8,
    "industry": 1.0,
    "legal_form": 1.0,
    "plan": 1.0,
    "employees": 1.2,
    "capital": 1.2,
    "founded": 1.2,
    "certifications": 1.6,
    "revenue": 2.0,
    "ownership": 2.0,
}
"""How unwelcome a question is: the more sensitive, the more it must decide to be asked."""
LAST_MISSING = 1.5
SOON_DAYS = 14
AMOUNTS = (Operator.AT_MOST, Operator.LESS_THAN, Operator.AT_LEAST, Operator.MORE_THAN)


def next_fact(candidates: Sequence[Judged], conversation: Conversation) -> str | None:
    """The fact worth asking for, or None: nothing could change, or enough has been asked."""
    if conversation.asked_in_a_row >= QUESTIONS_IN_A_ROW:
        return None
    scores: dict[str, float] = {}
    for judged in candidates:
        if judged.verdict is not Verdict.UNKNOWN or judged.standing.status is Status.CLOSED:
            continue
        missing = [f for f in judged.judgement.missing if f not in conversation.declined]
        for fact in missing:
            weight = LAST_MISSING if len(missing) == 1 else 1.0
            if judged.standing.days_left is not None and judged.standing.days_left <= SOON_DAYS:
                weight *= 1.3
            settled = sum(fact in c.finding.missing for c in judged.judgement.clauses)
            scores[fact] = scores.get(fact, 0.0) + weight * settled / COST.get(fact, 1.5)
    return max(scores, key=lambda fact: scores[fact], default=None)


def ask(
    book: Phrasebook, fact: str, candidates: Sequence[Judged], company: Company
) -> tuple[FollowUp, Range | None]:
    """The question in words; about one programme's amount it is a yes or no about its bound."""
    unsure = book.say("question.unsure")
    bound = _single_bound(fact, candidates)
    if bound is not None:
        operator, amount = bound.operator, bound.bound
        if operator in AMOUNTS and isinstance(amount, Money | int):
            text = clauses.bound_text(book, bound)
            question = book.say(f"question.{fact}_bound", bound=text)
            answers = (book.say("question.yes"), book.say("question.no"), unsure)
            return FollowUp(fact, question, answers), Range(fact, operator, amount)
    if fact == "headquarters" and company.headquarters and ":" not in company.headquarters:
        return FollowUp(fact, book.say("question.municipality"), (unsure,)), None
    choices = (*_choices(book, fact), unsure)
    return FollowUp(fact, book.say(f"question.{fact}"), choices), None


def _single_bound(fact: str, candidates: Sequence[Judged]) -> Condition | None:
    """The clause itself where one programme with one such clause is talked about."""
    if len(candidates) != 1 or fact not in ("capital", "employees", "revenue"):
        return None
    found = [
        clause.condition
        for clause in candidates[0].judgement.clauses
        if clause.condition.kind.value == fact and clause.truth is None
    ]
    return found[0] if len(found) == 1 else None


def _choices(book: Phrasebook, fact: str) -> list[str]:
    if fact == "country":
        return [book.say("value.country_KR"), book.say("value.country_JP")]
    if fact == "legal_form":
        return [
            book.say("value.legal_form_corporation"),
            book.say("value.legal_form_sole_proprietor"),
        ]
    if fact == "ownership":
        return [book.say("question.yes"), book.say("question.no")]
    return []
