"""Single pages that an operator lists: notices of bodies without an interface. Needs no key.

Each is asked for only if it changed since (ETag, Last-Modified); robots.txt is heeded by the
fetcher, which also refuses every host that is not on the list.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from knowledge.documents import Document
from knowledge.errors import SourceUnavailable
from knowledge.programs import Program, Source
from knowledge.sources.asking import Found, Kept, Missed
from knowledge.sources.model import Record
from knowledge.sources.ports import Fetch, Page, Tag
from knowledge.versions.collecting import Readers

NAME = "webpages"
ENDINGS: Mapping[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-hwp": ".hwp",
    "application/haansofthwp": ".hwp",
    "application/hwp+zip": ".hwpx",
}


@dataclass(frozen=True, slots=True)
class WebPages:
    addresses: tuple[str, ...]
    name: str = NAME

    def records(self, fetch: Fetch, kept: Kept, _today: date) -> Iterator[Found | Missed]:
        for address in dict.fromkeys(self.addresses):
            id = id_of(address)
            before = kept.known(id)
            try:
                page = fetch.get(address, known=_tag(before))
            except SourceUnavailable as error:
                yield Missed(id, str(error))
                continue
            if page.unchanged and before:
                yield Found(id, before.raw, attachments=None)
            else:
                yield Found(id, _raw(address, page))


def id_of(address: str) -> str:
    """Host and path as far as letters go, and a digest of the whole address."""
    parts = urlsplit(address)
    plain = re.sub(r"[^A-Za-z0-9]+", "-", f"{parts.hostname or ''}{parts.path}").strip("-")
    return f"{plain[:48].strip('-')}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"


def _tag(before: Record | None) -> Tag | None:
    if before is None:
        return None
    return Tag(str(before.raw.get("etag", "")), str(before.raw.get("modified", "")))


def _raw(address: str, page: Page) -> dict[str, Any]:
    kind = page.content_type.partition(";")[0].strip().lower()
    last = re.search(r"\.[A-Za-z0-9]{1,8}$", urlsplit(address).path)
    ending = ENDINGS.get(kind) or (last[0].lower() if last else ".html")
    return {
        "address": address,
        "ending": ending,
        "body": base64.b64encode(page.body).decode("ascii"),
        "etag": page.tag.etag,
        "modified": page.tag.modified,
    }


def draw_up(record: Record, readers: Readers) -> tuple[Document, tuple[Program, ...]]:
    """Read like a file of the documents folder, by the ending of its kind."""
    body = base64.b64decode(str(record.raw["body"]), validate=True)
    read = readers.read(record.document, body, str(record.raw["ending"]))
    address = str(record.raw["address"])
    source = Source(read.title, address, read.published, record.read)
    document = replace(read, url=address, sources=(source,), front_matter={})
    return document, tuple(readers.extract(document))
