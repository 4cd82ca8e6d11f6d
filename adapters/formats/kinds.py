"""What a file is by its bytes. They beat the ending."""

from __future__ import annotations

import io
import re

from adapters.formats.archive import opened
from adapters.formats.limits import Limits
from knowledge.errors import UnreadableDocument
from knowledge.formats import TEXT_FORMATS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
MARKUP = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
READ = (*TEXT_FORMATS, ".pdf", ".docx", ".hwp", ".hwpx", ".xlsx", ".zip")
PROTECTED = "it is protected with a password; save it without one"
PACKAGES = (
    ("word/vbaProject.bin", ".docm"),
    ("xl/vbaProject.bin", ".xlsm"),
    ("ppt/presentation.xml", ".pptx"),
    ("Contents/content.hpf", ".hwpx"),
    ("Contents/section0.xml", ".hwpx"),
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("xl/workbook.bin", ".xlsb"),
)
REFUSED = {
    ".docm": "it holds macros; save it as .docx without them",
    ".xlsm": "it holds macros; save it as .xlsx without them",
    ".pptx": "a presentation, which is not read; save it as PDF",
    ".xlsb": "a binary Excel workbook, which is not read; save it as .xlsx",
    ".odt": "an OpenDocument file, which is not read; save it as .docx, .xlsx or PDF",
}
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")


def kind_of(data: bytes, suffix: str, limits: Limits) -> str:
    """The ending that the bytes deserve, one of ``READ``. Raises ``UnreadableDocument`` with the
    reason why such a file is not read.
    """
    head = data[:1024]
    if head.startswith(OLE):
        return _of_ole(data)
    if head.startswith(ZIP):  # before PDF: its first file may be one that is not compressed
        return _of_zip(data, suffix, limits)
    if b"%PDF-" in head:
        return ".pdf"
    _refuse_by_head(head)
    if MARKUP.match(head):
        return ".html"
    if suffix in TEXT_FORMATS:
        return suffix
    if suffix in {".pdf", ".docx", ".hwp", ".hwpx", ".xlsx", ".zip"}:
        raise UnreadableDocument(f"it is no {suffix} file in spite of its ending, or it is damaged")
    known = " ".join(READ)
    raise UnreadableDocument(f"format not supported: {suffix or 'no ending'} ({known} are)")


def _refuse_by_head(head: bytes) -> None:
    if head.startswith(b"HWP Document File"):
        raise UnreadableDocument("HWP 3.0 of the 1990s, which is not read; save it as .hwpx")
    if head.startswith(b"{\\rtf"):
        raise UnreadableDocument("an RTF file, which is not read; save it as .docx")
    if head.startswith(PICTURES):
        raise UnreadableDocument("a picture, which is not read; send the text")
    if head.lstrip().startswith(b"<?xml") and b"<HWPML" in head:
        raise UnreadableDocument("HWPML (.hml), which is not read; save it as .hwpx")


def _of_zip(data: bytes, suffix: str, limits: Limits) -> str:
    with opened(data, limits) as archive:
        names = set(archive.namelist())
        kind = next((kind for name, kind in PACKAGES if name in names), "")
        if not kind and "mimetype" in names:
            kind = _of_mimetype(archive.open("mimetype").read(100))
    if kind in REFUSED:
        raise UnreadableDocument(REFUSED[kind])
    if not kind and suffix != ".zip":
        if "[Content_Types].xml" in names or suffix in {".docx", ".xlsx", ".hwpx"}:
            raise UnreadableDocument("an office file without its main part; it is damaged")
        raise UnreadableDocument(
            f"a ZIP archive in spite of its ending {suffix or '(none)'}; give it the ending .zip"
        )
    return kind or ".zip"


def _of_mimetype(value: bytes) -> str:
    if value.startswith(b"application/hwp+zip"):
        return ".hwpx"
    return ".odt" if b"opendocument" in value else ""


def _locked(start: bytes) -> bool:
    """The flag fEncrypted of a Word file's information block."""
    return len(start) == 12 and bool(start[11] & 0x01)


def _of_ole(data: bytes) -> str:
    import olefile  # noqa: PLC0415 - the child starts without it

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = {"/".join(path).lower() for path in ole.listdir()}
            locked = "worddocument" in names and _locked(ole.openstream("WordDocument").read(12))
    except Exception as error:
        raise UnreadableDocument(f"a damaged OLE container ({error})") from error
    if "fileheader" in names:
        return ".hwp"
    if "encryptedpackage" in names or locked:
        raise UnreadableDocument(PROTECTED)
    for name, reason in (
        ("worddocument", "an old Word document (.doc), which is not read; save it as .docx"),
        ("workbook", "an old Excel workbook (.xls), which is not read; save it as .xlsx"),
        ("book", "an old Excel workbook (.xls), which is not read; save it as .xlsx"),
        ("powerpoint document", "an old presentation (.ppt), which is not read; save it as PDF"),
    ):
        if name in names:
            raise UnreadableDocument(reason)
    raise UnreadableDocument("an OLE container that holds no known document")
