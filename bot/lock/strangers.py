"""Whether a text names a programme that the turn does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.lock.facts import Facts
from bot.lock.grams import RUN, coverage, grams
from bot.lock.lexicon import lexicon
from bot.lock.model import Violation, ViolationKind
from bot.lock.names import squeezed
from bot.lock.statements import Statement

KNOWN = 0.5
"""Share of a word's letter pairs that the reply must have for the word to be its own."""
WORDS = 3
"""Words before 'programme', 'subsidy' and the like that may be part of a name."""


def strange_names(found: tuple[Statement, ...], facts: Facts) -> Iterator[Violation]:
    for statement in found:
        letters, _ = squeezed(statement.text)
        for form in facts.elsewhere:
            if form in letters:
                reason = "a programme that is not among those of this reply"
                yield Violation(ViolationKind.NAME, form, reason)
        yield from _invented(statement.text, facts)


def _invented(text: str, facts: Facts) -> Iterator[Violation]:
    for match in _phrases().finditer(text.lower()):
        strange = [word for word in _words(match["before"]) if _is_strange(word, facts)]
        if strange:
            reason = f"'{strange[0]}' is in no programme's name in this reply"
            yield Violation(ViolationKind.NAME, match.group().strip(), reason)


@cache
def _phrases() -> re.Pattern[str]:
    rules = lexicon()
    run, kinds = rules.rule("name.run").pattern, rules.rule("name.kinds").pattern
    before = rf"(?P<before>(?:{run}+[ \u2018\u2019'\"「『]){{0,{WORDS}}}{run}*?)"
    beyond = rules.rule("name.beyond").pattern
    return re.compile(rf"{before}(?:{kinds})(?!{run}{{0,2}}(?:{beyond}))")


def _words(before: str) -> list[str]:
    """The words of a name: from the last one that ends a phrase before it."""
    words = re.split(r"[ \u2018\u2019'\"「『]", before)
    for place in range(len(words) - 1, -1, -1):
        if lexicon().rule("name.ends").search(words[place]) and place < len(words) - 1:
            return words[place + 1 :]
    return words


def _is_strange(word: str, facts: Facts) -> bool:
    rules = lexicon()
    bare = rules.rule("name.tail").sub("", word)
    if len(bare) < 2 or bare in rules.tables["name"]["common"]:
        return False
    if rules.rule("name.ends").search(bare) or bare.isdigit():
        return False
    about = grams(bare)
    if about and coverage(about, facts.about) < KNOWN:
        return True
    runs = [run for run in RUN.findall(bare) if len(run) > 1 and not run.isascii()]
    common = rules.tables["name"]["common"]
    return len(runs) > 1 and any(
        coverage(grams(run), facts.about) < KNOWN for run in runs if run not in common
    )
