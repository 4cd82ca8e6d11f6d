"""A reply as Slack messages.

Text goes out as ``rich_text`` blocks and not as mrkdwn sections: their text is never parsed, so no
mention of a user or a document comes alive, ``4/1~5/31`` is not struck through, and bold next to
Korean or Japanese letters is bold (mrkdwn shows the asterisks, seratch/ChatGPT-in-Slack#61).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.channels.slack.buttons import actions
from adapters.channels.slack.runs import Run, cut, runs, width
from bot.messages import Block, BlockKind, Reply

SECTION = 3000
"""Characters of one block, the limit of a section; rich_text states none."""
MESSAGE = 4000
"""Characters of ``text`` that Slack advises for one message; a whole part fits into it, so that a
client without blocks misses nothing."""
BLOCKS, HOME = 50, 100
"""Blocks of one message, and of the home tab (docs.slack.dev/reference/block-kit/blocks)."""

_DIVIDER = {"type": "divider"}


@dataclass(frozen=True, slots=True)
class Message:
    """One chat.postMessage: ``text`` is the escaped fallback of ``blocks``."""

    text: str
    blocks: tuple[dict[str, Any], ...]


def split(blocks: Sequence[Block], reserved: int = 0) -> tuple[tuple[Block, ...], ...]:
    """Messages within the limits; a block is broken only where no message can hold it, and what is
    left of it then starts the next message. ``reserved`` blocks of each stay free.
    """
    parts: list[list[Block]] = []
    for whole in blocks:
        for number, piece in enumerate(_pieces(whole)):
            if not parts or number or not _fits([*parts[-1], piece], reserved):
                parts.append([])
            parts[-1].append(piece)
    return tuple(tuple(part) for part in parts)


def render(reply: Reply) -> Message:
    """One part: its blocks with its buttons beneath."""
    return Message(escape(reply.text), (*_blocks(reply.blocks), *actions(reply.buttons)))


def render_home(reply: Reply) -> tuple[dict[str, Any], ...]:
    """The home tab, which has no parts: what is too much is left out, the buttons stay."""
    beneath = tuple(actions(reply.buttons))
    return (*tuple(_blocks(reply.blocks))[: HOME - len(beneath)], *beneath)


def escape(text: str) -> str:
    """For ``text``, which Slack parses: no ``<!channel>`` or ``<@U1>`` survives."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _pieces(block: Block) -> Iterator[Block]:
    if not block.text.strip():
        return
    if _fits([block], 0):
        yield block
    else:
        for piece in cut(runs(block), MESSAGE):
            yield Block(
                block.kind,
                "".join(run.text for run in piece),
                strong=tuple(run.text for run in piece if run.strong),
                links=tuple((run.text, run.url) for run in piece if run.url),
            )


def _fits(blocks: Sequence[Block], reserved: int) -> bool:
    text = "\n\n".join(block.text for block in blocks)
    return width(text) <= MESSAGE and sum(1 for _ in _blocks(blocks)) <= BLOCKS - reserved


def _blocks(blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    before: BlockKind | None = None
    for block in blocks:
        if before is block.kind is BlockKind.CARD:
            yield _DIVIDER
        for piece in cut(runs(block), SECTION):
            yield _rich(block.kind, piece)
        before = block.kind


def _rich(kind: BlockKind, piece: tuple[Run, ...]) -> dict[str, Any]:
    shape = "rich_text_quote" if kind is BlockKind.QUOTE else "rich_text_section"
    elements = [_element(run) for run in piece]
    return {"type": "rich_text", "elements": [{"type": shape, "elements": elements}]}


def _element(run: Run) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "text", "text": run.text}
    if run.url:
        element = {"type": "link", "url": run.url, "text": run.text}
    return {**element, "style": {"bold": True}} if run.strong else element
