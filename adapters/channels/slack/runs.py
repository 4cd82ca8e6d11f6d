"""A block's text as stretches of one look, and where it may be cut."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.messages import Block

_URL = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*[A-Za-z0-9\-_~/#&=+%]")
_ESCAPED = {"&": 5, "<": 4, ">": 4}
_ENDS = ("\n\n", "\n", "。", ". ", " ")
"""Where a long text is cut, best first."""


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    strong: bool = False
    url: str = ""


def runs(block: Block) -> tuple[Run, ...]:
    """``strong`` and ``links`` are found in order of appearance; a bare address is a link too."""
    text = block.text.strip()
    looks: list[tuple[bool, str]] = [(False, "")] * len(text)
    for match in _URL.finditer(text):
        looks[match.start() : match.end()] = [(False, match[0])] * len(match[0])
    at = 0
    for label, url in block.links:
        found = _find(text, label, at)
        if found >= 0 and url.startswith(("https://", "http://")):
            looks[found : found + len(label)] = [(False, url)] * len(label)
            at = found + len(label)
    at = 0
    for stretch in block.strong:
        found = _find(text, stretch, at)
        if found >= 0:
            at = found + len(stretch)
            looks[found:at] = [(True, url) for _, url in looks[found:at]]
    return _grouped(text, looks)


def cut(pieces: tuple[Run, ...], limit: int) -> Iterator[tuple[Run, ...]]:
    """Stretches of at most ``limit`` in width, cut at a paragraph, line, sentence or word."""
    text = "".join(run.text for run in pieces)
    looks = [(run.strong, run.url) for run in pieces for _ in run.text]
    start = 0
    while start < len(text):
        end = _end(text, start, limit)
        piece = text[start:end]
        bare = piece.strip()
        offset = start + len(piece) - len(piece.lstrip())
        if bare:
            yield _grouped(bare, looks[offset : offset + len(bare)])
        start = end


def width(text: str) -> int:
    """Length in UTF-16 units after escaping: whichever way Slack counts, it is not more."""
    return sum(_cost(char) for char in text)


def _end(text: str, start: int, limit: int) -> int:
    used = 0
    for end in range(start, len(text)):
        used += _cost(text[end])
        if used > limit:
            break
    else:
        return len(text)
    half = start + (end - start) // 2
    for mark in _ENDS:
        found = text.rfind(mark, half, end)
        if found >= 0:
            return found + len(mark)
    return end


def _cost(char: str) -> int:
    return _ESCAPED.get(char, 2 if char > "\uffff" else 1)


def _find(text: str, stretch: str, start: int) -> int:
    """After ``start``, else anywhere: an order that a writer mixed up still shows."""
    if not stretch:
        return -1
    found = text.find(stretch, start)
    return found if found >= 0 else text.find(stretch)


def _grouped(text: str, looks: list[tuple[bool, str]]) -> tuple[Run, ...]:
    grouped = itertools.groupby(zip(text, looks, strict=True), key=lambda pair: pair[1])
    return tuple(
        Run("".join(char for char, _ in chars), strong, url) for (strong, url), chars in grouped
    )
