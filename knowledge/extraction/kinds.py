"""What sort of firm: industry, size class, legal form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.certifications import find_certifications
from knowledge.extraction.lexicon import rule
from knowledge.extraction.quantities import Bounded
from knowledge.industries import FoundIndustry, find_industries, specific
from knowledge.programs import Condition, ConditionKind, Operator, Strength

_WIDE = 24
_JOINT = 4
_LEGAL_FORM = re.compile(r"(?:福祉|医療|学校)法人")  # forms of their own, no industries


def read_kinds(text: str) -> tuple[Bounded, ...]:
    """Conditions on industry, size class, legal form and certifications held."""
    return (*_industries(text), *_classes(text), *_legal_forms(text), *_certifications(text))


def _industries(text: str) -> Iterator[Bounded]:
    """A list of industries that ends in a noun for firms; an open or half-understood list counts
    in principle, so that it never excludes.
    """
    run: list[FoundIndustry] = []
    for found in find_industries(text):
        if run and not _joined(text, run[-1].span[1], found.span[0]):
            yield from _industry(text, run)
            run = []
        run.append(found)
    if run:
        yield from _industry(text, run)


def _joined(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    joint = rule("conditions", "industry", "joint").search(between)
    return joint is not None and len(between) <= _JOINT


def _industry(text: str, run: list[FoundIndustry]) -> Iterator[Bounded]:
    start, end = run[0].span[0], run[-1].span[1]
    after = text[end : end + _WIDE]
    opened = rule("conditions", "industry", "open_list").match(after)
    rest = after[opened.end() :] if opened else after
    shape = rule("conditions", "industry", "after").match(rest)
    named = (run[-1].raw + (shape[0] if shape else "")).rstrip()
    beyond = rest[shape.end() :] if shape else rest
    if not rule("conditions", "industry", "must").search(named) or _LEGAL_FORM.search(named):
        return
    if not rule("conditions", "industry", "tail").match(beyond):
        return
    more = rule("conditions", "industry", "joint_after").match(rest)
    more = more or rule("conditions", "industry", "joint_after").match(beyond)
    more = more or rule("conditions", "industry", "open_list").match(beyond)
    partial = opened or more or rule("conditions", "industry", "joint").search(text[:start])
    codes = specific(each.code for each in run)
    strength = Strength.IN_PRINCIPLE if partial else Strength.HARD
    yield Bounded(Condition(ConditionKind.INDUSTRY, Operator.IN, codes, strength), start, end)


def _classes(text: str) -> Iterator[Bounded]:
    """The size class that the clause names as those who may apply, at the end of its noun phrase."""
    codes: list[str] = []
    first, last = len(text), -1
    for code in ("sme", "micro", "small"):
        for found in rule("conditions", "sme_class", code).finditer(text):
            codes.append(code)
            first, last = min(first, found.start()), max(last, found.end())
    if not codes or rule("conditions", "sme_class", "others").search(text):
        return
    if not rule("conditions", "sme_class", "after").match(text[last : last + _WIDE]):
        return
    wanted = ("sme",) if "sme" in codes else tuple(dict.fromkeys(codes))
    loose = rule("conditions", "sme_class", "loose").match(text[last:])
    strength = Strength.IN_PRINCIPLE if loose else Strength.HARD
    yield Bounded(Condition(ConditionKind.SME_CLASS, Operator.IN, wanted, strength), first, last)


def _legal_forms(text: str) -> Iterator[Bounded]:
    both = rule("conditions", "legal_form", "both").search(text)
    for name, codes in (
        ("only_corporations", ("sole_proprietor", "individual")),
        ("no_sole", ("sole_proprietor",)),
    ):
        found = rule("conditions", "legal_form", name).search(text)
        if found and not (both and name == "only_corporations"):
            condition = Condition(ConditionKind.LEGAL_FORM, Operator.NOT_IN, codes)
            yield Bounded(condition, found.start(), found.end())
            return


def _certifications(text: str) -> Iterator[Bounded]:
    """Certifications that a firm must hold; of several named in one clause one is enough."""
    held = [
        each
        for each in find_certifications(text)
        if rule("conditions", "certification", "after").match(text[each.span[1] :])
        and not rule("conditions", "certification", "not_before").search(text[: each.span[0]])
        and not rule("conditions", "certification", "not_after").search(
            text[each.span[1] : each.span[1] + _WIDE]
        )
    ]
    if held:
        codes = tuple(dict.fromkeys(each.code for each in held))
        strength = Strength.HARD if len(codes) == 1 else Strength.IN_PRINCIPLE
        condition = Condition(ConditionKind.CERTIFICATION, Operator.IN, codes, strength)
        yield Bounded(condition, held[0].span[0], held[-1].span[1])
