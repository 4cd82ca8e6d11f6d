"""Single points of time in folded text: a date of some precision, its weekday, its hour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from knowledge.dates.lexicon import lexicon
from knowledge.dates.model import Grain

END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Moment:
    """``start`` and ``end`` are places in the folded text. ``year`` is None where none is printed;
    ``year_word`` then holds the sense of a word such as 'same year', if there is one.

    ``hour`` 24 is the end of the day. ``instant`` is set for a timestamp with an offset.
    ``day`` 0 is the last day of the month.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    grain: Grain
    year_word: str | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int = 0
    first_hour: tuple[int, int] | None = None
    instant: datetime | None = None
    valid: bool = True


def find_moments(text: str) -> list[Moment]:
    """All of them in order, never overlapping; an impossible date is kept with ``valid`` False."""
    taken: list[tuple[re.Match[str], str]] = []
    occupied = bytearray(len(text))
    for name, pattern in lexicon().moments:
        for match in pattern.finditer(text):
            if not any(occupied[match.start() : match.end()]):
                occupied[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                taken.append((match, name))
    moments: list[Moment] = []
    for match, name in sorted(taken, key=lambda each: each[0].start()):
        if name == "mdshort" and not _plausible(text, match, moments):
            continue
        moments.append(_moment(text, match, name))
    return moments


def _plausible(text: str, match: re.Match[str], before: list[Moment]) -> bool:
    """Whether ``9/15`` or ``8.26`` stands where a date would, and not a rate or a number."""
    head = text[max(0, match.start() - 16) : match.start()]
    rules = lexicon().rules
    if rules["rate"].search(head):
        return False
    follows = text[match.end() : match.end() + 8]
    if rules["weekday"].match(follows) or rules["alonehead"].match(head):
        return True
    if not head.strip() and rules["ranged"].match(follows):
        return True
    opener = head.rstrip(" ~")
    if opener.endswith(("(", ":", "_")) or rules["after_until"].match(follows):
        return True
    linked = rules["linked"].search(head) is not None and bool(before)
    return linked and before[-1].end >= match.start() - 4


def _moment(text: str, match: re.Match[str], name: str) -> Moment:
    parts = match.groupdict()
    if parts.get("tz"):
        return _timestamp(match)
    month, day, grain = int(parts["m"]), None, Grain.DAY
    if parts.get("last"):
        day = 0
    elif parts.get("d"):
        day = int(parts["d"])
    else:
        grain = Grain.DECADE if parts.get("third") else Grain.MONTH
    word = parts.get("yw")
    year = _printed_year(parts)
    moment = Moment(
        start=match.start(),
        end=match.end(),
        year=year,
        month=month,
        day=day,
        grain=grain,
        year_word=_sense(word) if word else None,
        valid=is_possible(year, month, day),
    )
    if name == "isolocal":
        return _with(moment, hour=int(parts["h"]), minute=int(parts["mi"]))
    return with_clock(text, moment) if grain is Grain.DAY else moment


def _sense(word: str) -> str | None:
    words = lexicon().years
    return words.get(word) or words.get(word.replace(" ", ""))


def _printed_year(parts: dict[str, str | None]) -> int | None:
    if parts.get("y"):
        return int(parts["y"] or 0)
    if parts.get("yy"):
        return 2000 + int(parts["yy"] or 0)
    if parts.get("era"):
        count = parts["ey"] or ""
        return lexicon().eras[parts["era"] or ""] + (int(count) if count.isdigit() else 1)
    return None


def is_possible(year: int | None, month: int, day: int | None) -> bool:
    try:
        date(year or 2000, month, day or 1)
    except ValueError:
        return False
    return True


def _timestamp(match: re.Match[str]) -> Moment:
    part = match.groupdict()
    zone = part["tz"]
    offset: timezone = UTC
    if zone != "Z":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        offset = timezone(timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1))
    year, month, day = int(part["y"]), int(part["m"]), int(part["d"])
    hour, minute = int(part["h"]), int(part["mi"])
    valid = is_possible(year, month, day) and hour < 24 and minute < 60
    instant = datetime(year, month, day, hour, minute, tzinfo=offset) if valid else None
    moment = Moment(match.start(), match.end(), year, month, day, Grain.MINUTE, hour=hour)
    return _with(moment, instant=instant, minute=minute, valid=valid)


def _with(moment: Moment, **changes: object) -> Moment:
    values = {name: getattr(moment, name) for name in Moment.__slots__}
    return Moment(**(values | changes))


def with_clock(text: str, moment: Moment) -> Moment:
    """The moment with the weekday and the hour that follow it directly."""
    rules = lexicon().rules
    end, weekday = moment.end, None
    if found := rules["weekday"].match(text, end):
        letter = found["w"] or found["w2"] or found["w3"]
        weekday, end = lexicon().weekdays[letter], found.end()
    moment = _with(moment, weekday=weekday, end=end)
    clocks = list(_clocks(text, end))
    if not clocks:
        return moment
    hour, minute, place = clocks[-1]
    first = clocks[0][:2] if len(clocks) > 1 else None
    return _with(moment, hour=hour, minute=minute, end=place, first_hour=first)


def _clocks(text: str, place: int) -> Iterator[tuple[int, int, int]]:
    """One hour, or the two of a range of hours, directly after ``place``."""
    rules = lexicon().rules
    gap = rules["timegap"].match(text, place)
    first = rules["time"].match(text, gap.end() if gap else place)
    if not first or (hour := _hour(first)) is None:
        return
    yield (*hour, first.end())
    between = rules["timerange"].match(text, first.end())
    second = rules["time"].match(text, between.end()) if between else None
    if second and (late := _hour(second)) is not None:
        yield (*late, second.end())


def _hour(match: re.Match[str]) -> tuple[int, int] | None:
    if match["noon"]:
        return 12, 0
    hour = int(match["h"])
    minute = int(match["mi"] or match["mi2"] or (30 if match["hp"] else 0))
    half = match["half"]
    if half and half.lower() in lexicon().halves["after"] and hour < 12:
        hour += 12
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return hour, minute
