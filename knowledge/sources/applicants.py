"""Who may apply, as far as ticks on a portal say it.

A portal's ticks help people search and are coarser than the notice: they are ``in_principle``, so
that they can say yes but never, alone, no.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.programs import (
    Age,
    Bilingual,
    Condition,
    ConditionKind,
    Evidence,
    Operator,
    Strength,
)
from knowledge.regions import find_regions, parse_region
from knowledge.sources.lexicon import folded, wording

ALMOST_ALL = 17
"""Divisions of industry or regions ticked, from which on a portal's list restricts nobody."""


def ticked(
    kind: ConditionKind, codes: Sequence[str], name: str, value: str, shown: Evidence, **portal: str
) -> tuple[Condition, ...]:
    """One condition, met by any of ``codes``; none where there are none."""
    if not codes:
        return ()
    gist = wording(name, value=value, **portal)
    evidence = replace(shown, gist=gist)
    return (Condition(kind, Operator.IN, tuple(codes), Strength.IN_PRINCIPLE, evidence),)


def at_most(
    kind: ConditionKind, bound: int | Age, name: str, value: str, shown: Evidence, **portal: str
) -> Condition:
    gist = wording(name, value=value, **portal)
    evidence = replace(shown, gist=gist)
    return Condition(kind, Operator.AT_MOST, bound, Strength.IN_PRINCIPLE, evidence)


def region_of(label: str) -> str | None:
    """The code of a region by its name; None for what is none, or names several."""
    try:
        code = parse_region(folded(label))
    except ValueError:
        return None
    return None if code.endswith(":all") else code


def opening(title: str) -> str:
    """What stands in the brackets that a title opens with; empty where there are none."""
    found = re.match(r"\s*[\[【(〔<]([^\])】〕>]{1,24})[\])】〕>]", folded(title))
    return found[1].strip() if found else ""


def named_first(title: str) -> str | None:
    """The region in the brackets a title opens with: a town's own programme says so only there."""
    regions = [r for r in find_regions(opening(title)) if not r.others and not r.negated]
    first = [r for r in regions if r.span[0] == 0 and r.code[2:3] == "-"]
    return first[0].code if first else None


def portal_words(portal: Bilingual) -> dict[str, str]:
    return {"portal_ko": portal.ko, "portal_ja": portal.ja}
