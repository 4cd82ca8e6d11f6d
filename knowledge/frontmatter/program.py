"""The front matter of a bundled document to its programme. The format: knowledge/documents/README."""

from __future__ import annotations

from dataclasses import replace

from knowledge.documents import Document
from knowledge.errors import BadFrontMatter
from knowledge.frontmatter.conditions import read_condition
from knowledge.frontmatter.nodes import Node
from knowledge.frontmatter.vocabulary import mend_word
from knowledge.frontmatter.windows import read_window
from knowledge.programs import (
    Application,
    Benefit,
    Bilingual,
    Country,
    Coverage,
    Evidence,
    Language,
    Program,
    Source,
)
from knowledge.zones import ZONES

PROGRAMME = (
    "id", "type", "country", "names", "translated", "aliases", "agency", "kind", "purposes", "gist",
    "windows", "conditions", "coverage", "benefits", "apply", "sources",
)  # fmt: skip
REFERENCE = (
    "id", "type", "country", "names", "translated", "aliases", "agency", "purposes", "gist", "sources",
)  # fmt: skip
REQUIRED = ("id", "country", "names", "agency", "kind", "gist", "sources")


def read_front_matter(document: Document, file: str) -> tuple[Document, Program | None]:
    """The document with its titles and sources, and its programme; None for ``type: reference``.

    Raises ``BadFrontMatter`` with every mistake of ``file`` together.
    """
    top = Node(dict(document.front_matter))
    reference = _reference(top)
    top.keys(REFERENCE if reference else PROGRAMME, ("id",) if reference else REQUIRED)
    _identity(top, document)
    sources = tuple(_source(item) for item in top.child("sources").items())
    names = _names(top)
    program = None if reference else _program(top, document, names, sources)
    if top.problems:
        raise BadFrontMatter(file, top.problems)
    return _described(document, names, sources), program


def _reference(top: Node) -> bool:
    kind = top.child("type")
    if kind.given and kind.value not in {"programme", "reference"}:
        kind.wrong(f"{kind.value!r} is neither programme nor reference")
    return bool(kind.value == "reference")


def _identity(top: Node, document: Document) -> None:
    name = document.id.rpartition("/")[2]
    if top.child("id").given and top.child("id").text() != name:
        top.child("id").wrong(f"{top.child('id').value!r} differs from the file's name {name!r}")


def _described(document: Document, names: Bilingual, sources: tuple[Source, ...]) -> Document:
    published = [source.published for source in sources if source.published]
    return replace(
        document,
        title=names.ko or names.ja or document.title,
        titles=names,
        sources=sources,
        url=next((source.url for source in sources if source.url), None),
        published=max(published, default=document.published),
    )


def _names(top: Node) -> Bilingual:
    languages = [item.choice(Language, Language.KO) for item in top.child("translated").items()]
    names = top.child("names").bilingual(translated=frozenset(languages))
    for language in languages:
        if top.child("names").given and not names.has(language):
            top.child("translated").wrong(
                f"{language} is marked as ours but names has no {language}"
            )
    return names


def _program(
    top: Node, document: Document, names: Bilingual, sources: tuple[Source, ...]
) -> Program:
    country = top.child("country").choice(Country, Country.JP)
    evidence = Evidence(document.id, source=sources[0] if sources else None)
    if not sources and top.child("sources").given:
        top.child("sources").wrong("name at least one source")
    return Program(
        id=top.child("id").text(),
        country=country,
        names=names,
        agency=top.child("agency").bilingual(),
        kind=top.child("kind").word(mend_word("kinds")),
        gist=top.child("gist").bilingual(both=True),
        document=document.id,
        windows=tuple(
            read_window(item, evidence, ZONES[country]) for item in top.child("windows").items()
        ),
        conditions=tuple(
            read_condition(item, evidence) for item in top.child("conditions").items()
        ),
        coverage=_coverage(top),
        benefits=tuple(_benefit(item, evidence) for item in top.child("benefits").items()),
        apply=_apply(top.child("apply")),
        sources=sources,
        aliases=top.child("aliases").words(_anything),
        purposes=top.child("purposes").words(mend_word("purposes")),
    )


def _anything(_: str) -> None:
    """An alias may be any word."""


def _coverage(top: Node) -> Coverage:
    coverage = top.child("coverage").choice(Coverage, Coverage.NONE)
    typed = top.child("conditions").value
    if coverage is not Coverage.NONE and not typed:
        top.child("coverage").wrong(f"{coverage} without conditions; write none, or the conditions")
    return Coverage.PARTIAL if typed and not top.child("coverage").given else coverage


def _source(node: Node) -> Source:
    node.keys(("title", "url", "published", "read"), ("title",))
    url = node.child("url").text()
    if url and not url.startswith(("https://", "http://")):
        node.child("url").wrong(f"{url!r} is not an address; it begins with https://")
    published, read = node.child("published").day(), node.child("read").day()
    if published and read and read < published:
        node.child("read").wrong("read before it was published; check both dates")
    return Source(node.child("title").text(), url or None, published, read)


def _benefit(node: Node, evidence: Evidence) -> Benefit:
    node.keys(("kind", "at_most", "rate", "gist"), ("kind",))
    return Benefit(
        node.child("kind").word(mend_word("kinds")),
        node.child("at_most").amount(),
        node.child("rate").text(),
        replace(evidence, gist=node.child("gist").bilingual(both=True)),
    )


def _apply(node: Node) -> Application:
    if not node.given:
        return Application()
    keys = ("where", "documents", "contact")
    node.keys(keys)
    return Application(**{key: node.child(key).bilingual() for key in keys})
