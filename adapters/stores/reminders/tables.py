"""The tables of wishes, and their rows to and from what they stand for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    String,
    Table,
)

from bot.messages import Person
from bot.reminders.wishes import Item, Matter, Wish, WishKind
from bot.replies_json import address_from_json, address_to_json
from knowledge.programs import Country, Language

metadata = MetaData()

NEVER = 1e11  # seconds: some year after 5000

wishes = Table(
    "wishes",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("person", String(100), nullable=False, index=True),  # channel:id
    Column("conversation", String(255), nullable=False),
    Column("room", String(100), nullable=False, index=True),  # channel:room
    Column("program", String(128), nullable=False, default=""),
    Column("content", JSON, nullable=False),
    Column("made_at", Float(53), nullable=False),
    Column("next_at", Float(53), nullable=False, index=True),
    Column("version", String(64), nullable=False, default="", index=True),
)
claims = Table(
    "reminder_claims",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("person", String(100), nullable=False, index=True),
    Column("at", Float(53), nullable=False),
    Column("posted", Boolean, nullable=False, default=False, index=True),
)
told = Table(
    "reminder_items",
    metadata,
    Column("person", String(100), primary_key=True),
    Column("program", String(128), primary_key=True),
    Column("about", String(10), primary_key=True),
    Column("offset", Integer, primary_key=True),
    Column("matter", String(16), primary_key=True),
    Column("wish", String(40), nullable=False),
    Column("late", Boolean, nullable=False, default=False),
    Column("closed", Boolean, nullable=False, default=False),
    Column("key", ForeignKey("reminder_claims.key", ondelete="CASCADE"), nullable=False),
)
answers = Table(
    "follow_up_answers",
    metadata,
    Column("program", String(128), primary_key=True),
    Column("answer", String(16), primary_key=True),
    Column("times", Integer, nullable=False, default=0),
)
"""Counts alone: they outlive the people they came from."""


def row_of(wish: Wish) -> dict[str, Any]:
    at = wish.address
    return {
        "id": wish.id,
        "kind": wish.kind.value,
        "person": wish.person.key,
        "conversation": wish.conversation,
        "room": at.place,
        "program": wish.program,
        "content": {
            "address": address_to_json(at),
            "language": wish.language.value,
            "country": wish.country.value,
            "days": list(wish.days),
            "known": sorted(wish.known),
        },
        "made_at": wish.made_at.timestamp(),
        "next_at": 0.0,
    }


def wish_of(row: Row[Any]) -> Wish:
    told = row.content
    return Wish(
        row.id,
        WishKind(row.kind),
        Person.of(row.person),
        row.conversation,
        address_from_json(told["address"]),
        Language(told["language"]),
        Country(told["country"]),
        datetime.fromtimestamp(row.made_at, UTC),
        row.program,
        tuple(told["days"]),
        frozenset(told["known"]),
    )


def item_of(row: Row[Any]) -> Item:
    about = date.fromisoformat(row.about)
    matter = Matter(row.matter)
    return Item(row.wish, matter, row.program, about, row.offset, row.late, row.closed)
