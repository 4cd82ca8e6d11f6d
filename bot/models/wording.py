"""The opening of a composed reply in a model's words; locked, or not said at all."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.lock import Facts, violations
from bot.messages import Block, BlockKind, Outcome, Reply
from bot.models.containment import About, Speech
from bot.models.gate import Gate
from bot.models.ports import ModelFailed, Prompt
from bot.models.prompting import Prompts
from bot.models.tokens import Tokens, tokens_of
from knowledge.programs import Language

WORDED = frozenset({Outcome.ANSWERED, Outcome.NEEDS_FACT, Outcome.NOTHING_FOUND})
"""Greetings, refusals and failures are said as they are written."""
SENTENCES = 4
TRIES = 2
NAMES = {Language.KO: "Korean", Language.JA: "Japanese"}
LEAST = 1.0
"""Seconds; with less left of a turn a second try is not begun."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is not shown: ``kind`` is counted, ``reason`` told to the model."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """``text`` is the opening as the model wrote it for ``prompt``, ``worded`` the reply with it."""

    text: str
    worded: Reply
    facts: Facts
    prompt: Prompt


class Wording:
    """``speech`` is how our own phrases speak, by language."""

    def __init__(self, gate: Gate, prompts: Prompts, speech: Mapping[Language, Speech]) -> None:
        self._gate = gate
        self._prompts = prompts
        self._speech = speech

    async def word(
        self, person: str, facts: Facts, left: Callable[[], float], tally: Counter[str]
    ) -> Reply:
        """``facts.reply`` with another opening, or as it is. ``left`` tells the seconds left."""
        reply = facts.reply
        lead = next((b for b in reply.blocks if b.kind is BlockKind.LEAD), None)
        if reply.outcome not in WORDED or lead is None:
            return reply
        tokens = tokens_of(reply.text, [p.name for p in reply.programs])
        reasons: list[str] = []
        for attempt in range(TRIES):
            if attempt and left() < LEAST:
                break
            prompt = self._prompt(facts, lead, tokens, reasons)
            try:
                text = tokens.show(await self._gate.write(person, prompt, left()))
            except ModelFailed as failure:
                tally[f"failed.{failure.kind.value}"] += 1
                return reply
            worded = _opened(reply, lead, text)
            written = Written(text, worded, facts, prompt)
            faults = await asyncio.to_thread(self._faults, written, lead, tokens)
            if not faults:
                tally["worded"] += 1
                return worded
            tally.update({f"blocked.{fault.kind}": 1 for fault in faults})
            reasons = [fault.reason for fault in faults]
        tally["composed"] += 1
        return reply

    def _prompt(self, facts: Facts, lead: Block, tokens: Tokens, reasons: list[str]) -> Prompt:
        data = {
            "QUESTION": facts.question,
            "LEAD": tokens.hide(lead.text),
            "FACTS": tokens.hide(facts.reply.text),
            "VALUES": tokens.listed(),
        }
        if reasons:
            data["WHAT WAS WRONG BEFORE"] = "\n".join(dict.fromkeys(reasons))
        language = NAMES[facts.reply.language]
        return self._prompts.make("word", data, language=language, sentences=SENTENCES)

    def _faults(self, written: Written, lead: Block, tokens: Tokens) -> list[Fault]:
        """The lock reads the whole reply with its new opening, so that nothing the cards say counts
        as left out; what it holds against the composed reply itself is no fault of the opening.
        """
        text, facts, language = written.text, written.facts, written.facts.reply.language
        composed = facts.reply.text
        before = violations(composed, facts, language)
        faults = [
            Fault(violation.kind.value, violation.reason)
            for violation in violations(written.worded.text, facts, language)
            if violation not in before
        ]
        instructions = written.prompt.instructions
        about = About(composed, lead.text, facts.question)
        strange = self._speech[language].strange(text, about, instructions)
        faults += [Fault(each.kind, each.reason) for each in strange]
        missing = [n for n, v in enumerate(tokens.values, 1) if v in lead.text and v not in text]
        if missing:
            names = ", ".join(f"[[{n}]]" for n in missing)
            faults.append(Fault("left_out", f"LEAD says {names}; say it as well."))
        return faults


def _opened(reply: Reply, lead: Block, text: str) -> Reply:
    strong = tuple(stretch for stretch in lead.strong if stretch in text)
    links = tuple(link for link in lead.links if link[0] in text)
    opening = Block(BlockKind.LEAD, text, strong, links)
    return replace(reply, blocks=tuple(opening if b is lead else b for b in reply.blocks))
