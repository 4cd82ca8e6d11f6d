"""Which language a message is in, read from its scripts; pure."""

from __future__ import annotations

import re
import unicodedata

from knowledge.programs import Language

TAIL = 3
"""A sentence's own language shows at its end, where verbs and particles stand."""
WORDS_OF_A_SENTENCE = 3
SENTENCE_END = re.compile(r"[.!?。\n]+")
CHINESE = re.compile("[你您们們吗嗎这么麼怎请补贴给说还吧呢啊很]|我[想要的是]")
NAMED = re.compile(r"\([^()]*\)|「[^「」]*」|『[^『』]*』|\"[^\"]*\"|“[^“”]*”|《[^《》]*》")
"""A name in brackets or quotation marks says nothing about the sentence around it."""


def read_language(text: str) -> Language | None:
    """Korean or Japanese, or None where neither script decides (names, numbers, other languages)."""
    text = unicodedata.normalize("NFKC", text)
    sentences = [_letters(sentence) for sentence in SENTENCE_END.split(NAMED.sub(" ", text))]
    if not any(sentences):
        sentences = [_letters(text)]
    ended = [letters for letters in sentences if _ending(letters)]
    weights = [_weigh(letters) for letters in ended or sentences]
    korean, japanese = (sum(side) for side in zip(*weights, strict=True))
    if not korean and not japanese:
        return None
    return Language.KO if korean >= japanese else Language.JA


def _letters(text: str) -> list[str]:
    return [script for script in map(_script, text) if script]


def _ending(letters: list[str]) -> Language | None:
    """The language of the last verb or particle; None where the sentence ends in a name."""
    tail = letters[-TAIL:]
    if tail and set(tail) == {"hangul"}:
        return Language.KO
    return Language.JA if "hiragana" in tail and "hangul" not in tail else None


def _weigh(letters: list[str]) -> tuple[float, float]:
    """What speaks for Korean and for Japanese; an ending outweighs a long name before it."""
    ending = _ending(letters)
    if ending:
        return (len(letters), 0) if ending is Language.KO else (0, len(letters))
    counts = {script: letters.count(script) for script in letters}
    for script in letters[-TAIL:]:
        counts[script] += 2
    kana = counts.get("hiragana", 0) + counts.get("katakana", 0)
    return counts.get("hangul", 0), kana + 0.5 * counts.get("han", 0)


def is_foreign(text: str) -> bool:
    """A sentence in another language: several words, none in Hangul, kana or Chinese characters; or
    Chinese, by words that neither language writes.
    """
    text = unicodedata.normalize("NFKC", text)
    scripts = {script for script in map(_script, text) if script}
    if scripts:
        return scripts == {"han"} and CHINESE.search(text) is not None
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) >= WORDS_OF_A_SENTENCE


def _script(character: str) -> str | None:
    code = ord(character)
    if 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F:
        return "hangul"
    if 0x3040 <= code <= 0x309F:
        return "hiragana"
    if 0x30A0 <= code <= 0x30FF and character not in "・ー":
        return "katakana"
    if 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF:
        return "han"
    return None
