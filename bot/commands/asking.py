"""From the words of the command line to a question."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.company import Company
from bot.errors import BadInput
from bot.messages import Question
from bot.setting_forms import parse_moment
from bot.speech.keys import parse_company
from knowledge.programs import Language

KEYS = (
    "country", "headquarters", "capital", "revenue", "employees", "legal_form",
    "industry", "founded", "certifications", "plan",
)  # fmt: skip


def company_from_pairs(pairs: Sequence[str]) -> Company | None:
    """``KEY=VALUE`` words; raises BadInput naming the one that is wrong."""
    if not pairs:
        return None
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise BadInput(f"--company {pair}: write KEY=VALUE; keys: {', '.join(KEYS)}")
        values[key.strip()] = value.strip()
    return parse_company(values)


def moment_from(text: str | None, option: str = "--as-of") -> datetime | None:
    try:
        return parse_moment(text or "")
    except ValueError:
        raise BadInput(
            f"{option} {text}: write a moment with its zone, as 2026-11-22T10:00:00+09:00"
        ) from None


def question(
    text: str,
    *,
    language: str | None = None,
    company: Company | None = None,
    as_of: datetime | None = None,
) -> Question:
    """A question that is a conversation of its own."""
    return Question(
        conversation=f"once:{uuid.uuid4()}",
        text=text,
        language=Language(language) if language else None,
        company=company,
        as_of=as_of,
    )


def read_batch(path: Path) -> Iterator[Question]:
    """One JSON object a line; raises BadInput with the line's number."""
    for number, line in enumerate(read_lines(path), start=1):
        if line.strip():
            yield batch_question(path, number, line)


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file, raises BadInput; parted by line feeds alone, as JSON strings may
    hold the other line breaks of Unicode.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: not UTF-8 ({error}); save it as UTF-8") from error
    except OSError as error:
        raise BadInput(f"{path}: cannot be read, {error.strerror}") from error
    return text.removesuffix("\n").split("\n") if text else []


def batch_question(path: Path, number: int, line: str) -> Question:
    """The question of one line; raises BadInput that names the line."""
    where = f"{path}, line {number}"
    try:
        row = json.loads(line)
        language = row.get("language")
        return question(
            str(row["text"]),
            language=str(Language(language)) if language else None,
            company=_batch_company(row.get("company")),
            as_of=moment_from(row.get("as_of")),
        )
    except BadInput as error:
        raise BadInput(f"{where}: {error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(
            f'{where}: {error!r}; write one JSON object with "text" '
            '(and "language", "company", "as_of")'
        ) from error


def _batch_company(values: Mapping[str, Any] | None) -> Company | None:
    if not values:
        return None
    known = {key: _text(value) for key, value in values.items() if value is not None}
    return parse_company(known)


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
