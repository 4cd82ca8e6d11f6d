"""Names of regions at their places in a folded text, before anything is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.regions.containment import contains
from knowledge.regions.edges import edges, free_left, free_right, refused
from knowledge.regions.gazetteer import gazetteer

_LONGEST_PART = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling at a place, with all the codes it may mean, the likeliest first.

    A code that ends with a colon stands for a ward of that name which no table lists.
    """

    codes: tuple[str, ...]
    start: int
    end: int


def names(text: str) -> list[Name]:
    """The longest names, from left to right; a part with its whole is one name."""
    return _told_apart(text, _merged(text, list(_scan(text))))


def _scan(text: str) -> Iterator[Name]:
    place, end_of_last = 0, -1
    while place < len(text):
        name, skip = _at(text, place, end_of_last)
        if name is None:
            place += skip
            continue
        name = _with_part(text, name)
        yield name
        place = end_of_last = name.end


def _at(text: str, place: int, end_of_last: int) -> tuple[Name | None, int]:
    """The name that begins here and how far to go on; a stranger is passed over whole."""
    known = gazetteer()
    for length in range(min(known.longest, len(text) - place), 0, -1):
        piece = text[place : place + length]
        if piece in edges().strangers:
            return None, length
        codes = known.names.get(piece) or _common_word(text, piece, place + length)
        if codes and (place == end_of_last or free_left(text, place, place + length)):
            name = Name(codes, place, place + length)
            if _ends(text, name) and _warranted(text, piece, name):
                return name, length
    return None, 1


def _common_word(text: str, piece: str, end: int) -> tuple[str, ...]:
    """A Korean city whose name without suffix is a word of its own, where a place must follow."""
    codes = gazetteer().common.get(piece, ())
    return codes if codes and edges().located.match(text, end) else ()


def _ends(text: str, name: Name) -> bool:
    """The next name may follow at once, as a district does its city."""
    return free_right(text, name.end) or _at(text, name.end, name.end)[0] is not None


def _warranted(text: str, piece: str, name: Name) -> bool:
    """A word that is a name only now and then needs its context, or its own part behind it."""
    municipal = ":" in name.codes[0][3:]
    if _is_bare(name, piece) and refused(text, name.start, name.end, municipal=municipal):
        return False
    context = edges().cautious.get(piece)
    if context is None or context.match(text, name.end):
        return True
    return _with_part(text, name) != name or _next_is_inside(text, name)


def _is_bare(name: Name, piece: str) -> bool:
    region = gazetteer().regions.get(name.codes[0])
    official = (region.names.ko, region.names.ja) if region else ()
    return piece not in official and not piece.endswith(edges().suffixes)


def _next_is_inside(text: str, whole: Name) -> bool:
    glue = edges().glue.match(text, whole.end)
    following, _ = _at(text, glue.end(), -1) if glue else (None, 0)
    return following is not None and any(_within(whole, code) for code in following.codes)


def _with_part(text: str, whole: Name) -> Name:
    """広島県三原: the part loses its suffix after its whole."""
    glue = edges().glue.match(text, whole.end)
    start = glue.end() if glue else whole.end
    for code in whole.codes:
        parts = gazetteer().parts.get(code, {})
        for length in range(_LONGEST_PART, 1, -1):
            end = start + length
            part = parts.get(text[start:end])
            complete = text.startswith(edges().suffixes, end)
            if part and not complete and free_right(text, end):
                return Name((part,), whole.start, end)
    return whole


def _merged(text: str, found: list[Name]) -> list[Name]:
    """A part directly after its whole (福岡県久留米市) is one name with it. A ward that no table
    lists (大阪市北区) is dropped after its city.
    """
    merged: list[Name] = []
    for name in found:
        last = merged[-1] if merged else None
        if last is None or not edges().glue.fullmatch(text, last.end, name.start):
            merged.append(name)
        elif inside := tuple(code for code in name.codes if _within(last, code)):
            merged[-1] = Name(inside, last.start, name.end)
        elif len(name.codes) == 1 or text[name.start - 1] == " ":
            merged.append(name)
    return merged


def _told_apart(text: str, found: list[Name]) -> list[Name]:
    """An ambiguous name is settled by its prefecture right after it: 【池田町】（岐阜県）."""
    settled = list(found)
    for place, (name, following) in enumerate(pairwise(found)):
        between = text[name.end : following.start]
        if len(name.codes) > 1 and re.fullmatch(r"[】」\])]*[(\[]", between):
            inside = tuple(code for code in name.codes if _within(following, code))
            settled[place] = replace(name, codes=inside or name.codes)
    return settled


def _within(whole: Name, code: str) -> bool:
    return not code.endswith(":") and any(
        not one.endswith(":") and one != code and contains(one, code) for one in whole.codes
    )
