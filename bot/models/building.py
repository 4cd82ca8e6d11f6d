"""The aide out of its parts."""

from __future__ import annotations

from collections.abc import Mapping

from bot.models.aide import TURN, Aide
from bot.models.containment import Speech
from bot.models.gate import Gate
from bot.models.judging import Judge
from bot.models.ports import Tally
from bot.models.prompting import Prompts
from bot.models.translating import Translating
from bot.models.understanding import ModelUnderstanding
from bot.models.wording import Wording
from bot.ports import Clock
from knowledge.programs import Language
from prompts import Phrasebook


def build_aide(
    gate: Gate,
    prompts: Prompts,
    books: Mapping[str, Phrasebook],
    tally: Tally,
    clock: Clock,
    *,
    seconds: float = TURN,
) -> Aide:
    speech = {Language(code): Speech(book.written()) for code, book in books.items()}
    return Aide(
        gate,
        ModelUnderstanding(gate, prompts),
        Wording(gate, prompts, Judge(speech)),
        Translating(gate, prompts, books),
        tally,
        clock,
        seconds=seconds,
    )
