"""Strong Kleene logic over verdicts of True, False and None (unknown)."""

from __future__ import annotations

from collections.abc import Iterable


def either(values: Iterable[bool | None]) -> bool | None:
    """OR: one True decides, else one unknown leaves it open. Of nothing: False."""
    seen = set(values)
    return True if True in seen else None if None in seen else False


def both(values: Iterable[bool | None]) -> bool | None:
    """AND: one False decides, else one unknown leaves it open. Of nothing: True."""
    seen = set(values)
    return False if False in seen else None if None in seen else True


def agreed(values: Iterable[bool | None]) -> bool | None:
    """The value that every possible case gives; None where they differ."""
    seen = set(values)
    return seen.pop() if len(seen) == 1 else None
