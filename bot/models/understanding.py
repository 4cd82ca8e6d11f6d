"""Where the rules are unsure of a message, a model may say how it reads it; the rules then judge.

Nothing of the model's enters a reading but choices from closed lists, and facts whose words stand in
the message and which our own grammar hears in them.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from bot.company import Company
from bot.conversation import Conversation
from bot.library import Library
from bot.models.gate import Gate
from bot.models.ports import ModelFailed
from bot.models.prompting import Prompts
from bot.speech import Heard, HeardFact, read_company
from bot.understanding.reading import OWN_FACTS, Reading
from knowledge.programs import Language

UNSURE = 0.5
"""Below, two of three readings hold (docs/benchmarks/models.md)."""
INTENTS = (
    "find", "list_open", "deadline", "eligibility", "apply", "amount", "explain", "more",
    "company", "help", "human",
)  # fmt: skip
"""What a model may choose: nothing that refuses, and no yes or no, which would be a fact."""
FACTS = (*sorted(OWN_FACTS), "country", "industry")
OFFERED = 12
MEANT = 0.75
"""Words that share so many of their pairs of letters with a programme's names mean it."""
AT_MOST = 4.0
"""Seconds of a turn for understanding; wording needs the rest."""
CLAUSE_END = re.compile(r"[.!?。！？、，,\n]|$")
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Matter:
    """What a message is read beside."""

    conversation: Conversation
    library: Library
    language: Language
    today: date


class ModelUnderstanding:
    """Asked only where the rules are unsure."""

    def __init__(self, gate: Gate, prompts: Prompts) -> None:
        self._gate = gate
        self._prompts = prompts

    async def read(
        self,
        person: str,
        reading: Reading,
        matter: Matter,
        left: Callable[[], float],
        tally: Counter[str],
    ) -> Reading:
        """The reading, completed; or as it is."""
        if not unsure(reading):
            return reading
        offered = await asyncio.to_thread(_offered, reading, matter)
        prompt = self._prompts.make("understand", _data(reading, matter, offered))
        try:
            form = form_for(offered)
            said = await self._gate.fill(person, prompt, form, min(left(), AT_MOST))
        except ModelFailed as failure:
            tally[f"failed.{failure.kind.value}"] += 1
            return reading
        tally["understood"] += 1
        return await asyncio.to_thread(judged, reading, said, matter, offered, tally)


def unsure(reading: Reading) -> bool:
    """Neither a programme named, nor an intent that is sure."""
    return not reading.named and reading.sure < UNSURE and len(reading.text) > SHORTEST


def form_for(offered: Sequence[str]) -> Mapping[str, Any]:
    """A JSON Schema."""
    return {
        "title": "Reading",
        "description": "What a person wrote, read.",
        "type": "object",
        "properties": {
            "intent": {"type": "string", "enum": list(INTENTS)},
            "programmes": _worded("id", offered or ("",)),
            "facts": _worded("fact", FACTS),
            "follows": {"type": "boolean"},
        },
        "required": ["intent", "programmes", "facts", "follows"],
        "additionalProperties": False,
    }


def _worded(key: str, values: Sequence[str]) -> Mapping[str, Any]:
    properties = {key: {"type": "string", "enum": list(values)}, "words": {"type": "string"}}
    item = {"type": "object", "properties": properties, "required": [key, "words"]}
    return {"type": "array", "items": item | {"additionalProperties": False}}


def judged(
    reading: Reading,
    said: Mapping[str, Any],
    matter: Matter,
    offered: Sequence[str],
    tally: Counter[str],
) -> Reading:
    """What of ``said`` the rules let pass; what they do not is counted."""
    read = reading
    if said.get("intent") in INTENTS and reading.intent != "instruction":
        read = replace(read, intent=str(said["intent"]))
    elif said.get("intent"):
        tally["dropped.intent"] += 1
    meant = [id for id, words in _pairs(said, "programmes", "id") if id in offered]
    believed = tuple(id for id in dict.fromkeys(meant) if _is_meant(id, said, reading, matter))
    tally["dropped.programme"] += len(set(meant)) - len(believed)
    facts = list(_facts(reading, said, matter, tally))
    if facts:
        read = replace(read, heard=_hearing(reading.heard, facts))
    if believed:
        return replace(read, named=believed)
    follows = said.get("follows") is True and matter.conversation.mode
    return replace(read, topic="", purposes=()) if follows and not facts else read


