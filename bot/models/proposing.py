"""Facts of a notice that a model points at: proposals, read by our own grammars, for a person's eye.

A model says only where something stands. What it says comes from the words there, by the grammars
that read every other document; a quote that is not in the text, or that they read nothing in, is no
proposal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.models.gate import Gate
from bot.models.prompting import Prompts
from knowledge.dates import Period, PeriodKind, Role, read_periods
from knowledge.documents import Document, blocks_in
from knowledge.extraction.benefits import benefits_of, kind_of
from knowledge.extraction.model import Clause, Section, evidence
from knowledge.extraction.places import Home
from knowledge.extraction.reading import Context, read_clause
from knowledge.programs import Benefit, Condition, Country, Evidence, Language, Window
from knowledge.scripts import language_of
from knowledge.windows import windows_from

MOST = 20
LONGEST_NOTICE = 12_000
"""Characters that a model is given of one document."""
WITHIN = 60.0
"""Seconds: nobody waits for it in a conversation."""


class Kind(StrEnum):
    WINDOW = "window"
    CONDITION = "condition"
    BENEFIT = "benefit"


@dataclass(frozen=True, slots=True)
class Proposal:
    """``evidence.quote`` stands in the text at its span; ``value`` is what our grammars read there.

    ``proposed_by`` is the model and the version of the task. Nothing of it is a fact before a person
    has accepted it.
    """

    kind: Kind
    value: Window | Condition | Benefit
    evidence: Evidence
    proposed_by: str


class Proposing:
    """``person`` of the gate is the document: each has its own budget."""

    def __init__(self, gate: Gate, prompts: Prompts) -> None:
        self._gate = gate
        self._prompts = prompts

    async def propose(self, text: str, country: Country | None = None) -> tuple[Proposal, ...]:
        """For a text of any kind; raises ModelFailed."""
        document = Document("proposed", "", blocks_in([(text[:LONGEST_NOTICE], ())]), "")
        return await self.propose_for(document, country)

    async def propose_for(
        self, document: Document, country: Country | None = None
    ) -> tuple[Proposal, ...]:
        """``country`` is the provider's, by default that of the language. Raises ModelFailed."""
        text = document.text[:LONGEST_NOTICE]
        prompt = self._prompts.make("extract", {"NOTICE": text}, most=MOST)
        said = await self._gate.fill(f"document:{document.id}", prompt, FORM, WITHIN)
        told = Country.KR if language_of(text) is Language.KO else Country.JP
        by = f"{self._gate.name} {prompt.task}"
        read = _read(document, said, country or told)
        return tuple(dict.fromkeys(Proposal(kind, value, quote, by) for kind, value, quote in read))


FORM: Mapping[str, Any] = {
    "title": "Facts",
    "description": "Sentences of the notice, copied.",
    "type": "object",
    "properties": {
        "facts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "kind": {"type": "string", "enum": [kind.value for kind in Kind]},
                    "quote": {"type": "string"},
                },
                "required": ["kind", "quote"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["facts"],
    "additionalProperties": False,
}

_Read = tuple[Kind, Window | Condition | Benefit, Evidence]


def _read(document: Document, said: Mapping[str, Any], country: Country) -> Iterator[_Read]:
    rows = said.get("facts")
    for row in rows[:MOST] if isinstance(rows, list) else ():
        kind, quote = (row.get("kind"), row.get("quote")) if isinstance(row, Mapping) else ("", "")
        if kind not in set(Kind) or not isinstance(quote, str) or not quote.strip():
            continue
        start = document.text.find(quote.strip())
        if start >= 0:
            yield from _understood(document, Kind(kind), start, len(quote.strip()), country)


def _understood(
    document: Document, kind: Kind, start: int, length: int, country: Country
) -> Iterator[_Read]:
    quote = evidence(document, start, start + length)
    text = document.text[start : start + length]
    if kind is Kind.WINDOW:
        periods = [_placed(p, start) for p in read_periods(text, country=country)]
        for window in windows_from(p for p in periods if p.kind is not PeriodKind.UNPARSED):
            yield kind, replace(window, evidence=quote), quote
    elif kind is Kind.CONDITION:
        clause = Clause(text, start, 1, Section.TARGET)
        for condition in read_clause(clause, Context(document, Home(country))):
            yield kind, condition, quote
    else:
        amount = Clause(text, start, 1, Section.AMOUNT)
        for benefit in benefits_of([amount], document, country, kind_of(text))[0]:
            yield kind, benefit, quote


def _placed(period: Period, start: int) -> Period:
    """In the document, and as the model says: for applications."""
    span = period.span[0] + start, period.span[1] + start
    return replace(period, span=span, role=Role.APPLICATION)
