"""Everything the pages are made from, and the page of how the house stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.console.acts import Acts
from bot.console.facts import waiting_count
from bot.console.ports import Mailroom, Queue, SetAside
from bot.console.words import Text, Words
from bot.counters.feedback import Ratings
from bot.counters.tallying import Tallies
from bot.handoff.cases import Case, Cases, CaseState
from bot.models.usage import Usage, Use
from bot.needs.needs import Cluster, Need
from bot.ports import Clock
from bot.refresher import Refresher
from knowledge.ports import Manifest
from prompts import Phrasebook

MOST = 50
_SETTING = re.compile(r"[A-Z][A-Z_]{4,}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the settings say, in the words of the settings; ``model`` is empty where there is none."""

    operator: str
    language: str
    model: str
    retention_days: int
    schedule: Mapping[str, timedelta]


@dataclass(frozen=True, slots=True)
class House:
    """``clock`` tells the moment that answers are given for, ``real`` the one it is; ``books`` are
    the console's phrases and ``spoken`` those of the concierge, by language; ``usage`` is None where
    there is no language model.
    """

    facts: Facts
    acts: Acts
    cases: Cases
    ratings: Ratings
    tallies: Tallies
    mailroom: Mailroom
    refresher: Refresher
    books: Mapping[str, Phrasebook]
    spoken: Mapping[str, Phrasebook]
    channels: Callable[[], Sequence[str]]
    unserved: Callable[[datetime, Callable[[Need], bool]], Awaitable[Sequence[Cluster]]]
    clock: Clock
    real: Clock
    usage: Usage | None = None

    def words(self, language: str) -> Words:
        return Words(self.books[language], self.spoken)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source of notices. ``off`` names the settings that it lacks, empty where it is on."""

    name: str
    off: str
    records: int
    asked: str
    every: str


@dataclass(frozen=True, slots=True)
class State:
    """How the house stands. ``here`` is the version that this process answers from."""

    active: Manifest | None
    previous: Manifest | None
    here: str
    paused: bool
    holds: Mapping[str, str]
    waiting: int
    reports: int
    cases: int
    sources: Sequence[SourceRow]
    channels: Sequence[str]
    queues: Sequence[Queue]
    aside: Sequence[SetAside]
    use: Use | None = None


async def state(house: House, words: Words) -> State:
    acts = house.acts
    orders, library = acts.orders.read(), acts.shelf.bare()
    active, previous = acts.shelf.kept()
    unended = await house.cases.unended()
    return State(
        active,
        previous,
        library.version,
        orders.paused,
        orders.holds,
        waiting_count(library, orders.decisions) + len(acts.docket.proposed()),
        len(await acts.reports.waiting()),
        sum(case.state is CaseState.WAITING for case in unended),
        sources(house, words),
        house.channels(),
        await house.mailroom.queues(),
        await house.mailroom.set_aside(MOST),
        await house.usage.on(house.real().astimezone(UTC).date()) if house.usage else None,
    )


def sources(house: House, words: Words) -> list[SourceRow]:
    """In alphabetical order; none is asked for it."""
    refresher, rows = house.refresher, []
    for name in sorted({*refresher.connected, *refresher.off}):
        folder = refresher.folder.folder(name)
        every = house.facts.schedule.get(name)
        rows.append(
            SourceRow(
                name,
                " / ".join(_SETTING.findall(refresher.off.get(name, ""))),
                len(folder.ids()),
                _moment(folder.state().get("asked"), words),
                words.span(every.total_seconds()) if every else "",
            )
        )
    return rows


def _moment(text: object, words: Words) -> str:
    try:
        return words.moment(datetime.fromisoformat(str(text)))
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Want:
    """What several people asked for in vain, by its plainest example; nothing tells who."""

    example: Text
    people: int
    times: int
    reasons: tuple[str, ...]
    place: str
    industry: str
    note: str
    ids: tuple[str, ...]


IDS_NOTED = 50


def wants(clusters: Sequence[Cluster], notes: Mapping[str, str], words: Words) -> list[Want]:
    found = []
    for cluster in clusters:
        example, ids = cluster.example, tuple(need.id for need in cluster.needs)
        reasons = Counter(need.why for need in cluster.needs).most_common()
        found.append(
            Want(
                Text(example.text, example.language),
                cluster.people,
                len(ids),
                tuple(f"{words.label('unmet', why)} {count}" for why, count in reasons),
                words.place(example.place),
                words.industry(example.industry),
                next((notes[id] for id in ids if id in notes), ""),
                ids[:IDS_NOTED],
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation in the hands of people. ``waits`` is how long the person has waited for a word,
    empty where it is not their turn; ``late`` marks the longest kind.
    """

    case: Case
    waits: str
    late: bool


LATE = timedelta(hours=4)


def talks(cases: Sequence[Case], now: datetime, words: Words) -> list[Talk]:
    """What has not ended first, and of that what waits longest."""
    found = []
    for case in cases:
        since = _waiting_since(case)
        wait = now - since if since else None
        told = words.span(max(0.0, wait.total_seconds())) if wait else ""
        found.append((wait or timedelta(), Talk(case, told, bool(wait and wait > LATE))))
    order = sorted(found, key=lambda pair: (pair[1].case.state is CaseState.ENDED, -pair[0]))
    return [talk for _, talk in order]


def _waiting_since(case: Case) -> datetime | None:
    if case.state is CaseState.WAITING:
        return case.opened_at
    heard, served = case.heard_at, case.served_at
    unanswered = case.state is CaseState.TAKEN and heard and (served is None or heard > served)
    return heard if unanswered else None
