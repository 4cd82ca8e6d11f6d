"""Whether each clause says what the reply says: neither the contrary of it nor something new."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from bot.lock.claims import Stance, agree, turns
from bot.lock.facts import Clause, Facts, Known, clauses_of
from bot.lock.figures import scopes_of
from bot.lock.grams import coverage, grams, likeness
from bot.lock.lexicon import lexicon
from bot.lock.model import Violation, ViolationKind
from bot.lock.statements import Statement

ALIKE = 0.6
"""From this share of its letter pairs on a clause is a rewording of the one in the reply."""
NEARLY = 0.85
"""A clause of the reply that fits nearly as well as the best one may decide, too."""
FEW = 2
"""Letter pairs below which a clause is too short to compare."""
NEW = 0.25
"""Less than this share of a long sentence found in the reply: it speaks of something else."""
SAME = 0.6
"""Letter pairs that two sentences share of all they have, when one is the other but for a word."""
LONG = 9
"""Letter pairs of a sentence that is judged for what is new in it."""


def wrong_meaning(found: tuple[Statement, ...], facts: Facts) -> Iterator[Violation]:
    for statement in found:
        scopes = scopes_of(statement, facts)
        spoken = () if statement.asks else clauses_of(statement)
        for clause in spoken:
            if len(clause.about) < FEW or lexicon().rule("claim.supposed").search(clause.text):
                continue
            ends = statement.text.rstrip().endswith(clause.text.rstrip())
            if not all(_agrees(clause, scope, ends=ends) for scope in scopes):
                reason = "it denies what the facts affirm, or affirms what they deny"
                yield Violation(ViolationKind.CONTRARY, clause.text.strip(), reason)
        if _is_turned(statement, scopes):
            reason = "it denies what the facts affirm, or affirms what they deny"
            yield Violation(ViolationKind.CONTRARY, statement.text.strip(), reason)
        yield from _new(statement, facts)


def _agrees(clause: Clause, scope: tuple[Known, ...], *, ends: bool) -> bool:
    """Among the parts of the reply that it rewords, one affirms or denies as it does. A clause
    that does not end its sentence may be one of several things that are not known.
    """
    rated = [
        (likeness(clause.about, each.about), each)
        for known in scope
        for each in known.clauses
        if coverage(clause.about, each.about) >= ALIKE
    ]
    best = max((share for share, _ in rated), default=0.0)
    alike = [each for share, each in rated if share >= best * NEARLY]
    if (
        not ends
        and clause.stance is Stance.AFFIRMS
        and any(e.stance is Stance.UNSURE for e in alike)
    ):
        return True
    return not alike or any(agree(each.stance, clause.stance) for each in alike)


def _is_turned(statement: Statement, scopes: tuple[tuple[Known, ...], ...]) -> bool:
    """Almost word for word a sentence of the reply, but with more or fewer denials in it."""
    about = grams(statement.bare)
    if len(about) < FEW or statement.asks:
        return False
    for scope in scopes:
        spoken = [(each.bare, each.text) for known in scope for each in known.statements]
        joined = [(a + b, x + y) for (a, x), (b, y) in pairwise(spoken)]
        rated = [(likeness(about, grams(bare)), text) for bare, text in (*spoken, *joined)]
        best = max((share for share, _ in rated), default=0.0)
        alike = [text for share, text in rated if share >= best * NEARLY]
        if best >= SAME and all(turns(text) != turns(statement.text) for text in alike):
            return True
    return False


def _new(statement: Statement, facts: Facts) -> Iterator[Violation]:
    own = grams(statement.bare) - _stock()
    if len(own) < LONG or statement.asks or coverage(own, facts.about) >= NEW:
        return
    reason = "it says something that the facts do not"
    yield Violation(ViolationKind.NEW, statement.text.strip(), reason)


@cache
def _stock() -> frozenset[str]:
    """Words of any answer, which need not stand in this one."""
    return grams(lexicon().tables["grams"]["stock"])
