"""Excel workbooks as lists: each row a line; hidden sheets, rows and columns are left out."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import openpyxl
from lxml import etree

from adapters.formats.archive import opened
from adapters.formats.limits import Limits
from knowledge.errors import UnreadableDocument
from knowledge.formats.pieces import Kind, Parsed, Piece
from knowledge.formats.separated import row_text

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COLUMNS = 256
PLAIN_SHEETS = ("Sheet", "Feuil")
NO_ENTITIES: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}


@dataclass(frozen=True, slots=True)
class Unshown:
    """Numbers of hidden rows and columns, from 1."""

    rows: frozenset[int]
    columns: frozenset[int]


def parse_xlsx(data: bytes, limits: Limits) -> Parsed:
    """Values as last computed. Each visible sheet stands under its name."""
    with opened(data, limits) as archive:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        pieces: list[Piece] = []
        taken = 0
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            unshown = _unshown(archive, sheet)
            rows = [text for text in _rows(sheet, unshown, limits) if text]
            taken += sum(map(len, rows))
            if taken > limits.characters:
                raise UnreadableDocument(
                    f"it holds more than {limits.characters:,} characters of text"
                )
            if rows:
                pieces.append(Piece(Kind.HEADING, sheet.title, 1))
                pieces += [Piece(Kind.ROW, text) for text in rows]
    if len([piece for piece in pieces if piece.kind is Kind.HEADING]) == 1:
        pieces = pieces[1:] if pieces[0].text.startswith(PLAIN_SHEETS) else pieces
    title = " ".join(str(book.properties.title or "").split())
    return Parsed(tuple(pieces), title, "\n".join(piece.text for piece in pieces))


def _rows(sheet: Any, unshown: Unshown, limits: Limits) -> Iterator[str]:
    for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS, values_only=True), 1):
        if number > limits.rows:
            raise UnreadableDocument(f"it has more than {limits.rows:,} rows; send a part of it")
        if number not in unshown.rows:
            shown = [v for column, v in enumerate(cells, 1) if column not in unshown.columns]
            while shown and shown[-1] is None:
                shown.pop()
            yield row_text([_text(value) for value in shown])


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _unshown(archive: Any, sheet: Any) -> Unshown:
    """Read from the sheet itself: openpyxl tells it only where it holds the whole sheet."""
    name = posixpath.normpath(posixpath.join("/", sheet._worksheet_path)).lstrip("/")  # noqa: SLF001
    rows: set[int] = set()
    columns: set[int] = set()
    with archive.open(name) as stream:
        tags = (f"{MAIN}row", f"{MAIN}col")
        for _, element in etree.iterparse(stream, tag=tags, **NO_ENTITIES):
            if element.get("hidden") in {"1", "true"}:
                if element.tag.endswith("row"):
                    rows.add(int(element.get("r", 0)))
                else:
                    first, last = int(element.get("min", 1)), int(element.get("max", 1))
                    columns.update(range(first, min(last, COLUMNS) + 1))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return Unshown(frozenset(rows), frozenset(columns))
