"""Periods that print no date: until the budget is used, always, first come, announced later."""

from __future__ import annotations

from knowledge.dates.cleaning import Clean
from knowledge.dates.lexicon import lexicon
from knowledge.dates.model import Period, PeriodKind, Role
from knowledge.dates.places import Line, role_of
from knowledge.dates.stretches import Stretch

_UNREAD_LENGTH = 40
_CONTENT_LINES = 3
_PROSE_KINDS = {
    PeriodKind.BUDGET,
    PeriodKind.FIRST_COME,
    PeriodKind.UNTIL_FILLED,
    PeriodKind.ROLLING,
}


def is_early(text: str) -> bool:
    """Whether some sentence says that applications may close before their last day."""
    rules = lexicon().rules
    return any(
        rules["budget"].search(sentence)
        and rules["early"].search(sentence)
        and rules["shut"].search(sentence)
        for sentence in rules["sentence"].split(text)
    )


def phrase_periods(
    source: Clean,
    lines: list[Line],
    stretches: list[Stretch],
    dated: tuple[Period, ...],
    *,
    alone: bool,
) -> tuple[Period, ...]:
    """``dated`` with the periods that words alone give, in the order of the text."""
    if alone and not stretches:
        return _field(source)
    found = [
        period
        for block in _blocks(lines, stretches)
        if (period := _phrase(source, block[0].start, block[-1].end, prose=False))
    ]
    if not found and not any(p.role is Role.APPLICATION for p in dated):
        found = _sentences(source, stretches)
    return tuple(sorted((*dated, *found), key=lambda each: each.span))


def _field(source: Clean) -> tuple[Period, ...]:
    text = source.text
    if period := _phrase(source, 0, len(text), prose=False):
        return (period,)
    if len(text) > _UNREAD_LENGTH or lexicon().rule("title").search(text):
        return ()
    return (Period(PeriodKind.UNPARSED, source.original, (0, len(source.original))),)


def _blocks(lines: list[Line], stretches: list[Stretch]) -> list[list[Line]]:
    """What follows each heading of applications: its own line and two more, if none prints a date."""
    blocks: dict[int, list[Line]] = {}
    for line in lines:
        if line.role is Role.APPLICATION and line.heading is not None and line.end > line.start:
            blocks.setdefault(line.heading, []).append(line)
    clear = []
    for block in blocks.values():
        start, end = block[0].start, block[-1].end
        if not any(start <= each.start <= end for each in stretches):
            clear.append(block[:_CONTENT_LINES])
    return clear


def _phrase(source: Clean, start: int, end: int, *, prose: bool) -> Period | None:
    words = source.text[start:end]
    if not words.strip() and (start, end) != (0, len(source.text)):
        return None
    for name, pattern in lexicon().phrases:
        kind = PeriodKind(name)
        if prose and kind not in _PROSE_KINDS:
            continue
        if pattern.search(words):
            span = source.span(start, end)
            raw = source.original[span[0] : span[1]]
            role = Role.OTHER if role_of(words) is Role.OTHER else Role.APPLICATION
            return Period(kind, raw, span, role=role)
    return None


def _sentences(source: Clean, stretches: list[Stretch]) -> list[Period]:
    """In prose without any dated application period: a sentence that takes applications."""
    rules = lexicon().rules
    found: list[Period] = []
    start = 0
    for stop in [*rules["sentence"].finditer(source.text), None]:
        end = stop.start() if stop else len(source.text)
        words = source.text[start:end]
        clear = not any(start <= each.start < end for each in stretches)
        if clear and len(words) <= 200 and rules["predicate"].search(words):
            period = _phrase(source, start, end, prose=True)
            if period and period.role is Role.APPLICATION:
                found.append(period)
        start = stop.end() if stop else end
    return found
