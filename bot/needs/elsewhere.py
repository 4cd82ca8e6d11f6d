"""Questions that ended without help at other counters: handed over to a human, or disliked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.counters.feedback import DOWN, Rated, Ratings
from bot.handoff.cases import Case, Cases
from bot.messages import Address
from bot.needs.needs import Need, Unmet

LOOKED_AT = 50
"""The latest of each; they are looked at every minute, and counted once."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    cases: Cases
    ratings: Ratings

    async def __call__(self) -> Sequence[Need]:
        needs = [
            _disliked(rated) for rated in await self.ratings.latest(LOOKED_AT) if rated.vote == DOWN
        ]
        for case in await self.cases.recent(LOOKED_AT):
            exchanges = await self.cases.exchanges(case.conversation)
            if exchanges:
                needs.append(_handed_off(case, exchanges[-1].question))
        return needs


def _disliked(rated: Rated) -> Need:
    """Nobody is told by it: an answer was there, and it was not liked."""
    return Need(
        f"rated-{rated.id}", rated.question, Unmet.DISLIKED, rated.language, "", "", rated.at
    )


def _handed_off(case: Case, question: str) -> Need:
    at: Address = case.address
    return Need(
        f"case-{case.id}",
        question,
        Unmet.HANDED_OFF,
        case.language,
        "",
        "",
        case.opened_at,
        person=case.person,
        conversation=case.conversation,
        address=at,
    )
