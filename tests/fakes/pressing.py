"""A person at a desk: types, gives commands, presses buttons by what stands on them."""

from __future__ import annotations

import uuid
from typing import Any

from bot.desk import Desk
from bot.messages import Address, Button, Incoming, Outgoing, Person, Reply


class Visitor:
    """In a private chat of a messenger. ``buttons`` are those of the last message that had any, by
    their labels; ``last`` is the last reply.
    """

    def __init__(self, desk: Desk, id: str = "") -> None:
        self.id = id or uuid.uuid4().hex[:12]
        self.person = Person("telegram", self.id)
        self.conversation = f"telegram:{self.id}"
        self.buttons: dict[str, Button] = {}
        self.last: Reply | None = None
        self._desk = desk

    async def says(self, text: str, **more: Any) -> Reply:
        return await self._sends(text=text, **more)

    async def commands(self, name: str, text: str = "") -> Reply:
        return await self._sends(command=name, text=text)

    async def presses(self, label: str) -> Reply:
        """The first button whose label begins so."""
        found = next((b for name, b in self.buttons.items() if name.startswith(label)), None)
        assert found, f"no button {label!r} among {list(self.buttons)}"
        return await self._sends(pressed=found.token)

    async def turns_to(self, label: str) -> Reply:
        """Turns pages until a button begins so, then presses it."""
        for _ in range(20):
            if any(name.startswith(label) for name in self.buttons):
                break
            on = next(button for name, button in self.buttons.items() if name.endswith(" ›"))
            await self._sends(pressed=on.token)
        return await self.presses(label)

    async def _sends(self, **more: Any) -> Reply:
        incoming = Incoming(self.person, self.conversation, Address("telegram", self.id), **more)
        sent: tuple[Outgoing, ...] = await self._desk.respond(incoming)
        self.last = sent[0].reply
        if self.last.buttons:
            self.buttons = {b.label: b for row in self.last.buttons for b in row}
        return self.last
