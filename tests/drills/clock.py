"""Every bundled programme by the clock: is anything ever open after its end, or open too soon?

    python -m tests.drills.clock [ZONES]

Each window of each programme is judged in the seconds around every edge of it (and of its days, in
Seoul and in Tokyo), at every month's end, on 29 February, and around the changes to summer time;
and that with the machine's own zone (TZ) set to each of many zones in turn. What must come out is
computed here anew, from the dates alone.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

from bot.settings import BUNDLED_DOCUMENTS
from knowledge.formats import read_document
from knowledge.frontmatter import read_front_matter
from knowledge.programs import Precision, Program, Status, Window, WindowKind
from knowledge.windows import current_window, days_left, status_of
from knowledge.zones import ZONES
from tests.drills.figures import number, say, show

SECOND = timedelta(seconds=1)
SAYS_OPEN = (Status.OPEN, Status.ROLLING, Status.UNTIL_BUDGET)
NINE = timedelta(hours=9)
"""Seoul and Tokyo are so far ahead of UTC all the year, since 1988 and 1951."""


def programs() -> Iterator[Program]:
    for path in sorted(BUNDLED_DOCUMENTS.rglob("*.md")):
        if path.name.lower() == "readme.md":
            continue
        name = path.relative_to(BUNDLED_DOCUMENTS).as_posix()
        document = read_document(name.removesuffix(".md"), path.read_bytes(), ".md")
        _, program = read_front_matter(document, name)
        if program:
            yield program


def moments(window: Window) -> set[datetime]:
    """Aware, in UTC."""
    edges = [each.astimezone(UTC) for each in (window.opens_at, window.closes_at) if each]
    days = {(edge + NINE).replace(hour=0, minute=0, second=0) - NINE for edge in edges}
    days |= {day + timedelta(days=n) for day in days for n in (-1, 1, 2)}
    days |= {datetime(year, 2, 29, tzinfo=UTC) - NINE for year in (2024, 2028)}
    days |= {datetime(2026, month, 1, tzinfo=UTC) - NINE for month in range(1, 13)}
    days |= {datetime(2026, *day, 1, tzinfo=UTC) for day in ((3, 8), (3, 29), (10, 25), (11, 1))}
    return {each + n * SECOND for each in (*edges, *days) for n in (-3600, -1, 0, 1, 3600)}


def ends(window: Window) -> datetime | None:
    """The first moment, in UTC, at which nobody may apply any more."""
    if window.closes_at is None:
        return None
    local = window.closes_at.astimezone(UTC) + NINE
    if window.closes_precision is Precision.DAY:
        return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1) - NINE
    return window.closes_at.astimezone(UTC) + timedelta(microseconds=1)


def judge(program: Program, window: Window, at: datetime, seen: Counter[str]) -> None:
    status, end = status_of(window, at), ends(window)
    seen["judged"] += 1
    seen["open after the end"] += end is not None and at >= end and status is not Status.CLOSED
    seen["closed before the end"] += (end is None or at < end) and status is Status.CLOSED
    early = window.opens_at is not None and at < window.opens_at.astimezone(UTC)
    seen["open before the opening"] += early and status in SAYS_OPEN
    left = days_left(window, at)
    if left is not None and end is not None and window.closes_at is not None:
        last = (window.closes_at.astimezone(UTC) + NINE).date()
        seen["days left wrong"] += left != (last - (at + NINE).date()).days
    unsure = window.kind is WindowKind.UNKNOWN
    seen["unknown said to be open"] += unsure and status in SAYS_OPEN
    best = current_window(program.windows, at)
    over = best is not None and (ends(best) or at + SECOND) <= at
    seen["a closed round chosen before an open one"] += over and status is Status.OPEN


def sweep(found: list[Program], zone: str, seen: Counter[str]) -> None:
    os.environ["TZ"] = zone
    time.tzset()
    for program in found:
        for window in program.windows:
            wrong = window.closes_at and window.closes_at.tzinfo is not ZONES[program.country]
            seen["closing not in the provider's zone"] += bool(wrong)
            for at in moments(window):
                judge(program, window, at, seen)


def drill(zones: int) -> Counter[str]:
    names = sorted(name for name in available_timezones() if "/" in name)
    chosen = ["UTC", "Asia/Seoul", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati"]
    chosen += [name for name in names[:: max(1, len(names) // max(zones, 1))] if name not in chosen]
    seen: Counter[str] = Counter()
    before = os.environ.get("TZ")
    found = list(programs())
    seen["programmes"], seen["windows"] = len(found), sum(len(each.windows) for each in found)
    try:
        for zone in chosen[:zones]:
            sweep(found, zone, seen)
            seen["zones"] += 1
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()
    return seen


WRONG = (
    "open after the end",
    "closed before the end",
    "open before the opening",
    "unknown said to be open",
    "days left wrong",
    "a closed round chosen before an open one",
    "closing not in the provider's zone",
)


def main(given: list[str]) -> int:
    seen = drill(number(given, 40))
    say(
        f"{seen['programmes']} programmes, {seen['windows']} windows, {seen['zones']} zones of the "
        f"machine, {seen['judged']:,} judgements"
    )
    for name in WRONG:
        show(name, seen[name], seen["judged"])
    return int(any(seen[name] for name in WRONG))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
