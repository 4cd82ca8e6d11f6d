"""The opening of a composed reply in a model's words; locked, or not said at all."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable

from bot.lock import Facts
from bot.messages import Block, BlockKind, Outcome, Reply
from bot.models.gate import Gate
from bot.models.judging import Judge, Written
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


class Wording:
    """Asks for an opening, and once more with the reasons why the first one cannot be shown."""

    def __init__(self, gate: Gate, prompts: Prompts, judge: Judge) -> None:
        self._gate = gate
        self._prompts = prompts
        self._judge = judge

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
            written = Written(text, facts, lead, tokens, prompt.instructions)
            faults = await asyncio.to_thread(self._judge.faults, written)
            if not faults:
                tally["worded"] += 1
                return written.worded
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
