"""The words beside a figure, by which one amount or count is told from another."""

from __future__ import annotations

from decimal import Decimal

from bot.lock.agreeing import agree, same_value
from bot.lock.claims import Claim, Stance, claims, stance
from bot.lock.facts import Facts, Known
from bot.lock.grams import grams, likeness, stock
from bot.lock.lexicon import lexicon
from bot.lock.names import squeezed
from bot.lock.statements import Statement
from bot.lock.values import Kind, Value
from knowledge.programs import Status

ECHO = 14
"""Letters behind a figure of the asker's in which it is given back or denied."""


def _put_right(value: Value, statement: Statement, facts: Facts) -> frozenset[str]:
    """Of an amount that stands in the place of the asker's own, the words that they put before it."""
    before = [v for v in statement.values if v.end <= value.start and v.kind is value.kind]
    if not before or not is_renounced(before[-1], statement, facts):
        return frozenset()
    own = label_of(before[-1], statement)
    asked = [v for v in facts.asked if same_value(before[-1], v)]
    return own.union(*(grams(facts.question[: v.start]) for v in asked))


def _asked_of(value: Value, statement: Statement, facts: Facts) -> frozenset[str]:
    """What the only other amount of the question was said of: a sentence without words answers it."""
    asked = [v for v in facts.asked if v.kind is value.kind]
    wordless = not grams(statement.bare) - stock()
    only = wordless and len(asked) == 1 and not same_value(asked[0], value)
    return grams(facts.question[: asked[0].start]) if only else frozenset()


def is_renounced(value: Value, statement: Statement, facts: Facts) -> bool:
    """The asker's own figure, said not to be it."""
    asked = any(same_value(value, each) for each in facts.asked)
    after = statement.text[value.end : value.end + ECHO]
    return asked and lexicon().rule("claim.renounced").match(after) is not None


def keeps_label(value: Value, statement: Statement, known: Known, facts: Facts) -> bool:
    """The words before an amount are not those of another amount of the programme; an amount
    without any is not one that the reply gives with its words, beside another one without.
    """
    mine = label_of(value, statement)
    right: list[frozenset[str]] = []
    wrong: list[frozenset[str]] = []
    for each in known.statements:
        for fact in each.values:
            if fact.kind is value.kind:
                same = fact.key[0] == value.key[0]
                (right if same else wrong).append(label_of(fact, each))
    if not mine and (put_right := _put_right(value, statement, facts)):
        return bool(put_right & frozenset().union(*right))
    if not mine:
        answers = _asked_of(value, statement, facts) & frozenset().union(*right)
        return not all(right) or all(wrong) or bool(answers)
    own = frozenset().union(*right)
    said = any(agree(value, fact) for each in known.spoken for fact in each.values)
    return bool(mine & own) or (said and not mine & frozenset().union(*wrong))


def label_of(value: Value, statement: Statement) -> frozenset[str]:
    """The words between a value and the one before it, without those that any amount may have;
    a value right behind another one, as in brackets, has the words of that one.
    """
    kinds = (Kind.MONEY, Kind.RATE, Kind.DATE)
    end = value.start
    for before in reversed(
        [v for v in statement.values if v.end <= value.start and v.kind in kinds]
    ):
        words = statement.bare[before.end : end]
        if squeezed(words)[0]:
            break
        end = before.start
    else:
        words = statement.bare[:end]
    return grams(lexicon().rule("value.plain").sub(" ", words))


def keeps_count(value: Value, statement: Statement, facts: Facts) -> bool:
    """Of several counts of a reply ('3 of them, 2 of which are open') each stays with its words, and
    with what is claimed of those that it counts.
    """
    if value.kind is not Kind.NUMBER or value.key[1] != "item":
        return True
    known = (facts.general, *(facts.own[id] for id in statement.owners))
    told = [
        (fact, each)
        for own in known
        for each in own.spoken
        for fact in each.values
        if fact.kind is Kind.NUMBER and fact.key[1] == "item"
    ]
    mine = _around(value, statement)
    rated = [(v.key == value.key, likeness(mine, _around(v, each))) for v, each in told]
    right = max((share for same, share in rated if same), default=0.0)
    wrong = max((share for same, share in rated if not same), default=0.0)
    if wrong > max(right, APART) or not _keeps_part(value, statement, told, facts):
        return False
    return _counts_those(value, statement, told, facts)


APART = 0.3
"""Below this likeness the words of another count are not those of this one."""
OPEN_ENDED = {Stance.UNSURE, Stance.SENDS}


