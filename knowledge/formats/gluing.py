"""Two lines that were one: with a space between them or without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.formats.spacing import Counts, apartness, learned
from knowledge.scripts import HAN, HANGUL, KANA

OPENS = re.compile(r"[「(\[“‘『《〈·/~\-]$")
CLOSES = re.compile(r"[」)\]”’』》〉,.;:!?%·/~]")
STOPS = re.compile(r"[,.;:!?]$")
COUNTED = re.compile(r"\d\s?[^\W\d]{1,2}$")  # a number with its unit


@dataclass(frozen=True, slots=True)
class Glue:
    """What one text shows of its own spacing. ``seen`` is the text itself; ``telling``: a blank at
    the end of a line tells a whole word from a broken one, as text out of a word processor keeps it.
    """

    seen: str
    counts: Counts
    telling: bool

    def join(self, head: str, tail: str, *, blank: bool) -> str:
        """``blank``: the line of ``head`` ended with a space when it was received."""
        return f"{head}{' ' if self._apart(head, tail, blank=blank) else ''}{tail}"

    def _apart(self, head: str, tail: str, *, blank: bool) -> bool:
        last, first = head[-1], tail[0]
        korean = HANGUL.match(last) or HANGUL.match(first)
        if not korean and (_japanese(last) or _japanese(first)):
            return False
        if blank:
            return True
        if OPENS.search(head) or CLOSES.match(tail):
            return False
        return self._korean(head, tail) if korean else not (last.isdigit() and first.isdigit())

    def _korean(self, head: str, tail: str) -> bool:
        if not HANGUL.match(tail[0]):  # a number or a foreign word begins
            return not self.telling
        if not HANGUL.match(head[-1]):  # a unit or a particle follows a number, word or bracket
            return bool(STOPS.search(head))
        before, after = head.rpartition(" ")[2], tail.partition(" ")[0]
        if f" {before} {after}" in self.seen:
            return True
        if self.telling or f" {before}{after}" in self.seen:
            return False
        return apartness(self.counts, head, tail) + (2 if COUNTED.search(head) else 0) > 0


def glue_for(lines: Sequence[tuple[str, bool]], blanks: Sequence[bool]) -> Glue:
    """Each line with whether it ended with a space; ``blanks`` are those of lines that go on."""
    share = sum(blanks) / len(blanks) if blanks else 0
    seen = " " + "".join(f"{text}{' ' if blank else chr(10)}" for text, blank in lines)
    counts = learned(text for text, _ in lines) if blanks else {}
    return Glue(seen, counts, 0.1 < share < 1)


def _japanese(char: str) -> bool:
    """Han, kana, or the punctuation that stands among them."""
    return bool(
        KANA.match(char) or HAN.match(char) or re.match("[\u3000-\u303f\uff01-\uff60]", char)
    )
