"""The eligibility clauses of the front matter."""

from __future__ import annotations

from dataclasses import replace

from knowledge.frontmatter.nodes import Node
from knowledge.frontmatter.vocabulary import mend_code
from knowledge.programs import Bound, Condition, ConditionKind, Evidence, Operator, Strength

OPERATORS = tuple(operator.value for operator in Operator)
KEYS = ("kind", "strength", "gist", "any_of", *OPERATORS)
LISTED = {Operator.IN, Operator.NOT_IN, Operator.IS, Operator.NOT}
MONEY = {ConditionKind.CAPITAL, ConditionKind.REVENUE}
COUNTED = {ConditionKind.EMPLOYEES, ConditionKind.REPRESENTATIVE, ConditionKind.OWNERSHIP}
SAID = {ConditionKind.TIMING, ConditionKind.OTHER}


def read_condition(node: Node, evidence: Evidence, *, inner: bool = False) -> Condition:
    """``evidence`` is the document and its source. An ``inner`` one is an alternative of an
    ``any_of`` and may leave the gist to it.
    """
    node.keys(KEYS, () if inner else ("gist",))
    own = replace(evidence, gist=node.child("gist").bilingual(both=True))
    if node.child("any_of").given:
        return _any_of(node, own)
    kind = node.child("kind")
    if not kind.given:
        kind.wrong("missing; known are " + " ".join(ConditionKind))
    known = kind.choice(ConditionKind, ConditionKind.OTHER)
    strength = node.child("strength").choice(Strength, Strength.HARD)
    operator, bound = _bound(node, known)
    if operator is None and strength in {Strength.HARD, Strength.IN_PRINCIPLE}:
        node.wrong(
            f"a {strength} condition needs one of {' '.join(OPERATORS)}; "
            "without a machine form it is strength: unread or discretionary"
        )
    return Condition(known, operator, bound, strength, own)


def _any_of(node: Node, evidence: Evidence) -> Condition:
    inner = [
        read_condition(item, replace(evidence, gist=type(evidence.gist)()), inner=True)
        for item in node.child("any_of").items()
    ]
    if len(inner) < 2:
        node.child("any_of").wrong("needs two alternatives or more")
    for key in ("kind", *OPERATORS):
        if node.child(key).given:
            node.child(key).wrong("belongs into the alternatives of any_of")
    kinds = {condition.kind for condition in inner}
    kind = kinds.pop() if len(kinds) == 1 else ConditionKind.OTHER
    strength = node.child("strength").choice(Strength, Strength.HARD)
    return Condition(kind, strength=strength, evidence=evidence, alternatives=tuple(inner))


def _bound(node: Node, kind: ConditionKind) -> tuple[Operator | None, Bound]:
    given = [operator for operator in Operator if node.child(operator).given]
    if len(given) > 1:
        node.wrong(f"one operator a condition; split {' and '.join(given)} into two")
    if not given:
        return None, None
    operator, value = given[0], node.child(given[0])
    if operator in LISTED:
        if kind in MONEY or kind is ConditionKind.EMPLOYEES:
            value.wrong(f"{kind} is bounded by at_most, less_than, at_least or more_than")
        return operator, value.words(mend_code(kind))
    if kind in MONEY:
        return operator, value.amount()
    if kind in COUNTED:
        return operator, value.number()
    if kind is ConditionKind.FOUNDED:
        return operator, value.age_or_day()
    value.wrong(f"{kind} takes in, not_in, is or not, each with a list of codes")
    return operator, None
