"""The web console, hung into the HTTP server of ``serve``; nothing of it is read before."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.bootstrap import Service, phrasebooks
from bot.bootstrap.sources import build_refresher
from bot.console.acts import Acts
from bot.console.house import Facts, House
from bot.counters.needs import Unserved
from bot.models.ports import Budget
from bot.models.usage import Usage
from bot.oversight.docket import Docket
from bot.ports import Channel
from bot.settings import ModelSettings


async def open_console(service: Service, application: Any, mailbox: Any) -> Channel:
    """Adds its pages to ``application``; the channel is that of its try-it chat. ``mailbox`` is the
    engine of the inbox and the outbox. Raises BadSettings for a token that is too short.
    """
    from adapters.channels.web import Gate, Web, mount
    from adapters.stores.console import SqlSessions, SqlTranscripts
    from adapters.stores.needs import SqlNeeds
    from adapters.stores.reports import SqlReports

    tools, clock = service.tools, _now
    sessions, reports = SqlSessions(tools.engine), SqlReports(tools.engine)
    await sessions.prepare()
    orders = tools.orders
    docket = Docket(orders, tools.proposals, service.shelf.bare)
    acts = Acts(orders, orders, service.shelf, reports, SqlNeeds(tools.engine), clock, docket)
    told = service.settings
    gate = Gate({"": told.console_token, **told.console_regions}, sessions, acts, clock)
    chat = Web(SqlTranscripts(tools.engine), clock)
    mount(application, _house(service, acts, mailbox), gate, chat)
    return chat


def _house(service: Service, acts: Acts, mailbox: Any) -> House:
    from adapters.stores.cases import SqlCases
    from adapters.stores.feedback import SqlRatings
    from adapters.stores.mailbox.looking import SqlMailroom
    from adapters.stores.tallies import SqlTallies

    told, tools = service.settings, service.tools
    return House(
        Facts(
            told.operator,
            told.language.value,
            told.model.name if told.model else "",
            told.retention_days,
            told.sources.schedule,
        ),
        acts,
        SqlCases(tools.engine),
        SqlRatings(tools.engine),
        SqlTallies(tools.engine),
        SqlMailroom(mailbox),
        build_refresher(told),
        phrasebooks("console"),
        service.books,
        lambda: sorted(tools.channels),
        next(c.top for c in service.desk.counters if isinstance(c, Unserved)),
        service.clock,
        _now,
        _usage(tools.engine, told.model),
    )


def _usage(engine: Any, told: ModelSettings | None) -> Usage | None:
    from adapters.stores.modelling import SqlModelling

    if told is None:
        return None
    budget = Budget(told.calls_a_day, told.calls_a_person)
    return Usage(told.name, budget, SqlModelling(engine))


def _now() -> datetime:
    return datetime.now(UTC)
