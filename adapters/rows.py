"""Which rows: conditions that several stores put to their tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, or_, true

from bot.messages import Person


def lies_within(place: Column[Any], region: str) -> ColumnElement[bool]:
    """As ``bot.console.reach.within``: everything in the empty region, an unknown place in no other."""
    if not region:
        return true()
    parts = (place.startswith(f"{region}{mark}", autoescape=True) for mark in "-:")
    return or_(place == region, *parts)


def are_of(table: Table, person: Person, conversation: str) -> ColumnElement[bool]:
    """Said by the person anywhere, or by whomever in the conversation."""
    own = and_(table.c.channel == person.channel, table.c.person == person.id)
    return or_(own, table.c.conversation == conversation)
