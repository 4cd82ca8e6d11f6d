"""The first words, the help, and the choice of the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from unicodedata import normalize

from bot.conversation import to_json
from bot.counters.counter import Counter, Handle, Visit
from bot.messages import Reply
from bot.ports import Memory
from knowledge.programs import Language
from prompts import Phrasebook


class Welcome(Counter):
    def __init__(self, memory: Memory, books: Mapping[str, Phrasebook], operator: str) -> None:
        self._memory = memory
        self._books = books
        self._operator = operator

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"start": self.start, "help": self.help, "language": self.choose_language}

    async def start(self, visit: Visit) -> Reply:
        memory = replace(visit.memory, greeted=True)
        await self._memory.save(visit.conversation, to_json(memory))
        operator = self._operator or visit.book.say("greeting.operator_unnamed")
        return visit.say("greeting.hello", operator=operator)

    async def help(self, visit: Visit) -> Reply:
        return visit.say("greeting.help")

    async def choose_language(self, visit: Visit) -> Reply:
        # a Japanese keyboard writes full-width letters
        wanted = normalize("NFKC", visit.incoming.text).strip().casefold()
        chosen = next((code for code in Language if wanted in self._names(code)), None)
        if chosen is None:
            return visit.say("command.language_ask")
        await self._memory.save(visit.conversation, to_json(replace(visit.memory, language=chosen)))
        return replace(visit, language=chosen, book=self._books[chosen]).say("command.language_set")

    def _names(self, language: Language) -> set[str]:
        return {language.value, *self._books[language].list("command.language_names")}
