"""Whether words on status and eligibility are those of the verdicts; nothing is promised."""

from __future__ import annotations

from collections.abc import Iterator

from bot.lock.agreeing import same_day
from bot.lock.claims import VERDICTS, Claim, Claimed, claims
from bot.lock.facts import Facts, Known
from bot.lock.figures import scopes_of
from bot.lock.grams import coverage, grams, stock
from bot.lock.lexicon import lexicon
from bot.lock.model import Violation, ViolationKind
from bot.lock.statements import Statement
from bot.lock.values import Kind
from bot.messages import ShownProgram, Verdict
from knowledge.programs import Status

STATUS = {
    Claim.OPEN: {Status.OPEN},
    Claim.CLOSED: {Status.CLOSED},
    Claim.UPCOMING: {Status.UPCOMING},
    Claim.ROLLING: {Status.ROLLING},
    Claim.UNTIL_BUDGET: {Status.UNTIL_BUDGET},
}
VERDICT = {
    Claim.ELIGIBLE: Verdict.ELIGIBLE,
    Claim.NOT_ELIGIBLE: Verdict.NOT_ELIGIBLE,
    Claim.MET_SO_FAR: Verdict.ELIGIBLE,
}
SHUT = {Status.CLOSED, Status.UPCOMING}
"""Nobody can apply now, whatever the verdict."""
GROUNDED = 0.6
"""So much of what a sentence says beside the claim stands in one clause of the reply that claims it."""
FEW = 2
"""Letter pairs up to which a clause says too little to be found again."""
AROUND = 40


def wrong_assertions(found: tuple[Statement, ...], facts: Facts) -> Iterator[Violation]:
    for statement in found:
        yield from _promises(statement, facts)
        if statement.asks:
            continue
        for said in claims(statement.text):
            if said.claim is not Claim.UNKNOWN and not _is_true(said, statement, facts):
                kind = ViolationKind.VERDICT if said.claim in VERDICTS else ViolationKind.STATUS
                words = statement.text[said.start : said.end].strip()
                yield Violation(
                    kind, words, f"'{words}' contradicts the facts given for this place"
                )


def _promises(statement: Statement, facts: Facts) -> Iterator[Violation]:
    for match in lexicon().rule("claim.promise").finditer(statement.text):
        if match.group() not in facts.reply.text:
            reason = "nothing may be promised beyond the verdict given"
            yield Violation(ViolationKind.PROMISE, match.group(), reason)
    for match in lexicon().rule("claim.waived").finditer(statement.text):
        if match.group() not in facts.reply.text:
            reason = "what must be done or is not known may not be waived"
            yield Violation(ViolationKind.CONTRARY, match.group(), reason)


def _is_true(said: Claimed, statement: Statement, facts: Facts) -> bool:
    if said.claim is Claim.ELIGIBLE and _speaks_of_money(said, statement):
        return True
    if statement.other and not statement.owners:
        return said.claim in facts.general.claims
    if statement.owners and all(_holds(said.claim, id, facts) for id in statement.owners):
        return True
    if said.claim is Claim.NOT_ELIGIBLE and _is_shut(said, statement, facts):
        return True
    if not statement.owners and _holds_generally(said.claim, facts):
        return True
    scopes = scopes_of(statement, facts)
    steps = tuple(_beside(said, statement))
    return all(
        any(
            _is_dated(said, statement, known)
            or _is_confirmed(said, statement, known)
            or any(_is_grounded(said.claim, about, known) for about in steps)
            for known in scope
        )
        for scope in scopes
    )


def _is_dated(said: Claimed, statement: Statement, known: Known) -> bool:
    """Each day before it is one of which the reply says the same: some of several rounds are shut."""
    days = [v for v in statement.values if v.kind is Kind.DATE and v.end <= said.start]
    told = [
        fact.key
        for each in known.spoken
        if said.claim is Claim.CLOSED and any(c.claim is said.claim for c in claims(each.text))
        for fact in each.values
        if fact.kind is Kind.DATE and fact.key[2] is not None
    ]
    whole = [day for day in days if day.key[2] is not None]
    return bool(whole) and all(any(same_day(d.key, key) for key in told) for d in whole)


def _is_confirmed(said: Claimed, statement: Statement, known: Known) -> bool:
    """That something of the asker's fits, of which the reply has every figure as confirmed."""
    confirmed = lexicon().rule("claim.confirmed")
    told = {v.key for each in known.spoken if confirmed.match(each.text) for v in each.values}
    mine = [v.key for v in statement.values if v.end <= said.start and v.kind is not Kind.WEEKDAY]
    return said.claim is Claim.MET_SO_FAR and bool(mine) and all(key in told for key in mine)


def _is_shut(said: Claimed, statement: Statement, facts: Facts) -> bool:
    """Nobody can apply now; that is not to say for whom the programme is."""
    applies = lexicon().rule("claim.applies").match(statement.text[said.start : said.end])
    shown = [program for id in statement.owners for program in facts.shown(id)]
    return applies is not None and bool(shown) and all(p.status in SHUT for p in shown)


def _speaks_of_money(said: Claimed, statement: Statement) -> bool:
    """'up to 500,000 yen can be had' states the limit, not that the asker gets it."""
    money = lexicon().rule("claim.given").match(statement.text[said.start : said.end])
    near = [
        value
        for value in statement.values
        if value.kind in (Kind.MONEY, Kind.RATE) and 0 <= said.start - value.end <= AROUND
    ]
    return money is not None and bool(near)


def _holds(claim: Claim, id: str, facts: Facts) -> bool:
    programs = facts.shown(id)
    if claim in STATUS:
        return all(_stands(claim, program, facts.own[id]) for program in programs)
    if claim is Claim.MET_SO_FAR and Claim.MET_SO_FAR in facts.own[id].claims:
        return True
    return all(program.verdict is VERDICT[claim] for program in programs)


def _stands(claim: Claim, program: ShownProgram, known: Known) -> bool:
    if program.status in STATUS[claim]:
        return True
    lasting = program.status in (Status.ROLLING, Status.UNTIL_BUDGET)
    if claim is Claim.OPEN and lasting:
        stale = lexicon().rule("claim.stale")
        return not any(stale.search(statement.text) for statement in known.statements)
    return False


def _holds_generally(claim: Claim, facts: Facts) -> bool:
    """Of no programme in particular: said so in the reply, or so of every one."""
    if claim in facts.general.claims:
        return True
    return bool(facts.own) and all(_holds(claim, id, facts) for id in facts.own)


def _beside(said: Claimed, statement: Statement) -> Iterator[frozenset[str]]:
    """What the clauses before a claim are about, without its own words: the nearest one, and as
    many more as it takes to say anything.
    """
    own = grams(statement.text[said.start : said.end])
    heading = lexicon().rule("shape.heading").match(statement.bare)
    if heading and len(whose := grams(heading.group())) >= FEW:
        yield whose
    cuts = [m.end() for m in lexicon().rule("shape.clause").finditer(statement.bare)]
    for start in [*(cut for cut in reversed(cuts) if cut <= said.start), 0]:
        about = grams(statement.bare[start : said.start]) - own
        yield about
        yield about - stock()
        if len(about) > FEW:
            return


def _is_grounded(claim: Claim, about: frozenset[str], known: Known) -> bool:
    return any(
        claim in clause.claims and about and coverage(about, clause.about) >= GROUNDED
        for clause in known.clauses
    )
