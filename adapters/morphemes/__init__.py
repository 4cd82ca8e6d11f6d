"""Analysers that reduce a text to the words that carry meaning, one file for each library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from knowledge.ports import Morphemes
from knowledge.programs import Language


class Late:
    """An analyser that loads in a thread of its own; the first call waits for it."""

    def __init__(self, language: Language, load: Callable[[], Morphemes]) -> None:
        self.language = language
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"load-{language}")
        self._loading = pool.submit(load)
        pool.shutdown(wait=False)

    def words(self, text: str) -> list[str]:
        return self._loading.result().words(text)


def open_morphemes() -> Mapping[Language, Morphemes]:
    """One analyser a language; returns at once."""
    return {Language.KO: Late(Language.KO, _kiwi), Language.JA: Late(Language.JA, _sudachi)}


def _kiwi() -> Morphemes:
    from adapters.morphemes.kiwi import KiwiMorphemes  # noqa: PLC0415 - costs seconds

    return KiwiMorphemes()


def _sudachi() -> Morphemes:
    from adapters.morphemes.sudachi import SudachiMorphemes  # noqa: PLC0415 - costs seconds

    return SudachiMorphemes()
