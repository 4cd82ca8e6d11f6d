"""Facts of a notice that a model points at: proposals, read by our own grammars, for a person's eye.

A model says only where something stands. What it says comes from the words there, by the grammars
that read every other document (``bot.oversight.pointing``); a quote that is not in the text, or that
they read nothing in, is no proposal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.models.gate import Gate
from bot.models.prompting import Prompts
from bot.oversight.facts import FactKind, Value
from bot.oversight.pointing import read_there
from knowledge.documents import Document, blocks_in
from knowledge.programs import Country, Evidence, Language
from knowledge.scripts import language_of

MOST = 20
"""Of one document, whatever a model says."""
LONGEST_NOTICE = 12_000
"""Characters that a model is given of one document."""
WITHIN = 60.0
"""Seconds: nobody waits for it in a conversation."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """``evidence.quote`` stands in the text at its span; ``value`` is what our grammars read there.

    ``proposed_by`` is the model and the version of the task. Nothing of it is a fact before a person
    has accepted it.
    """

    kind: FactKind
    value: Value
    evidence: Evidence
    proposed_by: str


class Proposing:
    """``person`` of the gate is the document: each has its own budget."""

    def __init__(self, gate: Gate, prompts: Prompts) -> None:
        self._gate = gate
        self._prompts = prompts

    @property
    def by(self) -> str:
        """The model and the version of the task."""
        return f"{self._gate.name} {self._prompts.label('extract')}"

    async def propose(self, text: str, country: Country | None = None) -> tuple[Pointed, ...]:
        """For a text of any kind; raises ModelFailed."""
        document = Document("proposed", "", blocks_in([(text[:LONGEST_NOTICE], ())]), "")
        return await self.propose_for(document, country)

    async def propose_for(
        self, document: Document, country: Country | None = None
    ) -> tuple[Pointed, ...]:
        """``country`` is the provider's, by default that of the language. Raises ModelFailed."""
        text = document.text[:LONGEST_NOTICE]
        prompt = self._prompts.make("extract", {"NOTICE": text}, most=MOST)
        said = await self._gate.fill(f"document:{document.id}", prompt, FORM, WITHIN)
        told = Country.KR if language_of(text) is Language.KO else Country.JP
        read = _read(document, said, country or told)
        return tuple(dict.fromkeys(Pointed(*each, self.by) for each in read))[:MOST]


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
                    "kind": {"type": "string", "enum": [kind.value for kind in FactKind]},
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


def _read(
    document: Document, said: Mapping[str, Any], country: Country
) -> Iterator[tuple[FactKind, Value, Evidence]]:
    rows = said.get("facts")
    for row in rows[:MOST] if isinstance(rows, list) else ():
        kind, quote = (row.get("kind"), row.get("quote")) if isinstance(row, Mapping) else ("", "")
        if isinstance(kind, str) and kind in set(FactKind) and isinstance(quote, str):
            for value in read_there(document, FactKind(kind), quote, country):
                if value.evidence:
                    yield FactKind(kind), value, value.evidence
