"""Orders and the record of acts, beside the knowledge that they are about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.messages import Person
from bot.oversight.audit import Act
from bot.oversight.facts import Choice, Decision
from bot.oversight.overlay import Orders
from knowledge.money import Currency, Money

metadata = MetaData()

_holds = Table(
    "holds",
    metadata,
    Column("program", String(128), primary_key=True),
    Column("reason", Text, nullable=False, default=""),
)
_decisions = Table(
    "decisions",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("program", String(128), nullable=False),
    Column("content", JSON, nullable=False),
    Column("by", String(100), nullable=False),  # channel:id
    Column("at", Float(53), nullable=False),
)
_state = Table(
    "oversight",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("value", Integer, nullable=False),
)
_acts = Table(
    "acts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", Float(53), nullable=False, index=True),
    Column("by", String(100), nullable=False),
    Column("name", String(200), nullable=False, default=""),
    Column("act", String(32), nullable=False),
    Column("detail", Text, nullable=False, default=""),
)
STAMP, PAUSED = "stamp", "paused"
_VALUE = select(_state.c.value).where(_state.c.name == bindparam("name"))
"""Asked several times a message."""


class SqlOrders:
    """The OrderBook port and the AuditLog port, on a blocking engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        metadata.create_all(engine)

    def stamp(self) -> str:
        return str(self._value(STAMP))

    def read(self) -> Orders:
        with self._engine.connect() as connection:
            holds = {row.program: row.reason for row in connection.execute(select(_holds))}
            rows = connection.execute(select(_decisions.c.key, _decisions.c.content))
            decisions = {row.key: _decision(row.content) for row in rows}
        return Orders(holds, decisions, self.paused())

    def paused(self) -> bool:
        return bool(self._value(PAUSED))

    def hold(self, program: str, reason: str) -> None:
        self._put(_holds, {"program": program}, {"reason": reason})

    def release(self, program: str) -> bool:
        return self._drop(_holds.c.program == program, _holds)

    def pause(self, *, on: bool) -> None:
        self._put(_state, {"name": PAUSED}, {"value": int(on)})

    def decide(self, key: str, program: str, decision: Decision, by: Person) -> None:
        row = {
            "program": program,
            "content": _encoded(decision),
            "by": by.key,
            "at": datetime.now(UTC).timestamp(),
        }
        self._put(_decisions, {"key": key}, row)

    def reopen(self, key: str) -> bool:
        return self._drop(_decisions.c.key == key, _decisions)

    def record(self, act: Act) -> None:
        row = {
            "at": act.at.timestamp(),
            "by": act.by.key,
            "name": act.name,
            "act": act.act,
            "detail": act.detail,
        }
        with self._engine.begin() as connection:
            connection.execute(insert(_acts), [row])

    def recent(self, count: int, by: str = "") -> Sequence[Act]:
        theirs = select(_acts).where(_acts.c.by.startswith(by, autoescape=True))
        newest = theirs.order_by(_acts.c.number.desc()).limit(count)
        with self._engine.connect() as connection:
            return [_act(row) for row in connection.execute(newest)]

    def _value(self, name: str) -> int:
        with self._engine.connect() as connection:
            return connection.execute(_VALUE, {"name": name}).scalar() or 0

    def _put(self, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
        where = [table.c[name] == value for name, value in key.items()]
        with self._engine.begin() as connection:
            if connection.execute(update(table).where(*where).values(**values)).rowcount == 0:
                connection.execute(insert(table), [key | values])
        self._touch()

    def _drop(self, where: Any, table: Table) -> bool:
        with self._engine.begin() as connection:
            gone = connection.execute(delete(table).where(where)).rowcount
        self._touch()
        return gone > 0

    def _touch(self) -> None:
        mine = _state.c.name == STAMP
        with self._engine.begin() as connection:
            counting = update(_state).where(mine).values(value=_state.c.value + 1)
            if connection.execute(counting).rowcount:
                return
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(_state), [{"name": STAMP, "value": 1}])
        except IntegrityError:  # another process was first
            self._touch()


def _encoded(decision: Decision) -> dict[str, Any]:
    return {
        "choice": decision.choice.value,
        "closes": decision.closes.isoformat() if decision.closes else None,
        "amount": [decision.amount.amount, decision.amount.currency.value]
        if decision.amount
        else None,
    }


def _decision(content: dict[str, Any]) -> Decision:
    amount, closes = content["amount"], content["closes"]
    return Decision(
        Choice(content["choice"]),
        date.fromisoformat(closes) if closes else None,
        Money(amount[0], Currency(amount[1])) if amount else None,
    )


def _act(row: Any) -> Act:
    at = datetime.fromtimestamp(row.at, UTC)
    return Act(at, Person.of(row.by), row.name, row.act, row.detail)
