"""What goes in and what comes out, the same for every channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.company import Company
from knowledge.programs import Coverage, Language, Precision, Status, Strength


class Outcome(StrEnum):
    ANSWERED = "answered"
    NEEDS_FACT = "needs_fact"
    NOTHING_FOUND = "nothing_found"
    OUT_OF_SCOPE = "out_of_scope"
    SMALL_TALK = "small_talk"
    REFUSED = "refused"
    HANDED_OFF = "handed_off"
    FAILED = "failed"


class Verdict(StrEnum):
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """One message to the concierge.

    ``conversation`` keys the memory, e.g. ``telegram:42``. ``language`` forces the reply's language;
    ``locale`` is only the client's preference. With ``private`` false (a group) no company facts are
    kept. ``as_of`` replaces the clock, aware.
    """

    conversation: str
    text: str
    language: Language | None = None
    locale: Language | None = None
    company: Company | None = None
    as_of: datetime | None = None
    private: bool = True


class BlockKind(StrEnum):
    LEAD = "lead"
    CARD = "card"
    QUOTE = "quote"
    NOTE = "note"
    SOURCES = "sources"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a reply that a channel keeps in one message. ``text`` is plain, lines split by a
    newline; ``strong`` are the stretches of it to show in bold, in order of appearance;
    ``links`` are (label, URL) pairs whose label stands in ``text``.
    """

    kind: BlockKind
    text: str
    strong: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedCondition:
    """A clause as it was shown; ``fact`` of the company and ``bound`` in words, empty if unknown."""

    kind: str
    verdict: Verdict
    strength: Strength
    quote: str
    verbatim: bool
    document: str
    fact: str = ""
    bound: str = ""


@dataclass(frozen=True, slots=True)
class ShownProgram:
    """A programme as it was shown: every field is computed for the moment of asking."""

    id: str
    name: str
    country: str
    status: Status
    closes_at: datetime | None
    closes_precision: Precision | None
    days_left: int | None
    verdict: Verdict
    coverage: Coverage
    company: str
    conditions: tuple[JudgedCondition, ...]
    missing: tuple[str, ...]
    url: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    marker: str
    document: str
    title: str
    quote: str
    verbatim: bool
    url: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The one question that decides most; ``choices`` are short answers a button can carry."""

    fact: str
    question: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    language: Language
    outcome: Outcome
    blocks: tuple[Block, ...]
    programs: tuple[ShownProgram, ...] = ()
    citations: tuple[Citation, ...] = ()
    follow_up: FollowUp | None = None

    @property
    def text(self) -> str:
        """The message as a person reads it: blocks with an empty line between."""
        return "\n\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote: ``channel`` is telegram, slack, console; ``id`` is the platform's own."""

    channel: str
    id: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where a reply goes. ``room`` is a chat or Slack channel id; ``thread`` a thread inside it;
    ``to`` answers one message. ``extra`` is the channel's own (a response_url, a team id).
    """

    channel: str
    room: str
    thread: str = ""
    to: str = ""
    extra: tuple[tuple[str, str], ...] = ()


class Attachment(StrEnum):
    """What came instead of text."""

    PHOTO = "photo"
    STICKER = "sticker"
    VOICE = "voice"
    FILE = "file"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A platform update, translated: free ``text``, or a ``command`` (without slash) with its
    ``text`` as argument, or only an ``attachment``.
    """

    person: Person
    conversation: str
    address: Address
    text: str = ""
    command: str = ""
    attachment: Attachment | None = None
    locale: Language | None = None
    private: bool = True
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply on its way to an address."""

    address: Address
    reply: Reply
    id: str = field(default="")
