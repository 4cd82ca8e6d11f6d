"""The counters of the house: each answers its own commands and buttons."""

from bot.counters.counter import Counter, Handle, Response, Visit

__all__ = ["Counter", "Handle", "Response", "Visit"]
