"""False dates, amounts and rates: lies of ``lock_lies`` that change one figure."""

# ruff: noqa: E501 - patterns

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.messages import Reply
from tests.drills.lock_words import (
    COMPARATORS,
)

Lie = Callable[[str, Reply, random.Random], str | None]
DATES = re.compile(
    r"(?P<y>20\d\d)?(?P<a>[년年.\-/]\s*)?(?<!\d)(?P<m>1[0-2]|0?[1-9])(?P<b>[월月]\s?|[./-])"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?=[일日]|[^\d%./명月年]|$)"
)
AMOUNTS = re.compile(
    r"(?P<n>\d[\d,]*)(?=\s?(?:만|억|천만|백만|万|億|千万|百万)?\s?(?:엔|원|円|ウォン))"
)
RATES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(\d)분의 ?(\d)"), lambda m: f"{int(m[1]) + 3}분의 {m[2]}"),
    (re.compile(r"(\d)分の(\d)"), lambda m: f"{int(m[1]) + 3}分の{m[2]}"),
    (re.compile(r"(\d)/(\d)(?!\d)"), lambda m: f"{m[1]}/{int(m[2]) + 3}"),
    (re.compile(r"(\d+)(?=[%％])"), lambda m: str(int(m[1]) + 10)),
    (re.compile(r"절반"), lambda _: "3분의 2"),
    (re.compile(r"半分|半額"), lambda _: "3分の2"),
)


def one(
    pattern: re.Pattern[str], text: str, chance: random.Random, end: int
) -> re.Match[str] | None:
    found = [match for match in pattern.finditer(text) if match.start() < end]
    return chance.choice(found) if found else None


def body(text: str) -> int:
    """Where the list of sources begins: their dates are falsified by ``source_date``."""
    match = re.search(r"\n\[1\]", text)
    return match.start() if match else len(text)


def put(text: str, start: int, end: int, words: str) -> str:
    return text[:start] + words + text[end:]


def date_moved(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = one(DATES, text, chance, body(text))
    if match is None:
        return None
    year = int(match["y"] or 2026)
    try:
        day = date(year, int(match["m"]), int(match["d"])) + timedelta(days=chance.choice((-1, 1)))
    except ValueError:
        return None
    start = match.start("m")
    pad = "02d" if match["m"].startswith("0") or match["d"].startswith("0") else "d"
    return put(text, start, match.end("d"), f"{day.month:{pad}}{match['b']}{day.day:{pad}}")


def year_moved(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = one(re.compile(r"20[12]\d(?=[년年.-])(?!年度|년도)"), text, chance, body(text))
    return put(text, *match.span(), str(int(match[0]) + 1)) if match else None


def weekday_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = one(
        re.compile(
            r"(?<=[(（])[월화수목금토일月火水木金土日](?=[)）])|[월화수목금토일](?=요일)|[月火水木金土日](?=曜)"
        ),
        text,
        chance,
        body(text),
    )
    if match is None:
        return None
    week = "월화수목금토일" if match[0] in "월화수목금토일" else "月火水木金土日"
    return put(text, *match.span(), week[(week.index(match[0]) + chance.randint(1, 6)) % 7])


def hour_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = one(re.compile(r"\d{1,2}(?=:\d\d|시(?!간)|時(?!間))"), text, chance, body(text))
    return put(text, *match.span(), str((int(match[0]) + 1) % 24)) if match else None


def source_date(text: str, reply: Reply, chance: random.Random) -> str | None:
    tail = text[body(text) :]
    falsified = date_moved(tail, reply, chance) if tail else None
    return text[: body(text)] + falsified if falsified else None


def amount_tenfold(text: str, reply: Reply, chance: random.Random) -> str | None:
    match = one(AMOUNTS, text, chance, body(text))
    return put(text, *match.span(), f"{int(match['n'].replace(',', '')) * 10:,}") if match else None


def rate_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    for pattern, write in chance.sample(RATES, len(RATES)):
        match = one(pattern, text, chance, body(text))
        if match:
            return put(text, *match.span(), write(match))
    return None


def comparator_changed(text: str, reply: Reply, chance: random.Random) -> str | None:
    pattern = re.compile(
        r"(?<=[\d엔원円명人年년%の1-9] )(?:이하|미만|이상|초과|이내)|(?<=[엔원명년])(?:이하|미만|이상|초과|이내)|(?<=[円人名年上%])(?:以下|未満|以上|以内|超(?!え))|최대(?= ?\d)|最大(?=\d)"
    )
    match = one(pattern, text, chance, body(text))
    return put(text, *match.span(), COMPARATORS[match[0]]) if match else None
