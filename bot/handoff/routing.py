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
