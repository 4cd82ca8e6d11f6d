"""What a language model may do in a turn. Whatever it does, the turn goes on, and in time."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.conversation import Conversation
from bot.library import Library
from bot.lock import facts_of
from bot.messages import Question, Reply
from bot.models.gate import Gate
from bot.models.ports import Tally
from bot.models.translating import Translating
from bot.models.understanding import Matter, ModelUnderstanding
from bot.models.wording import Wording
from bot.ports import Clock
from bot.turn import Turn
from bot.understanding.reading import Reading
from knowledge.programs import Country, Language
from knowledge.zones import ZONES

_log = logging.getLogger(__name__)

Beside = tuple[Conversation, Library, Language, date]
"""What a message is read beside: what is remembered, the knowledge, the language, today."""

TURN = 8.0
"""Seconds that a model may take of one turn, all its calls together; an answer leaves within 10."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One turn's use of the model: whose it is, until when (of the loop's clock), what became of it."""

    person: str
    until: float
    counts: Counter[str]

    def left(self) -> float:
        return self.until - asyncio.get_running_loop().time()


class Aide:
    """Reads where the rules are unsure, and words what they decided. Neither method ever raises."""

    def __init__(
        self,
        gate: Gate,
        understanding: ModelUnderstanding,
        wording: Wording,
        translating: Translating,
        tally: Tally,
        clock: Clock,
        *,
        seconds: float = TURN,
    ) -> None:
        self._gate = gate
        self._understanding = understanding
        self._wording = wording
        self._translating = translating
        self._tally = tally
        self._clock = clock
        self._seconds = seconds
        self._names: tuple[str, Mapping[str, tuple[str, ...]]] = ("", {})

    def errand(self, question: Question) -> Errand:
        """Begun when the question has arrived."""
        until = asyncio.get_running_loop().time() + self._seconds
        return Errand(question.conversation, until, Counter())

    async def read(self, errand: Errand, reading: Reading, beside: Beside) -> Reading:
        try:
            return await self._understanding.read(
                errand.person, reading, Matter(*beside), errand.left, errand.counts
            )
        except Exception:  # noqa: BLE001 - a model's fault is never the asker's
            _log.exception("the model's reading could not be used")
            errand.counts["failed.ours"] += 1
            return reading

    async def word(self, errand: Errand, turn: Turn, reply: Reply) -> Reply:
        """``reply`` worded and with clauses translated as far as both held; counts what did not."""
        try:
            names = self._named(turn.library)
            today = turn.moment.astimezone(ZONES[Country.KR]).date()  # one clock with Japan
            facts = facts_of(reply, turn.question.text, names=names, today=today)
            person, left, counts = errand.person, errand.left, errand.counts
            worded, translated = await asyncio.gather(
                self._wording.word(person, facts, left, counts),
                self._translating.beside(person, reply, left, counts),
            )
            reply = _together(reply, worded, translated)
        except Exception:  # noqa: BLE001 - as above
            _log.exception("the model's wording could not be used")
            errand.counts["failed.ours"] += 1
        await self._count(errand)
        return reply

    async def _count(self, errand: Errand) -> None:
        kinds = {kind: count for kind, count in errand.counts.items() if count}
        try:
            if kinds:
                await self._tally.add(self._clock().date(), kinds)
        except Exception:  # noqa: BLE001 - an answer is worth more than its count
            _log.exception("what became of the model's words could not be counted")

    def _named(self, library: Library) -> Mapping[str, tuple[str, ...]]:
        """All names of all programmes, made once a version."""
        if self._names[0] != library.version:
            names = {
                id: tuple(filter(None, (p.names.ko, p.names.ja, *p.aliases)))
                for id, p in library.programs.items()
            }
            self._names = library.version, names
        return self._names[1]


def _together(reply: Reply, worded: Reply, translated: Reply) -> Reply:
    """The opening of the one and the notes of the other."""
    if translated is reply:
        return worded
    openings = dict(zip(map(id, reply.blocks), worded.blocks, strict=True))
    blocks = tuple(openings.get(id(block), block) for block in translated.blocks)
    return replace(worded, blocks=blocks)
