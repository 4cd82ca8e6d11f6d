"""One question, one honest answer. The whole behaviour is on this screen."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import guard
from bot.answers import about, before, find, notice, talk
from bot.answers.closing import closing
from bot.answers.documents import from_documents
from bot.answers.replies import labelled
from bot.check import check
from bot.conversation import Conversation, from_json, lasting, to_json
from bot.hearing import hear
from bot.language import is_foreign, read_language
from bot.library import Library
from bot.messages import Block, BlockKind, Outcome, Question, Reply
from bot.ports import Clock, Memory
from bot.speech import Heard
from bot.tracing import span, stage
from bot.turn import Answer, Turn
from bot.understanding.pointing import pointed_at
from bot.understanding.reading import SMALL_TALK, Reading, Understanding, pressed
from bot.understanding.schemes import unknown_scheme, widely_known
from knowledge.programs import Language
from prompts import Phrasebook

if TYPE_CHECKING:  # with no model configured nothing of it is loaded
    from bot.models.aide import Aide

_log = logging.getLogger(__name__)

SURE_OFF_TOPIC = 0.5
SURE_INSTRUCTION = 0.3
"""Chosen on tests/evals/intents.jsonl (docs/benchmarks/understanding.md)."""
FITS = 0.6
"""A programme this relevant proves a message on topic, whatever the classifier holds of it."""


NOTHING_HEARD = Heard()


@dataclass(frozen=True, slots=True)
class House:
    """What the concierge is told at the start: who runs it, and the language to fall back on."""

    operator: str
    language: Language


class Concierge:
    """Understand, judge, search, answer, check, remember."""

    def __init__(
        self,
        library: Callable[[], Library],
        understanding: Understanding,
        memory: Memory,
        books: Mapping[str, Phrasebook],
        clock: Clock,
        house: House,
        aide: Aide | None = None,
    ) -> None:
        """Without ``aide`` no language model takes part."""
        self._library = library
        self._understanding = understanding
        self._memory = memory
        self._books = books
        self._clock = clock
        self._house = house
        self._aide = aide

    async def ask(self, question: Question) -> Reply:
        """Never raises: what goes wrong is answered with an honest sentence and logged."""
        try:
            return await self._ask(question)
        except Exception:  # noqa: BLE001 - the one place: a person is never left without an answer
            _log.exception("no answer in conversation %s", question.conversation)
            language = question.language or read_language(question.text) or self._house.language
            return self._plain(language, Outcome.FAILED, "refusal.failed")

    async def resume(
        self, question: Question, heard: Heard = NOTHING_HEARD, about: Sequence[str] = ()
    ) -> Reply:
        """Answer anew without a message: a button told ``heard``, or asked ``about`` programmes.

        The text of ``question`` does not count; like ``ask`` it never raises.
        """
        try:
            memory = await self._remembered(question.conversation)
            language = self._language(question, "", memory)
            _, reply = await self._settle(question, pressed(heard, about), language, memory)
        except Exception:  # noqa: BLE001 - see ask
            _log.exception("no answer to a button in conversation %s", question.conversation)
            language = question.language or self._house.language
            return self._plain(language, Outcome.FAILED, "refusal.failed")
        return reply

    async def forget(self, conversation: str) -> None:
        """Everything remembered of it."""
        await self._memory.forget(conversation)

    async def _ask(self, question: Question) -> Reply:
        errand = self._aide.errand(question) if self._aide else None
        memory = await self._remembered(question.conversation)
        text = guard.clean(question.text)
        language = self._language(question, text, memory)
        if guard.is_empty(text):
            return self._plain(language, Outcome.REFUSED, "refusal.empty")
        if len(text) > guard.LONGEST:
            return self._too_long(language, len(text))
        library = self._library()
        if not question.language and is_foreign(text) and not library.named(text):
            return self._both(language)

        moment = question.as_of or self._clock()
        with span("understand"):
            reading = await self._understanding.read(text, language, memory, library, moment.date())
        if self._aide and errand:
            beside = (memory, library, language, moment.date())
            reading = await self._aide.read(errand, reading, beside)
        question = replace(question, text=text)
        turn, reply = await self._settle(question, reading, language, memory, library)
        if self._aide and errand:
            return await self._aide.word(errand, turn, reply)
        return reply

    async def _settle(
        self,
        question: Question,
        reading: Reading,
        language: Language,
        memory: Conversation,
        library: Library | None = None,
    ) -> tuple[Turn, Reply]:
        """Hear, judge, answer, check, remember."""
        memory, companies = hear(memory, reading, question.company)
        turn = Turn(
            question,
            replace(memory, spoke=language),
            language,
            self._books[language],
            question.as_of or self._clock(),
            library or self._library(),
            self._understanding,
            reading,
            companies,
        )
        answer = labelled(turn, await asyncio.to_thread(self._answer, turn))
        check(answer.reply, turn.moment)
        await self._remember(question, answer.conversation)
        return turn, answer.reply

    @stage("answer")
    def _answer(self, turn: Turn) -> Answer:
        """Which kind of question this is; the first that fits answers it."""
        reading = turn.reading
        if reading.intent == "instruction" and reading.sure >= SURE_INSTRUCTION:
            return talk.instruction(turn)
        if pasted := self._notice(turn):
            return pasted
        if known := closing(turn) or self._of_certain_ones(turn) or before.of_before(turn):
            return known
        if reading.intent in SMALL_TALK:
            return talk.small_talk(turn, self._house.operator)
        if self._is_off_topic(turn):
            return talk.off_topic(turn)
        if reading.intent == "more" or before.takes_up_offer(turn):
            return find.more(turn)
        if not reading.topic or before.adds_to_before(turn):
            return before.follow_up(turn)
        asks_documents = reading.intent in ("explain", "deadline", "apply", "amount")
        unknown = unknown_scheme(reading.topic, turn.library.programs.values())
        if asks_documents and not reading.heard.facts and not unknown:
            return from_documents(turn) or find.find(turn, reading.topic, reading.purposes)
        if find.is_for_anything(turn):
            return find.list_open(turn)
        return find.find(turn, reading.topic, reading.purposes)

    def _notice(self, turn: Turn) -> Answer | None:
        """A notice that was pasted just now, or one pasted before that this is still about."""
        pasted = notice.judge(turn, turn.question.text)
        if pasted or not before.speaks_of_notice(turn):
            return pasted
        return notice.judge(turn, turn.conversation.notice)

    def _of_certain_ones(self, turn: Turn) -> Answer | None:
        """Programmes called by name, pointed at ('the second one'), or plainly meant."""
        memory, named = turn.conversation, turn.reading.named
        ids = () if named else pointed_at(turn.reading.text, memory.listed, memory.focus)
        if pointed := tuple(id for id in ids if id in turn.library.programs):
            return about.pointed(turn, pointed)
        meant = named or about.meant(turn)
        return about.about(turn, meant) if meant else None

    def _is_off_topic(self, turn: Turn) -> bool:
        """Sure of it, no purpose of support in it, and nothing of the kind in the documents."""
        reading = turn.reading
        if reading.intent != "off_topic" or reading.sure < SURE_OFF_TOPIC or reading.purposes:
            return False
        if widely_known(reading.text):
            return False
        found = turn.library.programs_about(reading.topic or reading.text, 1)
        return not found or found[0].relevance < FITS

    def _language(self, question: Question, text: str, memory: Conversation) -> Language:
        """Forced, chosen with /language, the message's own, that of the chat, then the house's."""
        return (
            question.language
            or memory.language
            or read_language(text)
            or memory.spoke
            or question.locale
            or self._house.language
        )

    async def _remembered(self, conversation: str) -> Conversation:
        return lasting(from_json(await self._memory.load(conversation)), self._clock())

    async def _remember(self, question: Question, conversation: Conversation) -> None:
        conversation = replace(conversation, heard_at=self._clock())
        if not question.private:
            conversation = replace(conversation, companies=(), declined=frozenset())
        await self._memory.save(question.conversation, to_json(conversation))

    def _plain(self, language: Language, outcome: Outcome, key: str) -> Reply:
        text = self._books[language].say(key)
        return Reply(language, outcome, (Block(BlockKind.LEAD, text),))

    def _too_long(self, language: Language, length: int) -> Reply:
        book = self._books[language]
        text = book.say("refusal.too_long", length=length, limit=guard.LONGEST)
        return Reply(language, Outcome.REFUSED, (Block(BlockKind.LEAD, text),))

    def _both(self, language: Language) -> Reply:
        """Another language: a polite sentence in both of ours, the chat's first."""
        order = sorted(self._books, key=lambda code: code != language)
        blocks = [
            Block(BlockKind.LEAD, self._books[code].say("greeting.both_languages"))
            for code in order
        ]
        return Reply(language, Outcome.SMALL_TALK, tuple(blocks))
