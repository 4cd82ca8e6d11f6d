"""Programmes as JSON, for the stores: strict both ways, equal after the round trip."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from knowledge.programs import Program, Window
from knowledge.records import BadRecord, decode, encode
from knowledge.zones import ZONES


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


def _zoned(window: Window, program: Program) -> Window:
    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(ZONES[program.country]) if moment else None

    return replace(window, opens_at=local(window.opens_at), closes_at=local(window.closes_at))
