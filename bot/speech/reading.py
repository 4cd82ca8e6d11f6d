"""One message to what it says of the asker's firm, or firms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.company import Company
from bot.speech import traits
from bot.speech.answers import bare_places, plain_answer
from bot.speech.figures import Figures, figures, worded
from bot.speech.firms import Firms, firms
from bot.speech.heard import Heard, HeardFact, Place
from bot.speech.lexicon import pattern
from bot.speech.marks import Marked, mark
from bot.speech.places import (
    EXCLUDED,
    HEADQUARTERS,
    OTHER,
    TARGET,
    Placed,
    placed,
    supposed_elsewhere,
    whole_message,
)
from bot.speech.traits import Trait
from knowledge.money import Currency
from knowledge.programs import Country, Language
from knowledge.regions import contains, country_of

_CURRENCIES = {Country.JP: Currency.JPY, Country.KR: Currency.KRW}
_LISTS = ("industry", "certifications", "plan")
_OUTWARD = frozenset({"export", "ec", "establish", "third_country"})
_LONGEST = 2000  # characters; what a person says of the firm is shorter, the rest is a quotation


def read_company(
    text: str,
    language: Language,
    previous: Company | None = None,
    *,
    asked: str | None = None,
    today: date | None = None,
) -> Heard:
    """The facts of the firm that ``text`` states.

    ``asked`` is the fact of the question just put, so that a bare number or yes is read for it;
    ``previous`` gives the currency of amounts without one; ``today`` makes an age a date.
    A region is the headquarters only where the sentence says that the firm is there; an amount
    asked about is a premise and no fact. Words of both languages are read whatever ``language``;
    only the first 2000 characters are.
    """
    del language  # both are read always; it is part of the contract for a third language
    text = text[:_LONGEST]
    marked = mark(text)
    places = _places_in(marked, asked, previous)
    owners = firms(marked, places)
    answered = bare_places(text, asked)
    heard = [*_place_facts(marked, places, owners), *_answered_place(text, answered)]
    country = next((fact.value for fact in heard if fact.fact == "country"), None)
    known = country or (previous.country if previous else None)
    read = figures(marked, _currency(known, previous), asked)
    heard.extend(_figure_facts(marked, read, owners))
    traits_heard = _trait_facts(marked, places, owners, asked, today)
    heard.extend(_abroad(fact, known) for fact in traits_heard)
    found = sorted(heard, key=lambda one: one.span)
    several = [("headquarters", answered)] if len(answered) > 1 else []
    return replace(
        plain_answer(text, asked, found=bool(found)),
        facts=tuple(found),
        companies=tuple(_company(found, number, owners) for number in range(len(owners.firms))),
        premises=read.premises,
        limits=read.limits,
        places=tuple(_place(marked, one) for one in places),
        unclear=(*_unclear_places(places), *_unclear_figures(read), *several),
    )


def _currency(country: Country | None, previous: Company | None) -> Currency | None:
    """That of the country, else that of an amount of the firm that is known already."""
    if country:
        return _CURRENCIES.get(country)
    known = (previous.capital, previous.revenue) if previous else ()
    return next((amount.currency for amount in known if amount), None)


def _places_in(marked: Marked, asked: str | None, previous: Company | None) -> Sequence[Placed]:
    """Each with its role; another seat than the known one may only be supposed."""
    places = placed(marked, asked)
    if previous is None:
        return places
    return supposed_elsewhere(marked, places, previous.headquarters, previous.country)


def _place(marked: Marked, one: Placed) -> Place:
    return Place(one.found.code, one.role, *_words(marked, one))


def _words(marked: Marked, one: Placed) -> tuple[str, tuple[int, int]]:
    start, end = marked.origin[one.place], marked.origin[one.place + 1]
    return marked.message[start:end], (start, end)


def _place_facts(marked: Marked, places: Sequence[Placed], owners: Firms) -> Iterator[HeardFact]:
    """Headquarters, country and exclusions; of several places of one firm the last one holds when
    the message corrects itself, else the first, or the finer of two that fit.
    """
    for number, firm in enumerate(owners.firms):
        here = [
            one
            for one in places
            if one.role == HEADQUARTERS and owners.owner(marked, one.place) == number
        ]
        seat = [one for one in places if one.place == firm.seat]
        if chosen := _chosen(marked, seat or here):
            yield from _seated(marked, chosen, number)
    for one in places:
        if one.role == EXCLUDED:
            words, span = _words(marked, one)
            value = f"headquarters:{one.found.code}"
            number = owners.owner(marked, one.place)
            yield HeardFact("excluded", value, words, span, number)


def _seated(marked: Marked, chosen: Placed, number: int) -> Iterator[HeardFact]:
    """A group of regions or a name of several places gives the country alone."""
    words, span = _words(marked, chosen)
    whole = whole_message(marked).get(chosen.place)
    if whole and whole["head"]:
        words, span = marked.words(0, len(marked.text))
    code = chosen.found.code
    if "-" in code and not chosen.found.others:
        yield HeardFact("headquarters", code, words, span, number)
    yield HeardFact("country", country_of(code), words, span, number)


def _answered_place(text: str, codes: Sequence[str]) -> Iterator[HeardFact]:
    if len(codes) == 1:
        span = (0, len(text))
        yield HeardFact("headquarters", codes[0], text, span)
        yield HeardFact("country", country_of(codes[0]), text, span)


def _chosen(marked: Marked, here: list[Placed]) -> Placed | None:
    if not here:
        return None
    best = here[0]
    for other in here[1:]:
        inside = contains(best.found.code, other.found.code)
        corrects = pattern("correction", "marks").search(marked.text[best.place : other.place])
        if inside or (corrects and contains(other.found.code, best.found.code) is False):
            best = other
    return best


def _unclear_places(places: Sequence[Placed]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in places:
        if one.role == HEADQUARTERS and one.found.others:
            yield "headquarters", (one.found.code, *one.found.others)


def _unclear_figures(read: Figures) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in read.stated:
        if one.value is None:
            options = tuple(f"{one.amount} {currency}" for currency in _CURRENCIES.values())
            yield one.fact, options


def _figure_facts(marked: Marked, read: Figures, owners: Firms) -> Iterator[HeardFact]:
    for one in read.stated:
        if one.value is not None:
            words, span = marked.words(*worded(marked, one.fact, one.place))
            number = owners.owner(marked, one.place)
            yield HeardFact(one.fact, one.value, words, span, number, one.about)


def _trait_facts(
    marked: Marked,
    places: Sequence[Placed],
    owners: Firms,
    asked: str | None,
    today: date | None,
) -> Iterator[HeardFact]:
    targets = {
        one.place: country_of(one.found.code).value
        for one in places
        if one.role == TARGET or _before_mode(marked, one)
    }
    found: list[Trait] = [
        *traits.legal_forms(marked, asked),
        *traits.kept_industries(list(traits.industries(marked, asked))),
        *traits.founded(marked, today, asked),
        *traits.certifications(marked, asked),
        *traits.plans(marked, targets, asked),
    ]
    for trait in found:
        words, span = marked.words(trait.start, trait.end)
        number = owners.owner(marked, trait.start)
        yield HeardFact(trait.fact, trait.value, words, span, number, trait.about)


def _abroad(fact: HeardFact, home: Country | None) -> HeardFact:
    """A plan without the firm's own country: where it sells to abroad is not known then."""
    mode, _, country = str(fact.value).partition(":")
    if fact.fact == "plan" and home and country == home.value and mode in _OUTWARD:
        return replace(fact, value=mode)
    return fact


def _before_mode(marked: Marked, one: Placed) -> bool:
    """A patent in Japan, a fair in Tokyo: what is aimed at is there, whatever else the region is."""
    return (
        one.role == OTHER
        and pattern("plan", "at_once").match(marked.text, one.place + 1) is not None
    )


def _company(facts: Sequence[HeardFact], number: int, owners: Firms) -> Company:
    """The facts of one firm together; of a single-valued fact said twice the later holds."""
    values: dict[str, Any] = {}
    excluded: list[str] = []
    for fact in facts:
        if fact.company != number:
            continue
        if fact.fact == "excluded":
            excluded.append(fact.value)
            continue
        if fact.fact in _LISTS:
            so_far = values.get(fact.fact, ())
            values[fact.fact] = tuple(dict.fromkeys((*so_far, fact.value)))
        else:
            values[fact.fact] = fact.value
    sole = values.get("legal_form") == "sole_proprietor"
    if sole:
        values.pop("capital", None)
    return Company(
        **values,
        name=owners.firms[number].name,
        not_applicable=frozenset({"capital"} if sole else ()),
        excluded=frozenset(excluded),
    )
