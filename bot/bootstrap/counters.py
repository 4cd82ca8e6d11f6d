"""The desk and its counters, each with the store it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.bootstrap.roles import build_roles
from bot.bootstrap.sources import build_refreshing
from bot.concierge import Concierge
from bot.counters import Counter
from bot.counters.records import Records
from bot.counters.reminders import Reminders
from bot.counters.upkeep import Upkeep
from bot.counters.welcome import Welcome
from bot.desk import Desk, Ports
from bot.ports import Channel, Clock, Memory, Outbox, Post, Roles, Taps
from bot.postbox import Postbox
from bot.reminders.sending import Reach, Reminding
from bot.settings import Settings
from bot.shelf import Shelf
from knowledge.programs import Language
from prompts import Phrasebook


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
    channels: dict[str, Channel] = field(default_factory=dict)


async def build_reminders(tools: Tools, doors: Doors) -> Counter:
    from adapters.calendars.workdays import HolidayWorkdays
    from adapters.stores.reminders import SqlWishes

    wishes = SqlWishes(tools.engine)
    await wishes.prepare()
    library, books = tools.shelf.current, {Language(code): b for code, b in tools.books.items()}
    reach = Reach(library, tools.memory, HolidayWorkdays(), books, doors.outbox, doors.post)
    return Reminders(wishes, Reminding(wishes, reach), library)


async def build_desk(tools: Tools) -> Desk:
    from adapters.stores import mailbox
    from adapters.stores.taps import SqlTaps

    house, clock = tools.house, tools.clock
    taps = SqlTaps(tools.engine, clock)
    await taps.prepare()
    await mailbox.prepare(tools.engine)
    # what waits in the outbox waits by the real clock, also in a trial
    outbox = mailbox.SqlOutbox(tools.engine, lambda: datetime.now(UTC))
    roles = build_roles(house)
    doors = Doors(Postbox(outbox, tools.channels, taps), outbox, roles, taps)
    counters = await build_counters(tools, doors)
    ports = Ports(tools.memory, taps, roles, clock)
    return Desk(tools.concierge.ask, counters, ports, tools.books, house.language)


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
    house, roles = tools.house, doors.roles
    holding: tuple[Counter, ...] = (await build_reminders(tools, doors),)
    return (
        *holding,
        Upkeep(tools.shelf.reload, roles),
        *build_refreshing(house, tools.shelf.reload),
        Records(tools.shelf.current, tools.memory, tools.clock, holding),
        Welcome(tools.memory, tools.books, house.operator),
    )
