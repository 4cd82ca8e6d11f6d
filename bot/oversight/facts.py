"""The facts of a programme that were won by extraction, each by itself, for somebody to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from knowledge.money import Money
from knowledge.programs import (
    Benefit,
    Condition,
    Evidence,
    Precision,
    Program,
    Window,
    WindowKind,
)
from knowledge.zones import ZONES

Value = Window | Condition | Benefit


class FactKind(StrEnum):
    WINDOW = "window"
    CONDITION = "condition"
    BENEFIT = "benefit"


@dataclass(frozen=True, slots=True)
class Fact:
    """``key`` changes when the value or its quote does: then it has to be looked at anew."""

    key: str
    program: str
    kind: FactKind
    value: Value

    @property
    def evidence(self) -> Evidence | None:
        return self.value.evidence


class Choice(StrEnum):
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Decision:
    """``closes`` is the corrected closing day of a window, ``amount`` the corrected amount of a
    benefit; of a condition only yes and no can be said.
    """

    choice: Choice
    closes: date | None = None
    amount: Money | None = None


Decisions = Mapping[str, Decision]
"""By the key of the fact."""


def facts_in(program: Program) -> Iterator[Fact]:
    """Only of a programme won by extraction: the others were written by people."""
    if not program.extracted:
        return
    for kind, values in (
        (FactKind.WINDOW, program.windows),
        (FactKind.CONDITION, program.conditions),
        (FactKind.BENEFIT, program.benefits),
    ):
        for value in values:
            yield fact_of(program.id, kind, value)


def fact_of(program: str, kind: FactKind, value: Value) -> Fact:
    return Fact(_key(program, kind, value), program, kind, value)


def bare(value: Value) -> Value:
    """Without what stands behind it."""
    return _unquoted(value) if isinstance(value, Condition) else replace(value, evidence=None)


def _unquoted(condition: Condition) -> Condition:
    alternatives = tuple(_unquoted(each) for each in condition.alternatives)
    return replace(condition, evidence=None, alternatives=alternatives)


def reviewed(program: Program, decisions: Decisions) -> Program:
    """With what was rejected gone and what was corrected as corrected. Once every fact has been
    looked at it counts as no longer merely extracted.
    """
    facts = list(facts_in(program))
    if not facts:
        return program
    made = {fact.key: decisions[fact.key] for fact in facts if fact.key in decisions}
    kept: dict[FactKind, list[Any]] = {kind: [] for kind in FactKind}
    for fact in facts:
        value = _decided(program, fact, made.get(fact.key))
        if value is not None:
            kept[fact.kind].append(value)
    return replace(
        program,
        windows=tuple(kept[FactKind.WINDOW]),
        conditions=tuple(kept[FactKind.CONDITION]),
        benefits=tuple(kept[FactKind.BENEFIT]),
        extracted=len(made) < len(facts),
    )


def _decided(program: Program, fact: Fact, decision: Decision | None) -> Value | None:
    if decision is None or decision.choice is Choice.CONFIRMED:
        return fact.value
    if decision.choice is Choice.REJECTED:
        return None
    value = fact.value
    if isinstance(value, Window) and decision.closes:
        end = datetime.combine(decision.closes, time(23, 59, 59), ZONES[program.country])
        return replace(
            value,
            kind=WindowKind.DATED,
            closes_at=end,
            closes_precision=Precision.DAY,
            warnings=(),
            month=None,
            day=None,
        )
    if isinstance(value, Benefit) and decision.amount:
        return replace(value, at_most=decision.amount)
    return value


def _key(program: str, kind: FactKind, value: Value) -> str:
    """Over the value and its quote, not over where in the text it stands."""
    evidence = value.evidence
    told = (program, kind.value, repr(bare(value)), evidence.quote if evidence else "")
    return blake2b(repr(told).encode("utf-8", "replace"), digest_size=16).hexdigest()
