"""What a source asks of the outside: pages by address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Tag:
    """What a server said of the state of a page, to be asked with the next time."""

    etag: str = ""
    modified: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.modified)


@dataclass(frozen=True, slots=True)
class Page:
    """``body`` is decoded of its transfer form; ``unchanged`` answers a tag, then it is empty."""

    address: str
    body: bytes = b""
    content_type: str = ""
    tag: Tag = Tag()
    unchanged: bool = False


class Fetch(Protocol):
    """One GET, polite, with limits. Raises ``SourceUnavailable``; its words hold no key."""

    def get(
        self,
        address: str,
        params: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        known: Tag | None = None,
    ) -> Page: ...
