"""J-Net21 headlines: programmes of Japanese towns and prefectures, by RSS. Needs no key.

Deadlines stand only in the prose; an item falls out of the feed long before its deadline, so it is
kept for ``keeps`` days after it was last seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lxml import etree

from knowledge.errors import SourceUnavailable
from knowledge.extraction.benefits import kind_of
from knowledge.programs import Bilingual, Condition, ConditionKind, Country, Language
from knowledge.regions import name_of
from knowledge.sources.applicants import opening, portal_words, region_of, ticked
from knowledge.sources.asking import Found, Kept, Missed
from knowledge.sources.lexicon import pattern, table
from knowledge.sources.model import Draft, Part, Record, field_evidence
from knowledge.sources.moments import from_digits
from knowledge.sources.ports import Fetch
from knowledge.zones import ZONES

NAME = "jnet21"


@dataclass(frozen=True, slots=True)
class JNet21:
    address: str = ""
    name: str = NAME
    keeps: int = 60

    def records(self, fetch: Fetch, kept: Kept, _today: date) -> Iterator[Found | Missed]:
        address = self.address or str(table(NAME)["address"])
        page = fetch.get(address, known=kept.tag(address))
        if page.unchanged:
            for id in kept.listed():
                if before := kept.known(id):
                    yield Found(id, before.raw, attachments=None)
            return
        for item in items_in(page.body, page.address):
            found = pattern(NAME, "article").search(item.get("link", ""))
            if found and pattern(NAME, "calls").match(item.get("title", "")):
                yield Found(found[1], item)
        if page.tag:
            kept.keep_tag(address, page.tag)


def items_in(feed: bytes, address: str) -> Iterator[dict[str, str]]:
    """The items of RSS 1.0 or 2.0: ``title``, ``link``, ``description``, ``date``.

    Entities are not resolved, nothing outside is read, and a document type is refused.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(feed, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceUnavailable(f"{address}: no feed: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceUnavailable(f"{address}: a feed with a document type is not read")
    for item in root.iter("{*}item"):
        made = {}
        for child in item:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            if name in {"title", "link", "description", "date", "pubDate"}:
                made["date" if name == "pubDate" else name] = (child.text or "").strip()
        yield made


def translate(record: Record) -> Draft:
    raw = record.raw
    title = str(raw.get("title", ""))
    called = pattern(NAME, "calls").match(title)
    name = called["name"].strip() if called else title
    quoted = pattern(NAME, "quoted").match(name)
    text = str(raw.get("description", ""))
    published, _ = from_digits(str(raw.get("date", "")), ZONES[Country.JP])
    region = _region(raw, called["place"] if called else None)
    kind = kind_of(called["kind"] if called else "", name)
    draft = Draft(
        record,
        program=f"{NAME}-{record.id}",
        country=Country.JP,
        title=quoted[1] if quoted else name,
        publisher=table(NAME)["publisher"],
        url=str(raw.get("link", "")) or None,
        parts=() if pattern(NAME, "placeholder").search(text) else (Part("", text),),
        published=published.date() if published else None,
        calls=called is not None,
        kind=kind,
        agency=_agency(called["place"] if called else None, region),
    )
    return replace(draft, conditions=_conditions(region, title, draft))


def _region(raw: Mapping[str, Any], place: str | None) -> str | None:
    """The town with the prefecture that stands behind it, for many towns share a name."""
    if place is None:
        return None
    found = pattern(NAME, "place").match(str(raw.get("description", "")))
    prefecture = found["prefecture"] if found else ""
    both = region_of(prefecture + place) if prefecture and prefecture != place else None
    return both or region_of(place) or (region_of(prefecture) if prefecture else None)


def _agency(place: str | None, region: str | None) -> Bilingual:
    if region:
        return Bilingual(ko=name_of(region, Language.KO), ja=name_of(region, Language.JA))
    return Bilingual(ja=place or "")


def _conditions(region: str | None, title: str, draft: Draft) -> tuple[Condition, ...]:
    shown = field_evidence(draft.record, draft.source, Bilingual())
    words = portal_words(Bilingual(ko=draft.publisher, ja=draft.publisher))
    codes = [region] if region else []
    own = ticked(ConditionKind.HEADQUARTERS, codes, "area", opening(title), shown, **words)
    return own + ticked(ConditionKind.COUNTRY, ["JP"], "home_jp", "", shown, **words)
