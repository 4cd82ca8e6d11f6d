"""J-Grants (subsidies of Japan's ministries, prefectures and towns). Needs no key.

List and detail of version 1, and the detail of version 2 with its rounds. Times are UTC; a limit of
0 or 9999999999 is not stated; a municipality stands only in the title.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from knowledge.errors import SourceUnavailable
from knowledge.extraction.benefits import kind_of
from knowledge.money import Currency, Money, write_money
from knowledge.programs import (
    Application,
    Benefit,
    Bilingual,
    Condition,
    ConditionKind,
    Country,
    Evidence,
    Operator,
    Strength,
    Window,
)
from knowledge.sources.applicants import (
    ALMOST_ALL,
    at_most,
    named_first,
    opening,
    portal_words,
    region_of,
    ticked,
)
from knowledge.sources.asking import Found, Kept, Missed, object_in, rows_in
from knowledge.sources.lexicon import codes_of, folded, pattern, table, wording
from knowledge.sources.model import Draft, Part, Record, field_evidence
from knowledge.sources.moments import from_utc, stated_window, window_gist
from knowledge.sources.ports import Fetch
from knowledge.zones import ZONES

NAME = "jgrants"
ATTACHED = ("application_guidelines", "outline_of_grant", "application_form")
DETAIL_AGAIN = 7
"""Days after which the detail of an open record is read again: the list does not tell of changes."""
FEW_PURPOSES = 4
"""Ticks on purposes; with more of them they tell nothing."""


@dataclass(frozen=True, slots=True)
class JGrants:
    """Asks for the list by many words, and for the detail of what is new, changed or open."""

    root: str = ""
    name: str = NAME

    def records(self, fetch: Fetch, kept: Kept, today: date) -> Iterator[Found | Missed]:
        rows = self._listed(fetch)
        for id, row in rows.items():
            before = kept.known(id)
            if before and _same_row(before.raw, row) and not _due(before, row, today):
                yield Found(id, before.raw, attachments=None)
                continue
            try:
                yield self._detailed(fetch, row, before, today)
            except SourceUnavailable as error:
                yield Missed(id, str(error))

    def _listed(self, fetch: Fetch) -> dict[str, dict[str, Any]]:
        """The union over the words; one word that fails would make records look withdrawn."""
        rows: dict[str, dict[str, Any]] = {}
        for word in table(NAME)["keywords"]:
            page = fetch.get(
                f"{self._root}/v1/public/subsidies",
                {
                    "keyword": word,
                    "sort": "acceptance_end_datetime",
                    "order": "DESC",
                    "acceptance": "0",
                },
            )
            for row in rows_in(page, "result"):
                rows[str(row["id"])] = row
        return rows

    def _detailed(
        self, fetch: Fetch, row: dict[str, Any], before: Record | None, today: date
    ) -> Found:
        """What is over is not worth a call; its detail stays as it was."""
        id = str(row["id"])
        if _over(row, today):
            return Found(id, {**(before.raw if before else {}), "list": row}, attachments=None)
        page = fetch.get(f"{self._root}/v1/public/subsidies/id/{id}")
        detail = next(iter(rows_in(page, "result")), {})
        bare = {key: value for key, value in detail.items() if key not in ATTACHED}
        files = [
            (str(file.get("name", "")), str(file.get("data") or ""))
            for key in ATTACHED[:1]
            for file in detail.get(key) or ()
        ]
        raw = {"list": row, "detail": bare, "detail_read": today.isoformat()}
        return Found(id, raw, tuple(files))

    @property
    def _root(self) -> str:
        return self.root or str(table(NAME)["root"])


def _same_row(raw: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return json.dumps(raw.get("list"), sort_keys=True) == json.dumps(row, sort_keys=True)


def _due(before: Record, row: Mapping[str, Any], today: date) -> bool:
    read = before.raw.get("detail_read")
    if _over(row, today):
        return False
    return read is None or (today - date.fromisoformat(read)).days >= DETAIL_AGAIN


def _over(row: Mapping[str, Any], today: date) -> bool:
    closes, _ = from_utc(row.get("acceptance_end_datetime"), ZONES[Country.JP])
    return closes is not None and closes.date() < today


def translate(record: Record) -> Draft:
    listed = {key: value for key, value in record.raw["list"].items() if value is not None}
    raw = {**object_in(record.raw.get("detail")), **listed}  # the list was read last
    title = str(raw.get("title") or "").strip()
    portal = wording("portal_jgrants")
    draft = Draft(
        record,
        program=f"{NAME}-{record.id}",
        country=Country.JP,
        title=title,
        publisher=table(NAME)["publisher"],
        url=raw.get("front_subsidy_detail_page_url") or table(NAME)["page"].format(id=record.id),
        parts=_parts(raw),
        calls=pattern(NAME, "no_call").search(folded(title)) is None,
        kind=_kind(title),
        agency=Bilingual(ja=str(raw.get("institution_name") or "")),
        purposes=_purposes(raw),
    )
    shown = field_evidence(record, draft.source, Bilingual())
    return replace(
        draft,
        windows=tuple(_windows(raw, shown, portal)),
        conditions=tuple(_conditions(raw, title, shown, portal)),
        benefits=tuple(_benefits(raw, draft.kind, shown, portal)),
        apply=Application(where=Bilingual(ko=draft.url or "", ja=draft.url or "")),
    )


def _parts(raw: Mapping[str, Any]) -> tuple[Part, ...]:
    texts = (raw.get("subsidy_catch_phrase"), raw.get("detail"))
    return tuple(Part("", str(text)) for text in texts if text)


def _kind(title: str) -> str:
    """Whatever its name says, and money where it says nothing: it is a portal of subsidies."""
    kind = kind_of(title)
    return "grant" if kind == "service" else kind


def _windows(raw: Mapping[str, Any], shown: Evidence, portal: Bilingual) -> Iterator[Window]:
    zone = ZONES[Country.JP]
    for row in raw.get("workflow") or [raw]:
        opens = from_utc(row.get("acceptance_start_datetime"), zone)
        closes = from_utc(row.get("acceptance_end_datetime"), zone, end=True)
        if opens[0] is None and closes[0] is None:
            continue
        gist = window_gist(opens, closes, portal)
        label = str(row.get("fiscal_year_round") or "")
        yield replace(
            stated_window(opens, closes),
            evidence=replace(shown, gist=gist),
            label=Bilingual(ko=label, ja=label),
        )


def _conditions(
    raw: Mapping[str, Any], title: str, shown: Evidence, portal: Bilingual
) -> Iterator[Condition]:
    words = portal_words(portal)
    yield from _area(raw, title, shown, words)
    industries = _split(raw.get("industry"))
    if 0 < len(industries) < ALMOST_ALL:
        codes = codes_of(NAME, "industries", industries)
        shown_as = " / ".join(industries)
        yield from ticked(ConditionKind.INDUSTRY, codes, "industry", shown_as, shown, **words)
    employees = folded(str(raw.get("target_number_of_employees") or ""))
    if found := pattern(NAME, "employees").match(employees):
        bound = int(found[1])
        yield at_most(ConditionKind.EMPLOYEES, bound, "employees", employees, shown, **words)
    if raw.get("request_reception_presence") == table(NAME)["taken_here"]:
        yield Condition(
            ConditionKind.ACCOUNT,
            Operator.IS,
            ("gbizid_prime",),
            Strength.DISCRETIONARY,
            replace(shown, gist=wording("gbizid")),
        )


def _area(
    raw: Mapping[str, Any], title: str, shown: Evidence, words: dict[str, str]
) -> Iterator[Condition]:
    rows = [row.get("target_area_search") for row in raw.get("workflow") or [raw]]
    labels = [label for row in rows for label in _split(row)]
    regions = [code for label in labels for code in _regions(label)]
    own = named_first(title)
    if own:
        yield from ticked(ConditionKind.HEADQUARTERS, [own], "area", opening(title), shown, **words)
    elif regions and not set(labels) & set(table(NAME)["everywhere"]):
        codes = list(dict.fromkeys(regions))
        if len(codes) < 2 * ALMOST_ALL:
            shown_as = " / ".join(dict.fromkeys(labels))
            yield from ticked(ConditionKind.HEADQUARTERS, codes, "area", shown_as, shown, **words)
    if labels and not set(labels) & set(table(NAME)["abroad"]):
        yield from ticked(ConditionKind.COUNTRY, ["JP"], "home_jp", "", shown, **words)


def _regions(label: str) -> tuple[str, ...]:
    if blocks := codes_of(NAME, "blocks", [label]):
        return blocks
    code = region_of(label)
    return (code,) if code else ()


def _benefits(
    raw: Mapping[str, Any], kind: str, shown: Evidence, portal: Bilingual
) -> Iterator[Benefit]:
    words = portal_words(portal)
    limit, rate = raw.get("subsidy_max_limit"), folded(str(raw.get("subsidy_rate") or ""))
    stated = rate if pattern(NAME, "rate_stated").search(rate) else ""
    if isinstance(limit, (int, float)) and int(limit) not in table(NAME)["not_stated"]:
        money = Money(int(limit), Currency.JPY)
        value = {f"value_{code}": write_money(money, code) for code in ("ko", "ja")}
        yield Benefit(kind, money, stated, replace(shown, gist=wording("limit", **value, **words)))
    elif stated:
        gist = wording("rate", value=stated, **words)
        yield Benefit(kind, None, stated, replace(shown, gist=gist))


def _purposes(raw: Mapping[str, Any]) -> tuple[str, ...]:
    labels = _split(raw.get("use_purpose"))
    return codes_of(NAME, "purposes", labels) if len(labels) <= FEW_PURPOSES else ()


def _split(text: Any) -> list[str]:
    """Only at a slash: the labels themselves hold commas and dots."""
    return [part.strip() for part in str(text or "").split("/") if part.strip()]
