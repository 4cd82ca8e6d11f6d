"""Between a messenger and the counters: whose matter a message is, and what goes out for it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.conversation import from_json, lasting
from bot.counters import Counter, Handle, Response, Visit
from bot.language import read_language
from bot.messages import Block, BlockKind, Incoming, Outcome, Outgoing, Question, Reply, Role
from bot.ports import Ask, Clock, Memory, Roles, Tap, Taps
from bot.sealing import sealed
from knowledge.programs import Language
from prompts import Phrasebook

_log = logging.getLogger(__name__)

MENU = (
    "start",
    "help",
    "language",
    "my",
    "all",
    "calendar",
    "reminders",
    "staff",
    "export",
    "forget",
    "reload",
)
"""The commands that a messenger offers, in this order; each has a phrase ``command.<name>``."""
ALIASES = {"profile": "my", "lang": "language", "programs": "all", "home": "all"}
"""``home`` is what a tab of its own shows, as Slack has one."""


RIGHTS = frozenset({"forget", "export", "end", "language", "start", "help"})
RIGHTS_OF_BUTTONS = ("handoff.", "consent.", "remind.stop", "digest.stop", "meet.leave")
"""What nobody can keep a person from, whatever is paused."""


@dataclass(frozen=True, slots=True)
class Ports:
    """What the desk itself needs of the outside."""

    memory: Memory
    taps: Taps
    roles: Roles
    clock: Clock


class Desk:
    """Respond to one incoming message. ``counters`` are asked in their order."""

    def __init__(
        self,
        ask: Ask,
        counters: Sequence[Counter],
        ports: Ports,
        books: Mapping[str, Phrasebook],
        language: Language,
    ) -> None:
        self._ask = ask
        self._counters = tuple(counters)
        self._ports = ports
        self._books = books
        self._language = language
        self._commands = {name: h for c in counters for name, h in c.commands.items()}
        self._actions = {name: h for c in counters for name, h in c.actions.items()}

    @property
    def commands(self) -> frozenset[str]:
        """Every word that is a command."""
        return frozenset(self._commands) | frozenset(ALIASES)

    @property
    def counters(self) -> tuple[Counter, ...]:
        return self._counters

    async def respond(self, incoming: Incoming) -> tuple[Outgoing, ...]:
        """What is to be sent for it, buttons sealed; nothing where nothing is to be said. A press
        always gets a reply, if an empty one: the button waits for it.
        """
        response = await self.handle(incoming)
        own: tuple[Outgoing, ...] = ()
        reply = response.reply
        if reply is None and incoming.pressed:
            reply = Reply(incoming.locale or self._language, Outcome.SMALL_TALK, ())
        if reply:
            own = (Outgoing(incoming.address, reply, "", incoming.person, incoming.conversation),)
        return tuple([await sealed(self._ports.taps, each) for each in (*own, *response.elsewhere)])

    async def handle(self, incoming: Incoming) -> Response:
        visit = await self._visit(incoming)
        if incoming.pressed:
            return await self._pressed(visit)
        if incoming.command:
            return await self._command(visit)
        for counter in self._counters:
            taken = await counter.first(visit)
            if taken:
                return taken
        if incoming.overheard:
            return Response()
        if incoming.attachment and not incoming.text.strip():
            return Response(visit.say("refusal.attachment"))
        return Response(await self._answer(visit))

    def apologise(self, incoming: Incoming) -> Reply:
        """For a message that could not be answered after several tries."""
        language = read_language(incoming.text) or incoming.locale or self._language
        text = self._books[language].say("refusal.failed")
        return Reply(language, Outcome.SMALL_TALK, (Block(BlockKind.LEAD, text),))

    async def _answer(self, visit: Visit) -> Reply:
        incoming = visit.incoming
        reply = await self._ask(
            Question(
                conversation=incoming.conversation,
                text=incoming.text,
                locale=incoming.locale,
                private=incoming.private,
            )
        )
        memory = from_json(await self._ports.memory.load(incoming.conversation))
        visit = replace(visit, memory=memory)  # what this very message told is known now
        return await self._noted(visit, await self._dressed(visit, reply))

    async def _dressed(self, visit: Visit, reply: Reply) -> Reply:
        """With the buttons of every counter."""
        for counter in self._counters:
            reply = await counter.beside(visit, reply)
        return reply

    async def _noted(self, visit: Visit, reply: Reply) -> Reply:
        for counter in self._counters:
            try:
                await counter.after(visit, reply)
            except Exception:  # noqa: BLE001 - a note that fails must not cost the answer
                _log.exception("%s could not take note", type(counter).__name__)
        return reply

    async def _pressed(self, visit: Visit) -> Response:
        tap = await self._ports.taps.find(visit.incoming.pressed)
        handle = self._actions.get(tap.action) if tap else None
        if tap is None or handle is None:
            return Response(visit.say("button.expired"))
        if not await self._may(tap, visit):
            refusal = visit.say("button.not_yours")
            return Response(replace(refusal, toast=refusal.text))
        language = visit.memory.language or tap.language
        visit = replace(visit, values=tap.values, language=language, book=self._books[language])
        if not tap.action.startswith(RIGHTS_OF_BUTTONS) and (kept := await self._gate(visit)):
            return kept
        return await self._finished(visit, await handle(visit))

    async def _gate(self, visit: Visit) -> Response | None:
        for counter in self._counters:
            kept = await counter.gate(visit)
            if kept:
                return kept
        return None

    async def _finished(self, visit: Visit, given: Response | Reply | None) -> Response:
        """What tells of programmes is an answer, whether a text, a button or a command asked."""
        response = given if isinstance(given, Response) else Response(given)
        reply = response.reply
        if reply and response.answers:
            reply = await self._dressed(visit, reply)
        if reply and reply.programs:
            reply = await self._noted(visit, reply)
        return replace(response, reply=reply)

    async def _may(self, tap: Tap, visit: Visit) -> bool:
        match tap.may:
            case Role.ADMIN:
                return await self._ports.roles.is_admin(visit.person)
            case Role.STAFF:
                return await self._ports.roles.is_staff(visit.person)
            case Role.PERSON:
                return tap.person is None or tap.person == visit.person

    async def _command(self, visit: Visit) -> Response:
        name = visit.incoming.command
        handle: Handle | None = self._commands.get(name) or self._commands.get(
            ALIASES.get(name, "")
        )
        if handle is None:
            names = " ".join(f"/{each}" for each in MENU)
            return Response(visit.say("refusal.unknown_command", commands=names))
        if name not in RIGHTS and (kept := await self._gate(visit)):
            return kept
        return await self._finished(visit, await handle(visit))

    async def _visit(self, incoming: Incoming) -> Visit:
        now = self._ports.clock()
        memory = lasting(from_json(await self._ports.memory.load(incoming.conversation)), now)
        plain = not incoming.command and not incoming.pressed
        written = read_language(incoming.text) if plain else None
        language = memory.language or written or memory.spoke or incoming.locale or self._language
        return Visit(incoming, language, self._books[language], memory, now)
