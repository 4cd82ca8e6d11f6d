"""Capital, sales and people: which figure belongs to which fact, and which is only asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.speech.heard import Bounded
from bot.speech.lexicon import lexicon, pattern
from bot.speech.marks import Marked
from knowledge.amounts import FoundMoney
from knowledge.money import Currency, Money
from knowledge.programs import Operator
from knowledge.quantities import FoundCount, read_headcounts

FIGURES = ("capital", "revenue", "employees")
_REACH = 18  # marked letters between a fact's word and its figure


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` is None where the text names no currency and none could be taken."""

    fact: str
    place: int
    value: Money | int | None
    amount: int
    about: bool


@dataclass(frozen=True, slots=True)
class Figures:
    stated: tuple[Figure, ...]
    premises: tuple[Bounded, ...]
    limits: tuple[Bounded, ...]


def figures(marked: Marked, default: Currency | None, asked: str | None) -> Figures:
    """Every figure of the firm in the message; ``default`` stands for a currency left out."""
    stated: list[Figure] = []
    premises: list[Bounded] = []
    limits: list[Bounded] = []
    for place, found in _read(marked, asked):
        fact = _fact(marked, place, found, asked)
        if fact is None or _is_denied(marked, place):
            continue
        value = _value(found, default)
        operator = found.bound
        kind = _kind(marked, place, operator)
        if kind is None:
            stated.append(_figure(marked, place, fact, value, found))
        elif value is not None:
            words, span = marked.words(place, place + 1)
            bounded = Bounded(fact, operator or Operator.IS, value, words, span)
            (premises if kind == "premise" else limits).append(bounded)
    stated.extend(_without_unit(marked))
    return Figures(tuple(sorted(stated, key=lambda one: one.place)), tuple(premises), tuple(limits))


def _without_unit(marked: Marked) -> Iterator[Figure]:
    """A number of people that only its word makes one, and nobody at all, which is none."""
    for match in pattern("amounts", "bare_count").finditer(marked.text):
        count = int(match["n"])
        yield Figure("employees", match.start("n"), count, count, about=False)
    if nobody := pattern("amounts", "none_employed").search(marked.text):
        yield Figure("employees", nobody.start(), 0, 0, about=False)


def _read(marked: Marked, asked: str | None) -> Iterator[tuple[int, FoundMoney | FoundCount]]:
    yield from marked.amounts()
    yield from marked.counts()
    if asked == "employees" and not marked.marks:  # a bare 45
        for found in read_headcounts(marked.text, plain=True)[:1]:
            yield found.span[0], found


def _fact(
    marked: Marked, place: int, found: FoundMoney | FoundCount, asked: str | None
) -> str | None:
    """The fact whose word stands nearest before the figure in its sentence, or right after it."""
    is_money = isinstance(found, FoundMoney)
    facts = ("capital", "revenue") if is_money else ("employees",)
    start, end = marked.sentence(place)
    before = _words_before(marked, start, place)
    named = {fact: _last(lexicon()["amounts"][fact], before) for fact in facts}
    foreign = _last(lexicon()["amounts"]["foreign"], before)
    best = max(facts, key=lambda fact: named[fact])
    if named[best] > foreign:
        return best
    if foreign >= 0 and is_money:
        return None
    after = marked.text[place + 1 : min(end, place + 8)]
    for fact in facts:
        if re.match(rf"{lexicon()['amounts']['of']}(?:{lexicon()['amounts'][fact]})", after):
            return fact
    return _unnamed(marked, place, found, asked)


def _words_before(marked: Marked, start: int, place: int) -> str:
    """The words before a figure, not across another one, but for one that is denied or that this
    one is a bound to.
    """
    begin = max(start, place - _REACH)
    own = marked.marks[place].found if place in marked.marks else None
    bounded = isinstance(own, FoundMoney | FoundCount) and own.bound is not None
    for other in range(place - 1, begin - 1, -1):
        found = marked.marks[other].found if other in marked.marks else None
        if type(found) is type(own) and isinstance(found, FoundMoney | FoundCount):
            if not bounded and not _is_denied(marked, other):
                return marked.text[other + 1 : place]
            begin = max(start, other - _REACH)
            return marked.text[begin:place]
    return marked.text[begin:place]


