"""The list of sources under a reply: its lines stay as they are, whatever the text above says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.lock.model import Violation, ViolationKind
from bot.lock.names import squeezed
from bot.lock.roles import Role
from bot.lock.statements import Statement
from bot.lock.values import Kind, Value, blanked, read_values
from bot.messages import BlockKind, Reply

BESIDE = 14
"""Letters a line may have beside its title and its dates: 'read on', 'as of'."""


@dataclass(frozen=True, slots=True)
class Source:
    """A citation as listed: ``values`` are its dates, published or read."""

    title: str
    values: tuple[Value, ...]


def sources_of(reply: Reply) -> dict[str, Source]:
    """By marker."""
    found = {c.marker: Source(c.title, ()) for c in reply.citations}
    for block in reply.blocks:
        if block.kind is not BlockKind.SOURCES:
            continue
        for line in block.text.splitlines():
            values = read_values(line)
            dates = tuple(_dated(value) for value in values if value.kind is not Kind.CITATION)
            for marker in (str(v.key[0]) for v in values if v.kind is Kind.CITATION):
                if marker in found:
                    found[marker] = replace(found[marker], values=dates)
    return found


def _dated(value: Value) -> Value:
    """Without a word of reading it, a date is that of the publication."""
    published = value.kind is Kind.DATE and value.role is not Role.READ
    return replace(value, role=Role.PUBLISHED) if published else value


def wrong_source(line: Statement, sources: Mapping[str, Source]) -> Iterator[Violation]:
    markers = [str(v.key[0]) for v in line.values if v.kind is Kind.CITATION]
    letters, _ = squeezed(line.text)
    for marker in markers:
        source = sources.get(marker)
        if source is None or squeezed(source.title)[0] not in letters:
            reason = f"[{marker}] must be followed by the title given for it"
            yield Violation(ViolationKind.CITATION, line.text.strip(), reason)
            return
    titles = {sources[marker].title for marker in markers}
    allowed = [value for marker in markers for value in sources[marker].values]
    for value in line.values:
        known = any(value.kind is v.kind and value.key == v.key for v in allowed)
        if value.kind is not Kind.CITATION and not known:
            yield Violation(ViolationKind.DATE, value.raw, "the source's dates must stay")
    if _rest(line, titles) > BESIDE:
        reason = "a line of the sources holds nothing but title and date"
        yield Violation(ViolationKind.CITATION, line.text.strip(), reason)


def _rest(line: Statement, titles: set[str]) -> int:
    """Letters that are neither title nor figure."""
    bare = blanked(line.text, [(value.start, value.end) for value in line.values])
    count = len(squeezed(bare)[0])
    return count - sum(len(squeezed(_bare(title))[0]) for title in titles)


def _bare(title: str) -> str:
    return blanked(title, [(value.start, value.end) for value in read_values(title)])


def is_source(statement: Statement, sources: Mapping[str, Source]) -> bool:
    """A line that starts like one of the list and holds a title of it."""
    if not statement.source:
        return False
    letters, _ = squeezed(statement.text)
    return any(squeezed(source.title)[0] in letters for source in sources.values())
