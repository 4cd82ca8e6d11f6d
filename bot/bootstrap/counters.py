"""The desk and its counters, each with the store it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.concierge import Concierge
from bot.counters import Counter
from bot.counters.records import Records
from bot.counters.upkeep import Upkeep
from bot.counters.welcome import Welcome
from bot.desk import Desk, Ports
from bot.messages import Person
from bot.ports import Channel, Clock, Memory
from bot.postbox import Postbox
from bot.roles import ListedRoles
from bot.settings import Settings
from bot.shelf import Shelf
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


async def build_desk(tools: Tools) -> Desk:
    from adapters.stores import mailbox
    from adapters.stores.taps import SqlTaps

    house, clock = tools.house, tools.clock
    taps = SqlTaps(tools.engine, clock)
    await taps.prepare()
    await mailbox.prepare(tools.engine)
    outbox = mailbox.SqlOutbox(tools.engine, clock)
    roles = ListedRoles(_people(house, "admins"), _people(house, "staff"))
    post = Postbox(outbox, tools.channels, taps)
    counters = await build_counters(tools, post, roles)
    ports = Ports(tools.memory, taps, roles, clock)
    return Desk(tools.concierge.ask, counters, ports, tools.books, house.language)


async def build_counters(tools: Tools, _post: Postbox, roles: ListedRoles) -> tuple[Counter, ...]:
    """In the order in which they may take a message before the concierge does."""
    house = tools.house
    holding: tuple[Counter, ...] = ()
    return (
        *holding,
        Upkeep(tools.shelf.reload, roles),
        Records(tools.shelf.current, tools.memory, tools.clock, holding),
        Welcome(tools.memory, tools.books, house.operator),
    )


def _people(house: Settings, group: str) -> frozenset[Person]:
    listed: list[tuple[str, Any]] = [("telegram", house.telegram), ("slack", house.slack)]
    return frozenset(
        Person(channel, id)
        for channel, told in listed
        for id in (getattr(told, group, ()) if told else ())
    )
