"""The agency behind the handoff: its channels and people, and what may go through to them."""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from uuid import uuid4

from bot.errors import ConciergeError
from bot.messages import Incoming, ReceivedFile, SentFile
from bot.ports import Roles
from bot.reminders.wishes import WorkingDays

_log = logging.getLogger(__name__)

SLACK = "slack"
BIGGEST_FILE = 5 * 1024 * 1024
"""Bytes; a larger file is named and not forwarded."""


@dataclass(frozen=True, slots=True)
class Agency:
    """``channels`` as in SLACK_HANDOFF_CHANNELS; ``roles`` says who is staff, and where nobody is
    listed as staff, whoever writes in one of these channels is.
    """

    channels: Mapping[str, str]
    roles: Roles
    lists_staff: bool
    working: WorkingDays
    download: Callable[[str, ReceivedFile], Awaitable[bytes]]
    """Of the channel with this name; raises ConciergeError."""

    async def is_staff(self, incoming: Incoming) -> bool:
        if not self.lists_staff:
            return incoming.address.room in self.channels.values()
        return await self.roles.is_staff(incoming.person)

    async def files(self, incoming: Incoming) -> tuple[SentFile, ...]:
        """As far as they can be fetched; of the others the name is in the text."""
        files: list[SentFile] = []
        for file in incoming.files:
            if file.size > BIGGEST_FILE:
                continue
            try:
                content = await self.download(incoming.address.channel, file)
            except ConciergeError as error:
                _log.warning("a file was not forwarded: %s", type(error).__name__)
            else:
                if len(content) <= BIGGEST_FILE:
                    encoded = b64encode(content).decode()
                    files.append(SentFile(file.name, file.media_type, encoded))
        return tuple(files)


def is_personal(incoming: Incoming) -> bool:
    """In a group nobody's matter is handed over; a Slack thread is a case of its own."""
    return incoming.private or bool(
        incoming.address.channel == SLACK and incoming.address.thread and not incoming.overheard
    )


def says_something(incoming: Incoming) -> bool:
    return bool(incoming.text.strip() or incoming.files) and not incoming.command


def words_of(incoming: Incoming) -> str:
    names = [f"📎 {file.name}" for file in incoming.files]
    return "\n".join(part for part in (incoming.text.strip(), *names) if part)


def key_of(incoming: Incoming) -> str:
    when = incoming.sent_at.isoformat() if incoming.sent_at else uuid4().hex
    digest = blake2b(incoming.text.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{incoming.conversation}:{when}:{digest}"
