"""Where the firm is, and which of the regions named are something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.speech.lexicon import pattern, patterns
from bot.speech.marks import Marked
from knowledge.programs import Country
from knowledge.regions import FoundRegion, contains, country_of

HEADQUARTERS, EXCLUDED, TARGET, OTHER = "headquarters", "excluded", "target", "other"
SUPPOSED, BRANCH = "supposed", "branch"


@dataclass(frozen=True, slots=True)
class Placed:
    """A region at ``place`` of the marked text and its role."""

    place: int
    found: FoundRegion
    role: str


def placed(marked: Marked, asked: str | None) -> tuple[Placed, ...]:
    """Every region named with its role, in order."""
    regions = marked.regions()
    seat, whole = _matching(marked, "seat"), whole_message(marked).keys()
    strong = seat | _matching(marked, "strong") | _there(marked) | whole
    planned = _matching(marked, "planned") - seat
    passed = _matching(marked, "target"), _matching(marked, "other")
    weak = _matching(marked, "weak") | _listed(marked)
    strong |= shops(marked).keys()
    supposed, branches = _matching(marked, "supposed"), _matching(marked, "branch")
    roles: dict[int, str] = {}
    for place, found in regions:
        if place in supposed and not found.negated:
            roles[place] = SUPPOSED
        elif place in planned and not found.negated:
            roles[place] = TARGET
        elif place in strong:
            roles[place] = HEADQUARTERS
        elif place in branches:
            roles[place] = BRANCH
        elif place in passed[0]:
            roles[place] = TARGET
        elif place in passed[1]:
            roles[place] = OTHER
        elif place in weak:
            roles[place] = HEADQUARTERS
        else:
            roles[place] = OTHER
    if asked in {"headquarters", "country"} and HEADQUARTERS not in roles.values():
        _answered(regions, roles)
    _outranked(marked, roles, dict(regions), (seat, _matching(marked, "own") | whole))
    away = {m.start("x") for m in _overlapping(pattern("place", "not_there"), marked.text)}
    away |= {place for place, found in regions if found.negated and asked == "headquarters"}
    return tuple(_denied(regions, roles, away))


def supposed_elsewhere(
    marked: Marked, places: Sequence[Placed], headquarters: str | None, country: Country | None
) -> tuple[Placed, ...]:
    """For who is at ``headquarters``, a firm elsewhere that is only asked about is supposed."""
    asked_of = _matching(marked, "passing") if headquarters or country else set()

    def away(code: str) -> bool:
        if country and country_of(code) is not country:
            return True
        near = headquarters and (contains(code, headquarters) or contains(headquarters, code))
        return bool(headquarters and not near)

    return tuple(
        replace(one, role=SUPPOSED)
        if one.place in asked_of and one.role in (HEADQUARTERS, OTHER) and away(one.found.code)
        else one
        for one in places
    )


def _matching(marked: Marked, name: str) -> set[int]:
    """Places of the regions that a pattern of this kind is about."""
    return {
        match.start("x")
        for one in patterns("headquarters", name)
        for match in _overlapping(one, marked.text)
    }


def shops(marked: Marked) -> dict[int, int]:
    """Regions right before a shop or trade that support is asked for, with the trade's place: a
    cafe in Mapo, but not the manufacturing industry of a province.
    """
    words = pattern("place", "whole_industry")
    trades = dict(marked.industries())
    return {
        match.start("x"): match.start("trade")
        for match in _overlapping(pattern("headquarters", "shop"), marked.text)
        if not words.search(trades[match.start("trade")].raw)
    }


def whole_message(marked: Marked) -> dict[int, re.Match[str]]:
    """The region of a message that is nothing but a place and a firm (an inn in Otaru), with its
    ``trade`` and the ``head`` that runs it, if they are said.
    """
    return {
        match.start("x"): match
        for one in patterns("headquarters", "whole")
        if (match := one.search(marked.text))
    }


def _outranked(
    marked: Marked,
    roles: dict[int, str],
    regions: dict[int, FoundRegion],
    ranks: tuple[Collection[int], ...],
) -> None:
    """Where the sentence names the seat itself, or the place that says which firm it is, another
    place that was read more weakly is none; a correction between the two is left to itself.
    """
    corrects = pattern("correction", "marks")
    for rank in ranks:
        first = [at for at in sorted(rank) if roles.get(at) == HEADQUARTERS]
        first = [at for at in first if "-" in regions[at].code and not regions[at].negated]
        if not first:
            continue
        for at, found in regions.items():
            if roles[at] != HEADQUARTERS or at in rank or found.negated:
                continue
            apart = all(contains(regions[one].code, found.code) is False for one in first)
            apart = apart and all(contains(found.code, regions[one].code) is False for one in first)
            between = marked.text[min(at, first[-1]) : max(at, first[-1])]
            if apart and not corrects.search(between):
                roles[at] = OTHER
        return


def _overlapping(one: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """All matches, those that begin inside another included."""
    place = 0
    while match := one.search(text, place):
        yield match
        place = match.start() + 1


def _there(marked: Marked) -> set[int]:
    """That the firm is there, unless the sentence says that something else is."""
    others = pattern("headquarters", "others_there")
    found: set[int] = set()
    for one in patterns("headquarters", "there"):
        for match in _overlapping(one, marked.text):
            start, _ = marked.sentence(match.start("x"))
            if not others.search(marked.text[start : match.start("x")]):
                found.add(match.start("x"))
    return found


def _listed(marked: Marked) -> set[int]:
    """A bare list of facts: the place, the industry, the people, each between commas."""
    if len(marked.marks) < 2:
        return set()
    return {m.start("x") for m in _overlapping(pattern("place", "list_item"), marked.text)}


def _answered(regions: list[tuple[int, FoundRegion]], roles: dict[int, str]) -> None:
    """A bare answer to the question where the firm is."""
    for place, found in regions:
        if not found.negated and roles[place] == OTHER:
            roles[place] = HEADQUARTERS


def _denied(
    regions: list[tuple[int, FoundRegion]], roles: dict[int, str], away: set[int]
) -> Iterator[Placed]:
    """The denied one (not Tokyo but Nagoya) is excluded where the firm's place is the subject, as it
    always is in ``away``, and the next one takes its part.
    """
    heir = False
    for number, (place, found) in enumerate(regions):
        role = roles[place]
        follower = regions[number + 1][0] if number + 1 < len(regions) else None
        if found.negated:
            heir = role == HEADQUARTERS or place in away
            about_firm = heir or roles.get(follower or -1) == HEADQUARTERS
            before = roles[regions[number - 1][0]] if number else OTHER
            about_firm = about_firm or (number == len(regions) - 1 and before == HEADQUARTERS)
            yield Placed(place, found, EXCLUDED if about_firm else OTHER)
            continue
        if heir and role == OTHER:
            role = HEADQUARTERS
        heir = False
        yield Placed(place, found, role)
