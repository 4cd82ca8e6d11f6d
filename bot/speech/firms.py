"""One owner, several firms, a head office here and a corporation there: which words are whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.speech.lexicon import pattern, patterns
from bot.speech.marks import Marked
from bot.speech.places import Placed
from knowledge.regions import contains

ADJACENT = 4
"""Marked letters between a place and the country named right behind it."""


@dataclass(frozen=True, slots=True)
class Firm:
    """``seat`` is the place of the region that names it, ``name`` the words around; a message
    about one firm alone has neither.
    """

    seat: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Firms:
    """``mentions`` are places of the marked text and the firm that is spoken of from there on."""

    firms: tuple[Firm, ...] = (Firm(),)
    mentions: tuple[tuple[int, int], ...] = field(default=())

    def owner(self, marked: Marked, place: int) -> int:
        """The firm that what stands at ``place`` is about: the one named last, or the one that
        follows at once (the Osaka corporation with five people).
        """
        following = [(at, firm) for at, firm in self.mentions if at > place]
        if following and pattern("company", "leads_to").fullmatch(
            marked.text, place + 1, following[0][0]
        ):
            return following[0][1]
        return max(((at, firm) for at, firm in self.mentions if at <= place), default=(0, 0))[1]


def firms(marked: Marked, places: Sequence[Placed]) -> Firms:
    """At least one. Two where a head office and a separate corporation elsewhere are both named;
    a branch (支店) is no firm of its own.
    """
    codes = {one.place: one.found.code for one in places if not one.found.negated}
    heads = _seats(marked, "head", codes)
    branches = {at: m for at, m in _seats(marked, "branch", codes).items() if at not in heads}
    for at, match, owner in _owned(marked, codes):
        branches[at] = match
        branches.pop(owner, None)
        heads[owner] = match
    apart: dict[int, re.Match[str]] = {}
    for at, match in (*sorted(heads.items()), *sorted(branches.items())):
        if all(contains(codes[other], codes[at]) is False for other in apart):
            apart[at] = match
    if len(apart) < 2 or not branches.keys() & apart.keys():
        return Firms()
    found = tuple(Firm(at, _name(marked, at, match)) for at, match in apart.items())
    mentions = [
        (at, number)
        for at, code in codes.items()
        for number, seat in enumerate(apart)
        if contains(codes[seat], code) or contains(code, codes[seat])
    ]
    return Firms(found, tuple(sorted(mentions)))


def _owned(marked: Marked, codes: dict[int, str]) -> Iterator[tuple[int, re.Match[str], int]]:
    """Corporations in the words of their owner: place, words, and the owner's place."""
    for one in patterns("company", "owned"):
        for match in one.finditer(marked.text):
            if match.start("x") in codes and match.start("y") in codes:
                yield match.start("x"), match, match.start("y")


def _name(marked: Marked, at: int, match: re.Match[str]) -> str:
    """The words of head office or corporation with the place, or the place alone if a sentence
    stands between them.
    """
    whole = match.start() <= at < match.end()
    if whole and pattern("company", "name").fullmatch(match.group()):
        return marked.words(match.start(), match.end())[0].strip()
    return marked.words(at, at + 1)[0]


def _seats(marked: Marked, name: str, codes: dict[int, str]) -> dict[int, re.Match[str]]:
    """The regions that a head office or a corporation is named by, each with its words."""
    found: dict[int, re.Match[str]] = {}
    for match in pattern("company", name).finditer(marked.text):
        for group in ("x", "y"):
            if group in match.groupdict() and match.start(group) in codes:
                found[_finer(codes, match.start(group))] = match
    return found


def _finer(codes: dict[int, str], place: int) -> int:
    """A corporation in Osaka that is called a Japanese one is the one in Osaka."""
    near = range(place - ADJACENT, place)
    inside = [at for at in near if at in codes and "-" not in codes[place]]
    return next((at for at in inside if contains(codes[place], codes[at])), place)
