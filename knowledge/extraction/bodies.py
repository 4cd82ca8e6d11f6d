"""Who offers the programme, in which country, and whose region its 'in the city' means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.extraction.lexicon import rule, table
from knowledge.extraction.model import Clause, Section
from knowledge.extraction.places import Home
from knowledge.programs import Bilingual, Country, Language
from knowledge.regions import country_of, find_regions, name_of
from knowledge.scripts import language_of

_PREFIX = re.compile(r"^\s*[\[【［<(](?P<name>[^\]】］>)]{2,16})[\]】］>)]")


@dataclass(frozen=True, slots=True)
class Body:
    names: Bilingual
    country: Country
    region: str | None = None


def body_of(title: str, clauses: Sequence[Clause], text: str, anchor: Clause | None) -> Body:
    """The agency as far as the text tells; the country then follows from it, else from a region in
    the title, else from the language.
    """
    fallback = Country.KR if language_of(text) is Language.KO else Country.JP
    korean = fallback is Country.KR
    opening = find_regions(title)[:1]
    if opening and opening[0].span[0] == 0 and rule("agencies", "mark").search(opening[0].raw):
        return _of_region(opening[0].code)
    for place in _places(title, clauses, anchor):
        if found := _known(place, korean=korean):
            return Body(found[0], found[1], _region(title))
        if region := _alone(place) or _office(place):
            return _of_region(region)
        if found_name := _named(place):
            region = _region(found_name) or _region(title)
            country = country_of(region) if region else fallback
            return Body(_bilingual(found_name), country, region)
    region = _region(title)
    if region is None:
        return Body(Bilingual(), fallback)
    return _of_region(region)


def _of_region(region: str) -> Body:
    official = Bilingual(ko=name_of(region, Language.KO), ja=name_of(region, Language.JA))
    return Body(official, country_of(region), region)


def home_of(body: Body, text: str) -> Home:
    """What 管内, 市内 and 国内 mean in this text."""
    own = Country.KR if language_of(text) is Language.KO else Country.JP
    return Home(body.country, body.region, own)


def _places(title: str, clauses: Sequence[Clause], anchor: Clause | None) -> Iterator[str]:
    """Where an agency is named, the surest first."""
    labels = (Section.AGENCY, Section.CONTACT)
    yield from (c.text for c in clauses if c.section is labels[0] and not c.heading)
    if found := _PREFIX.match(title):
        yield found["name"]
    if anchor:
        yield anchor.text
    yield title
    yield from (c.text for c in clauses if c.section is labels[1] and not c.heading)


def _known(text: str, *, korean: bool) -> tuple[Bilingual, Country] | None:
    """A body of the table, the first that is named; a Japanese city has an 環境部 as well, so the
    other country's bodies count only where the text says whose they are.
    """
    first: tuple[int, int, dict[str, str]] | None = None
    for row in table("agencies")["agency"]:
        foreign = (row["country"] == "KR") is not korean
        for word in (row["ja"], row["ko"], *row.get("words", ())):
            place = text.find(word)
            if foreign and not (row.get("unmistakable") or _foreign_before(text, place, korean)):
                continue
            if place >= 0 and (first is None or (place, -len(word)) < first[:2]):
                first = place, -len(word), row
    if first is None:
        return None
    row = first[2]
    return Bilingual(ko=row["ko"], ja=row["ja"]), Country(row["country"])


def _foreign_before(text: str, place: int, korean: bool) -> bool:
    word = table("agencies")["foreign"]["ko" if korean else "ja"]
    return place >= 0 and re.search(word, text[max(0, place - 6) : place]) is not None


def _named(text: str) -> str:
    """A body by the end of its name."""
    for key in ("ending_ko", "ending_ja"):
        if found := rule("agencies", key).search(text):
            return str(found["name"]).strip()
    return ""


def _office(text: str) -> str | None:
    """An office of a region, whose full name comes first, as in 大阪府商工労働部."""
    first = find_regions(text)[:1]
    if not first or first[0].span[0] != 0 or not rule("agencies", "mark").search(first[0].raw):
        return None
    office = rule("agencies", "office").match(text, first[0].span[1])
    return first[0].code if office and len(first[0].code) > 2 else None


def _alone(text: str) -> str | None:
    """A text that is nothing but the name of a region."""
    regions = find_regions(text)
    if len(regions) == 1 and regions[0].raw == text.strip() and not regions[0].others:
        return regions[0].code
    return None


def _region(text: str) -> str | None:
    """The one region that a text names before anything else; a group of regions is none."""
    regions = [
        r
        for r in find_regions(text)
        if len(r.code) > 2 and r.code[2] == "-" and not r.others and not r.negated
    ]
    return regions[0].code if regions else None


def _bilingual(name: str) -> Bilingual:
    if language_of(name) is Language.KO:
        return Bilingual(ko=name)
    return Bilingual(ja=name)
