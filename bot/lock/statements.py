"""A text cut into statements, each with the programmes it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.lock.lexicon import lexicon
from bot.lock.names import Mention, Names
from bot.lock.values import Value, blanked, read_values

NEAR = 6
"""Letters between two names that still name them together."""
SOURCE = re.compile(r"^\s*(?:\[\d{1,3}\])+\s*\S")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, or the part of it that belongs to one name. Offsets are those of the text.

    ``owners``: the programmes it speaks of, empty for none. ``near``: the name stands in its own
    paragraph; else it was only the last one named. ``source``: a line of the list of sources.
    ``warns``: it stands in a line that cautions. ``bare``: without figures and names.
    """

    text: str
    start: int
    owners: frozenset[str]
    near: bool
    values: tuple[Value, ...]
    asks: bool = False
    other: bool = False
    source: bool = False
    warns: bool = False
    bare: str = ""


def statements(text: str, names: Names, sole: str | None) -> tuple[Statement, ...]:
    """``sole`` is the only programme of the turn, to which everything then belongs."""
    found: list[Statement] = []
    current: frozenset[str] = frozenset()
    spoken: set[str] = set()
    place = 0
    for paragraph in re.split(r"(\n\s*\n)", text):
        named = False
        for start, sentence in _sentences(paragraph):
            for offset, piece, owners, sure in _pieces(sentence, names, spoken):
                settled = not sure and bool(current) and current < owners
                if owners and not settled:
                    current, named = owners, True
                mine = frozenset({sole}) if sole and not owners else current
                near = bool(owners) or named or sole is not None
                line = paragraph[paragraph.rfind("\n", 0, start) + 1 : start + len(sentence)]
                found.append(
                    _statement(piece, place + start + offset, names, mine, line, near=near)
                )
        place += len(paragraph)
    return tuple(found)


def _statement(
    piece: str, start: int, names: Names, owners: frozenset[str], line: str, *, near: bool
) -> Statement:
    rules = lexicon()
    values = read_values(piece)
    called = [(name.start, name.end) for name in names.mentions(piece) if name.whole]
    return Statement(
        piece,
        start,
        owners,
        near,
        values,
        asks=rules.rule("shape.question").search(piece.strip()) is not None,
        other=rules.rule("shape.other").search(piece) is not None,
        source=line == piece and SOURCE.match(piece) is not None,
        warns=rules.rule("claim.caution").match(line) is not None,
        bare=blanked(piece, [*called, *((v.start, v.end) for v in values)]),
    )


def _sentences(paragraph: str) -> Iterator[tuple[int, str]]:
    """Offset and text; a line of the sources stays whole."""
    start = 0
    for match in lexicon().rule("shape.sentence").finditer(paragraph):
        line = paragraph[start : match.end()]
        if _heads_line(paragraph, start) and SOURCE.match(line) and match.group() != "\n":
            continue
        if line.strip():
            yield start, line
        start = match.end()
    if paragraph[start:].strip():
        yield start, paragraph[start:]


def _heads_line(paragraph: str, start: int) -> bool:
    return start == 0 or paragraph[start - 1] == "\n"


def _pieces(
    sentence: str, names: Names, spoken: set[str]
) -> Iterator[tuple[int, str, frozenset[str], bool]]:
    """Cut before each name but the first; names that stand together share
    what follows; with it whether a name fits one programme alone.
    A word of a name counts once the name itself was ``spoken``.
    """
    if SOURCE.match(sentence):
        everyone = [mention for mention in names.mentions(sentence) if mention.whole]
        yield 0, sentence, _owners(everyone), True
        return
    groups: list[list[Mention]] = []
    for mention in names.mentions(sentence):
        if not mention.whole and not spoken & set(mention.ids):
            continue
        spoken |= set(mention.ids) if mention.whole else set()
        between = sentence[groups[-1][-1].end : mention.start] if groups else ""
        if groups and (len(between) <= NEAR or _same(groups[-1][-1], mention)):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    if not groups:
        yield 0, sentence, frozenset(), False
        return
    cuts = [0, *(group[0].start for group in groups[1:]), len(sentence)]
    for group, start, end in zip(groups, cuts, cuts[1:], strict=False):
        sure = any(len(mention.ids) == 1 for mention in group)
        yield start, sentence[start:end], _owners(group), sure


def _same(one: Mention, other: Mention) -> bool:
    return set(one.ids) == set(other.ids)


def _owners(group: list[Mention]) -> frozenset[str]:
    """A form that fits several is settled by one in the group that fits one of them."""
    sure = {id for mention in group if len(mention.ids) == 1 for id in mention.ids}
    open_ = [mention for mention in group if len(mention.ids) > 1 and not sure & set(mention.ids)]
    return frozenset(sure | {id for mention in open_ for id in mention.ids})
