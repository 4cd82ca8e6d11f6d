"""Names of support schemes by their form: a proper part and an ending such as subsidy or voucher."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.programs import Program

FILE = Path(__file__).with_name("schemes.toml")
PLACES = "都道府県市区町村"


def scheme_named(text: str) -> str:
    """A name that looks like a scheme's own; empty where the words are ordinary ones.

    Called where no known programme was named, so what it finds is not among the documents.
    """
    text = unicodedata.normalize("NFKC", text)
    if asked_for := widely_known(text):
        return asked_for
    for found in (match for form in _rules().names for match in form.finditer(text)):
        if not _rules().ordinary.fullmatch(found.group("proper")):
            return found.group()
    return ""


def widely_known(text: str) -> str:
    """The name of a scheme that people ask for, as it is written in ``text``."""
    found = _rules().known.search(unicodedata.normalize("NFKC", text))
    return found.group().strip() if found else ""


def without_schemes(text: str) -> str:
    """The text with widely known names as dots, as long as before: what they are called after is
    no fact of the asker's firm.
    """
    return _rules().known.sub(lambda found: "·" * len(found.group()), text)


def called(name: str, programs: Iterable[Program]) -> tuple[str, ...]:
    """Ids of the programmes in whose official name or nickname ``name`` stands; of a widely known
    scheme only those that bear the very name.
    """
    wanted, whole = _squeezed(name), bool(widely_known(name))
    return tuple(
        program.id
        for program in programs
        if wanted
        and any(wanted == text if whole else wanted in text for text in _names_of(program))
    )


def another_of_the_name(text: str, program: Program) -> bool:
    """Whether ``text`` asks for a widely known scheme, and the programme only has its name in its
    own longer one, which the text does not say.
    """
    name, said = _squeezed(widely_known(text)), _squeezed(text)
    own = list(_names_of(program))
    parts = {_squeezed(widely_known(each)) for each in own} - {""}
    holds = bool(name) and any(part in name or name in part for part in parts)
    return holds and not any(each in said for each in own)


def unknown_scheme(text: str, programs: Iterable[Program]) -> str:
    """The name of a scheme in ``text`` that no programme bears: another's dates must not answer. One
    whose proper part stands in a programme's name may be that one, shortened.
    """
    name = scheme_named(text)
    return "" if called_in_part(name, programs) else name


def called_in_part(name: str, programs: Iterable[Program]) -> tuple[str, ...]:
    """As ``called``; else those in whose name both what makes it its own and its ending stand: a
    benefit is not the subsidy against the same rise of prices, nor one town's another's.
    """
    programs = list(programs)
    proper = "" if widely_known(name) else _proper(name)
    if proper[:1] in PLACES:  # the end of a place's name
        proper = ""
    alike = set(called(name.removeprefix(proper), programs)) if proper else set()
    return called(name, programs) or tuple(id for id in called(proper, programs) if id in alike)


def _proper(name: str) -> str:
    found = filter(None, (form.search(name) for form in _rules().names))
    return next((match.group("proper") for match in found), "")


def _names_of(program: Program) -> Iterator[str]:
    for name in (program.names.ko, program.names.ja, *program.aliases):
        yield _squeezed(name)


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True, slots=True)
class _Rules:
    names: tuple[re.Pattern[str], ...]
    ordinary: re.Pattern[str]
    known: re.Pattern[str]


@cache
def _rules() -> _Rules:
    table = tomllib.loads(FILE.read_text("utf-8"))
    names = tuple(re.compile(one) for one in table["names"])
    return _Rules(
        names, re.compile("|".join(table["ordinary"])), re.compile("|".join(table["known"]))
    )
