"""Japanese by SudachiPy with its core dictionary, whose normal forms fold variant spellings."""

from __future__ import annotations

import threading
import tomllib
from pathlib import Path
from typing import Any

from sudachipy import SplitMode, dictionary

from knowledge.programs import Language
from knowledge.search.tokens import normalized

CARRYING = {"名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞", "接尾辞"}
LONGEST = 8_000
"""Characters a call; the analyser refuses more than 49,149 bytes."""


class SudachiMorphemes:
    """Normal forms of the words that carry meaning; a compound whole and in its parts.

    One analysis at a time: the library's tokenizer may not be shared between threads.
    """

    language = Language.JA

    def __init__(self) -> None:
        self._tokenizer = dictionary.Dictionary(dict="core").tokenizer()
        self._lock = threading.Lock()
        stopwords = Path(__file__).with_name("stopwords.toml").read_text(encoding="utf-8")
        self._stop = frozenset(tomllib.loads(stopwords)["ja"])

    def words(self, text: str) -> list[str]:
        folded = normalized(text)
        found: list[str] = []
        with self._lock:
            for start in range(0, len(folded), LONGEST):
                for morpheme in self._tokenizer.tokenize(
                    folded[start : start + LONGEST], SplitMode.C
                ):
                    found += self._forms(morpheme)
        return found

    def _forms(self, morpheme: Any) -> list[str]:
        """The word and, if it is a compound, its parts; empty for particles, endings and signs."""
        whole = morpheme.normalized_form().lower()
        if morpheme.part_of_speech()[0] not in CARRYING or whole in self._stop or not whole.strip():
            return []
        parts = morpheme.split(SplitMode.A, add_single=False)
        return [whole, *(part.normalized_form().lower() for part in parts)]
