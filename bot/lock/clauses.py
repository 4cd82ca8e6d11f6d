"""A statement cut into its clauses, each with what it is about and how it stands to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bot.lock.claims import Claim, Stance, claims, stance
from bot.lock.grams import grams
from bot.lock.lexicon import lexicon
from bot.lock.statements import Statement
from bot.lock.values import blanked

BRACKETS = re.compile(r"[(\uff08][^()\uff08\uff09]*[)\uff09]")
HEAD = 14
"""Letters at the start of a sentence that make all of it unsure: 'not known yet are ...'."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a statement that affirms or denies one thing."""

    text: str
    about: frozenset[str]
    stance: Stance
    claims: frozenset[Claim]


def clauses_of(statement: Statement) -> tuple[Clause, ...]:
    """Those that are about something; what stands in brackets is a clause of its own."""
    ends = _ends(statement)
    return tuple(_made(statement, pairwise(ends)))


def units_of(statement: Statement) -> tuple[Clause, ...]:
    """The clauses, each two that follow one another, and the whole: a rewording may join them."""
    ends = _ends(statement)
    spans = {*pairwise(ends), *zip(ends, ends[2:], strict=False), (0, ends[-1])}
    return tuple(_made(statement, sorted(spans)))


def _ends(statement: Statement) -> list[int]:
    cuts = [match.end() for match in lexicon().rule("shape.clause").finditer(statement.bare)]
    return [0, *cuts, len(statement.bare)]


def _made(statement: Statement, spans: Iterable[tuple[int, int]]) -> Iterable[Clause]:
    inside = [match.span() for match in BRACKETS.finditer(statement.bare)]
    bare, text = blanked(statement.bare, inside), blanked(statement.text, inside)
    unsure = lexicon().rule("claim.missing").search(text[:HEAD]) is not None
    for start, end in spans:
        part = text[start:end]
        view = Stance.UNSURE if unsure else stance(part)
        if view is Stance.AFFIRMS and lexicon().rule("shape.listed").search(part):
            view = _ending(text[end:])
        yield from _clause(statement, part, bare[start:end], view)
    for start, end in inside:
        words = statement.text[start:end]
        yield from _clause(statement, words, statement.bare[start:end], Stance.ASIDE)


def _ending(rest: str) -> Stance:
    """Of things enumerated, what the end of the sentence says of them."""
    view = stance(rest)
    return view if view in (Stance.UNSURE, Stance.SENDS) else Stance.AFFIRMS


def _clause(statement: Statement, text: str, bare: str, view: Stance) -> Iterable[Clause]:
    if about := grams(bare):
        said = frozenset() if statement.asks else frozenset(c.claim for c in claims(text))
        yield Clause(text, about, view, said)
