"""A clause in the asker's language, beside its original: an aid, marked as such, never the wording."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.lock import ViolationKind, facts_of, violations
from bot.messages import Block, BlockKind, Citation, Outcome, Reply
from bot.models.containment import recites
from bot.models.gate import Gate
from bot.models.ports import ModelFailed
from bot.models.prompting import Prompts
from bot.models.tokens import tokens_of
from knowledge.programs import Language
from knowledge.scripts import language_of
from prompts import Phrasebook

NAMES = {Language.KO: "Korean", Language.JA: "Japanese"}
CLAUSES = 2
"""At most so many of a reply; one call each, side by side."""
LONGEST = 400
GROWS = 3
"""A translation this many times as long as its clause is none."""
_OF_A_REPLY = {ViolationKind.MISSING, ViolationKind.CITATION, ViolationKind.NEW}
"""What the lock asks of an answer and not of a clause: that it says the same things, letter by
letter, as a text in its own language."""


class Translating:
    def __init__(self, gate: Gate, prompts: Prompts, books: Mapping[str, Phrasebook]) -> None:
        self._gate = gate
        self._prompts = prompts
        self._books = books

    async def beside(
        self, person: str, reply: Reply, left: Callable[[], float], tally: Counter[str]
    ) -> Reply:
        """``reply`` with a note of translations before its sources; or as it is."""
        wanted = [c for c in reply.citations if _is_foreign(c, reply)][:CLAUSES]
        made = await asyncio.gather(
            *(self._translate(person, c.quote, reply.language, left, tally) for c in wanted)
        )
        book = self._books[reply.language]
        lines = [
            book.say("model.translation", marker=citation.marker, text=text)
            for citation, text in zip(wanted, made, strict=True)
            if text
        ]
        if not lines:
            return reply
        note = Block(BlockKind.NOTE, "\n".join([book.say("model.translations"), *lines]))
        kinds = [block.kind for block in reply.blocks]
        place = kinds.index(BlockKind.SOURCES) if BlockKind.SOURCES in kinds else len(kinds)
        return replace(reply, blocks=(*reply.blocks[:place], note, *reply.blocks[place:]))

    async def _translate(
        self,
        person: str,
        clause: str,
        language: Language,
        left: Callable[[], float],
        tally: Counter[str],
    ) -> str:
        """Empty where there is none that can be shown."""
        prompt = self._prompts.make("translate", {"CLAUSE": clause}, language=NAMES[language])
        try:
            text = await self._gate.write(person, prompt, left())
        except ModelFailed as failure:
            tally[f"failed.{failure.kind.value}"] += 1
            return ""
        faults = list(faults_of(text, clause, language))
        if recites(text, prompt.instructions):
            faults.append("prompt")
        tally.update({f"blocked.translation.{kind}": 1 for kind in faults})
        tally["translated"] += not faults
        return "" if faults else text


def faults_of(text: str, clause: str, language: Language) -> list[str]:
    """Kinds of what is wrong with ``text`` as a translation of ``clause``: every figure of either
    must be in the other, in the right language, of about its length, in one line.
    """
    there = _locked(text, clause, language)
    back = _locked(clause, text, None)
    shape = ["shape"] if "\n" in text or len(text) > max(60, GROWS * len(clause)) else []
    counts = len(tokens_of(text).values), len(tokens_of(clause).values)
    figures = ["figures"] if counts[0] != counts[1] else []
    return [*there, *back, *shape, *figures]


def _locked(text: str, against: str, language: Language | None) -> list[str]:
    """The lock, with the other text as all that is known; ``language`` None asks for none."""
    known = language_of(against) or Language.KO
    reply = Reply(known, Outcome.ANSWERED, (Block(BlockKind.LEAD, against),))
    asked = language or language_of(text) or Language.KO
    found = violations(text, facts_of(reply, against), asked)
    return [v.kind.value for v in found if v.kind not in _OF_A_REPLY]


def _is_foreign(citation: Citation, reply: Reply) -> bool:
    """A verbatim quote in the other language that stands in the reply."""
    own = language_of(citation.quote)
    foreign = citation.verbatim and own is not None and own is not reply.language
    return foreign and citation.quote in reply.text and len(citation.quote) <= LONGEST
