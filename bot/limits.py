"""How much one person and one room may write: whoever floods is told so once, nobody else waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.language import read_language
from bot.messages import Block, BlockKind, Incoming, Outcome, Outgoing, Reply
from bot.ports import Respond, Roles
from knowledge.programs import Language
from prompts import Phrasebook

DAY = 86_400.0
ROOM = 4
"""A room of several people may write as much as this many of them."""
REMEMBERED = 20_000
"""Writers in memory; the longest quiet are forgotten first."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Messages: ``burst`` at once, then ``a_minute`` each minute, and ``a_day`` in all; 0 is none.

    The burst lets somebody paste a notice line by line, or write on while the service was down.
    """

    a_minute: int = 20
    a_day: int = 500
    burst: int = 120


@dataclass(slots=True)
class _Writer:
    left: float
    since: float
    day: float
    today: int = 0
    told: bool = False


class Allowances:
    """Counts by name. They live in memory: a restart forgives, and each replica counts its own."""

    def __init__(self, limit: Limit, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._writers: dict[str, _Writer] = {}

    def take(self, name: str, share: int = 1) -> tuple[str, bool]:
        """Why this message is too many (``minute``, ``day``, empty where it is not), and whether it
        is the first to be.
        """
        writer, now = self._writer(name, share), self._clock()
        limit = self._limit
        writer.left += (now - writer.since) / 60 * limit.a_minute * share
        writer.left, writer.since = min(writer.left, limit.burst * share), now
        if now - writer.day >= DAY:
            writer.day, writer.today = now, 0
        why = ""
        if limit.a_day and writer.today >= limit.a_day * share:
            why = "day"
        elif limit.a_minute and writer.left < 1:
            why = "minute"
        if why:
            first, writer.told = not writer.told, True
            return why, first
        writer.left, writer.today = writer.left - 1, writer.today + 1
        if writer.left >= limit.a_minute:  # it has been quiet for a while
            writer.told = False
        return "", False

    def _writer(self, name: str, share: int) -> _Writer:
        now = self._clock()
        writer = self._writers.pop(name, None) or _Writer(self._limit.burst * share, now, now)
        self._writers[name] = writer
        if len(self._writers) > REMEMBERED:
            del self._writers[next(iter(self._writers))]
        return writer


class Gate:
    """In front of the desk. Staff may write as much as they like."""

    def __init__(
        self,
        respond: Respond,
        allowances: Allowances,
        roles: Roles,
        books: Mapping[str, Phrasebook],
        language: Language,
    ) -> None:
        self._respond = respond
        self._allowances = allowances
        self._roles = roles
        self._books = books
        self._language = language

    async def __call__(self, incoming: Incoming) -> tuple[Outgoing, ...]:
        why, first = ("", False) if incoming.overheard else self._too_many(incoming)
        if not why or await self._roles.is_staff(incoming.person):
            return await self._respond(incoming)
        if not (first or incoming.pressed):
            return ()
        language = read_language(incoming.text) or incoming.locale or self._language
        text = self._books[language].say(f"limit.{why}", seconds=60)
        reply = Reply(language, Outcome.REFUSED, (Block(BlockKind.LEAD, text),), toast=text)
        return (Outgoing(incoming.address, reply, "", incoming.person, incoming.conversation),)

    def _too_many(self, incoming: Incoming) -> tuple[str, bool]:
        who, at = incoming.person, incoming.address
        why, first = self._allowances.take(f"{who.channel}:{who.id}")
        if not why and not incoming.private:
            return self._allowances.take(f"{at.channel}:{at.room}", ROOM)
        return why, first
