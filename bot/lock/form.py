"""Language and length of a text as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from bot.lock.facts import Facts
from bot.lock.lexicon import lexicon
from bot.lock.model import Violation, ViolationKind
from bot.lock.statements import Statement
from knowledge.programs import Language
from knowledge.scripts import HAN, HANGUL, KANA

RATIO, ROOM = 1.3, 200
"""A text may be this much longer than the reply composed without a model, in letters."""
LATIN_WORDS = 5


def wrong_form(
    text: str, found: tuple[Statement, ...], facts: Facts, language: Language
) -> Iterator[Violation]:
    longest = int(len(facts.reply.text) * RATIO) + ROOM
    if len(text) > longest:
        yield Violation(ViolationKind.LENGTH, "", f"at most {longest} characters")
    if not text.strip():
        yield Violation(ViolationKind.MISSING, "", "the text is empty")
    for statement in found:
        if _is_foreign(_own_words(statement.text, facts), language):
            words = statement.text.strip()
            yield Violation(ViolationKind.LANGUAGE, words, f"write in '{language}' only")


def _own_words(text: str, facts: Facts) -> str:
    """Without quotes and without what the facts themselves hold in another language."""
    bare = lexicon().rule("shape.quoted").sub(" ", text)
    for value in lexicon().rule("shape.url").findall(bare):
        bare = bare.replace(value, " ")
    for words in facts.originals:
        bare = bare.replace(words, " ")
    return bare


def _is_foreign(text: str, language: Language) -> bool:
    hangul, kana, han = (len(script.findall(text)) for script in (HANGUL, KANA, HAN))
    letters = hangul + kana + han
    latin = [word for word in text.split() if word.isascii() and len(word) > 1 and word.isalpha()]
    if len(latin) >= LATIN_WORDS and letters < 2 * len(latin):
        return True
    table = lexicon().tables["language"]
    own = hangul if language is Language.KO else kana + han
    return bool(letters >= table["least"] and own < table["share"] * letters)
