"""Names of support schemes by their form: a proper part and an ending such as subsidy or voucher."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from knowledge.programs import Program

FILE = Path(__file__).with_name("schemes.toml")


def scheme_named(text: str) -> str:
    """A name that looks like a scheme's own; empty where the words are ordinary ones.

    Called where no known programme was named, so what it finds is not among the documents.
    """
    pattern, ordinary = _rules()
    for found in pattern.finditer(unicodedata.normalize("NFKC", text)):
        if not ordinary.fullmatch(found.group("proper")):
            return found.group()
    return ""


def called(name: str, programs: Iterable[Program]) -> tuple[str, ...]:
    """Ids of the programmes in whose official name or nickname ``name`` stands."""
    wanted = _squeezed(name)
    return tuple(
        program.id
        for program in programs
        if wanted
        and any(
            wanted in _squeezed(text)
            for text in (program.names.ko, program.names.ja, *program.aliases)
        )
    )


def unknown_scheme(text: str, programs: Iterable[Program]) -> str:
    """The name of a scheme in ``text`` that no programme bears: another's dates must not answer."""
    name = scheme_named(text)
    return "" if called(name, programs) else name


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def _rules() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tomllib.loads(FILE.read_text("utf-8"))
    names = "|".join(table["names"])
    return re.compile(names), re.compile("|".join(table["ordinary"]))
