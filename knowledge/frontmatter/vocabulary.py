"""The closed lists that a document's front matter may use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.programs import ConditionKind

Mend = str | None
LISTS = {
    ConditionKind.COUNTRY: "countries",
    ConditionKind.HEADQUARTERS: "regions",
    ConditionKind.INDUSTRY: "industries",
    ConditionKind.LEGAL_FORM: "legal_forms",
    ConditionKind.SME_CLASS: "sme_classes",
    ConditionKind.PLAN: "plans",
}
EXAMPLES = {
    "countries": "two capital letters such as JP",
    "regions": "ISO 3166-2 such as JP-27 or KR-26, with a municipality as JP-40:<name>",
    "slugs": "lower-case words joined by _ such as gbizid_prime",
}


@cache
def tables() -> dict[str, Any]:
    """``vocabulary.toml`` and the purposes."""
    own = tomllib.loads((files(__package__) / "vocabulary.toml").read_text("utf-8"))
    purposes = tomllib.loads((files("knowledge") / "purposes.toml").read_text("utf-8"))
    return {**own, "purposes": list(purposes)}


def mend_word(name: str) -> Callable[[str], Mend]:
    """A check of one word against the list ``name``: None if it fits, else how to mend it."""
    known: list[str] = tables()[name]

    def check(word: str) -> Mend:
        if word in known:
            return None
        near = get_close_matches(word, known, n=1)
        return f"did you mean {near[0]}?" if near else "use one of " + " ".join(known)

    return check


def mend_code(kind: ConditionKind) -> Callable[[str], Mend]:
    """The same for a code in a condition of ``kind``."""
    name = LISTS.get(kind, "slugs")
    if name == "plans":
        return _mend_plan
    if name not in tables()["patterns"]:
        return mend_word(name)
    pattern = re.compile(tables()["patterns"][name])
    return lambda code: None if pattern.fullmatch(code) else f"write {EXAMPLES[name]}"


def _mend_plan(code: str) -> Mend:
    mode, _, target = code.partition(":")
    if target and not re.fullmatch(r"[A-Z]{2}", target):
        return "write the target as a country code, export:JP"
    return mend_word("plans")(mode)
