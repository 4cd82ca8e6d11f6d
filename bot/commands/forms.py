"""The JSON of the command line, exactly as the contract (DESIGN §5) has it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from bot.messages import Reply, ShownProgram


def write_json(value: Mapping[str, Any]) -> None:
    """One object on one line of stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def reply_form(reply: Reply) -> dict[str, Any]:
    follow_up = reply.follow_up
    return {
        "language": reply.language.value,
        "outcome": reply.outcome.value,
        "text": reply.text,
        "programs": [program_form(program) for program in reply.programs],
        "citations": [
            {
                "marker": c.marker,
                "document": c.document,
                "title": c.title,
                "quote": c.quote,
                "verbatim": c.verbatim,
                "url": c.url,
                "published": c.published.isoformat() if c.published else None,
            }
            for c in reply.citations
        ],
        "follow_up": {
            "fact": follow_up.fact,
            "question": follow_up.question,
            "choices": list(follow_up.choices),
        }
        if follow_up
        else None,
    }


def program_form(program: ShownProgram) -> dict[str, Any]:
    return {
        "id": program.id,
        "name": program.name,
        "country": program.country,
        "status": program.status.value,
        "closes_at": program.closes_at.isoformat() if program.closes_at else None,
        "closes_precision": program.closes_precision.value if program.closes_precision else None,
        "days_left": program.days_left,
        "verdict": program.verdict.value,
        "coverage": program.coverage.value,
        "company": program.company,
        "conditions": [
            {
                "kind": c.kind,
                "verdict": c.verdict.value,
                "strength": c.strength.value,
                "quote": c.quote,
                "verbatim": c.verbatim,
                "document": c.document,
                "fact": c.fact,
                "bound": c.bound,
            }
            for c in program.conditions
        ],
        "missing": list(program.missing),
        "url": program.url,
    }
