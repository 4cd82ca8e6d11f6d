"""One clause held against one company: met, unmet, unknown, or not applicable."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.ages import age, span
from bot.company import Company
from bot.intervals import comparable, interval, within
from knowledge.industries import satisfies
from knowledge.money import Money
from knowledge.programs import Age, Condition, ConditionKind, Operator, Strength
from knowledge.regions import contains, country_of
from knowledge.sme import Size, sme_class

Truth = bool | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause held against one company. ``missing`` are facts that would help to decide it;
    with ``applies`` false the clause cannot concern this company and does not count.
    ``unchecked`` are parts of a legal definition that no fact of ours covers: they are to be said.
    ``by`` is the alternative that is met, of a clause that has several.
    """

    truth: Truth
    missing: tuple[str, ...] = ()
    applies: bool = True
    unchecked: tuple[str, ...] = ()
    by: Condition | None = None


SETTLED = {truth: Finding(truth) for truth in (True, False, None)}


def find(condition: Condition, company: Company, today: date) -> Finding:
    """The bare truth of one clause, before its own strength."""
    if condition.alternatives:
        return either([_alternative(c, company, today) for c in condition.alternatives])
    rule = RULES.get(condition.kind)
    if rule is None or condition.operator is None or condition.bound in (None, ()):
        return SETTLED[None]
    return rule(condition, company, today)


def soften(truth: Truth, strength: Strength) -> Truth:
    """In principle is never a no; what is unread or at discretion is neither yes nor no."""
    if strength is Strength.HARD:
        return truth
    return truth or None if strength is Strength.IN_PRINCIPLE else None


def either(findings: list[Finding]) -> Finding:
    """Kleene OR over the alternatives that apply; if none does, the clause does not either."""
    counting = [f for f in findings if f.applies]
    if not counting:
        return Finding(None, applies=False)
    met = next((f for f in counting if f.truth is True), None)
    if met or all(f.truth is False for f in counting):
        return met or SETTLED[False]
    return Finding(None, tuple(dict.fromkeys(m for f in counting for m in f.missing)))


def _alternative(condition: Condition, company: Company, today: date) -> Finding:
    if condition.strength in (Strength.UNREAD, Strength.DISCRETIONARY):
        return SETTLED[None]
    found = find(condition, company, today)
    truth = soften(found.truth, condition.strength)
    return Finding(truth, found.missing, found.applies, found.unchecked, condition)


def _country(condition: Condition, company: Company, _: date) -> Finding:
    country = company.country
    inside = None if country is None else country in _codes(condition)
    return _finding(inside, condition, ("country",))


def _headquarters(condition: Condition, company: Company, _: date) -> Finding:
    inside = _any(_lies_in(region, company) for region in _codes(condition))
    return _finding(inside, condition, ("headquarters",))


def _lies_in(region: str, company: Company) -> Truth:
    """By what is known of the place: a headquarters, only the country, or where it is not."""
    home = company.headquarters or company.country
    inside = _located(region, str(home)) if home else None
    if inside is None and any(
        _located(denied.removeprefix("headquarters:"), region)
        for denied in company.excluded
        if denied.startswith("headquarters:")
    ):
        return False
    return inside


@lru_cache(maxsize=65_536)
def _located(region: str, home: str) -> Truth:
    """None as well for a municipality that the gazetteer does not know."""
    try:
        return country_of(region) is country_of(home) and contains(region, home)
    except ValueError:
        return None


def _industry(condition: Condition, company: Company, _: date) -> Finding:
    """A trade that is known is asked for again only where a narrower one would decide."""
    codes, known = _codes(condition), company.industry
    narrower = not known or any(_belongs((code,), known) for code in codes)
    return _finding(_belongs(known, codes), condition, ("industry",) if narrower else ())


_belongs = lru_cache(maxsize=65_536)(satisfies)


def _sme_class(condition: Condition, company: Company, today: date) -> Finding:
    """By the law of the firm's country; bodies that are no firms are outside of these laws."""
    if company.legal_form not in (None, "corporation", "sole_proprietor"):
        return SETTLED[None]
    sizes = _sizes(
        Size(
            country=company.country,
            industry=company.industry,
            capital=company.capital,
            employees=company.employees,
            revenue=company.revenue,
            sole_proprietor=company.legal_form == "sole_proprietor",
            ownership=company.ownership,
        ),
        today,
    )
    results = [sizes[code] for code in _codes(condition) if code in sizes]
    truth = _any(result.truth for result in results) if results else None
    missing = tuple(dict.fromkeys(m for result in results for m in result.missing))
    unchecked = tuple(dict.fromkeys(u for result in results for u in result.unchecked))
    found = _finding(truth, condition, missing)
    return Finding(found.truth, found.missing, unchecked=unchecked) if unchecked else found


