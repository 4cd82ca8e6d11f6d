"""The desk and its counters, each with the store it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import prompts
from bot.bootstrap.owners import build_owners
from bot.bootstrap.roles import build_roles
from bot.bootstrap.sources import build_refreshing
from bot.concierge import Concierge
from bot.console.words import Words
from bot.corrections.correcting import Correcting, Means
from bot.counters import Counter
from bot.counters.brakes import Brakes
from bot.counters.corrections import Corrections
from bot.counters.handoff import Handoff
from bot.counters.healing import Healing
from bot.counters.introductions import Meeting
from bot.counters.modelling import Modelling
from bot.counters.needs import Office, Unserved
from bot.counters.proposing import Proposer, Ways
from bot.counters.records import Records
from bot.counters.reminders import Reminders
from bot.counters.reviewing import Reviewing
from bot.counters.tallying import Tallying
from bot.counters.upkeep import Telling, Upkeep
from bot.counters.welcome import Welcome
from bot.counters.wrong import Reports
from bot.desk import Desk, Ports
from bot.handoff.agency import Agency
from bot.handoff.watching import Watch
from bot.messages import ReceivedFile
from bot.models.masking import masked
from bot.models.ports import Budget
from bot.models.switch import ModelSwitch
from bot.models.usage import Usage
from bot.needs.elsewhere import Elsewhere
from bot.needs.fulfilling import Fulfilling
from bot.oversight.docket import Docket
from bot.oversight.seeking import Seeking
from bot.ports import Channel, Clock, Memory, Outbox, Post, Roles, Taps
from bot.postbox import Postbox
from bot.reminders.sending import Reach, Reminding
from bot.retention import Retention
from bot.settings import Settings
from bot.shelf import Shelf
from bot.uploads import Uploads
from knowledge.ports import Embedder
from knowledge.programs import Language, Program
from prompts import Phrasebook

if TYPE_CHECKING:
    from adapters.stores.oversight import SqlOrders
    from adapters.stores.proposals import SqlProposals


@dataclass(frozen=True, slots=True)
class Tools:
    """What counters are built from. ``channels`` are filled in by whoever serves them; ``clock`` may
    be fixed for a trial.
    """

    house: Settings
    books: dict[str, Phrasebook]
    engine: Any  # an AsyncEngine, which only adapters may name
    clock: Clock
    memory: Memory
    concierge: Concierge
    shelf: Shelf
    orders: SqlOrders
    proposals: SqlProposals
    embedder: Embedder
    channels: dict[str, Channel] = field(default_factory=dict)


async def build_reminders(tools: Tools, doors: Doors) -> Counter:
    from adapters.calendars.workdays import HolidayWorkdays
    from adapters.stores.reminders import SqlWishes

    wishes = SqlWishes(tools.engine)
    await wishes.prepare()
    library, books = tools.shelf.current, {Language(code): b for code, b in tools.books.items()}
    working = HolidayWorkdays()
    reach = Reach(library, tools.memory, working, books, doors.outbox, doors.post)
    return Reminders(wishes, Reminding(wishes, reach), library, working, doors.roles)


async def build_corrections(tools: Tools, doors: Doors) -> Counter:
    from adapters.stores.told import SqlTold

    store = SqlTold(tools.engine, _now)
    await store.prepare()
    library, books = tools.shelf.current, {Language(code): b for code, b in tools.books.items()}
    means = Means(library, tools.memory, books, doors.outbox, doors.post, _confirmed)
    return Corrections(store, Correcting(store, means), library)


async def build_handoff(tools: Tools, doors: Doors) -> Counter:
    from adapters.calendars.workdays import HolidayWorkdays
    from adapters.stores.cases import SqlCases

    async def download(channel: str, file: ReceivedFile) -> bytes:
        return await tools.channels[channel].download(file)

    slack = tools.house.slack
    cases, working = SqlCases(tools.engine), HolidayWorkdays()
    await cases.prepare()
    channels = slack.handoff_channels if slack else {}
    agency = Agency(channels, doors.roles, bool(slack and slack.staff), working, download)
    watch = Watch(cases, working, tools.books, doors.post)
    return Handoff(cases, agency, tools.shelf.current, tools.books, watch)


def build_oversight(tools: Tools, doors: Doors, reports: Reports) -> tuple[Counter, ...]:
    async def download(channel: str, file: ReceivedFile) -> bytes:
        return await tools.channels[channel].download(file)

    orders, shelf, roles = tools.orders, tools.shelf, doors.roles
    uploads = Uploads(tools.house.data_dir)
    docket = Docket(orders, tools.proposals, shelf.bare)
    return (
        Brakes(orders, orders, shelf.current, roles),
        Upkeep(shelf, uploads, orders, roles, download, _telling(tools, doors)),
        Reviewing(docket, orders, roles, reports),
        build_proposer(tools, doors),
    )


def _telling(tools: Tools, doors: Doors) -> Telling:
    """The console's words are read when somebody reloads, not before."""

    @cache
    def words(language: Language) -> Words:
        return Words(prompts.load(prompts.FOLDER / "console")[language], tools.books)

    return Telling(words, tools.books, doors.post)


