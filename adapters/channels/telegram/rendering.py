"""A reply as Telegram messages: HTML with the three escapes it needs, split at 4096 units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.messages import Block, Reply

LIMIT = 4096
"""UTF-16 units of the text without its tags. https://core.telegram.org/bots/api#sendmessage"""

_GAP = "\n\n"
_SENTENCE_END = re.compile(r"(?<=[。．！？])|(?<=[.!?])\s|\n")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


class _Span(NamedTuple):
    start: int
    end: int
    opening: str
    closing: str


def split(reply: Reply) -> Iterator[Reply]:
    """Whole blocks, as many as fit into a message; the question stays with the last one."""
    messages: list[list[Block]] = []
    room = 0
    for block in _fitting(reply.blocks):
        size = units(block.text)
        if not messages or size + len(_GAP) > room:
            messages.append([])
            room = LIMIT + len(_GAP)
        messages[-1].append(block)
        room -= size + len(_GAP)
    for number, blocks in enumerate(messages, 1):
        last = number == len(messages)
        follow_up = reply.follow_up if last else None
        yield replace(reply, blocks=tuple(blocks), follow_up=follow_up)


def as_html(reply: Reply) -> str:
    return _GAP.join(_block_as_html(block) for block in reply.blocks)


def units(text: str) -> int:
    """UTF-16 units, in which Telegram counts: two for an emoji or a rare character."""
    return len(text) + sum(character > "\uffff" for character in text)


def _fitting(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        text = _sendable(block.text)
        for piece in _pieces(text):
            yield replace(
                block,
                text=piece,
                strong=tuple(each for each in block.strong if each in piece),
                links=tuple(link for link in block.links if link[0] in piece),
            )


def _sendable(text: str) -> str:
    """A lone surrogate is no UTF-8, and a NUL no text."""
    return text.replace("\0", "").encode("utf-8", "replace").decode().strip()


def _pieces(text: str) -> Iterator[str]:
    """At line ends; where lines are too long themselves at sentence ends, else anywhere."""
    while units(text) > LIMIT:
        end = _cut(text)
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    if text:
        yield text


def _cut(text: str) -> int:
    most = LIMIT - (units(text[:LIMIT]) - min(LIMIT, len(text)))  # at least that many fit
    line_end = text.rfind("\n", 1, most + 1)
    if line_end > most // 2:
        return line_end
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 1, most)]
    return ends[-1] if ends else most


def _block_as_html(block: Block) -> str:
    html, at = "", 0
    stack: list[_Span] = []
    for span in _nested(block):
        while stack and stack[-1].end <= span.start:
            html += _escaped(block.text[at : stack[-1].end]) + stack[-1].closing
            at = stack.pop().end
        html += _escaped(block.text[at : span.start]) + span.opening
        at = span.start
        stack.append(span)
    for span in reversed(stack):
        html += _escaped(block.text[at : span.end]) + span.closing
        at = span.end
    return html + _escaped(block.text[at:])


def _nested(block: Block) -> list[_Span]:
    """In order, without those that begin inside another and end outside of it."""
    kept: list[_Span] = []
    for span in sorted(_spans(block), key=lambda span: (span.start, -span.end)):
        if not any(other.start < span.end and span.start < other.end < span.end for other in kept):
            kept.append(span)
    return kept


def _spans(block: Block) -> Iterator[_Span]:
    at = 0
    for stretch in block.strong:
        start = block.text.find(stretch, at)
        if stretch and start >= 0:
            at = start + len(stretch)
            yield _Span(start, at, "<b>", "</b>")
    at = 0
    for label, url in block.links:
        start = block.text.find(label, at)
        if label and start >= 0 and urlsplit(url).scheme in _SCHEMES:
            at = start + len(label)
            yield _Span(start, at, f'<a href="{escape(url)}">', "</a>")


def _escaped(text: str) -> str:
    return escape(text, quote=False)
