"""A reply as what Telegram takes at once: messages, then files, each its own row of the outbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from adapters.channels.telegram.rendering import split
from adapters.channels.telegram.translation import CALLBACK
from bot.messages import Address, Outgoing, Reply


def divide(outgoing: Outgoing) -> tuple[Outgoing, ...]:
    """The first part changes the message whose button was pressed (``in_place``) and answers the
    press; the buttons hang on the last text, under which nothing but files follows. A reply with
    nothing to show is one part where a press waits for an answer, else none.
    """
    address, replies = outgoing.address, list(_replies(outgoing.reply))
    if not replies and (outgoing.reply.toast or _waits(address)):
        replies = [outgoing.reply]
    later = replace(address, message="", extra=_without_press(address))
    return tuple(
        replace(outgoing, reply=reply)
        if number == 0
        else replace(outgoing, address=later, reply=replace(reply, in_place=False, toast=""))
        for number, reply in enumerate(replies)
    )


def _replies(reply: Reply) -> Iterator[Reply]:
    texts = list(split(replace(reply, files=(), buttons=())))
    for number, text in enumerate(texts, 1):
        yield replace(text, buttons=reply.buttons if number == len(texts) else ())
    for number, file in enumerate(reply.files, 1):
        alone = not texts and number == len(reply.files)
        yield replace(reply, blocks=(), files=(file,), buttons=reply.buttons if alone else ())


def _waits(address: Address) -> bool:
    return CALLBACK in dict(address.extra)


def _without_press(address: Address) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in address.extra if pair[0] != CALLBACK)