def build_proposer(tools: Tools, doors: Doors) -> Counter:
    """Without a model it says that there is none."""
    opened, told = None, tools.house.model
    if told:
        from bot.bootstrap.models import open_proposing

        opened = partial(open_proposing, told, tools.engine)
    orders = tools.orders
    seeking = Seeking(tools.proposals, lambda: orders.read().decisions, _now)
    ways = Ways(tools.shelf.bare, opened, doors.roles, orders, doors.post)
    return Proposer(seeking, ways)


async def build_needs(tools: Tools, doors: Doors) -> Unserved:
    from adapters.stores.cases import SqlCases
    from adapters.stores.feedback import SqlRatings
    from adapters.stores.needs import SqlNeeds

    house, library = tools.house, tools.shelf.current
    needs = SqlNeeds(tools.engine)
    await needs.prepare()
    channels = house.slack.handoff_channels if house.slack else {}
    office = Office(doors.roles, tools.embedder, masked, channels, house.language)
    fulfilling = Fulfilling(needs, library, tools.memory, tools.books, tools.clock, doors.post)
    elsewhere = Elsewhere(SqlCases(tools.engine), SqlRatings(tools.engine))
    return Unserved(needs, office, fulfilling, elsewhere, tools.books, doors.post)


async def build_meeting(tools: Tools, doors: Doors) -> Counter:
    from adapters.stores.introductions import SqlIntroductions

    introductions = SqlIntroductions(tools.engine)
    await introductions.prepare()
    return Meeting(introductions, tools.books, doors.post)


async def build_modelling(tools: Tools, roles: Roles) -> tuple[Counter, ...]:
    """Empty where no model is set."""
    if tools.house.model is None:
        return ()
    from adapters.stores.modelling import SqlModelling

    kept = SqlModelling(tools.engine)
    await kept.prepare()
    switch = ModelSwitch(kept)
    told = tools.house.model
    usage = Usage(told.name, Budget(told.calls_a_day, told.calls_a_person), kept)
    return (Modelling(told.name, switch, usage, tools.orders, roles),)


async def build_tallying(tools: Tools) -> Counter:
    from adapters.stores.tallies import SqlTallies

    tallies = SqlTallies(tools.engine)
    await tallies.prepare()
    return Tallying(tallies)


def _confirmed(program: Program) -> bool:
    """Facts won by extraction wait for somebody to confirm them, doubted ones for the release."""
    return not program.extracted and not program.held


async def build_desk(tools: Tools) -> Desk:
    from adapters.stores import mailbox
    from adapters.stores.taps import SqlTaps

    house, clock = tools.house, tools.clock
    taps = SqlTaps(tools.engine, clock)
    await taps.prepare()
    await mailbox.prepare(tools.engine)
    # what waits in the outbox waits by the real clock, also in a trial
    outbox = mailbox.SqlOutbox(tools.engine, _now)
    roles = build_roles(house)
    doors = Doors(Postbox(outbox, tools.channels, taps), outbox, roles, taps)
    counters = await build_counters(tools, doors)
    ports = Ports(tools.memory, taps, roles, clock)
    return Desk(tools.concierge.ask, counters, ports, tools.books, house.language)


def _now() -> datetime:
    """The real one, also in a trial."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways out of the house, and who may open what."""

    post: Post
    outbox: Outbox
    roles: Roles
    taps: Taps


async def build_counters(tools: Tools, doors: Doors) -> tuple[Counter, ...]:
    """In the order in which they may take a message before the concierge does. ``holding`` are those
    that hold something of a person.
    """
    from adapters.stores.backup.forgotten import ForgottenFiles
    from adapters.stores.mailbox import SqlTraces
    from adapters.stores.retention import SqlAges

    house, roles = tools.house, doors.roles
    traces, forgotten = SqlTraces(tools.engine, _now), ForgottenFiles(house.data_dir)
    owners, reload = await build_owners(tools, doors), partial(tools.shelf.reload, unattended=True)
    holding: tuple[Counter, ...] = (
        await build_handoff(tools, doors),
        await build_reminders(tools, doors),
        await build_corrections(tools, doors),
        await build_needs(tools, doors),
        await build_meeting(tools, doors),
        *owners.holding,
    )
    return (
        *holding,
        *build_oversight(tools, doors, owners.reports),
        *await build_modelling(tools, roles),
        *build_refreshing(house, reload),
        Healing(tools.shelf, reload),
        *owners.others,
        Records(tools.memory, doors.taps, holding, traces, forgotten),
        Retention(SqlAges(tools.engine), traces, house.retention_days, forgotten),
        await build_tallying(tools),
        Welcome(tools.memory, tools.books, house.operator),
        owners.last,
    )
