"""One value of the front matter with its place, so that every mistake is named where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from knowledge.money import Currency, Money
from knowledge.programs import Age, Bilingual, Language

Choice = TypeVar("Choice", bound=StrEnum)
LANGUAGES = tuple(language.value for language in Language)
AMOUNT = re.compile(r"(\d[\d_,]*)\s*(JPY|KRW|USD)")
YEARS = re.compile(r"(\d+)\s*years?")


@dataclass(frozen=True, slots=True)
class Node:
    """Reading never stops: a mistake is noted in ``problems`` and a harmless value handed back."""

    value: Any
    path: str = ""
    problems: list[str] = field(default_factory=list)

    def wrong(self, what: str) -> None:
        self.problems.append(f"{self.path}: {what}" if self.path else what)

    def child(self, key: str) -> Node:
        """The value under ``key``; None where there is none."""
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return Node(inner, f"{self.path}.{key}" if self.path else key, self.problems)

    @property
    def given(self) -> bool:
        return self.value is not None

    def keys(self, known: Sequence[str], required: Sequence[str] = ()) -> None:
        """Notes what is not a mapping, keys that are not ``known`` and ``required`` ones missing."""
        if not isinstance(self.value, dict):
            self.wrong(f"{self.value!r} is not a mapping of {', '.join(known)}")
            return
        for key in self.value:
            if key not in known:
                near = get_close_matches(str(key), known, n=1)
                mend = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
                self.child(str(key)).wrong(f"unknown key; {mend}")
        for key in required:
            if not self.child(key).given:
                self.child(key).wrong("missing")

    def items(self) -> Iterator[Node]:
        """Its list, item by item; nothing where it is absent."""
        if not self.given:
            return
        if not isinstance(self.value, list):
            self.wrong("write a list, each item after a dash or in [ ]")
            return
        for number, item in enumerate(self.value):
            yield Node(item, f"{self.path}[{number}]", self.problems)

    def text(self) -> str:
        if self.given and (not isinstance(self.value, str) or not self.value.strip()):
            self.wrong(f"{self.value!r} is not a text; put it in quotation marks")
            return ""
        return self.value.strip() if self.given else ""

    def words(self, mend: Callable[[str], str | None]) -> tuple[str, ...]:
        """A list of words (or one word alone), each checked by ``mend``."""
        single = isinstance(self.value, str)
        nodes = [Node([self.value], self.path, self.problems)] if single else [self]
        return tuple(item.word(mend) for node in nodes for item in node.items())

    def word(self, mend: Callable[[str], str | None]) -> str:
        text = self.text()
        if text and (how := mend(text)):
            self.wrong(f"{text!r} is not known; {how}")
        return text

    def choice(self, kind: type[Choice], default: Choice) -> Choice:
        try:
            return kind(self.value) if self.given else default
        except ValueError:
            self.wrong(f"{self.value!r} is none of {' '.join(kind)}")
            return default

    def flag(self) -> bool:
        if self.given and not isinstance(self.value, bool):
            self.wrong(f"{self.value!r} is neither true nor false")
        return self.value is True

    def bilingual(
        self, *, both: bool = False, translated: frozenset[Language] = frozenset()
    ) -> Bilingual:
        """``{ko, ja}``; ``both`` where one alone is a mistake."""
        if not self.given:
            return Bilingual()
        self.keys(LANGUAGES, LANGUAGES if both else ())
        wordings = {language: self.child(language).text() for language in LANGUAGES}
        if isinstance(self.value, dict) and not self.value:
            self.wrong("empty; give ko, ja or both")
        return Bilingual(**wordings, translated=translated)

    def day(self) -> date | None:
        if isinstance(self.value, date) and not isinstance(self.value, datetime):
            return self.value
        if self.given:
            self.wrong(f"{self.value!r} is not a date; write it as 2026-12-28")
        return None

    def amount(self) -> Money | None:
        match = AMOUNT.fullmatch(str(self.value))
        if match:
            return Money(int(re.sub("[_,]", "", match[1])), Currency(match[2]))
        if self.given:
            self.wrong(f"{self.value!r} is not an amount; write it as 10000000 JPY (or KRW, USD)")
        return None

    def number(self) -> int | None:
        if type(self.value) is int and self.value >= 0:
            return self.value
        if self.given:
            self.wrong(f"{self.value!r} is not a whole number; write digits alone")
        return None

    def age_or_day(self) -> Age | date | None:
        if match := YEARS.fullmatch(str(self.value)):
            return Age(int(match[1]))
        if isinstance(self.value, date) and not isinstance(self.value, datetime):
            return self.value
        if self.given:
            self.wrong(f"{self.value!r} is neither an age (7 years) nor a date (2019-04-01)")
        return None
