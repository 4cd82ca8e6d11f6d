"""What comes from a messenger: commands, free text, and what is not text at all."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from unicodedata import normalize

from bot import clauses
from bot.company import FACTS
from bot.conversation import Conversation, from_json, to_json
from bot.deadlines import deadline_line
from bot.errors import ConciergeError
from bot.language import read_language
from bot.library import Library
from bot.messages import Block, BlockKind, Incoming, Outcome, Person, Question, Reply
from bot.ports import Ask, Clock, Memory
from bot.standings import standing
from knowledge.programs import Language
from knowledge.versions import ReloadReport
from prompts import Phrasebook

_log = logging.getLogger(__name__)

COMMANDS = ("start", "help", "language", "my", "forget", "reload")
"""Everybody sees these; the reload is refused to all but admins."""
ALIASES = {"profile": "my", "lang": "language", "programs": "my"}
PROGRAMS_LISTED = 10
CHANGES_LISTED = 10

Reload = Callable[[], Awaitable[ReloadReport]]


@dataclass(frozen=True, slots=True)
class Rules:
    """``admins`` may reload, checked at the act; ``language`` is the house's; ``operator`` runs it."""

    admins: frozenset[Person]
    language: Language
    operator: str


class Desk:
    """Respond to one incoming message; None where nothing is to be said."""

    def __init__(
        self,
        ask: Ask,
        reload: Reload,
        library: Callable[[], Library],
        memory: Memory,
        books: Mapping[str, Phrasebook],
        clock: Clock,
        rules: Rules,
    ) -> None:
        self._ask = ask
        self._reload = reload
        self._library = library
        self._memory = memory
        self._books = books
        self._clock = clock
        self._rules = rules

    async def respond(self, incoming: Incoming) -> Reply | None:
        if incoming.command:
            return await self._command(incoming)
        if incoming.attachment and not incoming.text.strip():
            return self._say(await self._language(incoming), "refusal.attachment")
        return await self._ask(
            Question(
                conversation=incoming.conversation,
                text=incoming.text,
                locale=incoming.locale,
                private=incoming.private,
            )
        )

    def apologise(self, incoming: Incoming) -> Reply:
        """For a message that could not be answered after several tries."""
        language = read_language(incoming.text) or incoming.locale or self._rules.language
        return self._say(language, "refusal.failed")

    async def _command(self, incoming: Incoming) -> Reply:
        language = await self._language(incoming)
        match ALIASES.get(incoming.command, incoming.command):
            case "start":
                return await self._start(incoming, language)
            case "help":
                return self._say(language, "greeting.help")
            case "language":
                return await self._choose_language(incoming, language)
            case "my":
                return await self._my(incoming, language)
            case "forget":
                return await self._forget(incoming, language)
            case "reload":
                return await self._reload_knowledge(incoming, language)
            case _:
                names = " ".join(f"/{name}" for name in COMMANDS)
                return self._say(language, "refusal.unknown_command", commands=names)

    async def _start(self, incoming: Incoming, language: Language) -> Reply:
        memory = await self._recall(incoming)
        await self._save(incoming, replace(memory, greeted=True))
        book = self._books[language]
        operator = self._rules.operator or book.say("greeting.operator_unnamed")
        return self._say(language, "greeting.hello", operator=operator)

    async def _choose_language(self, incoming: Incoming, language: Language) -> Reply:
        # a Japanese keyboard writes full-width letters
        wanted = normalize("NFKC", incoming.text).strip().casefold()
        chosen = next((code for code in Language if wanted in self._names(code)), None)
        if chosen is None:
            return self._say(language, "command.language_ask")
        await self._save(incoming, replace(await self._recall(incoming), language=chosen))
        return self._say(chosen, "command.language_set")

    def _names(self, language: Language) -> set[str]:
        return {language.value, *self._books[language].list("command.language_names")}

    async def _my(self, incoming: Incoming, language: Language) -> Reply:
        if not incoming.private:
            return self._say(language, "command.my_group")
        book, memory = self._books[language], await self._recall(incoming)
        blocks = []
        for company in memory.companies:
            facts = clauses.facts_line(book, company, FACTS)
            if facts:
                text = book.say("command.my_company", facts=facts)
                blocks.append(Block(BlockKind.LEAD, text))
        if not blocks:
            blocks.append(Block(BlockKind.LEAD, book.say("command.my_none")))
        lines = self._programs(book, memory)
        if lines:
            title = book.say("command.my_programs")
            blocks.append(Block(BlockKind.NOTE, "\n".join([title, *lines]), strong=(title,)))
        return Reply(language, Outcome.SMALL_TALK, tuple(blocks))

    def _programs(self, book: Phrasebook, memory: Conversation) -> list[str]:
        programs, now = self._library().programs, self._clock()
        ids = [id for id in memory.shown[:PROGRAMS_LISTED] if id in programs]
        return [
            book.say(
                "command.my_program",
                name=programs[id].names.within(Language(book.language)),
                deadline=deadline_line(book, standing(programs[id], now)),
            )
            for id in ids
        ]

    async def _forget(self, incoming: Incoming, language: Language) -> Reply:
        state = await self._memory.load(incoming.conversation)
        await self._memory.forget(incoming.conversation)
        if state is None:
            return self._say(language, "command.forgotten_none")
        companies = len(from_json(state).companies)
        key = "command.forgotten" if companies else "command.forgotten_talk"
        return self._say(language, key, companies=companies)

    async def _reload_knowledge(self, incoming: Incoming, language: Language) -> Reply:
        if incoming.person not in self._rules.admins:
            return self._say(language, "refusal.not_admin")
        try:
            report = await self._reload()
        except ConciergeError as error:
            return self._say(language, "command.reload_refused", error=error)
        return self._report(language, report)

    def _report(self, language: Language, report: ReloadReport) -> Reply:
        book = self._books[language]
        counts = {
            "version": report.version,
            "added": len(report.added),
            "changed": len(report.changed),
            "removed": len(report.removed),
            "unchanged": report.unchanged,
            "failed": len(report.failed),
        }
        moved = counts["added"] or counts["changed"] or counts["removed"] or counts["failed"]
        key = "command.reload_done" if moved else "command.reload_nothing"
        lines = [
            book.say("command.reload_failed_line", document=f.document, error=f.error)
            for f in report.failed
        ]
        lines += [
            book.say(
                "command.reload_program_line",
                id=change.id,
                field=change.field,
                before=change.before,
                after=change.after,
            )
            for change in report.programs.changed[:CHANGES_LISTED]
        ]
        blocks = [Block(BlockKind.LEAD, book.say(key, **counts))]
        if lines:
            blocks.append(Block(BlockKind.NOTE, "\n".join(lines)))
        return Reply(language, Outcome.SMALL_TALK, tuple(blocks))

    async def _language(self, incoming: Incoming) -> Language:
        memory = await self._recall(incoming)
        written = read_language(incoming.text) if not incoming.command else None
        return memory.language or written or memory.spoke or incoming.locale or self._rules.language

    async def _recall(self, incoming: Incoming) -> Conversation:
        return from_json(await self._memory.load(incoming.conversation))

    async def _save(self, incoming: Incoming, conversation: Conversation) -> None:
        await self._memory.save(incoming.conversation, to_json(conversation))

    def _say(self, language: Language, key: str, **values: object) -> Reply:
        text = self._books[language].say(key, **values)
        return Reply(language, Outcome.SMALL_TALK, (Block(BlockKind.LEAD, text),))
