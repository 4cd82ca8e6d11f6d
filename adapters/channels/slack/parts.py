"""A reply as what Slack takes at once: messages, then files, each its own row of the outbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from adapters.channels.slack.buttons import rows_of
from adapters.channels.slack.places import VIEW, WHISPER_URL
from adapters.channels.slack.rendering import split
from bot.messages import Address, Outgoing, Reply


def divide(outgoing: Outgoing) -> tuple[Outgoing, ...]:
    """The first part changes the message whose button was pressed (``in_place``) and clears the
    status; the buttons hang on the last text. The home tab is one part, whatever its size. A reply
    with nothing to show but a passing word is one part, with nothing at all none.
    """
    reply = outgoing.reply
    replies = list(_files(reply)) if published(outgoing) else list(_replies(reply))
    if published(outgoing) or (not replies and reply.toast):
        replies.insert(0, replace(reply, files=()))
    later = _later(outgoing.address)
    return tuple(
        replace(outgoing, reply=each)
        if number == 0
        else replace(outgoing, address=later, reply=replace(each, in_place=False, toast=""))
        for number, each in enumerate(replies)
    )


def published(outgoing: Outgoing) -> bool:
    """Whether it is the home tab itself: what answers its opening, or changes it in place. What
    else a button there leads to is said in the direct message.
    """
    address, reply = outgoing.address, outgoing.reply
    if dict(address.extra).get(VIEW) != "home" or not reply.blocks:
        return False
    return reply.in_place or not address.message


def _replies(reply: Reply) -> Iterator[Reply]:
    texts = split(reply.blocks, len(rows_of(reply.buttons)))
    for number, blocks in enumerate(texts, 1):
        last = number == len(texts)
        yield replace(
            reply,
            blocks=blocks,
            files=(),
            buttons=reply.buttons if last else (),
            follow_up=reply.follow_up if last else None,
        )
    yield from _files(reply)


def _files(reply: Reply) -> Iterator[Reply]:
    for file in reply.files:
        yield replace(reply, blocks=(), buttons=(), files=(file,))


def _later(address: Address) -> Address:
    extra = tuple(pair for pair in address.extra if pair[0] not in (WHISPER_URL, VIEW))
    return replace(address, to="", message="", extra=extra)
