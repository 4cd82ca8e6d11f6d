"""Where a text speaks of which programme."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.lock.lexicon import lexicon

SHORTEST = 4
"""Letters of a name without its edition; a shorter one is no name."""
FRAGMENT = 3
"""Letters of a word of a name that may stand for the whole name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """``whole`` is the name itself, not a word of it."""

    start: int
    end: int
    ids: tuple[str, ...]
    whole: bool


def squeezed(text: str) -> tuple[str, tuple[int, ...]]:
    """Letters and figures alone, lower case, and the place each came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in unicodedata.normalize("NFKC", char).lower():
            if letter.isalnum():
                letters.append(letter)
                places.append(place)
    return "".join(letters), tuple(places)


def cores(name: str) -> tuple[str, ...]:
    """The name as it stands, without its remarks, its edition or both, squeezed; longer first."""
    remark, edition = lexicon().rule("name.remark"), lexicon().rule("name.edition")
    last = lexicon().rule("name.tail_remark").sub("", name)
    plain = (name, last, remark.sub(" ", name))
    every = (*plain, *(edition.sub(" ", form) for form in plain))
    forms = sorted({squeezed(form)[0] for form in every}, key=lambda form: -len(form))
    return tuple(form for form in forms if len(form) >= SHORTEST)


@dataclass(frozen=True, slots=True)
class Names:
    """The programmes of a turn by what they may be called; one form may fit several of them."""

    forms: tuple[tuple[str, tuple[str, ...], bool], ...]

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """In order, never overlapping, longer forms first."""
        letters, places = squeezed(text)
        taken = bytearray(len(letters))
        found: list[Mention] = []
        for form, ids, whole in self.forms:
            at = letters.find(form)
            while at >= 0:
                end = at + len(form)
                if not any(taken[at:end]):
                    taken[at:end] = b"\1" * len(form)
                    found.append(Mention(places[at], places[end - 1] + 1, ids, whole))
                at = letters.find(form, end)
        return tuple(sorted(found, key=lambda mention: mention.start))


def names_of(called: Mapping[str, Iterable[str]], elsewhere: Mapping[str, str]) -> Names:
    """``called``: every name of each shown programme; ``elsewhere``: what is said of each one
    beside its name. A word of one name that appears there, or in two names, stands for nobody.
    """
    forms: dict[str, list[str]] = {}
    for id, names in called.items():
        for name in names:
            for form in cores(name):
                forms.setdefault(form, [])
                if id not in forms[form]:
                    forms[form].append(id)
    whole = [(form, tuple(ids), True) for form, ids in forms.items()]
    words = _fragments(called, elsewhere) if len(called) > 1 else []
    known = {form for form, _, _ in whole}
    parts = [(word, (id,), False) for word, id in words if word not in known]
    return Names(tuple(sorted([*whole, *parts], key=lambda form: -len(form[0]))))


def _fragments(
    called: Mapping[str, Iterable[str]], elsewhere: Mapping[str, str]
) -> list[tuple[str, str]]:
    words = {
        id: {word for name in names for word in _words(name) if len(word) >= FRAGMENT}
        for id, names in called.items()
    }
    count = Counter(word for own in words.values() for word in own)
    said = {id: squeezed(text)[0] for id, text in elsewhere.items()}
    common = set(lexicon().tables["name"]["common"])
    return [
        (squeezed(word)[0], id)
        for id, own in words.items()
        for word in sorted(own)
        if count[word] == 1
        and word not in common
        and not word.isdigit()
        and not any(squeezed(word)[0] in text for other, text in said.items() if other != id)
    ]


def _words(name: str) -> list[str]:
    return re.split(r"[\W_]+", name.lower())
