"""What the Korean portals have in common: their ticks, and the envelope of data.go.kr."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from knowledge.errors import SourceUnavailable
from knowledge.programs import Condition, ConditionKind, Evidence
from knowledge.sources.applicants import named_first, opening, ticked
from knowledge.sources.asking import json_in, object_in
from knowledge.sources.lexicon import codes_of, pattern, table
from knowledge.sources.ports import Page


def areas(
    labels: Sequence[str], title: str, shown: Evidence, words: dict[str, str]
) -> Iterator[Condition]:
    """The region the title opens with, else those ticked unless they are the whole country."""
    own = codes_of("korea", "regions", _opening_words(title)) or tuple(
        filter(None, [named_first(title)])
    )
    named = codes_of("korea", "regions", list(labels))
    everywhere = bool(set(labels) & set(table("korea")["everywhere"]))
    whole = len(named) >= table("korea")["regions_ticked_by_all"]
    codes = own or (() if everywhere or whole else named)
    value = opening(title) if own else ", ".join(labels)
    yield from ticked(ConditionKind.HEADQUARTERS, codes, "area", value, shown, **words)


def _opening_words(title: str) -> list[str]:
    return [word.strip() for word in pattern("korea", "joint").split(opening(title))]


def purposes(labels: Sequence[str]) -> tuple[str, ...]:
    return codes_of("korea", "purposes", list(labels))


def usable_key(key: str) -> str:
    """data.go.kr hands out each key twice, as it is and percent-encoded; either may be set."""
    return unquote(key) if "%" in key else key


def checked(page: Page) -> Page:
    """The page, unless data.go.kr refuses in it: that comes with status 200, and as XML."""
    text = page.body[:2000].decode("utf-8", "replace")
    if found := re.search(r"<returnAuthMsg>([^<]*)</returnAuthMsg>", text):
        raise SourceUnavailable(f"{page.address}: refused, {found[1]}")
    answer = object_in(json_in(page))
    if "reqErr" in answer:
        raise SourceUnavailable(f"{page.address}: refused, {answer['reqErr']}")
    head = object_in(object_in(answer.get("response")).get("header"))
    code, said = str(head.get("resultCode", "00")), head.get("resultMsg", "")
    if code not in {"00", "0", "03"}:  # 03: there is no data
        raise SourceUnavailable(f"{page.address}: refused, {code} {said}")
    return page
