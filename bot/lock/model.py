"""What the lock knows of a turn, and what it finds wrong with a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ViolationKind(StrEnum):
    NUMBER = "number"
    DATE = "date"
    AMOUNT = "amount"
    RATE = "rate"
    NAME = "name"
    URL = "url"
    CITATION = "citation"
    STATUS = "status"
    VERDICT = "verdict"
    PROMISE = "promise"
    CONTRARY = "contrary"
    NEW = "new"
    LANGUAGE = "language"
    LENGTH = "length"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Violation:
    """``stretch`` is the offending part of the text, empty where something is missing;
    ``reason`` is one short English sentence for a retry prompt.
    """

    kind: ViolationKind
    stretch: str
    reason: str
