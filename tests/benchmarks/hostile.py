"""Files made to harm a reader: bombs of each kind, and deep nesting."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping

import docx
import openpyxl

from tests.unit.adapters.formats.made import hwp, hwpx, paragraph, pdf, zipped

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE x [<!ENTITY a0 "haha">{LAUGHS}]>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _word(main: str) -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return _with(buffer.getvalue(), "word/document.xml", main)


def _book(sheet: str) -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return _with(buffer.getvalue(), "xl/worksheets/sheet1.xml", sheet)


def _with(archive: bytes, name: str, text: str) -> bytes:
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        files = {entry: opened.read(entry) for entry in opened.namelist()}
    return zipped({**files, name: text.encode()})


def _flate_pdf() -> bytes:
    """A content stream of 400 MB in 400 kB."""
    deflate = zlib.compressobj(9)
    parts = [deflate.compress(b"0 0 m 9 9 l S\n" * 75_000) for _ in range(400)]
    stream = b"".join(parts) + deflate.flush()
    page = pdf("PLACE")
    head = page.index(b"<< /Length 5 >>")
    tail = page.index(b"endstream")
    said = b"<< /Length %d /Filter /FlateDecode >> stream\n" % len(stream)
    return page[:head] + said + stream + b"\n" + page[tail:]


def _nested_pdf() -> bytes:
    return pdf("[" * 100_000 + "]" * 100_000)


def _nested_html() -> bytes:
    return b"<html>" + b"<div>" * 200_000 + "글".encode() + b"</div>" * 200_000


def _drone() -> bytes:
    inner = zipped({"a.txt": bytes(9_000_000)})
    return zipped({f"{n}.zip": inner for n in range(50)})


def _aliases() -> str:
    steps = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
    return "---\na0: &a0 [x, x]\n" + "".join(steps) + "---\ntext\n"


FILES: Mapping[str, Callable[[], bytes]] = {
    "laughs.docx": lambda: _word(
        f"{BOMB}<w:document {W}><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
    ),
    "laughs.xlsx": lambda: _book(
        f'{BOMB}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData>'
        "</worksheet>"
    ),
    "laughs.hwpx": lambda: zipped(
        {"Contents/section0.xml": f"{BOMB}<sec><p><run><t>&a9;</t></run></p></sec>"}
    ),
    "external.hwpx": lambda: zipped(
        {
            "Contents/section0.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            "<sec><p><run><t>text &a;</t></run></p></sec>"
        }
    ),
    "dense.docx": lambda: zipped({"word/document.xml": bytes(190_000_000)}),
    "dense.hwpx": lambda: hwpx(paragraph("가" * 20_000_000)),
    "dense.hwp": lambda: hwp([("가" * 10_000_000, 0)]),
    "dense.zip": lambda: zipped({"a.txt": bytes(150_000_000)}),
    "many.zip": lambda: zipped({f"{n}.txt": b"x" for n in range(5_000)}),
    "in-one-another.zip": _drone,
    "deep.hwpx": lambda: hwpx(
        "<hp:tbl><hp:tr><hp:tc>" * 5_000 + "</hp:tc></hp:tr></hp:tbl>" * 5_000
    ),
    "deep.html": _nested_html,
    "deep.pdf": _nested_pdf,
    "flate.pdf": _flate_pdf,
    "rows.xlsx": lambda: _book(
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    ),
    "aliases.md": lambda: _aliases().encode(),
    "brackets.md": lambda: b"[" * 300_000,
    "row.csv": lambda: b'"' + b"x," * 1_000_000,
    "line.txt": lambda: b"abcdefg " * 2_000_000,
}