_sizes = lru_cache(maxsize=4_096)(sme_class)


def _amount(condition: Condition, company: Company, _: date) -> Finding:
    """Held as intervals: an exact amount is one of a single point, an answered bound a half-line."""
    fact = condition.kind.value
    if fact in company.not_applicable:
        return Finding(None, applies=condition.operator not in UPPER)
    value: Money | int | None = getattr(company, fact)
    if value is not None:
        known = [(Operator.IS, value)]
    else:
        known = [(told.operator, told.bound) for told in company.ranges if told.fact == fact]
    spans = [interval(*each) for each in known if comparable(each[1], condition.bound)]
    if not spans:
        return SETTLED[None] if value is not None else Finding(None, (fact,))
    told = max(low for low, _ in spans), min(high for _, high in spans)
    inside = within(told, interval(condition.operator, condition.bound))
    return _finding(inside, condition, (fact,))


def _founded(condition: Condition, company: Company, today: date) -> Finding:
    """A date on the first of a year or month may stand for the whole of it: both ends must agree."""
    bound, compare = condition.bound, ORDER.get(condition.operator or Operator.IS)
    if compare is None or not isinstance(bound, Age | date):
        return SETTLED[None]
    if company.founded is None:
        return Finding(None, ("founded",))
    truths = {
        compare(age(founded, today), (bound.years, 0))
        if isinstance(bound, Age)
        else compare(founded, bound)
        for founded in span(company.founded, today)
    }
    return _finding(truths.pop() if len(truths) == 1 else None, condition, ("founded",))


def _code(condition: Condition, company: Company, _: date) -> Finding:
    codes = _codes(condition)
    value: str | None = getattr(company, condition.kind.value)
    if not codes:
        return SETTLED[None]
    return _finding(None if value is None else value in codes, condition, (condition.kind.value,))


def _certification(condition: Condition, company: Company, _: date) -> Finding:
    wanted = set(_codes(condition))
    if wanted & set(company.certifications):
        return _finding(True, condition, ())
    if wanted and all(f"certifications:{code}" in company.excluded for code in wanted):
        return _finding(False, condition, ())
    return Finding(None, ("certifications",))


def _plan(condition: Condition, company: Company, _: date) -> Finding:
    """A plan that fits is a yes; another plan is no proof that this one is not meant as well."""
    for plan in company.plan:
        mode, target = plan.partition(":")[::2]
        for code in _codes(condition):
            want_mode, want_target = code.partition(":")[::2]
            if mode == want_mode and want_target in ("", target):
                return _finding(True, condition, ())
    return Finding(None, ("plan",))


def _codes(condition: Condition) -> tuple[str, ...]:
    return condition.bound if isinstance(condition.bound, tuple) else ()


def _finding(inside: Truth, condition: Condition, missing: tuple[str, ...]) -> Finding:
    """``inside`` as the operator wants it; where it is unknown, ``missing`` would help."""
    if inside is None:
        return Finding(None, missing)
    return SETTLED[inside is not (condition.operator in DENYING)]


def _any(truths: Iterable[Truth]) -> Truth:
    values = set(truths)
    return True if True in values else None if None in values else False


UPPER = frozenset({Operator.AT_MOST, Operator.LESS_THAN})
DENYING = frozenset({Operator.NOT_IN, Operator.NOT})
ORDER: dict[Operator, Callable[..., bool]] = {
    Operator.AT_MOST: lambda value, bound: value <= bound,
    Operator.LESS_THAN: lambda value, bound: value < bound,
    Operator.AT_LEAST: lambda value, bound: value >= bound,
    Operator.MORE_THAN: lambda value, bound: value > bound,
}

RULES: dict[ConditionKind, Callable[[Condition, Company, date], Finding]] = {
    ConditionKind.COUNTRY: _country,
    ConditionKind.HEADQUARTERS: _headquarters,
    ConditionKind.INDUSTRY: _industry,
    ConditionKind.SME_CLASS: _sme_class,
    ConditionKind.CAPITAL: _amount,
    ConditionKind.REVENUE: _amount,
    ConditionKind.EMPLOYEES: _amount,
    ConditionKind.FOUNDED: _founded,
    ConditionKind.LEGAL_FORM: _code,
    ConditionKind.OWNERSHIP: _code,
    ConditionKind.CERTIFICATION: _certification,
    ConditionKind.PLAN: _plan,
}
