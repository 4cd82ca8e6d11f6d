"""Whether every value of a text is one of the turn's, and stays with its programme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.lock.agreeing import agree, same_day, same_value
from bot.lock.claims import Claim, Stance, claims, stance
from bot.lock.facts import Facts, Known
from bot.lock.grams import grams, likeness
from bot.lock.labels import (
    ECHO,
    is_left_open,
    is_missing,
    is_renounced,
    is_rest,
    keeps_count,
    keeps_label,
)
from bot.lock.lexicon import lexicon
from bot.lock.model import Violation, ViolationKind
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
FITTING = {Claim.MET_SO_FAR, Claim.ELIGIBLE}
REWORDED = 0.4
"""Two sentences that share so much are one, reworded."""


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
    if not keeps_count(value, statement, facts):
        return False
    if _says_rest(value, statement):
        return is_rest(value, facts)
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
    """One of what is no item, as many items as there are facts missing of them, and as many
    programmes as are shown where nothing is claimed of them.
    """
    if value.kind is not Kind.NUMBER or value.bound is not None:
        return False
    if value.key[1] != "item":
        spelt = not any(char.isdigit() for char in value.raw)
        return value.key[0] == ONE and (spelt or value.key[1] == "firm")
    if is_missing(value, statement, facts) or is_left_open(value, statement, facts):
        return True
    told = any(v.kind is Kind.NUMBER and v.key[1] == "item" for v in facts.general.values)
    if told or any(claims(statement.text)):
        return False
    programmes = lexicon().rule("value.cases").search(value.raw) or value.key[0] != ONE
    return value.key[0] == len(facts.own) and bool(programmes)


def _says_rest(value: Value, statement: Statement) -> bool:
    counts = value.kind is Kind.NUMBER and value.bound is None and value.key[1] == "item"
    before = lexicon().rule("value.rest").search(statement.text[: value.start])
    return counts and before is not None


def _is_everywhere(value: Value, statement: Statement, facts: Facts) -> bool:
    """Said of no programme in particular: true of each, or the nearest closing day."""
    owns = tuple(facts.own.values())
    if owns and all(_among(value, known, statement, facts) for known in owns):
        return True
    if value.kind not in (Kind.DATE, Kind.WEEKDAY) or value.role not in (*ENDS, Role.NONE):
        return False
    left = [v.key[0] for v in facts.general.values if v.kind is Kind.DAYS and v.role is Role.LEFT]
    nearest = [p.closes_at for p in facts.reply.programs if p.closes_at and p.days_left in left]
    days = [(n.year, n.month, n.day) for n in nearest]
    if value.kind is Kind.DATE:
        return any(same_day(value.key, day) for day in days)
    weekday, *said = value.key
    fitting = [day for day in days if not said or same_day(tuple(said), day)]
    return any(_weekday(day) == weekday for day in fitting)


def _among(value: Value, known: Known, statement: Statement, facts: Facts) -> bool:
    if value.kind is Kind.WEEKDAY:
        return _is_weekday(value, known)
    if value.kind is Kind.RELATIVE:
        return _is_near(value, known, statement, facts)
    value = _under_one_limit(value, statement)
    alike = [fact for fact in known.values if agree(value, fact)]
    if not alike or _is_only_bound(value, alike, statement):
        return False
    if value.kind in (Kind.MONEY, Kind.RATE):
        return keeps_label(value, statement, known, facts)
    return True


def _is_only_bound(value: Value, alike: list[Value], statement: Statement) -> bool:
    """A first day that is asked for, said as the asker's own, which fits."""
    if value.kind is not Kind.DATE or value.role is not Role.NONE:
        return False
    fits = [c for c in claims(statement.text) if c.claim in FITTING and c.start >= value.end]
    return bool(fits) and all(fact.role is Role.START for fact in alike)


def _under_one_limit(value: Value, statement: Statement) -> Value:
    """'at most' before the first of several amounts is said of all of them."""
    before = [v for v in statement.values if v.kind is value.kind and v.end <= value.start]
    if value.kind is not Kind.MONEY or value.bound or not before:
        return value
    limited = before[0].bound is Operator.AT_MOST
    return replace(value, bound=Operator.AT_MOST) if limited else value


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
    if not any(same_value(value, asked) for asked in facts.asked):
        return False
    if is_renounced(value, statement, facts):
        return True
    after = statement.text[value.end : value.end + ECHO]
    if lexicon().rule("claim.indirect").search(after) and stance(statement.text) is Stance.UNSURE:
        return True
    return value.bound is None and lexicon().rule("claim.echo").search(after) is not None


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
