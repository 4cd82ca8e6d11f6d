"""Bizinfo (announcements of Korea's ministries and regions). Needs BIZINFO_KEY or DATA_GO_KR_KEY.

More than half of its periods are no dates; regions stand in the title's brackets or joined with @;
the text is HTML with entities escaped twice, who may apply behind a pointing hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urljoin

from knowledge.formats.characters import normalised
from knowledge.programs import Application, Bilingual, Condition, ConditionKind, Country
from knowledge.sources.applicants import ALMOST_ALL, portal_words, ticked
from knowledge.sources.asking import Found, Kept, Missed, json_in, object_in, rows_in
from knowledge.sources.drafting import unescaped
from knowledge.sources.korea import areas, checked, purposes, usable_key
from knowledge.sources.lexicon import codes_of, pattern, table, wording
from knowledge.sources.model import Draft, Part, Record, field_evidence
from knowledge.sources.moments import from_digits
from knowledge.sources.ports import Fetch
from knowledge.zones import ZONES

NAME = "bizinfo"
PER_PAGE = 1000
MOST_PAGES = 20
FEEDS = {"inqireCo", "totCnt", "rnum"}
"""Counters of views and rows: they change daily and say nothing."""


@dataclass(frozen=True, slots=True)
class Bizinfo:
    """By its own interface with ``key``, else by data.go.kr with ``open_key``."""

    key: str
    open_key: str = ""
    root: str = ""
    name: str = NAME

    def records(self, fetch: Fetch, _kept: Kept, _today: date) -> Iterator[Found | Missed]:
        for row in self._own(fetch) if self.key else self._open(fetch):
            id = str(row.get("pblancId") or "").strip()
            bare = {key: value for key, value in row.items() if key not in FEEDS and value}
            yield Found(id, bare) if id else Missed("?", "a row without pblancId")

    def _own(self, fetch: Fetch) -> Iterator[dict[str, Any]]:
        address = (self.root or str(table(NAME)["root"])) + str(table(NAME)["path"])
        asked = {"crtfcKey": self.key, "dataType": "json", "searchCnt": "0"}
        yield from rows_in(checked(fetch.get(address, asked)), "jsonArray")

    def _open(self, fetch: Fetch) -> Iterator[dict[str, Any]]:
        address = (self.root or str(table(NAME)["open_root"])) + str(table(NAME)["open_path"])
        taken = 0
        for number in range(1, MOST_PAGES + 1):
            asked = {
                "serviceKey": usable_key(self.open_key),
                "dataType": "json",
                "pageNo": str(number),
                "numOfRows": str(PER_PAGE),
            }
            page = checked(fetch.get(address, asked))
            body = object_in(object_in(object_in(json_in(page)).get("response")).get("body"))
            rows = rows_in(page, "response", "body", "items", "item") if body.get("items") else []
            yield from rows
            taken += len(rows)
            if not rows or taken >= int(body.get("totalCount") or 0):
                return


def translate(record: Record) -> Draft:
    raw = record.raw
    title = unescaped(_text(raw, "pblancNm"))
    published, _ = from_digits(_text(raw, "creatPnttm"), ZONES[Country.KR])
    period = " ".join(normalised(_text(raw, "reqstBeginEndDe")).split())
    where = _text(raw, "rceptEngnHmpgUrl")
    draft = Draft(
        record,
        program=f"{NAME}-{record.id.removeprefix('PBLN_').lstrip('0') or record.id}",
        country=Country.KR,
        title=title,
        publisher=table(NAME)["publisher"],
        url=_address(raw, record.id),
        parts=tuple(_parts(_text(raw, "bsnsSumryCn"))),
        published=published.date() if published else None,
        agency=Bilingual(ko=_bodies(raw)),
        period=None
        if pattern(NAME, "nothing").match(period)
        else Part(table(NAME)["period_heading"], period),
        purposes=purposes(_split(_text(raw, "pldirSportRealmLclasCodeNm"))),
        apply=Application(
            where=Bilingual(ko=" · ".join(filter(None, [_text(raw, "reqstMthPapersCn"), where]))),
            contact=Bilingual(ko=_text(raw, "refrncNm")),
        ),
    )
    return replace(draft, conditions=tuple(_conditions(raw, title, draft)))


def _bodies(raw: Mapping[str, Any]) -> str:
    """Whose programme it is, and who runs it."""
    names = (_text(raw, "jrsdInsttNm"), _text(raw, "excInsttNm"))
    return " · ".join(dict.fromkeys(name for name in names if name))


def _parts(markup: str) -> Iterator[Part]:
    """What it is for; behind the first hand who may apply, behind the others what is given."""
    text = unescaped(markup).replace("\r\n", "\n")
    first, *pointed = text.split(table(NAME)["hand"])
    yield Part("", first)
    for number, piece in enumerate(pointed):
        yield Part(table(NAME)["content_heading" if number else "target_heading"], piece)


def _conditions(raw: Mapping[str, Any], title: str, draft: Draft) -> Iterator[Condition]:
    shown = field_evidence(draft.record, draft.source, Bilingual())
    words = portal_words(wording("portal_bizinfo"))
    labels = _split(_text(raw, "areaNm") or _text(raw, "hashtags"))
    yield from areas(labels, title, shown, words)
    yield from ticked(ConditionKind.COUNTRY, ["KR"], "home_kr", "", shown, **words)
    target = _text(raw, "trgetNm")
    classes = codes_of("korea", "classes", [target])
    yield from ticked(ConditionKind.SME_CLASS, classes, "target", target, shown, **words)
    trades = [label.partition("(")[0] for label in _text(raw, "industNm").split("@") if label]
    if 0 < len(trades) < ALMOST_ALL:
        codes = codes_of(NAME, "industries", trades)
        shown_as = ", ".join(trades)
        yield from ticked(ConditionKind.INDUSTRY, codes, "industry", shown_as, shown, **words)


def _address(raw: Mapping[str, Any], id: str) -> str:
    given = _text(raw, "pblancUrl") or str(table(NAME)["page"]).format(id=id)
    return urljoin(str(table(NAME)["root"]), unescaped(given))


def _split(text: str) -> list[str]:
    return [part.strip() for part in pattern(NAME, "joint").split(text) if part.strip()]


def _text(raw: Mapping[str, Any], key: str) -> str:
    return str(raw.get(key) or "").strip()
