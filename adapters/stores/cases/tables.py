"""The tables of cases, and their rows to and from what they stand for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
)

from bot.handoff.cases import Case, CaseState
from bot.messages import Person
from bot.replies_json import address_from_json, address_to_json
from knowledge.programs import Country, Language

metadata = MetaData()

cases = Table(
    "cases",
    metadata,
    Column("id", String(40), primary_key=True),
    # the conversation while the case has not ended, so that there is one; then the id
    Column("current", String(255), nullable=False, unique=True),
    Column("conversation", String(255), nullable=False, index=True),
    Column("state", String(8), nullable=False, index=True),
    Column("person", String(100), nullable=False),  # channel:id
    Column("name", String(200), nullable=False, default=""),
    Column("address", JSON, nullable=False),
    Column("language", String(2), nullable=False),
    Column("country", String(2), nullable=False),
    Column("region", String(16), nullable=False, default="", server_default=""),
    Column("desk", String(64), nullable=False),
    Column("reads", String(2), nullable=False),
    Column("thread", String(64), nullable=False, default="", index=True),
    Column("owner", String(64), nullable=False, default=""),
    Column("owner_name", String(200), nullable=False, default=""),
    Column("summary", Text, nullable=False, default=""),
    Column("opened_at", Float(53), nullable=False, index=True),
    Column("heard_at", Float(53)),
    Column("served_at", Float(53)),
    Column("raised_at", Float(53)),
)
lines = Table(
    "case_lines",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String(255), nullable=False, unique=True),
    Column("case", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Text, nullable=False),
)
threads = Table(
    "case_threads",
    metadata,
    Column("desk", String(64), primary_key=True),
    Column("thread", String(64), primary_key=True),
    Column("case", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
)
"""A request that is raised again has a second message; what is said under either counts."""
exchanges = Table(
    "exchanges",
    metadata,
    Column("conversation", String(255), primary_key=True),
    Column("content", JSON, nullable=False),  # [question, answer] pairs, oldest first
    Column("noted_at", Float(53), nullable=False, index=True),
)
EXCHANGES_KEPT = 3


def row_of(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "current": case.conversation,
        "conversation": case.conversation,
        "state": case.state.value,
        "person": case.person.key,
        "name": case.name,
        "address": address_to_json(case.address),
        "language": case.language.value,
        "country": case.country.value,
        "region": case.region,
        "desk": case.desk,
        "reads": case.reads.value,
        "thread": case.thread,
        "owner": case.owner,
        "owner_name": case.owner_name,
        "summary": case.summary,
        "opened_at": case.opened_at.timestamp(),
        "heard_at": _seconds(case.heard_at),
        "served_at": _seconds(case.served_at),
        "raised_at": _seconds(case.raised_at),
    }


def case_of(row: Row[Any]) -> Case:
    return Case(
        id=row.id,
        state=CaseState(row.state),
        person=Person.of(row.person),
        name=row.name,
        conversation=row.conversation,
        address=address_from_json(row.address),
        language=Language(row.language),
        country=Country(row.country),
        desk=row.desk,
        reads=Language(row.reads),
        opened_at=datetime.fromtimestamp(row.opened_at, UTC),
        thread=row.thread,
        owner=row.owner,
        owner_name=row.owner_name,
        heard_at=_moment(row.heard_at),
        served_at=_moment(row.served_at),
        raised_at=_moment(row.raised_at),
        summary=row.summary,
        region=row.region,
    )


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
