"""Small files of each format, made by hand or with the vendor's own writer."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from tests.unit.adapters.formats.compound import compound

HP = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"'
HH = 'xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"'
BLACK, WHITE = 0x000000, 0xFFFFFF


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def hwpx(body: str, header: str = "") -> bytes:
    return zipped(
        {
            "mimetype": "application/hwp+zip",
            "Contents/header.xml": f"<hh:head {HH}>{header}</hh:head>",
            "Contents/section0.xml": f"<hp:sec {HP}>{body}</hp:sec>",
        }
    )


def paragraph(text: str, letters: str = "0") -> str:
    return f'<hp:p><hp:run charPrIDRef="{letters}"><hp:t>{text}</hp:t></hp:run></hp:p>'


def hwp(
    texts: Sequence[tuple[str, int]],
    looks: Sequence[tuple[int, int]] = ((1000, BLACK),),
    *,
    flags: int = 1,
    control: bytes = b"",
) -> bytes:
    """Paragraphs with the number of their look (size in hundredths of a point, colour). With
    ``control`` the paragraphs stand inside such a control of an empty paragraph.
    """
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, flags)
    shapes = b"".join(
        record(
            21, 1, bytes(42) + struct.pack("<iI2xIII", size, 0, colour, 0, 0xFFFFFFFF) + bytes(8)
        )
        for size, colour in looks
    )
    level = 2 if control else 0
    section = b"".join(
        record(66, level, bytes(22))
        + record(67, level + 1, (text + "\r").encode("utf-16-le"))
        + record(68, level + 1, struct.pack("<II", 0, look))
        for text, look in texts
    )
    if control:
        section = record(66, 0, bytes(22)) + record(71, 1, control[::-1]) + section
    return compound(
        {
            "FileHeader": header,
            "DocInfo": deflated(shapes),
            "BodyText/Section0": deflated(section),
        }
    )


def record(tag: int, level: int, data: bytes) -> bytes:
    size = min(len(data), 0xFFF)
    more = struct.pack("<I", len(data)) if size == 0xFFF else b""
    return struct.pack("<I", tag | level << 10 | size << 20) + more + data


def deflated(data: bytes) -> bytes:
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    return deflate.compress(data) + deflate.flush()


def pdf(*contents: str, extra: str = "") -> bytes:
    """A page for each content stream. /F1 is Helvetica, /K1 a Korean font that is not embedded:
    its texts are hexadecimal UTF-16, as ``hexed`` gives them.
    """
    count = len(contents)
    fonts = (
        "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> "
        "/K1 << /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium /Encoding /UniKS-UCS2-H "
        "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium "
        "/DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 1 >> "
        "/FontDescriptor << /Type /FontDescriptor /FontName /HYSMyeongJo-Medium /Flags 6 /Ascent 752 "
        "/Descent -271 /CapHeight 737 /ItalicAngle 0 /StemV 58 /FontBBox [0 -148 1001 880] >> >>] >>"
    )
    pages = " ".join(f"{3 + 2 * n} 0 R" for n in range(count))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{pages}] >>",
    ]
    for number, content in enumerate(contents):
        bodies.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << "
            f"{fonts} >> {extra} >> /Contents {4 + 2 * number} 0 R >>"
        )
        bodies.append(f"<< /Length {len(content)} >> stream\n{content}\nendstream")
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj {body} endobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return out + (
        f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    ).encode("latin-1")


def hexed(text: str) -> str:
    return f"<{text.encode('utf-16-be').hex()}>"


def said(text: str, x: float, y: float, size: float = 11, *, before: str = "") -> str:
    """One text of a page, in the Korean font."""
    return f"q {before} BT /K1 {size} Tf {x} {y} Td {hexed(text)} Tj ET Q\n"
