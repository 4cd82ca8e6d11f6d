"""Whether each clause says what the reply says: neither the contrary of it nor something new."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from bot.lock.claims import Stance, agree, claims, turns
from bot.lock.clauses import BRACKETS, Clause, clauses_of
from bot.lock.facts import Facts, Known
from bot.lock.figures import scopes_of
from bot.lock.grams import coverage, grams, likeness, stock
from bot.lock.labels import is_renounced
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
            if _says_little(clause) or _puts_right(clause, statement, facts):
                continue
            ends = statement.text.rstrip().endswith(clause.text.rstrip())
            agrees = all(_agrees(clause, scope, ends=ends) for scope in scopes)
            if not agrees or _is_denied_by_each(clause, statement, facts, ends=ends):
                reason = "it denies what the facts affirm, or affirms what they deny"
                yield Violation(ViolationKind.CONTRARY, clause.text.strip(), reason)
        if _is_turned(statement, scopes, facts):
            reason = "it denies what the facts affirm, or affirms what they deny"
            yield Violation(ViolationKind.CONTRARY, statement.text.strip(), reason)
        yield from _new(statement, facts)


def _says_little(clause: Clause) -> bool:
    """Too little to compare, a heading, a supposition, or nothing beside a claim, which is judged
    by itself.
    """
    heads = lexicon().rule("shape.heads").search(clause.text)
    if heads or len(clause.about) < FEW or lexicon().rule("claim.supposed").search(clause.text):
        return True
    said = [clause.text[claim.start : claim.end] for claim in claims(clause.text)]
    return bool(said) and not clause.about - grams(" ".join(said)) - _generic()


@cache
def _generic() -> frozenset[str]:
    """Words of any answer and of any programme."""
    return stock() | grams(" ".join(lexicon().tables["name"]["common"]))


def _puts_right(clause: Clause, statement: Statement, facts: Facts) -> bool:
    """It says that the asker's own figure is not it."""
    own = [value for value in statement.values if value.raw in clause.text]
    return any(is_renounced(value, statement, facts) for value in own)


def _is_denied_by_each(clause: Clause, statement: Statement, facts: Facts, *, ends: bool) -> bool:
    """Said of no programme in particular, and against what is said of those of which it is said."""
    if statement.owners or len(facts.own) < FEW or len(clause.about) <= FEW:
        return False
    near = [
        known
        for known in facts.own.values()
        if any(coverage(clause.about, each.about) >= NEARLY for each in known.clauses)
    ]
    return bool(near) and not any(_agrees(clause, (known,), ends=ends) for known in near)


def _rated(clause: Clause, scope: tuple[Known, ...]) -> list[tuple[float, Clause]]:
    """The clauses of the reply that it may reword, and how much they share."""
    return [
        (likeness(clause.about, each.about), each)
        for known in scope
        for each in known.clauses
        if coverage(clause.about, each.about) >= ALIKE
    ]


def _agrees(clause: Clause, scope: tuple[Known, ...], *, ends: bool) -> bool:
    """Among the parts of the reply that it rewords, one affirms or denies as it does. A clause
    that does not end its sentence may be one of several things that are not known.
    """
    rated = _rated(clause, scope)
    best = max((share for share, _ in rated), default=0.0)
    alike = [each for share, each in rated if share >= best * NEARLY]
    if (
        not ends
        and clause.stance is Stance.AFFIRMS
        and any(e.stance is Stance.UNSURE for e in alike)
    ):
        return True
    return not alike or any(agree(each.stance, clause.stance) for each in alike)


def _is_turned(statement: Statement, scopes: tuple[tuple[Known, ...], ...], facts: Facts) -> bool:
    """Almost word for word a sentence of the reply, but with more or fewer denials in it."""
    about = grams(statement.bare)
    if len(about) < FEW or statement.asks:
        return False
    if any(is_renounced(value, statement, facts) for value in statement.values):
        return False
    for scope in scopes:
        spoken = [(each.bare, each.text) for known in scope for each in known.statements]
        joined = [(a + b, x + y) for (a, x), (b, y) in pairwise(spoken)]
        rated = [(likeness(about, grams(bare)), text) for bare, text in (*spoken, *joined)]
        best = max((share for share, _ in rated), default=0.0)
        alike = [text for share, text in rated if share >= best * NEARLY]
        if best >= SAME and not any(_turns_alike(statement.text, text) for text in alike):
            return True
    return False


def _turns_alike(said: str, told: str) -> bool:
    """Beside what stands in brackets, where each pair that is said ends one of those told."""
    if turns(said) == turns(told):
        return True
    asides = BRACKETS.findall(said)
    kept = all(any(each.endswith(aside[1:]) for each in BRACKETS.findall(told)) for aside in asides)
    return bool(asides) and kept and turns(_bared(said)) == turns(_bared(told))


def _bared(text: str) -> str:
    """Without brackets, the inner ones first."""
    while (bare := BRACKETS.sub("", text)) != text:
        text = bare
    return text


def _new(statement: Statement, facts: Facts) -> Iterator[Violation]:
    own = grams(statement.bare) - stock()
    if len(own) < LONG or statement.asks or coverage(own, facts.about) >= NEW:
        return
    reason = "it says something that the facts do not"
    yield Violation(ViolationKind.NEW, statement.text.strip(), reason)
