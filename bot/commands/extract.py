"""``extract``: the programmes that a notice or article announces, with their quotes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.commands.forms import write_json
from bot.errors import BadInput
from knowledge.documents import Document
from knowledge.errors import UnreadableDocument
from knowledge.extraction import Extraction, extract
from knowledge.money import Money
from knowledge.programs import Age, Benefit, Bound, Condition, Window

Read = Callable[[str, bytes, str], Document]
"""Path id, bytes and ending to a document; raises ``UnreadableDocument``."""


async def run(options: argparse.Namespace, read: Read | None = None) -> int:
    """One file, or every file of a directory, in the order of their names."""
    if read is None:
        from bot.bootstrap.formats import build_formats

        read, _ = build_formats()
    published = _day(options.published)
    if bool(options.file) == bool(options.batch):
        raise BadInput("name one file, or a directory with --batch DIR")
    if options.file:
        found = extract(_document(options.file, read, published))
        if options.json:
            write_json(extracted_json(found))
        else:
            sys.stdout.write(describe(found) + "\n")
        return 0
    for path in _files(options.batch):
        _write_one(path, read, published, as_json=options.json)
    return 0


def extracted_json(extraction: Extraction) -> dict[str, Any]:
    """The object of the contract; ``leftovers`` are clauses that were not understood."""
    return {
        "programs": [
            {
                "id": program.id,
                "names": _filled({"ko": program.names.ko, "ja": program.names.ja}),
                "agency": _filled({"ko": program.agency.ko, "ja": program.agency.ja}),
                "country": program.country.value,
                "kind": program.kind,
                "coverage": program.coverage.value,
                "windows": [_window(window) for window in program.windows],
                "conditions": [_condition(condition) for condition in program.conditions],
                "benefits": [_benefit(benefit) for benefit in program.benefits],
                "apply": {
                    name: text.ko or text.ja
                    for name in ("where", "documents", "contact")
                    if (text := getattr(program.apply, name))
                },
            }
            for program in extraction.programs
        ],
        "leftovers": [
            {"topic": left.topic.value, "quote": left.quote, "span": list(left.span)}
            for left in extraction.leftovers
        ],
    }


def describe(extraction: Extraction) -> str:
    """The same for a person at a terminal."""
    lines: list[str] = []
    for program in extracted_json(extraction)["programs"]:
        lines.append(" / ".join(program["names"].values()))
        lines += [
            f"  window     {w['closes_at'] or w['kind']} {' '.join(w['warnings'])}: {w['quote']}"
            for w in program["windows"]
        ]
        lines += [
            f"  condition  {c['kind']} {c['operator'] or c['strength']} {c['value']}: {c['quote']}"
            for c in program["conditions"]
        ]
        lines += [
            f"  benefit    {b['kind']} {b['amount']} {b['currency']}: {b['quote']}"
            for b in program["benefits"]
        ]
    lines += [f"  not read   {left.topic}: {left.quote}" for left in extraction.leftovers]
    return "\n".join(lines) or "no programme is announced here"


def _window(window: Window) -> dict[str, Any]:
    return {
        "kind": window.kind.value,
        "opens_at": window.opens_at.isoformat() if window.opens_at else None,
        "closes_at": window.closes_at.isoformat() if window.closes_at else None,
        "closes_precision": window.closes_precision.value if window.closes_at else None,
        "month": window.month,
        "day": window.day,
        "label": window.label.ko or window.label.ja,
        "quote": window.evidence.quote if window.evidence else "",
        "warnings": [warning.value for warning in window.warnings],
    }


def _condition(condition: Condition) -> dict[str, Any]:
    """Of alternatives the first that is typed stands for the whole; all are listed as well."""
    typed = next((a for a in condition.alternatives if a.operator), condition)
    form: dict[str, Any] = {
        "kind": condition.kind.value,
        "operator": typed.operator.value if typed.operator else None,
        "value": _value(typed.bound),
        "strength": condition.strength.value,
        "quote": condition.evidence.quote if condition.evidence else "",
    }
    if condition.alternatives:
        form["any_of"] = [
            {
                "kind": each.kind.value,
                "operator": each.operator.value if each.operator else None,
                "value": _value(each.bound),
                "quote": each.evidence.quote if each.evidence else form["quote"],
            }
            for each in condition.alternatives
        ]
    return form


def _value(bound: Bound) -> Any:
    match bound:
        case Money():
            return str(bound)
        case Age():
            return f"{bound.years} years"
        case tuple():
            return list(bound)
        case date():
            return bound.isoformat()
        case _:
            return bound


def _benefit(benefit: Benefit) -> dict[str, Any]:
    return {
        "kind": benefit.kind,
        "amount": benefit.at_most.amount if benefit.at_most else None,
        "currency": benefit.at_most.currency.value if benefit.at_most else None,
        "rate": benefit.rate or None,
        "quote": benefit.evidence.quote if benefit.evidence else "",
    }


def _filled(words: Mapping[str, str]) -> dict[str, str]:
    return {language: word for language, word in words.items() if word}


def _day(given: str | None) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadInput(f"--published {given!r} is no date: write it as 2026-11-22") from error


def _files(directory: Path) -> Iterator[Path]:
    if not directory.is_dir():
        mend = "; it is a file, leave out --batch" if directory.is_file() else ""
        raise BadInput(f"there is no directory {directory}{mend}")
    yield from sorted(p for p in directory.rglob("*") if p.is_file() and p.name[0] != ".")


def _document(path: Path, read: Read, published: date | None) -> Document:
    try:
        document = read(path.stem, path.read_bytes(), path.suffix)
    except OSError as error:
        mend = f"; for every file in it: extract --batch {path}" if path.is_dir() else ""
        raise BadInput(f"{path} cannot be opened: {error.strerror}{mend}") from error
    except UnreadableDocument as error:
        raise BadInput(f"{path}: {error}") from error
    return replace(document, published=published) if published else document


def _write_one(path: Path, read: Read, published: date | None, *, as_json: bool) -> None:
    """A file that cannot be read is told of and the next one is read."""
    try:
        found = extract(_document(path, read, published))
    except BadInput as error:
        if as_json:
            write_json({"file": path.name, "programs": [], "error": str(error)})
        sys.stderr.write(f"error: {error}\n")
        return
    if as_json:
        write_json({"file": path.name, **extracted_json(found)})
    else:
        sys.stdout.write(f"{path.name}\n{describe(found)}\n")
