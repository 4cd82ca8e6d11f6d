"""What a text must not leave out: names, closings, sources, cautions, the next step."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.lock.agreeing import same_day
from bot.lock.claims import Claim, claims, denials
from bot.lock.facts import Facts
from bot.lock.grams import coverage, grams, likeness
from bot.lock.lexicon import lexicon
from bot.lock.model import Violation, ViolationKind
from bot.lock.names import cores, squeezed
from bot.lock.roles import Role
from bot.lock.statements import Statement
from bot.lock.values import Kind
from bot.messages import BlockKind, ShownProgram, Verdict
from knowledge.programs import Status

STATED = {
    Status.CLOSED: Claim.CLOSED,
    Status.UPCOMING: Claim.UPCOMING,
    Status.ROLLING: Claim.ROLLING,
    Status.UNTIL_BUDGET: Claim.UNTIL_BUDGET,
    Status.UNKNOWN: Claim.UNKNOWN,
}
KEPT = 0.34
"""So much of a caution or of the next step, in letter pairs, shows that it is still there."""
FEW = 2
"""Letter pairs up to which a line has nothing of its own that could be looked for."""
SHUT = 0.3
"""So much of a sentence that shuts somebody out."""
ALMOST = 0.6
"""Two lines that share so much of all they have say the same."""
REPEATED = 0.9
"""A line that has so much of another one repeats it."""
LIKE = 0.2
"""Then a sentence must be nearer to it than to any other line, and share this much with it."""


def losses(text: str, found: tuple[Statement, ...], facts: Facts) -> Iterator[Violation]:
    for program in dict.fromkeys(facts.reply.programs):
        mine = [s for s in found if program.id in s.owners]
        if not mine or not _is_named(text, program):
            yield _lost(f"the programme's name '{program.name}' must be kept")
            continue
        yield from _facts(mine, program, facts)
        yield from _cautions(mine, program, facts)
    yield from _next_step(found, facts)


def _lost(reason: str) -> Violation:
    return Violation(ViolationKind.MISSING, "", reason)


def _is_named(text: str, program: ShownProgram) -> bool:
    """By its own name, not as a part of its office's or beside the original one."""
    bare = lexicon().rule("name.original").sub(" ", text)
    letters, _ = squeezed(bare)
    office = lexicon().rule("name.office")
    return any(
        not office.match(letters[match.end() : match.end() + 8])
        for form in cores(program.name)
        for match in re.finditer(re.escape(form), letters)
    )


def _facts(mine: list[Statement], program: ShownProgram, facts: Facts) -> Iterator[Violation]:
    composed = facts.own[program.id]
    said = {claimed.claim for s in mine for claimed in claims(s.text)}
    status = STATED.get(program.status)
    if program.days_left != 0 and status and status in composed.claims and status not in said:
        yield _lost(f"that '{program.name}' is {program.status} must be said")
    denied = Claim.NOT_ELIGIBLE
    if program.verdict is Verdict.NOT_ELIGIBLE and denied in composed.claims - said:
        yield _lost(f"that '{program.name}' is not for the asker must be said")
    if not _keeps_date(mine, program, facts):
        yield _lost(f"the closing date of '{program.name}' must be kept")
    own = {marker for marker, ids in facts.markers.items() if program.id in ids}
    cited = {str(v.key[0]) for s in mine for v in s.values if v.kind is Kind.CITATION}
    if own and not own & cited:
        yield _lost(f"a source [{min(own)}] of '{program.name}' must be cited")


def _keeps_date(mine: list[Statement], program: ShownProgram, facts: Facts) -> bool:
    closes = program.closes_at
    if closes is None:
        return True
    day = (closes.year, closes.month, closes.day)
    printed = facts.own[program.id].spoken
    if not any(v.raw and v.kind is Kind.DATE and v.key == day for s in printed for v in s.values):
        return True
    return any(
        same_day(v.key, day) and v.key[2] is not None and v.role is not Role.READ
        for s in mine
        for v in s.values
        if v.kind is Kind.DATE
    )


def _cautions(mine: list[Statement], program: ShownProgram, facts: Facts) -> Iterator[Violation]:
    spoken = facts.own[program.id].spoken
    there = frozenset().union(*(grams(s.bare) for s in mine))
    nearest = {text for s in mine for text in _nearest(grams(s.bare), spoken)}
    for line in _warnings(spoken):
        about = frozenset().union(*(grams(s.bare) for s in line))
        own = _own(about, line, spoken)
        same = [s for s in spoken if s in line or likeness(about, grams(s.bare)) >= ALMOST]
        told = any(s.text in nearest for s in same)
        kept = coverage(own, there) >= KEPT if len(own) > FEW else told
        shut = [s for s in line if denials(s.text) and len(grams(s.bare)) >= FEW]
        if len(about) >= FEW and not (kept and all(_tells(s, spoken, there) for s in shut)):
            words = "".join(s.text for s in line).strip()
            yield _lost(f"this must not be left out: {words}")


def _warnings(spoken: tuple[Statement, ...]) -> Iterator[list[Statement]]:
    """The statements of each line that cautions."""
    line: list[Statement] = []
    for statement in spoken:
        if line and (not statement.warns or lexicon().rule("claim.caution").match(statement.text)):
            yield line
            line = []
        if statement.warns:
            line.append(statement)
    if line:
        yield line


def _own(
    about: frozenset[str], line: list[Statement], spoken: tuple[Statement, ...]
) -> frozenset[str]:
    """What no other line says, but for one that says the same."""
    others = [grams(s.bare) for s in spoken if s not in line]
    return about.difference(*(other for other in others if coverage(about, other) < REPEATED))


def _tells(statement: Statement, spoken: tuple[Statement, ...], there: frozenset[str]) -> bool:
    """An exclusion is told by itself, not by the rest of its line."""
    own = _own(grams(statement.bare), [statement], spoken)
    return coverage(own, there) >= SHUT if own else True


def _nearest(about: frozenset[str], spoken: tuple[Statement, ...]) -> set[str]:
    """The statements of the reply that share most with it; none where all share little."""
    rated = [(likeness(about, grams(s.bare)), s.text) for s in spoken]
    best = max((share for share, _ in rated), default=0.0)
    return {text for share, text in rated if share >= max(LIKE, best * REPEATED)}


def _next_step(found: tuple[Statement, ...], facts: Facts) -> Iterator[Violation]:
    for block in facts.reply.blocks:
        if block.kind is not BlockKind.NEXT:
            continue
        about = grams(block.text)
        there = frozenset().union(*(grams(s.text) for s in found[-4:]))
        if coverage(about, there) < KEPT:
            yield _lost(f"the next step must be kept: {block.text}")
