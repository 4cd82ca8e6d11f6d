"""Programmes as JSON, for the stores: strict both ways, equal after the round trip."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from knowledge.programs import Benefit, Condition, Program, Window
from knowledge.records import BadRecord, decode, encode
from knowledge.zones import ZONES

Part = TypeVar("Part", Window, Condition, Benefit)


def to_json(program: Program) -> str:
    """One line; fields that hold their default are left out."""
    return json.dumps(encode(program), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Program:
    """The programme, its moments back in its country's zone. Raises ``BadRecord``."""
    try:
        program = decode(Program, json.loads(text))
    except json.JSONDecodeError as error:
        raise BadRecord(f"not JSON: {error}") from error
    if not program.windows:
        return program
    return replace(program, windows=tuple(_zoned(window, program) for window in program.windows))


def part_to_json(part: Window | Condition | Benefit) -> str:
    """One window, condition or benefit by itself."""
    return json.dumps(encode(part), ensure_ascii=False, separators=(",", ":"))


def part_from_json(kind: type[Part], text: str) -> Part:
    """Its moments keep their offset, not their zone. Raises ``BadRecord``."""
    try:
        return decode(kind, json.loads(text))
    except json.JSONDecodeError as error:
        raise BadRecord(f"not JSON: {error}") from error


def _zoned(window: Window, program: Program) -> Window:
    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(ZONES[program.country]) if moment else None

    return replace(window, opens_at=local(window.opens_at), closes_at=local(window.closes_at))
