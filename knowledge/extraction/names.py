"""What a document calls the programme it announces, and where the announcement stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.documents import Document
from knowledge.extraction.lexicon import rule
from knowledge.extraction.model import Clause, Section
from knowledge.programs import Bilingual, Language
from knowledge.scripts import language_of

_NEAR = 2
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name and the clause, by its place in the list, that announces it."""

    name: str
    clause: int


def calls(clause: Clause) -> bool:
    """Whether the clause calls for applications."""
    return rule("names", "call").search(clause.text) is not None


def title_of(document: Document, clauses: Sequence[Clause]) -> str:
    return clauses[0].text if clauses and clauses[0].heading else document.title


def title_name(title: str, *, structured: bool = False) -> str:
    """The programme's name in a title that is a notice; empty if it is none. With ``structured``
    the text itself has the form of one.
    """
    bare = re.sub(r"[(（][^()（）]*[)）]", "", title)
    if (
        rule("names", "none").search(title)
        or len(title) > _LONGEST
        or rule("names", "headline").search(bare)
    ):
        return ""
    if not structured and not rule("names", "notice").search(title):
        return ""
    return _stripped(title)


def _stripped(title: str) -> str:
    name = rule("names", "before").sub("", title).strip()
    shorter = rule("names", "after").sub("", name).strip()
    return shorter if len(shorter) >= 4 else name


def labelled_name(clauses: Sequence[Clause]) -> str:
    """Behind a label such as 事業名."""
    for clause in clauses:
        if clause.section is Section.NAME and not clause.heading and len(clause.text) <= _LONGEST:
            return clause.text
    return ""


def announced(clauses: Sequence[Clause]) -> tuple[Anchor, ...]:
    """Names in sentences that call for applications, each once, where it stands first."""
    found: dict[str, Anchor] = {}
    for place, clause in enumerate(clauses):
        if clause.heading:
            continue
        near = clauses[place : place + 1 + _NEAR]
        for name in _quoted(clause.text):
            if any(calls(c) for c in near if not c.heading):
                found.setdefault(_key(name), Anchor(name, place))
        if calls(clause):
            for name in _bare(clause.text):
                if not any(_key(name) in known or known in _key(name) for known in found):
                    found.setdefault(_key(name), Anchor(name, place))
    return tuple(sorted(found.values(), key=lambda a: a.clause))


def headed(clauses: Sequence[Clause]) -> tuple[Anchor, ...]:
    """Headings that are names of programmes, as in a digest of several."""
    return tuple(
        Anchor(_stripped(rule("sections", "margin").sub("", clause.text).strip()), place)
        for place, clause in enumerate(clauses)
        if place and clause.heading and _ends_like_a_name(clause.text)
    )


def in_its_language(name: str) -> Bilingual:
    language = language_of(name) or Language.JA
    return Bilingual(ko=name) if language is Language.KO else Bilingual(ja=name)


def _quoted(text: str) -> Iterator[str]:
    for found in rule("names", "quoted").finditer(text):
        if _ends_like_a_name(found["name"]):
            yield found["name"].strip()


def _bare(text: str) -> Iterator[str]:
    for rule_name in ("bare_ko", "bare_ja", "bare_long"):
        for found in rule("names", rule_name).finditer(text):
            if len(found["name"].strip()) >= 6:
                yield found["name"].strip()


def _ends_like_a_name(text: str) -> bool:
    core = re.sub(rule("names", "tail").pattern, "", text).strip()
    core = rule("names", "after").sub("", core).strip() or core
    return re.search(rf"(?:{rule('names', 'ending').pattern})$", core) is not None


def _key(name: str) -> str:
    return re.sub(r"[\s\W]", "", name)
