"""Records of the same programme from two sources, made one.

Title (0.6), agency (0.25) and period (0.15) together decide; the threshold and the weights are those
that readers of the same two Korean portals arrived at. What differs is kept with its source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from knowledge.programs import Program, Warning, Window
from knowledge.regions import find_regions
from knowledge.sources.lexicon import folded, pattern
from knowledge.windows import reconcile

SAME = 0.85
TITLE, AGENCY, PERIOD = 0.6, 0.25, 0.15
LEAST_LETTERS = 6
"""A shorter title without its ornaments names nothing."""


@dataclass(frozen=True, slots=True)
class Sourced:
    """A programme and the name of the source it is from."""

    source: str
    program: Program


def joined(programs: Sequence[Sourced]) -> tuple[Mapping[str, Program], Mapping[str, str]]:
    """The programmes by id, joined ones under the id of the first source; and of those that went
    into another the id to the id of that.
    """
    into: dict[str, str] = {}
    made = {each.program.id: each.program for each in programs}
    for first, second in _pairs(programs):
        keeper, goes = into.get(first, first), into.get(second, second)
        if keeper == goes or goes not in made or second in into:
            continue
        made[keeper] = together(made[keeper], made.pop(goes))
        into[goes] = keeper
    return made, into


def _pairs(programs: Sequence[Sourced]) -> Iterator[tuple[str, str]]:
    """Pairs of one programme, the earlier first; only those that share an address, a title or a
    closing day are compared.
    """
    blocks: dict[object, list[int]] = defaultdict(list)
    for number, each in enumerate(programs):
        for key in _keys(each.program):
            blocks[key].append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in blocks.values():
        for place, number in enumerate(numbers):
            for other in numbers[place + 1 :]:
                first, second = programs[number], programs[other]
                if first.source == second.source or (number, other) in seen:
                    continue
                seen.add((number, other))
                if is_same(first.program, second.program):
                    yield first.program.id, second.program.id


def _keys(program: Program) -> Iterator[object]:
    yield "title", plain_title(program)
    if address := _address(program.url):
        yield "address", address
    for window in program.windows:
        if window.closes_at:
            yield "closes", window.closes_at.date()


def is_same(one: Program, other: Program) -> bool:
    if one.country is not other.country:
        return False
    titles = (plain_title(one), plain_title(other))
    if min(map(len, titles)) < LEAST_LETTERS or _numbers(titles[0]) != _numbers(titles[1]):
        return False
    address = _address(one.url)
    if address and address == _address(other.url):
        return True
    title = _alike(*titles)
    period = _period(one.windows, other.windows)
    if period == 0:
        return False
    return TITLE * title + AGENCY * _agency(one, other) + PERIOD * period >= SAME


def plain_title(program: Program) -> str:
    """The title without its region, its year and the words that every notice has."""
    title = folded(program.names.ko or program.names.ja).casefold()
    bare = pattern("joining", "ornaments").sub("", title)
    return "".join(c for c in bare if c.isalnum())


def _numbers(title: str) -> list[str]:
    """Rounds and amounts: a second call is another programme than the first."""
    return pattern("joining", "number").findall(title)


def _alike(one: str, other: str) -> float:
    """Shared pieces of three letters, as a share of all."""
    pieces = [{t[n : n + 3] for n in range(max(1, len(t) - 2))} for t in (one, other)]
    return len(pieces[0] & pieces[1]) / len(pieces[0] | pieces[1])


def _agency(one: Program, other: Program) -> float:
    """1 where the one name holds the other, 0 where they sit in different regions. A ministry on the
    one portal and the body that runs it on the other are no contradiction.
    """
    if any(a in b or b in a for a in _bodies(one) for b in _bodies(other)):
        return 1.0
    regions = [_regions(p) for p in (one, other)]
    if not all(regions):
        return 0.5
    return 0.75 if regions[0] & regions[1] else 0.0


def _bodies(program: Program) -> list[str]:
    """Each body by its name alone, without its legal form."""
    names = folded(program.agency.ko or program.agency.ja).split("·")
    return [
        bare for name in names if (bare := pattern("joining", "legal_form").sub("", name.strip()))
    ]


def _regions(program: Program) -> set[str]:
    """Prefectures and provinces that the agency's name and the title speak of."""
    text = f"{program.agency.ko or program.agency.ja} {program.names.ko or program.names.ja}"
    return {found.code[:5] for found in find_regions(text) if found.code[2:3] == "-"}


def _period(one: Sequence[Window], other: Sequence[Window]) -> float:
    """1 where they close on the same day, 0 where the one ends before the other begins."""
    if not one or not other:
        return 0.5
    ends = [{w.closes_at.date() for w in each if w.closes_at} for each in (one, other)]
    if ends[0] & ends[1]:
        return 1.0
    apart = all(_apart(a, b) for a in one for b in other)
    return 0.0 if apart else 0.5


def _apart(one: Window, other: Window) -> bool:
    def ends_first(a: Window, b: Window) -> bool:
        return a.closes_at is not None and b.opens_at is not None and a.closes_at < b.opens_at

    return ends_first(one, other) or ends_first(other, one)


def _address(url: str | None) -> str:
    """An address that can name one notice: with a path or a query, without its ornaments."""
    parts = urlsplit(url or "")
    path = parts.path.rstrip("/")
    if not parts.hostname or not (parts.query or path.count("/") > 1):
        return ""
    return f"{parts.hostname.removeprefix('www.')}{path}?{parts.query}"


def together(kept: Program, other: Program) -> Program:
    """``kept`` with what ``other`` knows besides. Facts that differ stand side by side, each with
    its own evidence; of two ends the earlier is shown and the difference said.
    """
    names = [n for n in (other.names.ko, other.names.ja) if n not in (kept.names.ko, kept.names.ja)]
    said = {(c.kind, c.operator, c.bound) for c in kept.conditions if c.operator}
    more = [
        c for c in other.conditions if not c.operator or (c.kind, c.operator, c.bound) not in said
    ]
    given = {(b.at_most, b.rate) for b in kept.benefits}
    return replace(
        kept,
        agency=kept.agency or other.agency,
        gist=kept.gist or other.gist,
        windows=_windows(kept.windows, other.windows),
        conditions=(*kept.conditions, *more),
        benefits=(
            *kept.benefits,
            *(b for b in other.benefits if (b.at_most, b.rate) not in given),
        ),
        sources=tuple(dict.fromkeys((*kept.sources, *other.sources))),
        aliases=tuple(dict.fromkeys((*kept.aliases, *filter(None, names)))),
        purposes=tuple(dict.fromkeys((*kept.purposes, *other.purposes))),
    )


def _windows(kept: tuple[Window, ...], other: tuple[Window, ...]) -> tuple[Window, ...]:
    if not kept or not other:
        return kept or other
    if len(kept) == len(other) == 1:
        return (reconcile(kept[0], other[0]),)
    ends = [{w.closes_at.date() for w in each if w.closes_at} for each in (kept, other)]
    if ends[0] == ends[1]:
        return kept
    return tuple(
        replace(w, warnings=tuple(dict.fromkeys((*w.warnings, Warning.SOURCES_DIFFER))))
        for w in kept
    )
