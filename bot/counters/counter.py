"""What the desk hands to a counter, what it gets back, and what a counter may do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversation import Conversation
from bot.messages import (
    Address,
    Block,
    BlockKind,
    Button,
    Incoming,
    Outcome,
    Outgoing,
    Person,
    Reply,
)
from knowledge.programs import Language
from prompts import Phrasebook


@dataclass(frozen=True, slots=True)
class Visit:
    """One message at the desk. ``now`` is aware; ``values`` are those of a button that was pressed;
    ``memory`` is the conversation as it was when the message came.
    """

    incoming: Incoming
    language: Language
    book: Phrasebook
    memory: Conversation
    now: datetime
    values: tuple[str, ...] = ()

    @property
    def person(self) -> Person:
        return self.incoming.person

    @property
    def conversation(self) -> str:
        return self.incoming.conversation

    def say(
        self,
        key: str,
        *,
        buttons: tuple[tuple[Button, ...], ...] = (),
        in_place: bool = False,
        **values: object,
    ) -> Reply:
        """One phrase as a reply."""
        block = Block(BlockKind.LEAD, self.book.say(key, **values))
        return Reply(
            self.language, Outcome.SMALL_TALK, (block,), buttons=buttons, in_place=in_place
        )

    def button(self, key: str, action: str, *values: str) -> Button:
        """A button whose label is a phrase."""
        return Button(self.book.say(key), action, values)


@dataclass(frozen=True, slots=True)
class Response:
    """``reply`` goes back to where the message came from; ``elsewhere`` to other addresses.
    ``answers`` says that it is an answer of the concierge, which gets the buttons of any answer.
    """

    reply: Reply | None = None
    elsewhere: tuple[Outgoing, ...] = ()
    answers: bool = False


Handle = Callable[[Visit], Awaitable[Response | Reply | None]]


class Counter:
    """One matter of the house. Everything is optional; a method left out does nothing.

    ``pauses``: while the concierge is paused its rounds wait.
    """

    pauses = False

    @property
    def commands(self) -> Mapping[str, Handle]:
        """By name, without slash."""
        return {}

    @property
    def actions(self) -> Mapping[str, Handle]:
        """By the ``action`` of a button."""
        return {}

    async def first(self, _visit: Visit) -> Response | None:
        """A chance to take a text or file before the concierge answers it; None lets it pass."""
        return None

    async def gate(self, _visit: Visit) -> Response | None:
        """A chance to keep a command or a button from being carried out."""
        return None

    async def beside(self, _visit: Visit, reply: Reply) -> Reply:
        """A chance to add buttons to what the concierge answers."""
        return reply

    async def after(self, visit: Visit, reply: Reply) -> None:
        """What was said in the end, to take note of."""

    async def forget(self, _visit: Visit) -> Mapping[str, int]:
        """Delete what is held of this person and conversation; how many, by the key of a phrase
        ``forgotten.<key>``.
        """
        return {}

    async def held(self, _visit: Visit) -> Mapping[str, Any]:
        """What is held of this person, as JSON, for the export."""
        return {}

    async def tick(self, now: datetime) -> None:
        """Once a minute, on every replica: whatever it posts has a key, so that it is said once."""

    async def placed(self, outgoing: Outgoing, message: str) -> None:
        """A message of ours stands in Slack now, under this id: that of a thread below it."""

    async def blocked(self, address: Address) -> None:
        """The person wants no messages any more: stop sending."""
