"""Which programmes and agencies a message calls by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bot.library import Library, Scored
from bot.speech import Heard
from bot.understanding.schemes import another_of_the_name, called_in_part, scheme_named
from knowledge.programs import Bilingual, ConditionKind, Program

BETWEEN_NAMES = re.compile(r"[,、()（）·・/;]")
SHORTEST_AGENCY = 3
MEANT_AT_MOST = 2
"""Part of a name that more programmes share means none of them."""


def named_in(text: str, elsewhere: str, heard: Heard, library: Library) -> tuple[str, ...]:
    """Ids of the programmes called by name; ``elsewhere`` is the text without what it says of the
    firm, as long as before.
    """
    found = library.named(elsewhere) or _whole(library.named(text))
    named = _meant([one.id for one in found], text, heard, library)
    if named:
        return named
    in_part = called_in_part(scheme_named(text), library.programs.values())
    return in_part if len(in_part) <= MEANT_AT_MOST else ()


def _whole(found: Sequence[Scored]) -> list[Scored]:
    """Names as they are written, of which a place in them is no statement of where the firm is."""
    return [one for one in found if one.relevance >= 1]


def _meant(named: Sequence[str], text: str, heard: Heard, library: Library) -> tuple[str, ...]:
    """Without those that only bear a widely known scheme's name, for a place nobody spoke of."""
    spoken = {place.code for place in heard.places}
    return tuple(
        id
        for id in named
        if not another_of_the_name(text, library.programs[id])
        or spoken & _places(library.programs[id])
    )


def _places(program: Program) -> set[str]:
    places = [c.bound for c in program.conditions if c.kind is ConditionKind.HEADQUARTERS]
    return {code for bound in places if isinstance(bound, tuple) for code in bound}


def mentioned_agencies(text: str, programs: Mapping[str, Program]) -> frozenset[str]:
    """Programmes whose agency's name stands in the text, in either language; and those that have it
    in their own name, as a city's that another body runs for it.
    """
    squeezed = _squeeze(text)
    bodies = {program.id: _names_within(_told(program.agency)) for program in programs.values()}
    said = {name for names in bodies.values() for name in names if name in squeezed}
    return frozenset(
        program.id
        for program in programs.values()
        if said
        and (said.intersection(bodies[program.id]) or _begins(_squeeze(_told(program.names)), said))
    )


def _told(names: Bilingual) -> str:
    return f"{names.ko},{names.ja}"


def _begins(names: str, said: Iterable[str]) -> bool:
    return any(part.startswith(name) for part in names.split(",") for name in said)


@lru_cache(maxsize=8192)
def _names_within(agency: str) -> tuple[str, ...]:
    """Each body of an agency, and each of its names: those in brackets are names as well."""
    parts = BETWEEN_NAMES.split(agency)
    return tuple(name for name in map(_squeeze, parts) if len(name) >= SHORTEST_AGENCY)


def _squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
