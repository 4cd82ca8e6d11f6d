"""What a text asserts of a programme beyond its figures: where it stands, and for whom it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.lock.lexicon import lexicon


class Claim(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UPCOMING = "upcoming"
    ROLLING = "rolling"
    UNTIL_BUDGET = "until_budget"
    UNKNOWN = "unknown"
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    MET_SO_FAR = "met_so_far"


OPPOSITE = {
    Claim.OPEN: Claim.CLOSED,
    Claim.CLOSED: Claim.OPEN,
    Claim.ELIGIBLE: Claim.NOT_ELIGIBLE,
    Claim.NOT_ELIGIBLE: Claim.ELIGIBLE,
}
VERDICTS = frozenset({Claim.ELIGIBLE, Claim.NOT_ELIGIBLE, Claim.MET_SO_FAR})
READ = tuple(claim for claim in Claim if claim is not Claim.MET_SO_FAR)
AFTER, BEFORE = 30, 40
"""Letters around a claim in which it may be denied, doubted or limited."""


@dataclass(frozen=True, slots=True)
class Claimed:
    claim: Claim
    start: int
    end: int


def claims(text: str) -> Iterator[Claimed]:
    """Every assertion in one statement; what is asked, doubted or supposed is none."""
    for claim in READ:
        for match in lexicon().rule(f"claim.{claim}").finditer(text):
            after = text[match.end() : match.end() + AFTER]
            if _is_open_question(claim, after):
                continue
            if claim is Claim.ELIGIBLE and _is_limit(text[: match.start()]):
                continue
            yield Claimed(_meant(claim, text, *match.span()), *match.span())


def _is_limit(before: str) -> bool:
    """'only companies can apply' says for whom it is, not that the asker can."""
    return lexicon().rule("claim.only").search(before) is not None


def _is_open_question(claim: Claim, after: str) -> bool:
    rules = lexicon()
    if rules.rule("claim.hedge").match(after):
        return True
    if claim in (Claim.ELIGIBLE, Claim.OPEN) and rules.rule("claim.when").match(after):
        return True
    return claim is Claim.CLOSED and rules.rule("claim.maybe").match(after) is not None


def _meant(claim: Claim, text: str, start: int, end: int) -> Claim:
    rules = lexicon()
    if claim in OPPOSITE and rules.rule("claim.deny").match(text[end : end + AFTER]):
        return OPPOSITE[claim]
    words = text[start:end]
    limited = rules.rule("claim.scope").search(text[max(0, start - BEFORE) : start])
    if claim is Claim.ELIGIBLE and rules.rule("claim.condition").match(words):
        fits = rules.rule("claim.fits").search(words) and not rules.rule("claim.all").search(words)
        return Claim.MET_SO_FAR if limited or fits else claim
    return claim


class Stance(StrEnum):
    """How a clause stands to its matter."""

    AFFIRMS = "affirms"
    DENIES = "denies"
    UNSURE = "unsure"
    SENDS = "sends"
    ASIDE = "aside"


def stance(text: str) -> Stance:
    """``UNSURE``: it is not known; ``SENDS``: somebody is to be asked, or whether it is so.
    Words in brackets are ``ASIDE``: what is said of them stands outside.
    """
    rules = lexicon()
    if is_unsure(text):
        return Stance.UNSURE
    if denials(text):
        return Stance.DENIES
    asks = rules.rule("claim.checks").search(text) or rules.rule("claim.indirect").search(text)
    return Stance.SENDS if asks else Stance.AFFIRMS


def agree(one: Stance, other: Stance) -> bool:
    """To send somebody to the office fits with what is affirmed and with what is not known."""
    if one is other or Stance.ASIDE in (one, other):
        return True
    return Stance.SENDS in (one, other) and Stance.DENIES not in (one, other)


def turns(text: str) -> tuple[int, bool]:
    """What changes when a sentence is turned into its contrary."""
    return denials(text), is_unsure(text)


def is_unsure(text: str) -> bool:
    """It says that something is not known, or that nothing of the kind was found."""
    rules = lexicon()
    return any(rules.rule(f"claim.{name}").search(text) for name in ("unsure", "absent"))


def denials(text: str) -> int:
    """How often it denies something; two denials that make a duty, and what is
    not known, are none.
    """
    bare = text
    for name in ("unsure", "absent", "doubled"):
        bare = lexicon().rule(f"claim.{name}").sub(" ", bare)
    return sum(1 for _ in lexicon().rule("claim.negative").finditer(bare))