def _is_meant(id: str, said: Mapping[str, Any], reading: Reading, matter: Matter) -> bool:
    """Its words stand in the message, and are the programme's name or most of a part of one."""
    program = matter.library.programs[id]
    names = " ".join((program.names.ko, program.names.ja, *program.aliases))
    for own, words in _pairs(said, "programmes", "id"):
        if own == id and words in reading.text and len(words) > SHORTEST:
            called = any(each.id == id for each in matter.library.named(words))
            return called or _share(words, names) >= MEANT
    return False


def _share(words: str, names: str) -> float:
    """Of the pairs of letters in ``words``, those that the names have."""
    said, known = (set(pairwise(text.casefold().replace(" ", ""))) for text in (words, names))
    return len(said & known) / len(said) if said else 0.0


def _facts(
    reading: Reading, said: Mapping[str, Any], matter: Matter, tally: Counter[str]
) -> Iterator[HeardFact]:
    """Facts the rules have not heard, from words of the message that they had no other use for."""
    heard = reading.heard
    known = {fact.fact for fact in heard.facts} | {limit.fact for limit in heard.limits}
    taken = [fact.span for fact in heard.facts]
    taken += [bounded.span for bounded in (*heard.premises, *heard.limits)]
    taken += [place.span for place in heard.places]
    for name, words in _pairs(said, "facts", "fact"):
        start = reading.text.find(words)
        if name in known or start < 0 or len(words) < SHORTEST:
            tally["dropped.fact"] += name not in known
            continue
        ended = CLAUSE_END.search(reading.text, start + len(words))
        span = start, ended.start() if ended else len(reading.text)
        overlaps = any(span[0] < end and begin < span[1] for begin, end in taken)
        found = None if overlaps else _heard_in(reading.text[slice(*span)], name, matter)
        if found is None:
            tally["dropped.fact"] += 1
        else:
            known.add(name)
            yield replace(found, span=span)


def _heard_in(clause: str, name: str, matter: Matter) -> HeardFact | None:
    """``name`` as our grammar hears it in the clause, read to its end so that a no is seen."""
    company = matter.conversation.company
    heard = read_company(clause, matter.language, company, today=matter.today)
    if heard.premises or heard.limits or len(heard.companies) > 1:
        return None
    return next((fact for fact in heard.facts if fact.fact == name), None)


def _hearing(heard: Heard, facts: Sequence[HeardFact]) -> Heard:
    """What was heard first wins."""
    values: dict[str, Any] = {}
    for fact in facts:
        values[fact.fact] = (fact.value,) if fact.fact == "industry" else fact.value
    told = Company(**values).merged(heard)
    return replace(
        heard, facts=(*heard.facts, *facts), companies=(told, *heard.companies[1:]), declined=None
    )


def _pairs(said: Mapping[str, Any], listed: str, key: str) -> Iterator[tuple[str, str]]:
    """Whatever shape the model's list has, only pairs of strings come out."""
    rows = said.get(listed)
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping):
            value, words = row.get(key), row.get("words")
            if isinstance(value, str) and isinstance(words, str) and words:
                yield value, words


def _offered(reading: Reading, matter: Matter) -> tuple[str, ...]:
    found = [scored.id for scored in matter.library.programs_about(reading.text, OFFERED)]
    spoken = [id for id in matter.conversation.focus if id in matter.library.programs]
    return tuple(dict.fromkeys([*spoken, *found]))[:OFFERED]


def _data(reading: Reading, matter: Matter, offered: Sequence[str]) -> Mapping[str, str]:
    programs, memory = matter.library.programs, matter.conversation
    names = [f"{id}: {programs[id].names.within(matter.language)}" for id in offered]
    spoken = [programs[id].names.within(matter.language) for id in memory.focus if id in programs]
    before = [f"topic: {memory.topic}" if memory.topic else "", *spoken]
    return {
        "MESSAGE": reading.text,
        "PROGRAMMES": "\n".join(names),
        "BEFORE": "\n".join(filter(None, before)),
    }
