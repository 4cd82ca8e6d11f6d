"""A company given as KEY=VALUE pairs, on the command line or in a batch."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.company import Company
from bot.errors import BadInput
from bot.speech.lexicon import choices
from knowledge.amounts import parse_amount
from knowledge.certifications import parse_certification
from knowledge.folding import fold
from knowledge.industries import parse_industry
from knowledge.money import Currency
from knowledge.programs import Country
from knowledge.quantities import read_headcounts
from knowledge.regions import country_of, parse_region

_CURRENCIES = {Country.JP: Currency.JPY, Country.KR: Currency.KRW}


def parse_company(pairs: Mapping[str, object]) -> Company:
    """The company; numbers may come as numbers. The headquarters gives a missing country.

    Raises ``BadInput`` naming the key, the value and what is accepted instead.
    """
    given = {key.strip().lower(): str(value).strip() for key, value in pairs.items()}
    for key in given:
        if key not in choices()["accepts"]:
            raise BadInput(f"company key {key!r} is unknown; known are {', '.join(_READERS)}")
    values: dict[str, Any] = {}
    for key, read in _READERS.items():
        if key in given:
            values[key] = _read(key, given[key], read, _country(values))
    _check(values)
    if "headquarters" in values:
        values.setdefault("country", country_of(values["headquarters"]))
    sole = values.get("legal_form") == "sole_proprietor"
    return Company(**values, not_applicable=frozenset({"capital"} if sole else ()))


def _read(
    key: str, value: str, read: Callable[[str, Currency | None], Any], country: Country | None
) -> Any:
    try:
        return read(value, _CURRENCIES.get(country) if country else None)
    except ValueError as error:
        accepted = choices()["accepts"][key]
        raise BadInput(f"{key}={value}: {error}; give {accepted}") from error


def _country(values: Mapping[str, Any]) -> Country | None:
    if "headquarters" in values:
        return country_of(values["headquarters"])
    return values.get("country")


def _check(values: Mapping[str, Any]) -> None:
    if "country" in values and "headquarters" in values:
        located = country_of(values["headquarters"])
        if located is not values["country"]:
            where = values["headquarters"]
            raise BadInput(
                f"country={values['country']}: the headquarters {where} are in {located}"
            )
    if values.get("legal_form") == "sole_proprietor" and "capital" in values:
        raise BadInput(
            f"capital={values['capital']}: a sole proprietor has no capital; leave it out"
        )


def _read_country(text: str, _: Currency | None) -> Country:
    return Country(_one_of("country", text))


def _read_region(text: str, _: Currency | None) -> str:
    code = parse_region(text)
    if len(code) == 2 or code[2] == ":":
        raise ValueError("that is no single prefecture, province or municipality")
    return code


def _read_employees(text: str, _: Currency | None) -> int:
    counts = read_headcounts(text, plain=True)
    if len(counts) != 1 or counts[0].raw.strip() != text:
        raise ValueError("that is no number of people")
    return counts[0].value


def _read_form(text: str, _: Currency | None) -> str:
    return _one_of("legal_form", text)


def _read_industries(text: str, _: Currency | None) -> tuple[str, ...]:
    return tuple(parse_industry(one) for one in _split(text))


def _read_certifications(text: str, _: Currency | None) -> tuple[str, ...]:
    return tuple(parse_certification(one) for one in _split(text))


def _read_plans(text: str, _: Currency | None) -> tuple[str, ...]:
    return tuple(_plan(one) for one in _split(text))


def _plan(text: str) -> str:
    mode, _, target = text.partition(":")
    mode, target = mode.strip().lower(), target.strip().upper()
    if mode not in choices()["plan"]["modes"]:
        raise ValueError(f"{mode!r} is no mode")
    if target and not re.fullmatch("[A-Z]{2}", target):
        raise ValueError(f"{target!r} is no country code")
    return f"{mode}:{target}" if target else mode


def _read_founded(text: str, _: Currency | None) -> date:
    match = re.fullmatch(r"(\d{4})\D?(?:(\d{1,2})\D?(?:(\d{1,2})\D?)?)?", fold(text).text.strip())
    if match is None:
        raise ValueError("that is no date")
    return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def _read_word(text: str, _: Currency | None) -> str:
    if not text:
        raise ValueError("it is empty")
    return text


def _one_of(key: str, text: str) -> str:
    wanted = fold(text).text.strip()
    for code, words in choices()[key].items():
        if wanted in words:
            return str(code)
    raise ValueError(f"{text!r} is not known")


def _split(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        raise ValueError("it is empty")
    return parts


_READERS: Mapping[str, Callable[[str, Currency | None], Any]] = {
    "country": _read_country,
    "headquarters": _read_region,
    "capital": parse_amount,
    "revenue": parse_amount,
    "employees": _read_employees,
    "legal_form": _read_form,
    "industry": _read_industries,
    "founded": _read_founded,
    "certifications": _read_certifications,
    "plan": _read_plans,
    "ownership": _read_word,
    "name": _read_word,
}
