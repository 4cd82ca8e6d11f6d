"""What a source is: something that lists its records; and how its answers are read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from knowledge.errors import SourceUnavailable
from knowledge.sources.model import Record
from knowledge.sources.ports import Fetch, Page, Tag


@dataclass(frozen=True, slots=True)
class Found:
    """A record that is listed. ``attachments`` are names and base64; None: those known stay."""

    id: str
    raw: Mapping[str, Any]
    attachments: tuple[tuple[str, str], ...] | None = ()


@dataclass(frozen=True, slots=True)
class Missed:
    """A record that is listed but could not be read; what was read of it before stays."""

    id: str
    reason: str


class Kept(Protocol):
    """What is kept of a source from before."""

    def listed(self) -> Sequence[str]:
        """The ids of the last list that was whole."""
        ...

    def known(self, id: str) -> Record | None: ...

    def tag(self, address: str) -> Tag: ...

    def keep_tag(self, address: str, tag: Tag) -> None:
        """To be asked with the next time; call it once everything the page holds was yielded."""
        ...


class Source(Protocol):
    """``records`` raises ``SourceUnavailable`` where the list itself is incomplete: then nothing
    counts as withdrawn. ``today`` is a day of UTC.
    """

    @property
    def name(self) -> str: ...

    def records(self, fetch: Fetch, kept: Kept, today: date, /) -> Iterator[Found | Missed]: ...


def json_in(page: Page) -> Any:
    try:
        return json.loads(page.body)
    except ValueError as error:
        opening = page.body[:80].decode("utf-8", "replace").replace("\n", " ")
        raise SourceUnavailable(f"{page.address}: no JSON but {opening!r}") from error


def rows_in(page: Page, *path: str) -> list[dict[str, Any]]:
    """The objects under ``path``; one alone counts as a list of one, an empty text as none."""
    value = json_in(page)
    for key in path:
        if not isinstance(value, Mapping) or key not in value:
            raise SourceUnavailable(f"{page.address}: the answer has no {'.'.join(path)}")
        value = value[key]
    if isinstance(value, Mapping):
        value = [value]
    if value in ("", None):
        value = []
    if not isinstance(value, list):
        raise SourceUnavailable(f"{page.address}: {'.'.join(path)} is no list")
    return [row for row in value if isinstance(row, dict)]


def object_in(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
