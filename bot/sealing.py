"""Buttons become tokens before a message leaves, so that they outlive a restart and obey one person."""

from __future__ import annotations

import secrets
from dataclasses import replace

from bot.messages import Button, Outgoing
from bot.ports import Tap, Taps

TOKEN_BYTES = 12


async def sealed(taps: Taps, outgoing: Outgoing) -> Outgoing:
    """The same with a token on every button that does something; they are kept before it leaves."""
    made: dict[str, Tap] = {}

    def seal(button: Button) -> Button:
        if not button.action or button.token:
            return button
        token = secrets.token_urlsafe(TOKEN_BYTES)
        made[token] = Tap(
            button.action,
            button.values,
            outgoing.person,
            outgoing.conversation,
            outgoing.reply.language,
            button.may,
        )
        return replace(button, token=token)

    rows = tuple(tuple(seal(button) for button in row) for row in outgoing.reply.buttons)
    if not made:
        return outgoing
    await taps.keep(made)
    return replace(outgoing, reply=replace(outgoing.reply, buttons=rows))
