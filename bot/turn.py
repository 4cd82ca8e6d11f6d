"""One question with everything an answer is made from; and the answer with what is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cards import Judged
from bot.company import Company
from bot.conversation import Conversation
from bot.library import Library
from bot.messages import Question, Reply
from bot.standings import standing
from bot.understanding.reading import Reading, Understanding
from bot.verdicts import judge
from knowledge.programs import Language, Program
from prompts import Phrasebook


@dataclass(frozen=True, slots=True)
class Turn:
    """``moment`` is aware; ``companies`` holds at least one, perhaps knowing nothing."""

    question: Question
    conversation: Conversation
    language: Language
    book: Phrasebook
    moment: datetime
    library: Library
    understanding: Understanding
    reading: Reading
    companies: tuple[Company, ...]

    @property
    def company(self) -> Company:
        return self.companies[0]

    def judged(self, program: Program, company: Company | None = None) -> Judged:
        """``program`` held against ``company`` (the first one by default) and the clock."""
        where = standing(program, self.moment)
        return Judged(judge(program, company or self.company, where.today), where)


@dataclass(frozen=True, slots=True)
class Answer:
    reply: Reply
    conversation: Conversation
