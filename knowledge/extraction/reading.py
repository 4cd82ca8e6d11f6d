"""One clause of eligibility to typed conditions; what it says beyond them stays in its quote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.documents import Document
from knowledge.extraction.kinds import read_kinds
from knowledge.extraction.lexicon import rule, rules, table
from knowledge.extraction.model import Clause, Section, evidence
from knowledge.extraction.places import Home, country_behind, read_places
from knowledge.extraction.quantities import Bounded, either, read_bounds
from knowledge.industries import find_industries
from knowledge.programs import Condition, ConditionKind, Evidence, Operator, Strength
from knowledge.regions import find_regions

_SHORTEST = 4
_SHORTEST_ITEM = 2
_NESTED = 4
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
BOUNDED = {
    ConditionKind.CAPITAL,
    ConditionKind.REVENUE,
    ConditionKind.EMPLOYEES,
    ConditionKind.FOUNDED,
}
_DECIDING = (Strength.HARD, Strength.IN_PRINCIPLE)


@dataclass(frozen=True, slots=True)
class Context:
    """``pasted``: a notice that is read for one person, who is shown whatever was not understood."""

    document: Document
    home: Home
    pasted: bool = False

    def evidence(self, clause: Clause) -> Evidence:
        return evidence(self.document, clause.start, clause.end)


def has(clause: Clause, *keys: str) -> bool:
    """Whether the pattern at ``keys`` of the conditions is found in the clause."""
    return rule("conditions", *keys).search(clause.text) is not None


def without_brackets(text: str, *, denying: bool = False) -> str:
    """Brackets blanked, offsets kept; with ``denying`` only those that take something away."""

    def blank(found: re.Match[str]) -> str:
        taken = not denying or rule("conditions", "negation").search(found[0])
        return " " * len(found[0]) if taken else found[0]

    for _ in range(_NESTED):
        inner = _BRACKETS.sub(blank, text)
        if inner == text:
            break
        text = inner
    return text


def names_applicants(clause: Clause) -> bool:
    """Whether the clause ends, brackets aside, in a noun for those who apply."""
    return rule("conditions", "entity").search(without_brackets(clause.text).rstrip()) is not None


def offers_choice(clause: Clause) -> bool:
    """Whether one of the items that follow is enough."""
    return rule("conditions", "one_of").search(without_brackets(clause.text)) is not None


def says_nothing(clause: Clause) -> bool:
    """Everywhere, none, see the notice: no condition, and nothing lost."""
    letters = re.sub(r"[\W\d_]", "", clause.text)
    least = _SHORTEST_ITEM if clause.section is Section.EXCLUDED else _SHORTEST
    return len(letters) < least or has(clause, "nothing")


def read_clause(clause: Clause, context: Context) -> tuple[Condition, ...]:
    """The typed conditions of a clause, with the clause as their quote; empty if there are none.

    Where the words around a fact may turn or limit it, its strength is ``UNREAD``; where the clause
    lists several kinds of applicants, ``IN_PRINCIPLE``, so that it never excludes.
    """
    plain = without_brackets(clause.text)
    if rule("conditions", "owner", "pattern").search(plain):
        return ()
    turns = rule("conditions", "exclusion", "ends").search(plain.rstrip())
    half = _turning(plain) if turns else 0
    first, second = clause.text[:half], clause.text[half:]
    made: list[Condition] = []
    if clause.section is Section.EXCLUDED or turns:
        left_out = _excluded(second, _facts(second, context))
        if half and not left_out:
            left_out = [Condition(kind_of(second), strength=Strength.UNREAD)]
        made = [*_required(first, context), *left_out]
    else:
        made = _required(clause.text, context)
    quote = context.evidence(clause)
    return tuple(replace(c, evidence=quote) for c in made)


def _turning(plain: str) -> int:
    """Where a sentence turns from those who may apply to those who may not; 0 if it does not."""
    turns = list(rule("conditions", "exclusion", "turn").finditer(plain))
    return turns[-1].end() if turns else 0


def _facts(text: str, context: Context) -> list[Bounded]:
    found = [
        *read_bounds(text),
        *read_places(without_brackets(text, denying=True), context.home),
        *read_kinds(without_brackets(text)),
    ]
    return sorted(found, key=lambda each: each.start)


def _required(text: str, context: Context) -> list[Condition]:
    found = _paired(text, _facts(text, context))
    strength = _strength(text)
    conditions = [_weakened(each.condition, strength) for each in found]
    conditions += [c for each in found if (c := country_behind(each))]
    if conditions and _bounds_left(text, found):
        conditions.append(Condition(kind_of(text), strength=Strength.UNREAD))
    return conditions


def _bounds_left(text: str, found: Sequence[Bounded]) -> bool:
    """Whether the clause bounds more figures than were understood."""
    stated = rule("conditions", "amounts", "figure").findall(without_brackets(text))
    read = [a for each in found for a in (each.condition.alternatives or (each.condition,))]
    return len(stated) > sum(a.kind in BOUNDED and a.operator is not None for a in read)


def unread(clause: Clause, context: Context) -> Condition:
    """The clause as it stands, with what it seems to be about."""
    return Condition(
        kind_of(clause.text), strength=Strength.UNREAD, evidence=context.evidence(clause)
    )


def kinds_of(text: str) -> list[ConditionKind]:
    """Everything that a clause seems to be about."""
    return [
        ConditionKind(row["kind"]) for p, row in rules("conditions", "unread") if p.search(text)
    ]


def kind_of(text: str) -> ConditionKind:
    for pattern, row in rules("conditions", "unread"):
        if pattern.search(text):
            return ConditionKind(row["kind"])
    return ConditionKind.OTHER


def _strength(text: str) -> Strength:
    """The strongest that the words of a clause allow."""

    def said(*keys: str) -> bool:
        return rule("conditions", *keys).search(text) is not None

    plain = without_brackets(text)
    if said("conditional") or said("exception") or _is_denied(text, plain):
        return Strength.UNREAD
    listed = rule("conditions", "either").search(plain)
    listed = listed or rule("conditions", "list", "alternation").search(plain)
    if listed or said("principle") or said("exception_inside"):
        return Strength.IN_PRINCIPLE
    return Strength.HARD


def _is_denied(text: str, plain: str) -> bool:
    """A negation that is not the one of a region (東京以外)."""
    rest = plain
    for region in find_regions(plain):
        if region.negated:
            end = region.span[1]
            rest = rest[:end] + " " * len(rest[end : end + 10]) + rest[end + 10 :]
    if rule("conditions", "legal_form", "no_sole").search(text):
        return False
    return rule("conditions", "negation").search(rest) is not None


def _weakened(condition: Condition, strongest: Strength) -> Condition:
    order = (Strength.HARD, Strength.IN_PRINCIPLE, Strength.DISCRETIONARY, Strength.UNREAD)
    weaker = max(condition.strength, strongest, key=order.index)
    return replace(condition, strength=weaker)


def _paired(text: str, found: Sequence[Bounded]) -> list[Bounded]:
    """Capital or headcount, one of which is enough, become alternatives."""
    amounts = [f for f in found if isinstance(f.condition.bound, int) or _is_money(f)]
    kinds = [f.condition.kind for f in amounts]
    if len(amounts) < 2 or kinds[0] is kinds[1]:
        return list(found)
    if not rule("conditions", "either").search(text, amounts[0].end, amounts[1].start):
        return list(found)
    if len(amounts) > 2 or find_industries(text[: amounts[0].start]):  # a row of a table by trade
        return [_doubted(f) for f in found]
    return [f for f in found if f not in amounts] + [either(amounts[0], amounts[1])]


def _doubted(bounded: Bounded) -> Bounded:
    return replace(bounded, condition=replace(bounded.condition, strength=Strength.UNREAD))


def _is_money(bounded: Bounded) -> bool:
    return bounded.condition.kind in {ConditionKind.CAPITAL, ConditionKind.REVENUE}


def _excluded(text: str, found: Sequence[Bounded]) -> list[Condition]:
    """One plain fact that excludes is turned round; anything more is left unread."""
    own = [each.condition for each in found]
    forms = [c for c in own if c.kind is ConditionKind.LEGAL_FORM]
    if not own or len(own) == len(forms):
        return forms
    single = len(own) == 1 and not own[0].alternatives and own[0].operator is not None
    single = single and own[0].kind is not ConditionKind.SME_CLASS
    doubtful = rule("conditions", "conditional").search(text)
    doubtful = doubtful or rule("conditions", "either").search(without_brackets(text))
    if not single or doubtful or own[0].strength is not Strength.HARD:
        return [Condition(kind_of(text), strength=Strength.UNREAD)]
    operator = table("conditions")["exclusion"]["opposites"][str(own[0].operator)]
    return [replace(own[0], operator=Operator(operator))]


def read_excluded_item(clause: Clause, context: Context) -> tuple[Condition, ...]:
    """An item of a list of those excluded: an industry or legal form by its bare name."""
    words = rule("sections", "margin").sub("", clause.text).strip(" .。")
    quote = context.evidence(clause)
    if rule("conditions", "exclusion", "sole").search(words):
        condition = Condition(ConditionKind.LEGAL_FORM, Operator.NOT_IN, ("sole_proprietor",))
        return (replace(condition, evidence=quote),)
    industries = find_industries(words)
    rest = words
    for each in reversed(industries):
        rest = rest[: each.span[0]] + rest[each.span[1] :]
    if industries and not rule("conditions", "exclusion", "fillers").sub("", rest):
        codes = tuple(dict.fromkeys(each.code for each in industries))
        condition = Condition(ConditionKind.INDUSTRY, Operator.NOT_IN, codes)
        return (replace(condition, evidence=quote),)
    return read_clause(clause, context)


def decides(condition: Condition) -> bool:
    return condition.strength in _DECIDING
