"""Which language a piece of text is written in, by its script alone."""

from __future__ import annotations

import re

from knowledge.programs import Language

HANGUL = re.compile(r"[\uac00-\ud7a3\u3131-\u318e]")
KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9d]")
HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]")


def language_of(text: str) -> Language | None:
    """The language of most letters: Hangul against kana; Han alone is Japanese, for Korean is
    hardly printed without Hangul. None where there is neither.
    """
    hangul, kana = len(HANGUL.findall(text)), len(KANA.findall(text))
    if hangul or kana:
        return Language.KO if hangul >= kana else Language.JA
    return Language.JA if HAN.search(text) else None
