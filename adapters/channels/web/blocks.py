"""A block of a reply as HTML: bold stretches, links and line ends, everything else escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from bot.messages import Block

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ADDRESS = re.compile(r"https?://[^\s<>\"'（）()、。「」]+[^\s<>\"'（）()、。「」.,;:!?]")


class _Span(NamedTuple):
    start: int
    end: int
    address: str


def block_as_html(block: Block) -> Markup:
    html, at = Markup(), 0
    for span in _apart(block):
        html += _lines(block.text[at : span.start])
        inner = _lines(block.text[span.start : span.end])
        if span.address:
            link = Markup('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>')
            html += link.format(span.address, inner)
        else:
            html += Markup("<strong>{}</strong>").format(inner)
        at = span.end
    return html + _lines(block.text[at:])


def _lines(text: str) -> Markup:
    return Markup("<br>\n").join(escape(line) for line in text.split("\n"))


def _apart(block: Block) -> Iterator[_Span]:
    """In order; one that begins inside another is left plain."""
    end = 0
    for span in sorted(_spans(block), key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def _spans(block: Block) -> Iterator[_Span]:
    at = 0
    for stretch in block.strong:
        start = block.text.find(stretch, at)
        if stretch and start >= 0:
            at = start + len(stretch)
            yield _Span(start, at, "")
    at = 0
    for label, address in block.links:
        start = block.text.find(label, at)
        if label and start >= 0 and is_link(address):
            at = start + len(label)
            yield _Span(start, at, address)
    for found in _ADDRESS.finditer(block.text):
        if is_link(found[0]):
            yield _Span(found.start(), found.end(), found[0])


def is_link(address: str) -> bool:
    """Not everything that calls itself an address may be followed: a script may not."""
    try:
        return urlsplit(address).scheme in _SCHEMES
    except ValueError:
        return False
