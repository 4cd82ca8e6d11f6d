"""A month of deadlines, as a picture, to whoever asks for it."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import cards
from bot.calendar_files import has_deadline
from bot.cards import Judged
from bot.check import check
from bot.citations import Citations
from bot.company import Company
from bot.conversation import Conversation
from bot.counters.counter import Counter, Handle, Visit
from bot.counters.everything import PAGE, for_another_place
from bot.library import Library
from bot.messages import Block, BlockKind, Button, Outcome, Reply, SentFile, Verdict
from bot.standings import standing
from bot.verdicts import judge
from bot.wording import said
from knowledge.programs import Country, Language, WindowKind
from knowledge.zones import ZONES
from prompts import Phrasebook

LISTED = 12
"""Lines of the list below the month; more would be too small to read."""


@dataclass(frozen=True, slots=True)
class Due:
    """One line; ``label`` is the day in words, ``sure`` whether the firm plainly fits."""

    number: int
    day: date
    label: str
    name: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Month:
    """What is drawn: ``first`` is its first day, ``weekdays`` begin with Sunday. ``rest`` tells of
    what had no room; empty if there is none.
    """

    first: date
    title: str
    subtitle: str
    weekdays: tuple[str, ...]
    dues: tuple[Due, ...]
    rest: str
    today: date


Draw = Callable[[Month], bytes | None]
"""A month as PNG; None where no font has the letters."""


class Pictures(Counter):
    def __init__(self, library: Callable[[], Library], draw: Draw) -> None:
        self._library = library
        self._draw = draw

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"calendar": self.ask}

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {"month.show": self.show}

    async def ask(self, visit: Visit) -> Reply:
        return await self.show(visit)

    async def show(self, visit: Visit) -> Reply:
        """The month of the press, else the first one with a deadline from today on."""
        due = self._due(visit.memory, visit.now)
        if not due:
            return visit.say("month.none")
        today = visit.now.astimezone(_zone(visit)).date()
        first = _month_of(visit.values) or _day(due[0]).replace(day=1)
        here = [one for one in due if _day(one).replace(day=1) == first]
        month = _month(visit, first, here, today)
        picture = await asyncio.to_thread(self._draw, month)
        reply = _told(visit, month, here, drawn=picture is not None)
        check(reply, visit.now)
        buttons = _turning(visit, first, due)
        if picture is None:
            return replace(reply, buttons=buttons)
        content = base64.b64encode(picture).decode("ascii")
        file = SentFile(f"deadlines-{first:%Y-%m}.png", "image/png", content)
        return replace(reply, buttons=buttons, files=(file,))

    def _due(self, memory: Conversation, now: datetime) -> list[Judged]:
        """Every certain deadline to come, of what is not hidden and not refused, nearest first."""
        found = []
        for program in self._library().programs.values():
            where = standing(program, now)
            dated = where.window is not None and where.window.kind is WindowKind.DATED
            if program.id in memory.hidden or not dated or not has_deadline(where):
                continue
            firms = memory.companies or (Company(),)
            judged = [Judged(judge(program, firm, where.today), where) for firm in firms]
            fitting = [one for one in judged if one.verdict is not Verdict.NOT_ELIGIBLE]
            found += [one for one in fitting if not for_another_place(one)][:1]
        return sorted(found, key=lambda one: (_day(one), one.program.id))


def _day(judged: Judged) -> date:
    """The closing day by the calendar of the programme's country."""
    closes = judged.standing.closes_at
    assert closes is not None  # noqa: S101 - has_deadline made sure
    return closes.date()


def _zone(visit: Visit) -> ZoneInfo:
    country = visit.memory.company.country
    at_home = Country.KR if visit.language is Language.KO else Country.JP
    return ZONES[country or at_home]


def _month_of(values: Sequence[str]) -> date | None:
    return date.fromisoformat(values[0]) if values else None


def _month(visit: Visit, first: date, here: Sequence[Judged], today: date) -> Month:
    book = visit.book
    monday_first = book.list("date.weekdays")
    dues = tuple(_line(book, number, one) for number, one in enumerate(here, 1))
    rest = len(dues) - LISTED
    return Month(
        first,
        book.say("month.title", year=first.year, month=first.month),
        book.say("month.subtitle", count=len(dues)),
        (monday_first[-1], *monday_first[:-1]),
        dues,
        book.say("month.rest", count=rest) if rest > 0 else "",
        today,
    )


def _line(book: Phrasebook, number: int, judged: Judged) -> Due:
    when = _day(judged)
    label = book.say(
        "month.day",
        month=when.month,
        day=when.day,
        weekday=book.list("date.weekdays")[when.weekday()],
    )
    name = judged.program.names.within(Language(book.language))
    return Due(number, when, label, name, judged.verdict is Verdict.ELIGIBLE)


def _told(visit: Visit, month: Month, here: Sequence[Judged], *, drawn: bool) -> Reply:
    """Beside the picture a sentence; without one the whole list."""
    book, citations = visit.book, Citations(visit.book)
    lead = book.say("month.lead", title=month.title, count=len(month.dues))
    blocks = [Block(BlockKind.LEAD, said(book, lead, book.say("month.may_change")))]
    shown = here if not drawn else here[:PAGE]
    lines = [
        book.say("month.line", label=due.label, name=due.name)
        + f" [{citations.program(one.program)}]"
        for due, one in zip(month.dues, shown, strict=False)
    ]
    if drawn and len(here) > len(shown):
        lines.append(book.say("month.more", count=len(here) - len(shown)))
    blocks.append(Block(BlockKind.CARD, "\n".join(lines)))
    sources = citations.block()
    if sources:
        blocks.append(sources)
    rows = tuple(cards.shown(book, one) for one in shown)
    return Reply(visit.language, Outcome.ANSWERED, tuple(blocks), rows, citations.all())


def _turning(visit: Visit, first: date, due: Sequence[Judged]) -> tuple[tuple[Button, ...], ...]:
    """To the neighbouring months that have a deadline."""
    months = sorted({_day(one).replace(day=1) for one in due})
    before = [m for m in months if m < first][-1:]
    after = [m for m in months if m > first][:1]
    buttons = tuple(
        Button(
            visit.book.say("month.other", year=m.year, month=m.month),
            "month.show",
            (m.isoformat(),),
        )
        for m in (*before, *after)
    )
    return (buttons,) if buttons else ()


def weeks_of(first: date) -> list[list[date]]:
    """Whole weeks from Sunday to Saturday that cover the month."""
    begin = first - timedelta(days=(first.weekday() + 1) % 7)
    weeks: list[list[date]] = []
    while not weeks or begin.month == first.month:
        weeks.append([begin + timedelta(days=n) for n in range(7)])
        begin += timedelta(days=7)
    return weeks
