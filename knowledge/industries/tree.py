"""The tree of industry codes and what satisfies what in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.programs import Bilingual, Language


@dataclass(frozen=True, slots=True)
class Industry:
    """``jsic`` and ``ksic`` are divisions of the national classifications, letter first (G39).

    ``may_be`` are codes a firm of this kind can belong to as well.
    """

    code: str
    names: Bilingual
    words: tuple[str, ...]
    jsic: tuple[str, ...]
    ksic: tuple[str, ...]
    may_be: tuple[str, ...] = ()


@cache
def industries() -> Mapping[str, Industry]:
    path = Path(__file__).parent / "industries.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        code: Industry(
            code,
            Bilingual(ko=row["ko"], ja=row["ja"]),
            tuple(row["words"]),
            tuple(row["jsic"]),
            tuple(row["ksic"]),
            tuple(row.get("may_be", ())),
        )
        for code, row in table.items()
    }


def name_of(code: str, language: Language) -> str:
    """The name; an unknown code comes back as given."""
    industry = industries().get(code)
    return industry.names.within(language) if industry else code


def satisfies(company: Sequence[str], wanted: Sequence[str]) -> bool | None:
    """Whether a firm of these industries is in one of the ``wanted``.

    A child satisfies its parent. A firm known only by the parent of a wanted code, by one that may
    be it as well, or not at all is None; unrelated ones are False.
    """
    if not company:
        return None
    if any(_lies_in(one, goal) for one in company for goal in wanted):
        return True
    return None if any(_may_be(one, goal) for one in company for goal in wanted) else False


def specific(codes: Iterable[str]) -> tuple[str, ...]:
    """Without repetitions and without the parent of another code in the list."""
    kept = tuple(dict.fromkeys(codes))
    return tuple(one for one in kept if not any(o != one and _lies_in(o, one) for o in kept))


def _lies_in(code: str, goal: str) -> bool:
    return code == goal or code.startswith(f"{goal}.")


@cache
def _may_be(code: str, goal: str) -> bool:
    if _lies_in(goal, code):
        return True
    below = (one for one in industries().values() if _lies_in(one.code, code))
    also = {other for one in below for other in one.may_be}
    return any(_lies_in(other, goal) or _lies_in(goal, other) for other in also)
