"""Whether every value of a text is one of the turn's, and stays with its programme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.lock.claims import claims
from bot.lock.facts import Facts, Known
from bot.lock.grams import grams, likeness
from bot.lock.lexicon import lexicon
from bot.lock.model import Violation, ViolationKind
from bot.lock.names import squeezed
from bot.lock.roles import Role
from bot.lock.statements import Statement
from bot.lock.values import Kind, Value
from knowledge.programs import Operator

KINDS = {
    Kind.URL: ViolationKind.URL,
    Kind.EMAIL: ViolationKind.URL,
    Kind.PHONE: ViolationKind.URL,
    Kind.MONEY: ViolationKind.AMOUNT,
    Kind.RATE: ViolationKind.RATE,
    Kind.NUMBER: ViolationKind.NUMBER,
    Kind.CODE: ViolationKind.NUMBER,
}
"""Of the rest each is a date."""
ENDS = {Role.DEADLINE, Role.END}
SOON = 14
"""Days in which a deadline may be called near."""
ONE = 1
REWORDED = 0.4
"""Two sentences that share so much are one, reworded."""
ECHO = 14


def wrong_figures(found: tuple[Statement, ...], facts: Facts) -> Iterator[Violation]:
    for statement in found:
        scopes = scopes_of(statement, facts)
        for value in statement.values:
            if value.kind is Kind.CITATION:
                yield from _wrong_citation(value, statement, facts)
            elif not _is_allowed(value, statement, scopes, facts):
                kind = KINDS.get(value.kind, ViolationKind.DATE)
                yield Violation(
                    kind, value.raw, f"'{value.raw}' is not a fact given for this place"
                )


def scopes_of(statement: Statement, facts: Facts) -> tuple[tuple[Known, ...], ...]:
    """What may be drawn on, for each programme the statement speaks of: all must allow it."""
    if not statement.owners:
        return ((facts.general,),)
    far = facts.sole is not None or not statement.near
    general = (facts.general,) if far else ()
    return tuple((facts.own[id], *general) for id in sorted(statement.owners))


def _is_allowed(
    value: Value, statement: Statement, scopes: tuple[tuple[Known, ...], ...], facts: Facts
) -> bool:
    if _is_small(value, statement, facts):
        return True
    if all(any(_among(value, known, statement, facts) for known in scope) for scope in scopes):
        return True
    if not statement.owners and _is_everywhere(value, statement, facts):
        return True
    if value.kind is Kind.NUMBER and _among(value, facts.general, statement, facts):
        return True
    return _is_echo(value, statement, facts)


def _is_small(value: Value, statement: Statement, facts: Facts) -> bool:
    """One of something, and as many programmes as are shown where nothing is claimed of them."""
    if value.kind is not Kind.NUMBER or value.bound is not None:
        return False
    spelt = not any(char.isdigit() for char in value.raw)
    if value.key[0] == ONE and (spelt or value.key[1] in ("item", "firm")):
        return True
    several = value.key[0] == len(facts.own) and value.key[1] == "item"
    return several and len(facts.own) > 1 and not any(claims(statement.text))


def _is_everywhere(value: Value, statement: Statement, facts: Facts) -> bool:
    """Said of no programme in particular: true of each, or the nearest closing day."""
    owns = tuple(facts.own.values())
    if owns and all(_among(value, known, statement, facts) for known in owns):
        return True
    if value.kind is not Kind.DATE or value.role not in (Role.DEADLINE, Role.END, Role.NONE):
        return False
    left = [v.key[0] for v in facts.general.values if v.kind is Kind.DAYS and v.role is Role.LEFT]
    nearest = [p.closes_at for p in facts.reply.programs if p.closes_at and p.days_left in left]
    return any(same_day(value.key, (n.year, n.month, n.day)) for n in nearest)


def _among(value: Value, known: Known, statement: Statement, facts: Facts) -> bool:
    if value.kind is Kind.WEEKDAY:
        return _is_weekday(value, known)
    if value.kind is Kind.RELATIVE:
        return _is_near(value, known, statement, facts)
    value = _under_one_limit(value, statement)
    alike = [fact for fact in known.values if _agree(value, fact)]
    if not alike:
        return False
    if value.kind in (Kind.MONEY, Kind.RATE):
        return _keeps_label(value, statement, known)
    return True


def _under_one_limit(value: Value, statement: Statement) -> Value:
    """'at most' before the first of several amounts is said of all of them."""
    before = [v for v in statement.values if v.kind is value.kind and v.end <= value.start]
    if value.kind is not Kind.MONEY or value.bound or not before:
        return value
    limited = before[0].bound is Operator.AT_MOST
    return replace(value, bound=Operator.AT_MOST) if limited else value


def _agree(value: Value, fact: Value) -> bool:
    if value.kind is Kind.NUMBER and value.key[1] == "calendar":
        return fact.kind is Kind.DATE and fact.key[1] == value.key[0]
    if value.kind is not fact.kind:
        return False
    match value.kind:
        case Kind.DATE:
            return same_day(value.key, fact.key) and _fits_role(value.role, fact.role)
        case Kind.DAYS:
            return value.key == fact.key and _counts_alike(value.role, fact.role)
        case Kind.MONEY:
            same = value.key[1] is None or value.key[1] == fact.key[1]
            alike = value.role is fact.role and value.key[0] == fact.key[0]
            return same and alike and _bounded(value, fact)
        case Kind.RATE | Kind.NUMBER:
            return value.key == fact.key and _bounded(value, fact)
        case _:
            return value.key == fact.key


def same_day(said: tuple[object, ...], fact: tuple[object, ...]) -> bool:
    """A date may leave out its year, or its day, but not be another one."""
    return all(one is None or one == other for one, other in zip(said, fact, strict=True)) and (
        said[1] is not None or said[2] is None
    )


def _fits_role(said: Role, fact: Role) -> bool:
    if said is Role.NONE or said is fact:
        return True
    if said is Role.END:
        return fact is Role.DEADLINE
    return fact is Role.NONE and said is not Role.DEADLINE


def _counts_alike(said: Role, fact: Role) -> bool:
    return said is Role.NONE or said is fact


def _bounded(value: Value, fact: Value) -> bool:
    """A comparator stays with its bound; only 'at most' may be added to an amount given."""
    if value.bound is fact.bound:
        return True
    given = value.kind in (Kind.MONEY, Kind.RATE) and fact.bound is None
    return given and value.bound is Operator.AT_MOST and value.key[0] != "fixed"


def _keeps_label(value: Value, statement: Statement, known: Known) -> bool:
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
    if not mine:
        return not all(right) or all(wrong)
    own = frozenset().union(*right)
    said = any(_agree(value, fact) for each in known.spoken for fact in each.values)
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


def _is_weekday(value: Value, known: Known) -> bool:
    """A weekday is that of its date, or alone that of some date of the programme."""
    weekday, *day = value.key
    days = [fact.key for fact in known.values if fact.kind is Kind.DATE]
    if day:
        days = [key for key in (*days, tuple(day)) if same_day(tuple(day), key)]
    return any(_weekday(key) == weekday for key in days)


def _weekday(key: tuple[object, ...]) -> int | None:
    match key:
        case (int(year), int(month), int(day)):
            try:
                return date(year, month, day).weekday()
            except ValueError:
                return None
    return None


def _is_near(value: Value, known: Known, statement: Statement, facts: Facts) -> bool:
    """Today and tomorrow as a deadline must be it; other words of the kind must be given."""
    if any(fact.kind is Kind.RELATIVE and fact.key == value.key for fact in known.values):
        return True
    left = {p.days_left for id in statement.owners for p in facts.shown(id)}
    match value.key[0]:
        case "today":
            ends = lexicon().rule("value.ends").search(statement.text[value.end : value.end + 12])
            return ends is None or 0 in left
        case "tomorrow":
            return left == {1}
        case "overmorrow":
            return left == {2}
    nears = lexicon().rule("value.soon").match(value.raw)
    return nears is not None and all(days is not None and days <= SOON for days in left or {None})


def _is_echo(value: Value, statement: Statement, facts: Facts) -> bool:
    """The asker's own figure, given back as theirs or as what is not so."""
    if not any(_agree_plainly(value, asked) for asked in facts.asked):
        return False
    after = statement.text[value.end : value.end + ECHO]
    if lexicon().rule("claim.renounced").match(after):
        return True
    return value.bound is None and lexicon().rule("claim.echo").search(after) is not None


