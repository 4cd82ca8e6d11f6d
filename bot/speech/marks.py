"""A message with everything that was read in it replaced by one letter, so that patterns of
speech are about words and not about the many forms of amounts and places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.speech.contractions import plain
from bot.speech.lexicon import BLOCKS
from knowledge.amounts import FoundMoney, read_money
from knowledge.industries import FoundIndustry, find_industries
from knowledge.quantities import FoundCount, read_headcounts
from knowledge.regions import FoundRegion, find_regions

Found = FoundMoney | FoundCount | FoundRegion | FoundIndustry
_HANGUL = re.compile(r"[\uac00-\ud7a3]{4,}")
_SHORTEST_REGION, _LONGEST_REGION = 2, 5
_END = re.compile(r"[.?!\u3002\n]")


@dataclass(frozen=True, slots=True)
class Mark:
    """What was read at ``place`` of the marked text; its span is of the message as received."""

    place: int
    found: Found


@dataclass(frozen=True, slots=True)
class Marked:
    """``origin[i]`` is the offset in the received ``message`` of ``text[i]`` (one entry more)."""

    message: str
    text: str
    origin: tuple[int, ...]
    marks: Mapping[int, Mark]

    def words(self, start: int, end: int) -> tuple[str, tuple[int, int]]:
        """The received words of a range of the marked text, and their span."""
        span = self.origin[start], self.origin[end]
        return self.message[span[0] : span[1]], span

    def sentence(self, place: int) -> tuple[int, int]:
        """The range of the sentence around ``place``, its end mark included."""
        start = max((m.end() for m in _END.finditer(self.text, 0, place)), default=0)
        end = _END.search(self.text, place)
        return start, end.end() if end else len(self.text)

    def regions(self) -> list[tuple[int, FoundRegion]]:
        return [(m.place, m.found) for m in self._sorted() if isinstance(m.found, FoundRegion)]

    def industries(self) -> list[tuple[int, FoundIndustry]]:
        return [(m.place, m.found) for m in self._sorted() if isinstance(m.found, FoundIndustry)]

    def amounts(self) -> list[tuple[int, FoundMoney]]:
        return [(m.place, m.found) for m in self._sorted() if isinstance(m.found, FoundMoney)]

    def counts(self) -> list[tuple[int, FoundCount]]:
        return [(m.place, m.found) for m in self._sorted() if isinstance(m.found, FoundCount)]

    def _sorted(self) -> Iterator[Mark]:
        return iter(sorted(self.marks.values(), key=lambda mark: mark.place))


def mark(message: str) -> Marked:
    """Amounts first, then people, places and industries; what overlaps an earlier one is dropped."""
    folded = plain(message)
    taken: list[tuple[int, int, Found]] = []
    readings: Iterable[tuple[Found, ...]] = (
        read_money(folded.text, plain=True),
        read_headcounts(folded.text),
        find_regions(folded.text),
        find_industries(folded.text),
        _glued(folded.text),
    )
    for reading in readings:
        for found in reading:
            start, end = found.span
            if all(end <= other or start >= after for other, after, _ in taken):
                taken.append((start, end, found))
    return _marked(message, folded.text, folded.origin, sorted(taken, key=lambda one: one[0]))


def _glued(text: str) -> tuple[Found, ...]:
    """A region and the trade written right behind it, without the space between them."""
    found: list[Found] = []
    for token in _HANGUL.finditer(text):
        for cut in range(_SHORTEST_REGION, min(_LONGEST_REGION, len(token[0]) - 1) + 1):
            regions, trades = find_regions(token[0][:cut]), find_industries(token[0][cut:])
            whole = len(regions) == 1 and regions[0].span == (0, cut) and "-" in regions[0].code
            if whole and trades and trades[0].span[0] == 0:
                first = token.start() + cut
                last = first + trades[0].span[1]
                found.append(replace(regions[0], span=(token.start(), first)))
                found.append(replace(trades[0], span=(first, last)))
    return tuple(found)


def _marked(
    message: str, text: str, back: tuple[int, ...], taken: list[tuple[int, int, Found]]
) -> Marked:
    pieces: list[str] = []
    origin: list[int] = []
    marks: dict[int, Mark] = {}
    place = 0
    for start, end, found in taken:
        pieces.append(text[place:start])
        origin.extend(back[place:start])
        marks[len(origin)] = Mark(len(origin), found)
        pieces.append(_letter(found, len(marks)))
        origin.append(back[start])
        place = end
    pieces.append(text[place:])
    origin.extend(back[place:])
    return Marked(message, "".join(pieces), tuple(origin), marks)


def _letter(found: Found, number: int) -> str:
    kinds = {FoundRegion: "R", FoundIndustry: "I", FoundMoney: "M", FoundCount: "N"}
    return chr(BLOCKS[kinds[type(found)]] + number % 256)
