"""Regions in running text, each with whether the text denies it."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.folding import Folded, fold
from knowledge.regions.edges import edges
from knowledge.regions.gazetteer import gazetteer
from knowledge.regions.naming import Name, names


@dataclass(frozen=True, slots=True)
class FoundRegion:
    """A region named in a text. ``span`` is in the text as received; ``negated`` when the text
    says 'not there' (東京以外). ``others`` are further places the same words may name:
    then ``code`` is the likeliest, and nothing certain.
    """

    code: str
    span: tuple[int, int]
    raw: str
    negated: bool = False
    others: tuple[str, ...] = ()


def find_regions(text: str) -> tuple[FoundRegion, ...]:
    """Every region named, in order; a city with its prefecture before it is one region."""
    folded = fold(text)
    found = names(folded.text)
    denied = _denied(folded.text, found)
    return tuple(
        _found(text, folded, name, negated=name in denied)
        for name in found
        if not name.codes[0].endswith(":")
    )


def parse_region(text: str) -> str:
    """The one region that ``text`` is: a code or a name in either language.

    Raises ``ValueError`` when it is none, several, or a name of more than one place.
    """
    given = text.strip()
    for code in (given, given.upper()):
        if code in gazetteer().regions:
            return code
    codes = places_called(given)
    if not codes:
        raise ValueError(f"no region is called {given!r}")
    if len(codes) > 1:
        raise ValueError(f"{given!r} names several regions: {', '.join(codes)}")
    return codes[0]


def places_called(name: str) -> tuple[str, ...]:
    """The codes of every place that has exactly this name, the likeliest first; none is empty."""
    found = find_regions(name)
    if len(found) == 1 and found[0].raw == name:
        return (found[0].code, *found[0].others)
    return gazetteer().common.get(fold(name).text, ())


def _found(text: str, folded: Folded, name: Name, *, negated: bool) -> FoundRegion:
    start, end = folded.span(name.start, name.end)
    others = tuple(code.rstrip(":") for code in name.codes[1:])
    return FoundRegion(name.codes[0], (start, end), text[start:end], negated, others)


def _denied(text: str, found: list[Name]) -> set[Name]:
    """Names that a denial follows, and those listed together with them."""
    denied: set[Name] = set()
    following: Name | None = None
    for name in reversed(found):
        joined = (
            following is not None
            and following in denied
            and edges().joints.fullmatch(text, name.end, following.start) is not None
        )
        if joined or edges().denied.match(text, name.end):
            denied.add(name)
        following = name
    return denied