def _unnamed(
    marked: Marked, place: int, found: FoundMoney | FoundCount, asked: str | None
) -> str | None:
    """A figure without a word: the fact just asked, or a number of people said as a firm's size."""
    if isinstance(found, FoundMoney):
        return asked if asked in ("capital", "revenue") else None
    if asked == "employees":
        return asked
    after = marked.text[place + 1 :]
    if _is_supposed(marked, place):
        start, end = marked.sentence(place)
        others = pattern("amounts", "others_counted").search(marked.text, start, end)
        alone = pattern("amounts", "supposing").match(marked.text[start:place])
        oneself = found.value == 1 and pattern("amounts", "even").match(after)
        spoken_of = _last(lexicon()["amounts"]["employees"], marked.text[start:place]) >= 0
        return "employees" if (alone or spoken_of) and not others and not oneself else None
    whole = place == len(marked.text) - len(after) - 1 and not marked.text[:place].strip()
    if asked and whole and pattern("answers", "ending").fullmatch(after):
        return "employees"
    alone = re.search(r"(?:^|[,、。.\n])\s*$", marked.text[:place]) and re.match(
        r"\s*(?:$|[,、。.\n])", after
    )
    if alone and len(marked.marks) > 1:
        return "employees"
    if pattern("amounts", "size").match(after) and not _is_question(marked, place):
        return "employees"
    counted = _last(lexicon()["amounts"]["employees"], marked.text[:place]) >= 0
    if counted and pattern("amounts", "too").match(after):
        return "employees"
    start, _ = marked.sentence(place)
    if pattern("correction", "marks").search(marked.text[start:place]):
        return "employees"
    return None


def _last(words: str, text: str) -> int:
    """The end of the last of these words; -1 for none."""
    return max((match.end() for match in re.finditer(words, text)), default=-1)


def _value(found: FoundMoney | FoundCount, default: Currency | None) -> Money | int | None:
    if isinstance(found, FoundCount):
        return found.value
    currency = found.currency or default
    return Money(found.amount, currency) if currency else None


def _figure(
    marked: Marked, place: int, fact: str, value: Money | int | None, found: FoundMoney | FoundCount
) -> Figure:
    amount = found.amount if isinstance(found, FoundMoney) else found.value
    words = lexicon()["amounts"]["about"].split("|^")
    before, after = marked.text[:place], marked.text[place + 1 :]
    about = bool(re.search(words[0], before) or re.match(words[1], after))
    return Figure(fact, place, value, amount, about)


def _is_denied(marked: Marked, place: int) -> bool:
    return pattern("amounts", "denied").search(marked.text[place + 1 :]) is not None


def _kind(marked: Marked, place: int, operator: Operator | None) -> str | None:
    """None for a plain statement, ``limit`` for a bound that is true of the firm, ``premise`` for
    what is asked about a rule.
    """
    _, end = marked.sentence(place)
    after = marked.text[place + 1 : end]
    clause = re.split(r"[,、]", after)[0]
    owned = pattern("question", "own").search(clause)
    ruled = pattern("question", "rule").search(clause)
    if _is_supposed(marked, place) and not (owned and ruled and owned.start() < ruled.start()):
        return "premise"
    if operator is not None:
        if owned and not (ruled and ruled.start() < owned.start()):
            return "limit"
        return "premise" if ruled or _asks(after) else "limit"
    if ruled and _asks(after) and not (owned and owned.start() < ruled.start()):
        return "premise"
    return None


def _is_supposed(marked: Marked, place: int) -> bool:
    """What if it were so: and if it were ten people?."""
    _, end = marked.sentence(place)
    return pattern("question", "supposed").match(marked.text[place + 1 : end]) is not None


def worded(marked: Marked, fact: str, place: int) -> tuple[int, int]:
    """The range of a figure with the word that says what it is of."""
    words = lexicon()["amounts"].get(fact, "(?!)")
    start, end = marked.sentence(place)
    gap = r"[^,.?!\u3001\u3002\ue000-\ue3ff]{0,5}$"
    named = list(re.finditer(words, marked.text[start:place]))
    if named and re.match(gap, marked.text[start + named[-1].end() : place]):
        return start + named[-1].start(), place + 1
    follows = re.compile(rf"{lexicon()['amounts']['of']}(?:{words})").match(
        marked.text, place + 1, end
    )
    return place, follows.end() if follows else place + 1


def _asks(text: str) -> bool:
    return re.search(rf"{lexicon()['question']['ends']}\s*[?.!~]*\s*$", text.rstrip()) is not None


def _is_question(marked: Marked, place: int) -> bool:
    start, end = marked.sentence(place)
    return marked.text[start:end].rstrip().endswith("?")
