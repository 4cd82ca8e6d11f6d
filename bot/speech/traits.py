"""Facts that are words: legal form, industry, founding, certifications, plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.speech.lexicon import choices, lexicon, pattern, patterns
from bot.speech.marks import Marked
from bot.speech.places import shops, whole_message
from knowledge.certifications import find_certifications
from knowledge.folding import fold
from knowledge.industries import specific


@dataclass(frozen=True, slots=True)
class Trait:
    """``start`` and ``end`` are places of the marked text."""

    fact: str
    value: Any
    start: int
    end: int
    about: bool = False


def legal_forms(marked: Marked, asked: str | None) -> Iterator[Trait]:
    """Stated forms of law; one that a rule is asked about gives none."""
    if asked == "legal_form":
        bare = pattern("answers", "ending").sub("", marked.text.strip())
        named = [form for form, words in choices()["legal_form"].items() if bare in words]
        if named:
            yield Trait("legal_form", named[0], 0, len(marked.text))
            return
    for form in lexicon()["legal_form"]:
        if form in {"asked_about", "denied"}:
            continue
        for match in pattern("legal_form", form).finditer(marked.text):
            after = marked.text[match.end() :]
            ruled = pattern("legal_form", "asked_about").match(after)
            if not ruled and not pattern("legal_form", "denied").match(after):
                yield Trait("legal_form", form, match.start(), match.end())


def industries(marked: Marked, asked: str | None) -> Iterator[Trait]:
    """The firm's industries, each with its place; the caller drops parents of others."""
    strong = {m.start("x") for one in patterns("industry", "strong") for m in _all(one, marked)}
    other = {m.start("x") for one in patterns("industry", "other") for m in _all(one, marked)}
    own = {*shops(marked).values(), *(m.start("trade") for m in whole_message(marked).values())}
    listed = {m.start("x") for m in _all(pattern("industry", "list_item"), marked)}
    several = len(marked.marks) > 1
    for place, found in marked.industries():
        said = (
            place in own | (strong - other) or (place in listed and several) or asked == "industry"
        )
        if said:
            head = pattern("industry", "head").match(marked.text, place + 1)
            yield Trait("industry", found.code, place, head.end() if head else place + 1)
    for code, words in lexicon()["industry"]["made"].items():
        for match in re.finditer(words, marked.text):
            if pattern("industry", "made_by").match(marked.text, match.end()):
                yield Trait("industry", code, match.start(), match.end())


def founded(marked: Marked, today: date | None, asked: str | None) -> Iterator[Trait]:
    """The founding date; a year alone is its first day. An age needs ``today``."""
    found = list(_founded(marked, today))
    yield from found or (_founded_answer(marked, today) if asked == "founded" else ())


def _founded_answer(marked: Marked, today: date | None) -> Iterator[Trait]:
    match = pattern("founded", "answer_year").search(marked.text)
    if match and (day := _day(int(match["y"]), match["m"], match["d"])):
        yield Trait("founded", day, match.start(), match.end())
    elif match := pattern("founded", "answer_age").search(marked.text):
        yield from _aged(match, today)


def _aged(match: re.Match[str], today: date | None) -> Iterator[Trait]:
    years = int(match["n"]) - (1 if match["th"] else 0)
    if today and 0 <= years < 200:
        yield Trait(
            "founded", date(today.year - years, 1, 1), match.start(), match.end(), about=True
        )


def _founded(marked: Marked, today: date | None) -> Iterator[Trait]:
    for one in patterns("founded", "date"):
        for match in one.finditer(marked.text):
            if day := _day(int(match["y"]), match["m"], match["d"]):
                yield Trait("founded", day, match.start(), match.end())
    yield from _relative(marked, today)
    for match in pattern("founded", "era").finditer(marked.text):
        era, number = match["era"] or match["era2"], match["n"] or match["n2"]
        first = lexicon()["founded"]["eras"][era]
        year = first + (int(number) if number.isdigit() else 1)
        if day := _day(year, match["m"] or match["m2"], match["d"]):
            yield Trait("founded", day, match.start(), match.end())
    for match in pattern("founded", "age").finditer(marked.text):
        years = int(match["n"]) - (1 if match["th"] else 0)
        if today and 0 <= years < 200:
            day = date(today.year - years, 1, 1)
            yield Trait("founded", day, match.start(), match.end(), about=True)


