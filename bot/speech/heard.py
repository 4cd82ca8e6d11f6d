"""What was heard of a company in one message, with the words it was heard in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.company import Company
from knowledge.money import Money
from knowledge.programs import Age, Operator


@dataclass(frozen=True, slots=True)
class HeardFact:
    """One fact: a field of ``Company`` and its value as that field holds it.

    ``words`` are the asker's, at ``span`` of the message. ``company`` is an index into
    ``Heard.companies``. ``about`` marks an approximate figure (about 40).
    """

    fact: str
    value: Any
    words: str
    span: tuple[int, int]
    company: int = 0
    about: bool = False


@dataclass(frozen=True, slots=True)
class Bounded:
    """A fact and a bound: in ``Heard.premises`` what the asker believes of a rule (up to
    200 million is fine, is it not?), in ``Heard.limits`` what is true of the firm.
    """

    fact: str
    operator: Operator
    value: Money | int | Age | date
    words: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A region that was named and what it was named as: headquarters, excluded, target, supposed
    (what if it were there? no fact is heard of it), branch (a part of the firm is there), or other
    (an agency, an event, a place that is only talked about).
    """

    code: str
    role: str
    words: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Heard:
    """``companies`` hold the facts of this message alone, head offices first, then in the
    order they were named (at least one, perhaps empty); merge the first into what was known with
    ``Company.merged``.

    ``unclear`` maps a fact to the values the words may mean, where nothing is decided (a name of
    two places; an amount without a currency). ``affirmed`` is a bare yes or no to the fact that
    was ``asked``; ``declined`` is that fact when the asker does not know or want to say.
    """

    facts: tuple[HeardFact, ...] = ()
    companies: tuple[Company, ...] = (Company(),)
    premises: tuple[Bounded, ...] = ()
    limits: tuple[Bounded, ...] = ()
    places: tuple[Place, ...] = ()
    unclear: tuple[tuple[str, tuple[str, ...]], ...] = ()
    affirmed: bool | None = None
    declined: str | None = None

    @property
    def company(self) -> Company:
        """The first, and nearly always the only one."""
        return self.companies[0]

    def __bool__(self) -> bool:
        return bool(self.facts)
