"""Wishes and what came of them."""

from adapters.stores.reminders.store import SqlWishes
from adapters.stores.reminders.tables import metadata

__all__ = ["SqlWishes", "metadata"]
