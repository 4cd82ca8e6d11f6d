"""K-Startup (notices for founders in Korea). Needs DATA_GO_KR_KEY.

Days are YYYYMMDD; the id of a notice is ``pbanc_sn`` (``id`` counts rows); only those that recruit
are asked for, so one that is listed no more has closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from knowledge.programs import (
    Age,
    Application,
    Bilingual,
    Condition,
    ConditionKind,
    Country,
    Operator,
    Strength,
    Window,
)
from knowledge.sources.applicants import portal_words, ticked
from knowledge.sources.asking import Found, Kept, Missed, json_in, object_in, rows_in
from knowledge.sources.drafting import unescaped
from knowledge.sources.korea import areas, checked, purposes, usable_key
from knowledge.sources.lexicon import pattern, table, wording
from knowledge.sources.model import Draft, Part, Record, field_evidence
from knowledge.sources.moments import from_digits, stated_window, window_gist
from knowledge.sources.ports import Fetch
from knowledge.zones import ZONES

NAME = "kstartup"
PER_PAGE = 500
MOST_PAGES = 100


@dataclass(frozen=True, slots=True)
class KStartup:
    key: str
    root: str = ""
    name: str = NAME

    def records(self, fetch: Fetch, _kept: Kept, _today: date) -> Iterator[Found | Missed]:
        address = (self.root or str(table(NAME)["root"])) + str(table(NAME)["path"])
        taken = 0
        for number in range(1, MOST_PAGES + 1):
            asked = {
                "ServiceKey": usable_key(self.key),
                "page": str(number),
                "perPage": str(PER_PAGE),
                "returnType": "json",
                "Rcrt_prgs_yn": "Y",
            }
            page = checked(fetch.get(address, asked))
            rows = rows_in(page, "data")
            for row in rows:
                bare = {k: v for k, v in row.items() if k != "id" and v not in (None, "")}
                yield Found(str(row.get("pbanc_sn") or "?"), bare)
            taken += len(rows)
            if not rows or taken >= int(object_in(json_in(page)).get("matchCount") or taken):
                return


def translate(record: Record) -> Draft:
    raw = record.raw
    title = unescaped(_text(raw, "biz_pbanc_nm") or _text(raw, "intg_pbanc_biz_nm"))
    url = _text(raw, "detl_pg_url") or str(table(NAME)["page"]).format(id=record.id)
    draft = Draft(
        record,
        program=f"{NAME}-{record.id}",
        country=Country.KR,
        title=title,
        publisher=table(NAME)["publisher"],
        url=url if "://" in url else f"https://{url}",
        parts=tuple(_parts(raw)),
        agency=Bilingual(ko=_text(raw, "pbanc_ntrp_nm")),
        purposes=purposes([unescaped(_text(raw, "supt_biz_clsfc"))]),
        apply=Application(
            where=Bilingual(ko=_where(raw)),
            documents=Bilingual(ko=unescaped(_text(raw, "aply_mthd_docs"))),
            contact=Bilingual(ko=_contact(raw)),
        ),
    )
    return replace(
        draft, windows=tuple(_windows(raw, draft)), conditions=tuple(_conditions(raw, draft))
    )


def _parts(raw: Mapping[str, Any]) -> Iterator[Part]:
    yield Part("", _text(raw, "pbanc_ctnt"))
    for key, heading in (
        ("aply_trgt_ctnt", "target_heading"),
        ("aply_excl_trgt_ctnt", "excluded_heading"),
        ("aply_exclt_trgt_ctnt", "excluded_heading"),
    ):
        if text := _text(raw, key):
            yield Part(table(NAME)[heading], text)


def _windows(raw: Mapping[str, Any], draft: Draft) -> Iterator[Window]:
    zone, portal = ZONES[Country.KR], wording("portal_kstartup")
    opens = from_digits(_text(raw, "pbanc_rcpt_bgng_dt"), zone)
    closes = from_digits(_text(raw, "pbanc_rcpt_end_dt"), zone, end=True)
    if opens[0] or closes[0]:
        gist = window_gist(opens, closes, portal)
        evidence = field_evidence(draft.record, draft.source, gist)
        window = stated_window(opens, closes)
        yield replace(window, evidence=evidence)


def _conditions(raw: Mapping[str, Any], draft: Draft) -> Iterator[Condition]:
    shown = field_evidence(draft.record, draft.source, Bilingual())
    words = portal_words(wording("portal_kstartup"))
    labels = [label.strip() for label in _text(raw, "supt_regin").split(",") if label.strip()]
    yield from areas(labels, draft.title, shown, words)
    yield from ticked(ConditionKind.COUNTRY, ["KR"], "home_kr", "", shown, **words)
    ages = [label.strip() for label in _text(raw, "biz_enyy").split(",") if label.strip()]
    found = [pattern(NAME, "age").match(label) for label in ages]
    years = [int(each[1]) for each in found if each]
    if years and table(NAME)["not_yet"] not in ages:
        gist = wording("founded", value=", ".join(ages), **words)
        yield Condition(
            ConditionKind.FOUNDED,
            Operator.LESS_THAN,
            Age(max(years)),
            Strength.IN_PRINCIPLE,
            replace(shown, gist=gist),
        )


def _where(raw: Mapping[str, Any]) -> str:
    """Each way to apply with its address; the link alone where none is told."""
    ways = [
        f"{name}: {unescaped(_text(raw, key))}"
        for key, name in table(NAME)["ways"].items()
        if _text(raw, key)
    ]
    return " · ".join(ways) or _text(raw, "biz_aply_url") or _text(raw, "biz_gdnc_url")


def _contact(raw: Mapping[str, Any]) -> str:
    return " ".join(filter(None, [_text(raw, "biz_prch_dprt_nm"), _text(raw, "prch_cnpl_no")]))


def _text(raw: Mapping[str, Any], key: str) -> str:
    return str(raw.get(key) or "").strip()
