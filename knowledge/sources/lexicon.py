"""The field names and words of each source, from the data file beside its module."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.formats.characters import normalised
from knowledge.programs import Bilingual, Language


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    return re.compile(table(name)[key])


def wording(name: str, **values: str) -> Bilingual:
    """A sentence of ``words.toml`` in both languages, its places filled.

    A value for one language alone is given as ``key_ko`` and ``key_ja``.
    """
    row = table("words")[name]
    made = {}
    for language in Language:
        own = {k.removesuffix(f"_{language}"): v for k, v in values.items()}
        made[str(language)] = row[str(language)].format(**{**values, **own})
    return Bilingual(ko=made["ko"], ja=made["ja"])


def folded(text: str) -> str:
    """One spelling for each character, no blanks at the ends."""
    return normalised(text).strip()


def codes_of(name: str, key: str, labels: list[str]) -> tuple[str, ...]:
    """The codes of ``labels`` in the table ``key``; unknown labels give none."""
    known = {folded(label): codes for label, codes in table(name)[key].items()}
    found = [code for label in labels for code in known.get(folded(label), ())]
    return tuple(dict.fromkeys(found))
