"""Streams of a PDF that unpack beyond measure, found before PDFium opens them."""

from __future__ import annotations

import re
import zlib

from knowledge.errors import UnreadableDocument

LARGEST = 75_000_000  # bytes of one stream, as in pypdf's limits; pictures are not unpacked at all
STEP = 1 << 20
HEAD = 400  # bytes before a stream, where its dictionary is
STREAM = re.compile(rb"stream\r?\n")
PICTURE = re.compile(rb"/Subtype\s*/Image")


def refuse_bombs(data: bytes) -> None:
    """Raises ``UnreadableDocument``. Enciphered or broken streams are PDFium's affair."""
    view = memoryview(data)
    for found in STREAM.finditer(data):
        head = data[max(0, found.start() - HEAD) : found.start()]
        if b"FlateDecode" not in head and b"/Fl" not in head:
            continue
        own = head[head.rfind(b"endobj") + 1 :]
        if not PICTURE.search(own) and _inflated(view[found.end() :]) > LARGEST:
            raise UnreadableDocument(
                f"a bomb: one of its streams unpacks to more than {LARGEST:,} bytes"
            )


def _inflated(stream: memoryview) -> int:
    """Its size unpacked, counted no further than the limit; nothing of it is kept."""
    inflate, size, at = zlib.decompressobj(), 0, 0
    waiting = b""
    try:
        while size <= LARGEST and not inflate.eof:
            if not waiting:
                waiting = bytes(stream[at : at + STEP // 16])
                at += len(waiting)
                if not waiting:
                    break
            size += len(inflate.decompress(waiting, STEP))
            waiting = inflate.unconsumed_tail
    except zlib.error:
        return 0
    return size
