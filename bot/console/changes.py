"""What a reload changes, in words: which programme, which of its facts, how it was and how it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.console.facts import in_words
from bot.console.words import Text, Words
from knowledge.programs import Application, Bilingual, Program, Source
from knowledge.versions import ProgramChanges

PARTS = ("windows", "conditions", "benefits")
SEVERAL = "; "


@dataclass(frozen=True, slots=True)
class Moved:
    """``before`` and ``after`` are empty where nothing was, or is, stated; of a list only what went
    and what came.
    """

    id: str
    name: Text
    field: str
    before: str
    after: str


def moved(changes: ProgramChanges, words: Words) -> list[Moved]:
    """Every fact that changed, in the order of the report."""
    found = []
    for change in changes.changed:
        was, now = changes.was.get(change.id), changes.now.get(change.id)
        if was and now:
            before, after = _ends(was, now, change.field, words)
        else:
            before, after = str(change.before or ""), str(change.after or "")
        label = words.label("field", change.field)
        found.append(Moved(change.id, name_of(changes, change.id, words), label, before, after))
    return found


def name_of(changes: ProgramChanges, id: str, words: Words) -> Text:
    """As it is called now, or was; its id where neither is known."""
    program = changes.now.get(id) or changes.was.get(id)
    return words.either(program.names, program.country) if program else Text(id)


def remarks_of(
    changes: ProgramChanges, id: str, holds: Mapping[str, str], words: Words
) -> list[str]:
    """Why people will not be shown it as it is."""
    found, program = [], changes.now.get(id)
    if id in holds and id not in changes.removed:
        found.append(words("report.held", reason=holds[id] or words("program.no_reason")))
    if program and program.extracted:
        found.append(words("report.to_review"))
    return found


def _ends(was: Program, now: Program, field: str, words: Words) -> tuple[str, str]:
    before, after = getattr(was, field), getattr(now, field)
    if field in PARTS:
        told = {True: _parts(before, was, words), False: _parts(after, now, words)}
        gone = [text for text in told[True] if text not in told[False]]
        come = [text for text in told[False] if text not in told[True]]
        if not (gone or come):  # only what stands behind them moved
            gone, come = told[True], told[False]
        return SEVERAL.join(gone), SEVERAL.join(come)
    say = _SAYING.get(field, _plainly)
    return say(before, was, words), say(after, now, words)


def _parts(values: Sequence[Any], program: Program, words: Words) -> list[str]:
    return [in_words(value, program, words).text for value in values]


def _both(value: Bilingual, program: Program, words: Words) -> str:
    return words.either(value, program.country).text


def _apply(value: Application, program: Program, words: Words) -> str:
    parts = (value.where, value.documents, value.contact)
    return SEVERAL.join(words.either(p, program.country).text for p in parts if p)


def _sources(value: Sequence[Source], _program: Program, words: Words) -> str:
    return SEVERAL.join(
        f"{source.title or source.url} ({words('program.read', date=words.day(source.read))})"
        if source.read
        else source.title or str(source.url)
        for source in value
    )


def _coded(group: str) -> Callable[[Any, Program, Words], str]:
    return lambda value, _program, words: words.label(group, str(value))


def _purposes(value: Sequence[str], _program: Program, words: Words) -> str:
    return ", ".join(words.label("purpose", each) for each in value)


def _plainly(value: Any, _program: Program, words: Words) -> str:
    if isinstance(value, bool):
        return words("field.yes" if value else "field.no")
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


_SAYING: Mapping[str, Callable[[Any, Program, Words], str]] = {
    "names": _both,
    "agency": _both,
    "gist": _both,
    "apply": _apply,
    "sources": _sources,
    "purposes": _purposes,
    "kind": _coded("kind"),
    "coverage": _coded("coverage"),
    "country": _coded("country"),
}
