"""What lies in what, in three values: a firm known only by its prefecture may or may not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from knowledge.programs import Country, Language
from knowledge.regions.gazetteer import gazetteer


@lru_cache(maxsize=65_536)
def contains(outer: str, inner: str) -> bool | None:
    """Whether a firm known to be in ``inner`` is in ``outer``; None where ``inner`` is too coarse.

    A predecessor lies in its successor (KR-46 in KR-12); the reverse is None. A group contains what
    one of its members does; as ``inner`` it is contained only if all its members are. A group
    without members (地方) decides nothing. Unknown codes raise ``ValueError``.
    """
    regions = gazetteer().regions
    for code in (outer, inner):
        if code not in regions:
            raise ValueError(f"unknown region code: {code}")
    if outer == inner:
        return True
    if _is_group(inner):
        return _agreed(contains(outer, member) for member in regions[inner].members)
    if _is_group(outer):
        members = regions[outer].members
        return _any(contains(member, inner) for member in members) if members else None
    return _in_one(outer, inner)


def expand(alias: str) -> tuple[str, ...]:
    """The codes a group stands for; a code that is no group stands for itself."""
    return gazetteer().regions[alias].members if _is_group(alias) else (alias,)


def name_of(code: str, language: Language) -> str:
    """The name, a municipality with its prefecture before it. Unknown codes come back as given."""
    region = gazetteer().regions.get(code)
    if region is None:
        return code
    name = region.names.within(language)
    parent, _, municipality = code.partition(":")
    if not municipality or _is_group(code):
        return name
    whole = gazetteer().regions[parent].names.within(language)
    if name in whole:
        return whole
    joint = " " if language is Language.KO else ""
    return f"{whole}{joint}{name}"


def country_of(code: str) -> Country:
    """The country of any region code."""
    return Country(code[:2])


def _is_group(code: str) -> bool:
    return code[2:3] == ":"


def _in_one(outer: str, inner: str) -> bool | None:
    if outer in lineage(inner):
        return True
    return None if inner in lineage(outer) else False


@lru_cache(maxsize=8192)
def lineage(code: str) -> tuple[str, ...]:
    """The code and everything it lies in: municipality, prefecture, successors, country."""
    province, _, municipality = code.partition(":")
    found = [code]
    provinces = [province]
    provinces.extend(_successors().get(province, ()))
    if municipality:
        found.extend(f"{one}:{municipality}" for one in provinces[1:])
    found.extend(provinces)
    found.append(code[:2])
    return tuple(dict.fromkeys(found))


def _agreed(verdicts: Iterable[bool | None]) -> bool | None:
    """True or False only where there is something to agree on and everything does."""
    values = set(verdicts)
    return values.pop() if len(values) == 1 else None


def _any(verdicts: Iterable[bool | None]) -> bool | None:
    values = set(verdicts)
    if True in values:
        return True
    return None if None in values else False


@cache
def _successors() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for region in gazetteer().regions.values():
        for predecessor in region.predecessors:
            found.setdefault(predecessor, []).append(region.code)
    return found
