"""Where a firm must be: its head office, or any place of business, in a region or out of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.extraction.lexicon import rule
from knowledge.extraction.quantities import Bounded
from knowledge.programs import Condition, ConditionKind, Country, Operator, Strength
from knowledge.regions import FoundRegion, country_of, find_regions

_ELSEWHERE = Condition(ConditionKind.OTHER, strength=Strength.UNREAD)
_TOKYO = "JP-13"


@dataclass(frozen=True, slots=True)
class Home:
    """Whose region 管内 and 市内 are: ``region`` is the agency's, None where it is not known."""

    country: Country
    region: str | None = None
    language_country: Country | None = None


def read_places(text: str, home: Home) -> tuple[Bounded, ...]:
    """Conditions on the head office and the country. A mere place of business is met by a head
    office there, and by something else that a company's facts do not tell.
    """
    regions = [r for r in find_regions(text) if len(r.code) > 2 and not r.others]
    doubtful = any(r.others for r in find_regions(text))
    runs = () if doubtful else _runs(text, regions)
    found = [bounded for run in runs if (bounded := _placed(text, run))]
    if not regions:
        found.extend(_at_home(text, home))
    found.extend(_country(text, home))
    return tuple(found)


def country_behind(bounded: Bounded) -> Condition | None:
    """Out of one region of a country means, in principle, in that country all the same."""
    condition = bounded.condition
    codes = condition.bound if isinstance(condition.bound, tuple) else ()
    elsewhere = condition.kind is ConditionKind.HEADQUARTERS
    if not elsewhere or condition.operator is not Operator.NOT_IN or not codes:
        return None
    country = country_of(str(codes[0]))
    return Condition(ConditionKind.COUNTRY, Operator.IN, (country.value,), Strength.IN_PRINCIPLE)


def _runs(text: str, regions: Sequence[FoundRegion]) -> Iterator[list[FoundRegion]]:
    run: list[FoundRegion] = []
    for region in regions:
        joined = run and rule("conditions", "headquarters", "joint").fullmatch(
            text, run[-1].span[1], region.span[0]
        )
        if run and not joined:
            yield run
            run = []
        run.append(region)
    if run:
        yield run


def _placed(text: str, run: Sequence[FoundRegion]) -> Bounded | None:
    start, end = run[0].span[0], run[-1].span[1]
    before, after = text[max(0, start - 20) : start], text[end : end + 60]
    negated = [r.negated for r in run]
    if len(set(negated)) > 1:
        return None
    codes = tuple(dict.fromkeys(r.code for r in run))
    operator = Operator.NOT_IN if negated[0] else Operator.IN
    condition = Condition(ConditionKind.HEADQUARTERS, operator, codes)
    if _has_one(before, after) and not _is_elsewhere(after):
        return Bounded(present(condition), start, end) if operator is Operator.IN else None
    strict = rule("conditions", "headquarters", "strict_after").match(after)
    behind = rule("conditions", "headquarters", "strict_before").search(before)
    moving = rule("conditions", "headquarters", "moving").match(after)
    if strict or (behind and not moving):
        return Bounded(condition, start, end)
    presence = rule("conditions", "headquarters", "presence_after").match(after)
    direct = rule("conditions", "headquarters", "direct_after").match(after)
    if not (presence or direct) or _is_elsewhere(after):
        return None
    if operator is Operator.NOT_IN:
        return Bounded(replace(condition, strength=Strength.IN_PRINCIPLE), start, end)
    return Bounded(present(condition), start, end)


def _has_one(before: str, after: str) -> bool:
    """The head office or a works is there: either will do."""
    near = rule("conditions", "headquarters", "presence_before").search(before)
    return bool(near and rule("conditions", "headquarters", "lies_there").match(after))


def present(condition: Condition) -> Condition:
    """Any place of business in the region: the head office there is one way of several."""
    other = replace(_ELSEWHERE, kind=condition.kind)
    return Condition(condition.kind, alternatives=(condition, other))


def _is_elsewhere(after: str) -> bool:
    """The region is a market or an event, or only a quarter of it is meant."""
    head = after[:14]
    return bool(
        rule("conditions", "head", "body").match(after)
        or rule("conditions", "headquarters", "abroad").search(head)
        or rule("conditions", "headquarters", "narrower").search(head)
    )


def _at_home(text: str, home: Home) -> Iterator[Bounded]:
    for word in rule("conditions", "headquarters", "home").finditer(text):
        # the one prefecture that is a metropolis
        tokyo = rule("conditions", "headquarters", "metropolis").fullmatch(word[0])
        code = _TOKYO if tokyo else home.region
        after = text[word.end() : word.end() + 40]
        if code is None or _is_elsewhere(after):
            continue
        condition = Condition(ConditionKind.HEADQUARTERS, Operator.IN, (code,))
        if rule("conditions", "headquarters", "strict_after").match(after):
            yield Bounded(condition, word.start(), word.end())
        elif rule("conditions", "headquarters", "presence_after").match(after) or rule(
            "conditions", "headquarters", "direct_after"
        ).match(after):
            yield Bounded(present(condition), word.start(), word.end())


def _country(text: str, home: Home) -> Iterator[Bounded]:
    country = home.language_country or home.country
    for name in ("strict", "presence"):
        if found := rule("conditions", "country", name).search(text):
            condition = Condition(ConditionKind.COUNTRY, Operator.IN, (country.value,))
            whole = condition if name == "strict" else present(condition)
            yield Bounded(whole, found.start(), found.end())
            return
