"""The chat in which the concierge is tried, as a messenger like any other."""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta

from bot.console.ports import Line, Transcripts
from bot.errors import BadInput, NotReady
from bot.messages import Address, Incoming, Outgoing, Person, ReceivedFile
from bot.ports import Clock, Intake, Received, Update
from knowledge.programs import Language

CHANNEL = "web"
KEPT = timedelta(hours=24)
"""A chat is for trying; it is not kept longer than a session may last."""
PATIENCE, LOOK_EVERY = 20.0, 0.1
"""Seconds that a page waits for an answer, and between two looks whether it is there."""


class Web:
    """The Channel port. What is said goes through the inbox, what is answered through the outbox, so
    that another process may answer; a conversation is that of one session.
    """

    name = CHANNEL

    def __init__(self, transcripts: Transcripts, clock: Clock) -> None:
        self.transcripts = transcripts
        self._clock = clock
        self._intake: Intake | None = None

    async def open(self) -> None:
        await self.transcripts.sweep(self._clock() - KEPT)

    async def receive(self, inbox: Intake) -> None:
        self._intake = inbox
        await asyncio.Event().wait()

    async def say(self, session: str, language: str, text: str) -> bool:
        """Whether it was answered within PATIENCE; raises NotReady."""
        key = _key(session)
        line = Line(key, self._clock(), said=text)
        intake = self._ready()
        await self.transcripts.sweep(line.at - KEPT)
        await self.transcripts.add(conversation(session), line)
        update = {"session": session, "language": language, "text": text}
        return await self._put(intake, session, key, update)

    async def press(self, session: str, language: str, token: str, line: str) -> bool:
        """A button under a reply; as ``say``."""
        update = {"session": session, "language": language, "token": token, "line": line}
        return await self._put(self._ready(), session, _key(session), update)

    def translate(self, update: Update) -> Incoming | None:
        session, text = str(update["session"]), str(update.get("text", "")).strip()
        slash = text.startswith(("/", "／"))
        command, _, rest = text[1:].partition(" ") if slash else ("", "", text)
        language = str(update.get("language", ""))
        return Incoming(
            person=Person(CHANNEL, session),
            conversation=conversation(session),
            address=Address(CHANNEL, session, message=str(update.get("line", ""))),
            text=rest.strip(),
            command=command.casefold(),
            locale=Language(language) if language in tuple(Language) else None,
            pressed=str(update.get("token", "")),
        )

    async def typing(self, address: Address) -> None:
        """The page waits anyway."""

    def parts(self, outgoing: Outgoing) -> tuple[Outgoing, ...]:
        return (outgoing,)

    async def send(self, outgoing: Outgoing) -> None:
        """Into the transcript: over the message whose button was pressed, or as a new one."""
        room, reply = conversation(outgoing.address.room), outgoing.reply
        changed = outgoing.address.message
        over = reply.in_place and changed
        if over and await self.transcripts.change(room, changed, outgoing):
            return
        await self.transcripts.add(room, Line(outgoing.id, self._clock(), reply=outgoing))

    async def download(self, file: ReceivedFile) -> bytes:
        raise BadInput(f"{file.name}: the chat of the console takes no files")

    async def close(self) -> None:
        self._intake = None

    def _ready(self) -> Intake:
        if self._intake is None:
            raise NotReady("the chat is being opened, try again in a moment")
        return self._intake

    async def _put(self, intake: Intake, session: str, key: str, update: Update) -> bool:
        await intake.put(Received(key, CHANNEL, update))
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE
        while loop.time() < until:
            if await self.transcripts.answered(conversation(session), key):
                return True
            await asyncio.sleep(LOOK_EVERY)
        return False


def conversation(session: str) -> str:
    return f"{CHANNEL}:{session}"


def _key(session: str) -> str:
    return f"{CHANNEL}:{session}:{secrets.token_hex(8)}"
