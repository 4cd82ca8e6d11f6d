"""Who did what to the knowledge, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.messages import Person


@dataclass(frozen=True, slots=True)
class Act:
    """``act`` is a slug such as ``reload`` or ``hold``; ``detail`` one line."""

    at: datetime
    by: Person
    name: str
    act: str
    detail: str = ""


class AuditLog(Protocol):
    def record(self, act: Act) -> None: ...

    def recent(self, count: int, by: str = "") -> Sequence[Act]:
        """The latest first; with ``by`` those of people whose ``channel:id`` begins so."""
        ...
