"""A day's snapshot of J-Grants turned back into the answers of its interface."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "jgrants"
DAYS = (date(2026, 7, 10), date(2026, 8, 19))
DIVISIONS = (
    "農業、林業", "漁業", "鉱業、採石業、砂利採取業", "建設業", "製造業",
    "電気・ガス・熱供給・水道業", "情報通信業", "運輸業、郵便業", "卸売業、小売業", "金融業、保険業",
    "不動産業、物品賃貸業", "学術研究、専門・技術サービス業", "宿泊業、飲食サービス業",
    "生活関連サービス業、娯楽業", "教育、学習支援業", "医療、福祉", "複合サービス事業",
)  # fmt: skip


def snapshot(day: date) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((FOLDER / f"snapshot-{day}.json").read_text("utf-8"))
    return rows


def answers(row: Mapping[str, Any], *, texts: bool = True) -> tuple[str, Any, Any]:
    """The id, the row of the list and the detail; without ``texts`` only what both days have."""
    id = str(row["id"]).removeprefix("jgrants-")
    listed = {
        "id": id,
        "title": row["title"],
        "target_area_search": str(row["target_area"] or "").replace("/", " / "),
        "subsidy_max_limit": row["amount_max"] or 0,
        "acceptance_start_datetime": _utc(row["start_date"], "00:00:00"),
        "acceptance_end_datetime": _utc(row["deadline"], "23:59:00"),
        "institution_name": row["organization"],
    }
    detail = {
        **listed,
        "subsidy_rate": row["subsidy_rate"],
        "industry": " / ".join(_divisions(row["target_industries"] or [])),
        "front_subsidy_detail_page_url": row["official_url"],
    }
    if texts:
        detail |= {
            "detail": row.get("detail_html"),
            "target_number_of_employees": row.get("target_number_of_employees"),
            "request_reception_presence": row.get("request_reception_presence"),
        }
    return id, listed, detail


def _utc(day: str | None, clock: str) -> str | None:
    """The snapshots hold days of Japan."""
    if not day:
        return None
    if clock == "23:59:00":
        return f"{day}T14:59:00.000Z"
    return f"{date.fromisoformat(day) - timedelta(days=1)}T15:00:00.000Z"


def _divisions(pieces: list[str]) -> list[str]:
    """The snapshots part the names of divisions at their commas."""
    whole = [d for d in DIVISIONS if set(d.split("、")) <= set(pieces)]
    known = {piece for d in whole for piece in d.split("、")}
    return [*whole, *(p for p in pieces if p not in known)]