def _relative(marked: Marked, today: date | None) -> Iterator[Trait]:
    """Opened last year, set up in March of this year; nothing that lies ahead."""
    if today is None:
        return
    for one in patterns("founded", "relative"):
        for match in one.finditer(marked.text):
            year = today.year - lexicon()["founded"]["years_ago"][match["w"]]
            day = _day(year, match["m"], None)
            if day and day <= today:
                yield Trait("founded", day, match.start(), match.end())


def certifications(marked: Marked, asked: str | None) -> Iterator[Trait]:
    """Those the firm says it holds, and as ``excluded`` those it says it does not; how to get one,
    what comes of it, and questions give none.
    """
    for found in find_certifications(marked.message):
        start, end = found.span
        after = fold(marked.message[end:]).text
        place, behind = _marked_place(marked, start), _marked_place(marked, end)
        if pattern("certification", "lacks").match(after):
            yield Trait("excluded", f"certifications:{found.code}", place, behind)
        elif pattern("certification", "wanted").match(after):
            continue
        elif asked == "certifications" or pattern("certification", "has").match(after):
            yield Trait("certifications", found.code, place, behind)


def plans(marked: Marked, targets: dict[int, str], asked: str | None) -> Iterator[Trait]:
    """What is to be done, as mode or mode:COUNTRY; ``targets`` are the places of regions that are
    aimed at, with their countries. A mode without a country needs a wish, or the question.
    """
    for mode in ("ec", "establish", "exhibition", "ip", "inbound", "third_country", "export"):
        for match in pattern("plan", mode).finditer(marked.text):
            yield from _plan(marked, mode, match, targets, asked)
    for match in pattern("plan", "sell").finditer(marked.text):
        start, end = marked.sentence(match.start())
        abroad = _country(marked, match, targets)
        if abroad and not pattern("plan", "ec").search(marked.text, start, end):
            yield from _plan(marked, "export", match, targets, asked)


def _plan(
    marked: Marked, mode: str, match: re.Match[str], targets: dict[int, str], asked: str | None
) -> Iterator[Trait]:
    _, end = marked.sentence(match.start())
    if pattern("plan", "about").match(marked.text[match.end() : end]):
        return
    country = _country(marked, match, targets)
    wished = pattern("plan", "wish").search(marked.text, match.start(), end) is not None
    if country and mode in {"ec", "export", "establish", "exhibition", "ip"}:
        yield Trait("plan", f"{mode}:{country}", match.start(), match.end())
    elif wished or asked == "plan":
        yield Trait("plan", mode, match.start(), match.end())


def _country(marked: Marked, match: re.Match[str], targets: dict[int, str]) -> str | None:
    """The target nearest before the mode's word in its sentence, else the first one after it."""
    start, end = marked.sentence(match.start())
    named = {place: country for place, country in targets.items() if start <= place < end}
    for country, words in lexicon()["plan"]["countries"].items():
        for other in re.finditer(words, marked.text[start:end]):
            named[start + other.start()] = country
    before = [place for place in named if place < match.end()]
    return named[max(before) if before else min(named)] if named else None


def _day(year: int, month: str | None, day: str | None) -> date | None:
    try:
        return date(year, int(month or 1), int(day or 1))
    except ValueError:
        return None


def _marked_place(marked: Marked, offset: int) -> int:
    """The place of the marked text that an offset of the message fell on."""
    return max(i for i, origin in enumerate(marked.origin) if origin <= offset)


def _all(one: re.Pattern[str], marked: Marked) -> Iterator[re.Match[str]]:
    place = 0
    while match := one.search(marked.text, place):
        yield match
        place = match.start() + 1


def kept_industries(traits: list[Trait]) -> list[Trait]:
    """Without the parent of another one heard."""
    kept = set(specific(trait.value for trait in traits))
    return [trait for trait in traits if trait.value in kept]
