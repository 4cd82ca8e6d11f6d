"""The places of Korea and Japan as data: codes, names, what lies in what, since when."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from knowledge.folding import fold
from knowledge.programs import Bilingual

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Region:
    """A country, a prefecture or province, a municipality, or a group of them.

    Codes: ``JP``; ``JP-27`` (ISO 3166-2; ``KR-12`` follows the legal-dong code); ``JP-40:久留米市``;
    ``JP:kanto`` for a group, whose ``members`` are codes. ``valid_to`` is the last day of the name;
    it still resolves afterwards, and its successor lists it among its ``predecessors``.
    """

    code: str
    names: Bilingual
    members: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """``names`` maps a folded spelling to the codes it may mean, the likeliest first.

    ``parts`` maps a prefecture to its municipalities without suffix, which are too common as words
    to stand alone (三原) and are only read directly after it. ``common`` maps those of Korea to
    their codes, for where the text says that something lies there.
    """

    regions: Mapping[str, Region]
    names: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, Mapping[str, str]]
    common: Mapping[str, tuple[str, ...]]
    longest: int


@cache
def gazetteer() -> Gazetteer:
    """Every region and every spelling of it; built once from the tables beside this file."""
    table = tomllib.loads((_HERE / "regions.toml").read_text(encoding="utf-8"))
    words = tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8"))
    regions: dict[str, Region] = {}
    spellings: dict[str, list[str]] = {}
    for row in chain(table["country"], table["region"], table["group"]):
        region = _region(row)
        regions[region.code] = region
        full = [row["ja"], row["ko"]] if row.get("spelt", True) else []
        _spell(spellings, region.code, [*full, *row["words"]])
    taken = set(spellings)
    parts: dict[str, dict[str, str]] = {}
    places = [*_municipalities("jp"), *_municipalities("kr")]
    for place in places:
        regions[place.region.code] = place.region
        _spell(spellings, place.region.code, [place.official])
        within = parts.setdefault(place.region.code.partition(":")[0], {})
        forms = [place.official, *place.translations]
        within.update({_key(word)[:-1]: place.region.code for word in forms if len(word) > 2})
    taken |= set(
        spellings
    )  # a translation yields to a place of that very name, 広島 to the prefecture
    for place in places:
        words_of_it = [*place.translations, *place.bare]
        free = [word for word in words_of_it if _key(word) not in taken]
        _spell(spellings, place.region.code, free)
    _more(spellings, words)
    names = {word: tuple(codes) for word, codes in spellings.items()}
    return Gazetteer(regions, names, parts, _common(places), max(map(len, names)))


def _region(row: Mapping[str, Any]) -> Region:
    return Region(
        row["code"],
        Bilingual(ko=row["ko"], ja=row["ja"]),
        tuple(row.get("members", ())),
        tuple(row.get("predecessors", ())),
        row.get("valid_from"),
        row.get("valid_to"),
    )


@dataclass(frozen=True, slots=True)
class _Municipality:
    """``official`` is the name in its own language, ``bare`` are forms without a suffix."""

    region: Region
    official: str
    translations: list[str]
    bare: list[str]


def _municipalities(country: str) -> Iterable[_Municipality]:
    path = _HERE / f"municipalities_{country}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        for province, name, other, bare in rows:
            others = other.split("|") if other else []
            theirs = others[0] if others else name
            names = Bilingual(*((theirs, name) if country == "jp" else (name, theirs)))
            # 中区, 東区: the translated wards of one country are everywhere in the other
            told = [word for word in others if len(word) > 2 or country == "jp"]
            yield _Municipality(
                Region(f"{province}:{name}", names), name, told, bare.split("|") if bare else []
            )


def _common(places: Iterable[_Municipality]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for place in places:
        if place.region.code.startswith("KR") and len(place.official) > 2:
            _spell(found, place.region.code, [place.official[:-1]])
    return {word: tuple(codes) for word, codes in found.items()}


def _more(spellings: dict[str, list[str]], words: Mapping[str, Any]) -> None:
    for code, quarters in words["quarters"].items():
        _spell(spellings, code, quarters)
    for ward, prefectures in words["wards"].items():
        _spell(spellings, "", [])
        spellings[_key(ward)].extend(f"{prefecture}:" for prefecture in prefectures)
    for word, codes in words["shared"].items():
        spellings[_key(word)] = list(codes)


def _spell(spellings: dict[str, list[str]], code: str, words: Iterable[str]) -> None:
    for word in words:
        codes = spellings.setdefault(_key(word), [])
        if code not in codes:
            codes.append(code)


def _key(word: str) -> str:
    return fold(word).text