def _agree_plainly(value: Value, asked: Value) -> bool:
    return value.kind is asked.kind and value.key == asked.key


def _wrong_citation(value: Value, statement: Statement, facts: Facts) -> Iterator[Violation]:
    marker = str(value.key[0])
    if marker not in facts.markers:
        yield Violation(ViolationKind.CITATION, value.raw, f"there is no source {value.raw}")
        return
    owners = facts.markers[marker]
    if owners and statement.owners and not owners & statement.owners:
        reason = f"source {value.raw} belongs to another programme"
        yield Violation(ViolationKind.CITATION, value.raw, reason)
    elif _is_misplaced(marker, statement, facts):
        reason = f"source {value.raw} belongs to another sentence"
        yield Violation(ViolationKind.CITATION, value.raw, reason)


def _is_misplaced(marker: str, statement: Statement, facts: Facts) -> bool:
    """The sentence rewords one that carries another marker, and none that carries this one."""
    about = grams(statement.bare)
    rated = {
        each: max((likeness(about, other) for other in carriers), default=0.0)
        for each, carriers in facts.carried.items()
    }
    own = rated.pop(marker, 0.0)
    best = max(rated.values(), default=0.0)
    beside = {str(v.key[0]) for v in statement.values if v.kind is Kind.CITATION} - {marker}
    told = any(rated.get(each, 0.0) == best for each in beside)
    return best >= REWORDED and own < best / 2 and not told
