"""PDF with PDFium: the text a reader sees, tables by their ruling lines, scans told as such."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium

from adapters.formats.flow import Flow
from adapters.formats.limits import Limits
from adapters.formats.pdfbombs import refuse_bombs
from adapters.formats.pdfgrid import grids_of
from adapters.formats.pdfpage import Page, Row, page_of, rows_of
from knowledge.errors import UnreadableDocument
from knowledge.formats.pieces import Parsed

PASSWORD = 4  # FPDF_ERR_PASSWORD
EDGE = 2  # lines at the top and at the bottom of a page that may be its running head or foot


def parse_pdf(data: bytes, limits: Limits) -> Parsed:
    """Raises ``UnreadableDocument``; where some pages only are pictures, a remark says which."""
    refuse_bombs(data)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD:
            raise UnreadableDocument(
                "it is protected with a password; save it without one"
            ) from error
        raise UnreadableDocument(f"a damaged PDF ({error})") from error
    try:
        count = len(document)
        if count > limits.pages:
            raise UnreadableDocument(f"it has {count:,} pages, at most {limits.pages:,} are read")
        pages = [_read(document, number) for number in range(count)]
        title = _title(document)
    finally:
        document.close()
    scanned = [number for number, (rows, pictured) in enumerate(pages, 1) if pictured and not rows]
    if not any(rows for rows, _ in pages):
        what = "a scan; send a file with text" if scanned else "nothing but drawings"
        raise UnreadableDocument(f"no text on {count} of {count} pages: {what}")
    return _parsed([rows for rows, _ in pages], title, _remarks(scanned, count), limits)


def _read(document: Any, number: int) -> tuple[list[Row], bool]:
    """The page's rows in the order of the file, and whether a picture is on it."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return [], False
    try:
        found: Page = page_of(page)
        return rows_of(found, grids_of(found.edges)), found.pictured
    finally:
        page.close()


def _parsed(
    pages: Sequence[Sequence[Row]], title: str, remarks: Sequence[str], limits: Limits
) -> Parsed:
    flow = Flow(limits.characters)
    running = _running(pages)
    lines: list[str] = []
    for rows in pages:
        for number, row in enumerate(rows):
            edge = number < EDGE or number >= len(rows) - EDGE
            if edge and _key(row) in running:
                continue
            if len(row) == 1:
                lines.append(row[0])
            else:
                flow.lines("\n".join(lines))
                lines = []
                flow.row(row)
    flow.lines("\n".join(lines))
    return flow.parsed(title, remarks)


def _running(pages: Sequence[Sequence[Row]]) -> set[str]:
    """Lines at the edges of most pages of at least three, but for their numbers."""
    if len(pages) < 3:
        return set()
    seen = Counter(
        text for rows in pages for text in {_key(row) for row in (*rows[:EDGE], *rows[-EDGE:])}
    )
    return {text for text, times in seen.items() if times > len(pages) / 2}


def _key(row: Row) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(row).strip())


def _title(document: Any) -> str:
    """What the file says of itself, unless that is the name of a program's file."""
    title = " ".join(str(document.get_metadata_value("Title") or "").split())
    return "" if "." in title[-6:] or len(title) < 4 else title


def _remarks(scanned: Sequence[int], count: int) -> list[str]:
    if not scanned:
        return []
    some = ", ".join(map(str, scanned[:10])) + (" …" if len(scanned) > 10 else "")
    return [f"no text on {len(scanned)} of {count} pages: scanned (page {some}); the rest is read"]
