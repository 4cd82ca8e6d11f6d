"""The counters at which the owner of a firm stands, each with the store it needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.bootstrap.sources import find_company
from bot.counters import Counter
from bot.counters.cards import Cards
from bot.counters.consent import Consent
from bot.counters.everything import Everything
from bot.counters.feedback import Feedback
from bot.counters.interview import Interview
from bot.counters.pictures import Pictures
from bot.counters.profile import Profile
from bot.counters.register import Register
from bot.counters.wrong import Reports, Wrong

if TYPE_CHECKING:
    from bot.bootstrap.counters import Doors, Tools


@dataclass(frozen=True, slots=True)
class Owners:
    """``holding`` hold something of a person besides the conversation. ``last`` comes after all
    others: it fills what room their buttons leave.
    """

    holding: tuple[Counter, ...]
    others: tuple[Counter, ...]
    last: Counter
    reports: Reports


async def build_owners(tools: Tools, doors: Doors) -> Owners:
    from adapters.pictures import draw_month
    from adapters.stores.feedback import SqlRatings
    from adapters.stores.reports import SqlReports

    reports, ratings = SqlReports(tools.engine), SqlRatings(tools.engine)
    await reports.prepare()
    await ratings.prepare()
    library, memory, days = tools.shelf.current, tools.memory, tools.house.retention_days
    resume = tools.concierge.resume
    registers: tuple[Counter, ...] = ()
    if tools.house.sources.gbizinfo_token:
        registers = (Register(partial(find_company, tools.house), resume),)
    return Owners(
        (Wrong(library, memory, reports), Feedback(memory, ratings, doors.roles, days)),
        (
            Cards(library, memory, resume),
            Everything(library, memory),
            Pictures(library, draw_month),
            *registers,
            Profile(library, memory, tools.clock, days, register=bool(registers)),
            Consent(memory, doors.taps, days),
        ),
        Interview(library, memory, resume),
        reports,
    )
