"""The date grammar against real notices that nobody of this project wrote.

``python -m tests.benchmarks.periods [--all]`` prints agreement, every disagreement and what must
be zero. Data: ``../shared/data`` (see its README); without it there is nothing to measure.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from knowledge.dates import Period, read_periods
from knowledge.programs import Country, Status, Window, WindowKind
from knowledge.windows import reconcile, status_of, windows_from

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
UNDATED = re.compile(
    "소진|상시|선착순|선순|수시|모집 (?:완료|마감)|상이|추후|연중|매[월주달]|익월|별"
    "|전까지|이내|한시|신청 완료|만기|문의|^종료|^D-|일 전$"
)
_ERA_DAY = r"(?:令和\s*(\d{1,2}|元)\s*年|(20\d\d)\s*年)\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_SHORT_DAY = r"(?:同年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_LABEL = re.compile(
    r"(?:申請|受付|募集|公募|応募|申込|提出|取扱|申出|調査|交付申請|支給申請|エントリー)"
    r"[^\n：:]{0,8}(?:期間|期限|締切)[^\n：:。]{0,10}(?:[：:】]|\n)\s*([^\n]{4,120})"
)


@dataclass
class Tally:
    name: str
    rows: int = 0
    agree: int = 0
    nothing_else: int = 0
    hours: int = 0
    hours_agree: int = 0
    errors: list[str] = field(default_factory=list)
    undated: int = 0
    undated_dated: int = 0
    undated_open: int = 0
    exceptions: int = 0
    read: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def compare(self, key: str, wanted: object, got: object, text: str) -> None:
        self.rows += 1
        if wanted == got:
            self.agree += 1
        else:
            self.errors.append(f"{key}: wanted {wanted}, read {got} | {text[:160]!r}")


def _read(tally: Tally, text: str, country: Country) -> tuple[Period, ...]:
    tally.read += 1
    try:
        return read_periods(text, country=country)
    except Exception as error:  # noqa: BLE001 - counting them is the point
        tally.exceptions += 1
        tally.errors.append(f"exception {error!r} | {text[:160]!r}")
        return ()


def _rows(path: str) -> list[dict[str, Any]]:
    loaded = json.loads((DATA / path).read_text(encoding="utf-8"))
    if isinstance(loaded, dict):
        loaded = loaded.get("items") or loaded.get("jsonArray")
    return list(loaded)


def _ends(periods: tuple[Period, ...]) -> tuple[str | None, str | None]:
    windows = windows_from(periods)
    if len(windows) != 1:
        return None, f"{len(windows)} windows"
    (window,) = windows
    opens = window.opens_at.date().isoformat() if window.opens_at else None
    return opens, window.closes_at.date().isoformat() if window.closes_at else None


def _undated(tally: Tally, text: str, windows: tuple[Window, ...]) -> None:
    tally.undated += 1
    moment = datetime(2026, 8, 22, 12, tzinfo=UTC)
    if any(w.closes_at or w.opens_at for w in windows):
        tally.undated_dated += 1
        tally.errors.append(f"undated read as a date | {text!r}")
    if any(status_of(w, moment) is Status.OPEN for w in windows):
        tally.undated_open += 1


def announcements() -> Tally:
    tally = Tally("bizinfo/announcements-2026-08-22: apply_raw")
    for row in _rows("bizinfo/announcements-2026-08-22.json"):
        text = row["apply_raw"]
        periods = _read(tally, text, Country.KR)
        tally.kinds.update(p.kind.value for p in periods)
        if UNDATED.search(text):
            _undated(tally, text, windows_from(periods))
        else:
            wanted = (row["apply_start"], row["apply_end"])
            tally.compare(row["source_id"], wanted, _ends(periods), text)
    return tally


def api_2021() -> Tally:
    tally = Tally("bizinfo/api-2021: reqstBeginEndDe")
    for row in _rows("bizinfo/api-2021.json"):
        text = row["reqstBeginEndDe"] or ""
        periods = _read(tally, text, Country.KR)
        tally.kinds.update(p.kind.value for p in periods)
        if found := re.fullmatch(r"(\d{8}) ~ (\d{8})", text):
            wanted = tuple(f"{d[:4]}-{d[4:6]}-{d[6:]}" for d in found.groups())
            tally.compare(row["pblancId"], wanted, _ends(periods), text)
        else:
            _undated(tally, text, windows_from(periods))
    return tally


def titles() -> Tally:
    """Titles print an end without a year: it must be found, its year must not be."""
    tally = Tally("bizinfo/announcements-2026-08-22: year-less ends in titles")
    for row in _rows("bizinfo/announcements-2026-08-22.json"):
        found = re.search(r"~\s*(?:(\d{2,4})[.])?\s*(\d{1,2})\s*[./월]\s*(\d{1,2})", row["title"])
        if not found or found[1]:
            continue
        periods = _read(tally, row["title"], Country.KR)
        got = [(p.month, p.day, p.end) for p in periods]
        wanted = (int(found[2]), int(found[3]), None)
        tally.compare(row["source_id"], True, wanted in got, f"{row['title']} -> {got}")
    return tally


def _first(found: re.Match[str]) -> date:
    era, year, month, day = found.groups()
    number = int(year) if year else 2018 + (1 if era == "元" else int(era))
    return date(number, int(month), int(day))


def simple_end(text: str) -> date | None:
    """An independent, simple reading: the last date of the first labelled line."""
    labelled = _LABEL.search(text)
    if not labelled:
        return None
    value = re.split(r"[※◆]|事前|説明会", labelled[1])[0].translate(_WIDE)
    dates = [(m.start(), _first(m)) for m in re.finditer(_ERA_DAY, value)]
    if not dates:
        return None
    place, last = dates[-1]
    for short in re.finditer(_SHORT_DAY, value[place:]):
        after = value[place + short.start() - 2 : place + short.start()]
        if "年" in after and "同年" not in short[0]:
            continue
        month, day = int(short[1]), int(short[2])
        last = date(last.year + ((month, day) < (last.month, last.day)), month, day)
    return last


_WIDE = str.maketrans("０１２３４５６７８９（）：", "0123456789():")


def _application_ends(periods: tuple[Period, ...]) -> list[date]:
    return [w.closes_at.date() for w in windows_from(periods) if w.closes_at]


def jnet21() -> Tally:
    tally = Tally("jnet21/headlines-2026-03-07: labelled deadlines in prose")
    seen: set[str] = set()
    for row in _rows("jnet21/headlines-2026-03-07.json"):
        text = f"{row['title']}\n{row['summary']}"
        wanted = simple_end(row["summary"])
        periods = _read(tally, text, Country.JP)
        tally.kinds.update(p.kind.value for p in periods)
        if wanted is None or row["summary"] in seen:
            continue
        seen.add(row["summary"])
        ends = _application_ends(periods)
        context = _LABEL.search(row["summary"])
        shown = context[0] if context else ""
        tally.compare(row["id"], wanted, wanted if wanted in ends else ends, shown)
        tally.nothing_else += set(ends) == {wanted}
        _hours(tally, shown, periods)
    return tally


_HOUR = re.compile(r"(午後)?(\d{1,2})(?:時(?:(\d{1,2})分)?|:(\d\d))|正午")


def _hours(tally: Tally, shown: str, periods: tuple[Period, ...]) -> None:
    """The last hour of the labelled line, read simply, is the closing hour of some window."""
    found = list(_HOUR.finditer(shown.translate(_WIDE)))
    if not found:
        return
    last = found[-1]
    hour = 12 if last[0] == "正午" else int(last[2]) + (12 if last[1] else 0)
    minute = int(last[3] or last[4] or 0)
    ends = [w.closes_at for w in windows_from(periods) if w.closes_at]
    tally.hours += 1
    if any((e.hour, e.minute) == (hour, minute) for e in ends):
        tally.hours_agree += 1
    else:
        tally.errors.append(f"hour {hour}:{minute:02} not in {ends} | {shown!r}")


def _stripped(markup: str) -> str:
    lines = re.sub(r"</(?:p|div|li|tr|h\d|td)>|<br[^>]*>", "\n", markup)
    return html.unescape(re.sub(r"<[^>]+>", "", lines))


def _jgrants_texts() -> Iterator[tuple[str, str, str, str]]:
    for row in _rows("jgrants/snapshot-2026-08-19.json"):
        if row.get("detail_html"):
            yield row["id"], row["start_date"], row["deadline"], _stripped(row["detail_html"])
    sample = json.loads((DATA / "jgrants/api-sample.json").read_text(encoding="utf-8"))
    for row in sample["detailed"]:
        ends = read_periods(row["acceptance_end_datetime"], country=Country.JP)
        end = ends[0].end
        yield row["id"], "", end.date().isoformat() if end else "", _stripped(row["detail"])


def jgrants() -> tuple[Tally, Tally]:
    simple = Tally("jgrants details: labelled period, our reading against the simple one")
    portal = Tally("jgrants details: the notice's end against the portal's field")
    for name, _, deadline, text in _jgrants_texts():
        periods = _read(simple, text, Country.JP)
        simple.kinds.update(p.kind.value for p in periods)
        wanted = simple_end(text)
        ends = _application_ends(periods)
        if wanted is None:
            continue
        context = _LABEL.search(text)
        shown = context[0] if context else ""
        simple.compare(name, wanted, wanted if wanted in ends else ends, shown)
        simple.nothing_else += set(ends) == {wanted}
        _hours(simple, shown, periods)
        if not ends or not deadline:
            continue
        end = date.fromisoformat(deadline)
        near = [e for e in ends if abs(e - end) <= timedelta(days=1)]
        portal.compare(name, end, end if near else ends, shown)
        _reconciled(portal, deadline, windows_from(periods))
    return simple, portal


def _reconciled(tally: Tally, deadline: str, windows: tuple[Window, ...]) -> None:
    """The reconciled window never closes after either source."""
    (window,) = windows_from(read_periods(f"~ {deadline}", country=Country.JP))
    for text in windows:
        both = reconcile(window, text)
        ends = [w.closes_at.date() for w in (window, text) if w.closes_at]
        if both.closes_at and both.closes_at.date() > min(ends):
            tally.exceptions += 1
        if text.kind is WindowKind.UNTIL_BUDGET and both.kind is not WindowKind.UNTIL_BUDGET:
            tally.exceptions += 1


def _zero(count: int, rows: int) -> str:
    return f"0 of {rows} (95 %: at most {3 / rows:.2%})" if not count and rows else f"{count}!"


def report(tally: Tally, *, everything: bool) -> None:
    rate = tally.agree / tally.rows if tally.rows else 0
    print(f"\n== {tally.name}")
    print(f"dated {tally.rows}, agree {tally.agree} ({rate:.2%})")
    if tally.nothing_else:
        print(f"and no other end read: {tally.nothing_else} of {tally.rows}")
    if tally.hours:
        print(f"closing hour printed {tally.hours}, agree {tally.hours_agree}")
    if tally.undated:
        print(
            f"undated {tally.undated}: read as a date {_zero(tally.undated_dated, tally.undated)}"
        )
        print(f"undated shown as open {_zero(tally.undated_open, tally.undated)}")
    total = tally.read or tally.rows
    print(f"exceptions {_zero(tally.exceptions, total)}")
    print("kinds", dict(tally.kinds.most_common()))
    for line in tally.errors if everything else tally.errors[:60]:
        print("  -", line)


def main() -> int:
    if not DATA.is_dir():
        print(f"no data at {DATA}", file=sys.stderr)
        return 2
    everything = "--all" in sys.argv
    for tally in (announcements(), api_2021(), titles(), jnet21(), *jgrants()):
        report(tally, everything=everything)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
