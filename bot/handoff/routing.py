"""Which Slack channel a case goes to: that of the company's region and language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.company import Company
from knowledge.programs import Country, Language

_LANGUAGES = {Country.JP: Language.JA, Country.KR: Language.KO}


def desk_for(
    channels: Mapping[str, str], company: Company, language: Language
) -> tuple[str, Language] | None:
    """The channel and the language that is read there; None where none is configured for it."""
    for key, reads in _keys(company, language):
        if key in channels:
            return channels[key], reads
    return None


def desk_of_place(channels: Mapping[str, str], place: str, language: Language) -> str:
    """As ``desk_for``, of what is known by the code of its place alone; empty for no channel."""
    country = Country(place[:2]) if place else None
    company = Company(country=country, headquarters=place if "-" in place else None)
    found = desk_for(channels, company, language)
    return found[0] if found else ""


def place_of(company: Company) -> str:
    """The code of its region, else of its country; empty where it told neither."""
    region = (company.headquarters or "").partition(":")[0]
    return region or (company.country.value if company.country else "")


def _keys(company: Company, language: Language) -> Iterator[tuple[str, Language]]:
    """Most particular first: ``KR-26:ko``, ``KR-26``, ``KR:ko``, ``KR``, then the default."""
    region = (company.headquarters or "").partition(":")[0]
    country = company.country
    local = _LANGUAGES[country] if country else language
    for place in (region, country.value if country else ""):
        if place:
            yield f"{place}:{language}", language
            yield place, local
    yield f"default:{language}", language
    yield "default", language
