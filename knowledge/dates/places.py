"""Where a stretch of time stands in a notice: under which heading, behind which label."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.dates.lexicon import lexicon
from knowledge.dates.model import Role
from knowledge.dates.stretches import Shape, Stretch

_HEADING_LENGTH = 40
_LABEL_LENGTH = 25
_LEFT_OVER = 6
_NAME_LENGTH = 14
_REACH = 8
"""A heading speaks for at most so many lines below it."""


@dataclass(frozen=True, slots=True)
class Line:
    """``heading`` is the place of the heading that governs the line, with its words and role.

    ``event``: the line belongs to a paragraph on a briefing or another event.
    """

    start: int
    end: int
    heading: int | None = None
    words: str = ""
    role: Role | None = None
    event: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """``role`` None: nothing says. ``explicit``: a label directly before it says so."""

    role: Role | None
    line: Line
    segment: str
    label: str
    explicit: bool


def role_of(words: str) -> Role | None:
    """What a label or a heading says of the dates it stands before; None if it is no such label."""
    rules = lexicon().rules
    dense = words.replace(" ", "")
    if rules["other"].search(words) or rules["other"].search(dense):
        return Role.OTHER
    if rules["deadline"].search(dense):
        return Role.APPLICATION
    if not rules["application"].search(dense):
        return None
    if rules["periodword"].search(dense):
        return Role.APPLICATION
    named = dense.rstrip("~(").endswith((":", *lexicon().topics))
    return Role.APPLICATION if named and not rules["notperiod"].search(dense) else None


def read_lines(text: str, stretches: list[Stretch]) -> list[Line]:
    occupied = sorted(s.start for s in stretches)
    lines: list[Line] = []
    heading: Line | None = None
    age = blanks = start = 0
    event = False
    for content in text.split("\n"):
        end = start + len(content)
        first = next((s for s in occupied if start <= s < end), None)
        head = _heading(content, None if first is None else first - start)
        blanks = 0 if content.strip() else blanks + 1
        age += bool(content.strip())
        event = bool(content.strip()) and (event or _names_event(content))
        if head is not None:
            heading = Line(start, end, start, head, role_of(head), event=event)
            lines.append(heading)
            age = 0
        elif heading is None or blanks > 1 or age > _REACH:
            heading = None
            lines.append(Line(start, end, event=event))
        else:
            lines.append(replace(heading, start=start, end=end, event=event))
        start = end + 1
    return lines


def _names_event(content: str) -> bool:
    return lexicon().rule("event").match(content) is not None


def _heading(content: str, first: int | None) -> str | None:
    """The words of a heading, or of the label that opens a line and speaks for those below."""
    bare = content.strip()
    if first is not None:
        before = content[:first].strip(" \t~")
        whole = before.count("(") == before.count(")") and 2 < len(before) <= _LABEL_LENGTH
        marked = before.endswith(":") or lexicon().rule("heading").match(content) is not None
        return before if whole and marked and role_of(before) else None
    if not bare or len(bare) > _HEADING_LENGTH or bare.endswith("。") or "※" in bare:
        return None
    marked = lexicon().rule("heading").match(content) is not None
    if marked or bare.endswith(":"):
        return bare
    return bare if len(bare) <= 14 and role_of(bare) else None


def place_of(text: str, lines: list[Line], stretches: list[Stretch], index: int) -> Place:
    stretch = stretches[index]
    line = next(each for each in lines if each.start <= stretch.start <= each.end)
    before = stretches[index - 1].end if index else 0
    head = text[max(line.start, before) : stretch.start]
    found = lexicon().rule("segment").search(head)
    segment = found[0] if found else ""
    tilde = "~" if text.startswith("~", stretch.start) else ""
    role = role_of(segment + tilde)
    explicit = role is not None
    tail = text[stretch.end : line.end]
    lead, colon, _ = text[line.start : stretch.start].partition(":")
    heads = line.role is Role.APPLICATION or (colon and role_of(lead) is Role.APPLICATION)
    listed = not explicit and bool(heads)
    return Place(role, line, segment, _label(segment, tail, listed=listed), explicit)


def _label(segment: str, tail: str, *, listed: bool) -> str:
    """The round, or under a heading of applications the group it is for; else nothing."""
    rules = lexicon().rules
    if found := rules["round"].search(segment) or rules["round"].match(tail.lstrip(" (")[:16]):
        return found[0].strip()
    name = rules["particle"].sub("", segment.strip(" \t():·~,-_*※")).strip(" ()")
    if not listed or not 0 < len(name) <= _NAME_LENGTH or rules["nameless"].search(name):
        return ""
    return "" if rules["application"].search(name) else name


def sentence_around(text: str, stretch: Stretch) -> tuple[str, str]:
    """What its sentence says before it and after it."""
    stop = lexicon().rule("sentence")
    head = text[max(0, stretch.start - 200) : stretch.start]
    ends = [m.end() for m in stop.finditer(head)]
    tail = text[stretch.end : stretch.end + 200]
    after = stop.search(tail)
    return head[ends[-1] if ends else 0 :], tail[: after.start() if after else len(tail)]


def judged_role(text: str, place: Place, stretch: Stretch, *, alone: bool) -> Role:
    """``alone``: the text is a period field, in which a period is one for applications."""
    rules = lexicon().rules
    if place.explicit and place.role:
        return place.role
    before, after = sentence_around(text, stretch)
    if rules["strongother"].search(before) or rules["strongother"].search(after[:60]):
        return Role.OTHER
    if place.line.role and len(place.segment.strip()) <= _LABEL_LENGTH:
        return place.line.role
    bare = stretch.shape is Shape.BARE
    if alone and (not bare or len(rules["trim"].sub("", before + after)) <= _LEFT_OVER):
        return Role.APPLICATION
    if bare:
        return Role.OTHER
    takes = rules["predicate"].search(after) or rules["subject"].search(before)
    printed = stretch.shape is not Shape.FROM or any(m.year for m in stretch.moments)
    return Role.APPLICATION if takes and printed else Role.OTHER
