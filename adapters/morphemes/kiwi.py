"""Korean by kiwipiepy, whose dictionary is part of its package."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from kiwipiepy import Kiwi

from knowledge.programs import Language
from knowledge.search.tokens import normalized

NOUNS = {"NNG", "NNP", "NR", "SL", "SN", "SH", "XR"}
PARTS = NOUNS | {"NNB", "XPN", "XSN"}
"""What a compound may consist of; counters and affixes are no words by themselves."""

VERBS = {"VV", "VA", "VV-R", "VV-I", "VA-R", "VA-I"}
ADDRESSES = {"W_URL", "W_EMAIL", "W_HASHTAG"}


class KiwiMorphemes:
    """Nouns, stems of verbs, Latin and numbers; a compound whole and in its parts. Thread-safe."""

    language = Language.KO

    def __init__(self) -> None:
        # the dictionary of phrases doubles the time to load and changes nothing in search
        self._kiwi = Kiwi(load_multi_dict=False, num_workers=1)
        self._stop = frozenset(_table("stopwords.toml"))
        for name in _table("names.toml"):
            self._kiwi.add_user_word(name, "NNP")

    def words(self, text: str) -> list[str]:
        found: list[str] = []
        run: list[Any] = []
        for token in self._kiwi.tokenize(normalized(text)):
            if token.tag in PARTS:
                if run and run[-1].end != token.start:
                    found += _compound(run)
                    run = []
                run.append(token)
                continue
            found += _compound(run)
            run = []
            if self._carries(token):
                found.append(token.form)
        return found + _compound(run)

    def _carries(self, token: Any) -> bool:
        return token.tag in ADDRESSES or (token.tag in VERBS and token.form not in self._stop)


def _table(name: str) -> list[str]:
    words: list[str] = tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))["ko"]
    return words


def _compound(run: list[Any]) -> list[str]:
    """The nouns of an unbroken run, and the run itself if it is more than one of them."""
    words = [token.form for token in run if token.tag in NOUNS]
    if len(run) > 1:
        words.append("".join(token.form for token in run))
    return words
