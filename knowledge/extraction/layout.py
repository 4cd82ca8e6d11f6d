"""A pasted text back into the lines it was printed in: titles, headings, items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.extraction.clauses import section_of
from knowledge.extraction.lexicon import rule

_LONG = 80
"""Characters: in a longer line the marks of a list stand for line ends that were lost."""
_TOKENS = 3


def without_quotation(text: str) -> str:
    """Without the marks of quotation and forwarding."""
    lines = [re.sub(r"^(?:\s*[>|]\s?)+", "", line) for line in text.splitlines()]
    return "\n".join(line for line in lines if not rule("notices", "forwarded").match(line))


def laid_out(text: str) -> Iterator[str]:
    """The lines, a heading apart from what it heads."""
    for number, line in enumerate(text.strip().splitlines()):
        whole = rule("notices", "mark").sub(_broken, line) if len(line) > _LONG else line
        for place, piece in enumerate(whole.splitlines()):
            yield from _titled(piece) if number == place == 0 else _headed(piece.strip())


def _broken(found: re.Match[str]) -> str:
    return "\n" + found[0].lstrip()


def _titled(line: str) -> Iterator[str]:
    if found := rule("notices", "titled").match(line):
        yield found["head"]
        yield from _headed(found["rest"])
    else:
        yield from _headed(line)


def _headed(line: str) -> Iterator[str]:
    """A heading in the first words of a numbered line, or any line's that is a label as a whole."""
    if found := rule("notices", "headed").match(line):
        yield from (found["head"], found["rest"])
        return
    if found := rule("notices", "counted").match(line):
        words = found["rest"].split(" ")
        for many in range(1, min(_TOKENS, len(words) - 1) + 1):
            label = " ".join(words[:many])
            if section_of(label) and rule("notices", "complete").search(label):
                yield f"{found['sign']}{label}"
                yield " ".join(words[many:])
                return
    yield line
