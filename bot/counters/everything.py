"""Every programme that is open to this person: from the rows, with the true count, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from bot import cards
from bot.answers.ranking import PLACE
from bot.cards import Judged
from bot.check import check
from bot.citations import Citations
from bot.company import Company
from bot.conversation import Conversation, to_json
from bot.counters.counter import Counter, Handle, Visit
from bot.counters.pages import turning
from bot.deadlines import deadline_line
from bot.library import Library
from bot.listing import open_to
from bot.messages import Block, BlockKind, Button, Outcome, Reply
from bot.ports import Memory
from bot.wording import said
from knowledge.programs import Language, Program, Status

PAGE = 5
COUNTS = 512
"""Of as many firms the count is kept."""


class Everything(Counter):
    def __init__(self, library: Callable[[], Library], memory: Memory) -> None:
        self._library = library
        self._memory = memory

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"all": self.all}

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {"all.open": self.all, "all.page": self.page, "all.unhide": self.unhide}

    async def all(self, visit: Visit) -> Reply:
        return self._page(visit, visit.memory, 0)

    async def page(self, visit: Visit) -> Reply:
        return replace(self._page(visit, visit.memory, int(visit.values[0])), in_place=True)

    async def unhide(self, visit: Visit) -> Reply:
        memory = replace(visit.memory, hidden=frozenset())
        await self._memory.save(visit.conversation, to_json(memory))
        return replace(self._page(visit, memory, 0), in_place=True)

    def _page(self, visit: Visit, memory: Conversation, page: int) -> Reply:
        programs = self._library().programs
        rows = everything_open(programs.values(), memory, visit.now)
        pages = max(1, -(-len(rows) // PAGE))
        page = min(page, pages - 1)
        here = rows[page * PAGE : (page + 1) * PAGE]
        reply = _listed(visit, rows, here, page * PAGE)
        buttons = _buttons(visit, here, page, pages)
        hidden = sum(id in programs for id in memory.hidden)
        elsewhere = len(_open(programs.values(), memory, visit.now)) - len(rows)
        notes = [("everything.hidden", hidden), ("everything.elsewhere", elsewhere)]
        text = said(visit.book, *(visit.book.say(k, count=n) for k, n in notes if n))
        if text:
            reply = replace(reply, blocks=(*reply.blocks, Block(BlockKind.NOTE, text)))
        if hidden:
            buttons = (*buttons, (visit.button("everything.unhide", "all.unhide"),))
        check(reply, visit.now)
        return replace(reply, buttons=buttons)


def everything_open(
    programs: Iterable[Program], memory: Conversation, now: datetime
) -> list[Judged]:
    """Open to one of the companies and not hidden: the nearest deadline first, then those without
    one, then those that must be asked about first. As in every list, one that is in principle for
    another place is left out.
    """
    rows = [one for one in _open(programs, memory, now) if not for_another_place(one)]
    return sorted(rows, key=_order)


def _open(programs: Iterable[Program], memory: Conversation, now: datetime) -> list[Judged]:
    shown = [program for program in programs if program.id not in memory.hidden]
    return open_to(shown, memory.companies or (Company(),), now)


class OpenCount:
    """How many ``everything_open`` has, counted once a minute for the same firms: it stands on a
    button under most answers, and whoever has told nothing yet shares it with all others.
    """

    def __init__(self, library: Callable[[], Library]) -> None:
        self._library = library
        self._counted = lru_cache(maxsize=COUNTS)(self._count)

    def of(self, memory: Conversation, now: datetime) -> int:
        minute = now.replace(second=0, microsecond=0)
        version = self._library().version
        return self._counted(version, memory.companies, memory.hidden, minute)

    def _count(
        self, _: str, companies: tuple[Company, ...], hidden: frozenset[str], now: datetime
    ) -> int:
        memory = Conversation(companies=companies, hidden=hidden)
        return len(everything_open(self._library().programs.values(), memory, now))


def for_another_place(judged: Judged) -> bool:
    return any(c.condition.kind in PLACE for c in judged.judgement.against_principle)


def _order(judged: Judged) -> tuple[bool, bool, int, str]:
    days = judged.standing.days_left
    return to_ask(judged), days is None, days or 0, judged.program.id


def to_ask(judged: Judged) -> bool:
    """Whether the office must be asked first: read too long ago, or in principle for others."""
    return judged.standing.stale or bool(judged.judgement.against_principle)


def _listed(visit: Visit, rows: list[Judged], here: list[Judged], start: int) -> Reply:
    book, citations = visit.book, Citations(visit.book)
    if not rows:
        return visit.say("everything.none")
    asking = sum(map(to_ask, rows))
    lead = book.say("everything.lead", count=len(rows), first=start + 1, last=start + len(here))
    if asking:
        lead = said(book, lead, book.say("everything.asking", count=asking))
    blocks = [Block(BlockKind.LEAD, lead)]
    for number, judged in enumerate(here, start + 1):
        name = judged.program.names.within(Language(book.language))
        text = book.say(
            "everything.line",
            number=number,
            name=name,
            verdict=cards.label(book, judged),
            deadline=_deadline(visit, judged),
            marker=citations.program(judged.program),
        )
        blocks.append(Block(BlockKind.CARD, text, strong=(name,)))
    sources = citations.block()
    return Reply(
        visit.language,
        Outcome.ANSWERED,
        (*blocks, *((sources,) if sources else ())),
        tuple(cards.shown(book, one) for one in here),
        citations.all(),
    )


def _deadline(visit: Visit, judged: Judged) -> str:
    return deadline_line(visit.book, judged.standing)


def _buttons(
    visit: Visit, here: list[Judged], page: int, pages: int
) -> tuple[tuple[Button, ...], ...]:
    if not here:
        return ()
    first = page * PAGE + 1
    numbers = tuple(
        Button(str(number), "cards.open", (judged.program.id, "all", str(page)))
        for number, judged in enumerate(here, first)
    )
    dated = any(judged.standing.status is Status.OPEN for judged in here)
    month = ((visit.button("month.button", "month.show"),),) if dated else ()
    turned = turning(visit.book, page, pages, lambda to: Button("", "all.page", (str(to),)))
    return (numbers, *((turned,) if turned else ()), *month)