def _keeps_part(
    value: Value, statement: Statement, told: list[tuple[Value, Statement]], facts: Facts
) -> bool:
    """What is a part of others is told as one, or left of them."""
    parts = {v.key[0] for v, each in told if _is_part(v, each)}
    if not parts or not _is_part(value, statement):
        return True
    return value.key[0] in parts or is_left_open(value, statement, facts)


def _is_part(value: Value, statement: Statement) -> bool:
    """'of them 3': so many of those that were counted or named before."""
    before = [v.end for v in statement.values if v.end <= value.start and v.kind is Kind.NUMBER]
    words = statement.text[max([0, *before]) : value.start]
    return lexicon().rule("value.partitive").search(words) is not None


def _counts_those(
    value: Value, statement: Statement, told: list[tuple[Value, Statement]], facts: Facts
) -> bool:
    """As many as the reply says are open, closed, barred; and of those that are to be asked about as
    many as it says, or as are left of the others.
    """
    said, view = _claimed(value, statement)
    counts = {(claim, v.key[0]) for v, each in told for claim in _claimed(v, each)[0]}
    shown = facts.reply.programs
    for claim in said & {claim for claim, _ in counts}:
        every = claim is Claim.OPEN and all(p.status is Status.OPEN for p in shown)
        if (claim, value.key[0]) not in counts and not (every and value.key[0] == len(shown)):
            return False
    if not said and view is Stance.AFFIRMS:
        return _counts_plainly(value, statement, told)
    every_count = {v.key[0] for v, _ in told}
    if view not in OPEN_ENDED or len(every_count) < SEVERAL:
        return True
    if is_missing(value, statement, facts) or is_rest(value, facts):
        return True
    return value.key[0] in {v.key[0] for v, each in told if _claimed(v, each)[1] in OPEN_ENDED}


SEVERAL = 2


def _counts_plainly(
    value: Value, statement: Statement, told: list[tuple[Value, Statement]]
) -> bool:
    """A count of which nothing is claimed is not that of those that are open, but for the highest."""
    plain = {v.key[0] for v, each in told if _claimed(v, each) == (frozenset(), Stance.AFFIRMS)}
    counts = [v.key[0] for v, _ in told if isinstance(v.key[0], Decimal)]
    highest = value.key[0] == max(counts, default=None)
    rest = lexicon().rule("value.rest").search(statement.text[: value.start])
    return not plain or highest or rest is not None or value.key[0] in plain


def is_missing(value: Value, statement: Statement, facts: Facts) -> bool:
    """'these two are not known yet': things, not programmes."""
    things = lexicon().rule("value.cases").search(value.raw) is None
    missing = {len(program.missing) for program in facts.reply.programs}
    return things and value.key[0] in missing and _claimed(value, statement)[1] is Stance.UNSURE


def is_left_open(value: Value, statement: Statement, facts: Facts) -> bool:
    """As many as are left of the others, of which it says that they are to be asked about."""
    return is_rest(value, facts) and _claimed(value, statement)[1] in OPEN_ENDED


def is_rest(value: Value, facts: Facts) -> bool:
    """'the other two' of three, one of which was spoken of."""
    known = [v for v in facts.general.values if v.kind is Kind.NUMBER and v.key[1] == "item"]
    counts = {int(v.key[0]) for v in known if isinstance(v.key[0], Decimal)}
    return any(one - other == value.key[0] for one in counts for other in counts)


def _claimed(value: Value, statement: Statement) -> tuple[frozenset[Claim], Stance]:
    """What the words around a count claim of those counted, and how they stand to it."""
    start, end = _reach(value, statement)
    words = statement.text[start:end]
    return frozenset(each.claim for each in claims(words)), stance(words)


def _around(value: Value, statement: Statement) -> frozenset[str]:
    start, end = _reach(value, statement)
    return grams(statement.bare[start:end])


def _reach(value: Value, statement: Statement) -> tuple[int, int]:
    """Its clause, up to the values on either side of it; with its heading where it stands alone."""
    cuts = [match.end() for match in lexicon().rule("shape.clause").finditer(statement.bare)]
    sides = [v for v in statement.values if v is not value]
    starts = sorted(
        {0, *(c for c in cuts if c <= value.start), *(v.end for v in sides if v.end <= value.start)}
    )
    start = starts.pop()
    alone = not squeezed(statement.bare[start : value.start])[0]
    if starts and alone and statement.bare[:start].rstrip().endswith((":", "：")):
        start = starts.pop()
    ends = [*(c for c in cuts if c >= value.end), *(v.start for v in sides if v.start >= value.end)]
    return start, min([len(statement.bare), *ends])
