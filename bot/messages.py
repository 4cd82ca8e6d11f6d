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


class Role(StrEnum):
    """Who may press a button or give a command; checked at the act, not only at the menu."""

    PERSON = "person"
    STAFF = "staff"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Button:
    """Opens ``url``, or does ``action`` with ``values``; ``token`` stands for both on the wire.

    ``label`` has at most 40 characters. ``may`` is who may press it: by default the person that
    the message was for.
    """

    label: str
    action: str = ""
    values: tuple[str, ...] = ()
    url: str = ""
    token: str = ""
    may: Role = Role.PERSON


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that goes with a reply; ``content`` is base64, so that it lasts in the outbox."""

    name: str
    media_type: str
    content: str


@dataclass(frozen=True, slots=True)
class Reply:
    """``buttons`` are rows under the whole message. ``wants_human`` says that the asker wants a
    person. With ``in_place`` the message whose button was
    pressed is changed instead of a new one sent. ``toast`` is a passing word (200 characters).
    """

    language: Language
    outcome: Outcome
    blocks: tuple[Block, ...]
    programs: tuple[ShownProgram, ...] = ()
    citations: tuple[Citation, ...] = ()
    follow_up: FollowUp | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    files: tuple[SentFile, ...] = ()
    in_place: bool = False
    toast: str = ""
    wants_human: bool = False

    @property
    def text(self) -> str:
        """The message as a person reads it: blocks with an empty line between."""
        return "\n\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote: ``channel`` is telegram, slack, console; ``id`` is the platform's own."""

    channel: str
    id: str

    @property
    def key(self) -> str:
        """``channel:id``, by which stores know somebody."""
        return f"{self.channel}:{self.id}"

    @classmethod
    def of(cls, key: str) -> Person:
        channel, _, id = key.partition(":")
        return cls(channel, id)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a reply goes. ``room`` is a chat or Slack channel id; ``thread`` a thread inside it;
    ``to`` answers one message; ``message`` is the one whose button was pressed. ``extra`` is the
    channel's own (a response_url, a team id).
    """

    channel: str
    room: str
    thread: str = ""
    to: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    message: str = ""

    @property
    def lasting(self) -> Address:
        """Where the same person can be written to later: no message, nothing that expires."""
        team = tuple(pair for pair in self.extra if pair[0] == "team")
        return Address(self.channel, self.room, self.thread, extra=team)

    @property
    def place(self) -> str:
        """``channel:room``, by which stores know a room."""
        return f"{self.channel}:{self.room}"


class Attachment(StrEnum):
    """What came instead of text."""

    PHOTO = "photo"
    STICKER = "sticker"
    VOICE = "voice"
    FILE = "file"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file somebody sent; the channel fetches its bytes. ``size`` in bytes, 0 if not told."""

    id: str
    name: str
    media_type: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Incoming:
    """A platform update, translated: free ``text``, or a ``command`` (without slash) with its
    ``text`` as argument, or only an ``attachment``, or the token of a button that was ``pressed``
    (``address.message`` is then the message it hung on).

    ``name`` is how the person is called in the messenger; ``quoted`` the text of the message that
    this one answers; ``forwarded`` whether somebody else wrote it. ``overheard``: said in a thread
    where the bot is, but not to it; unless a counter takes it, nothing is said to it.
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
    pressed: str = ""
    name: str = ""
    quoted: str = ""
    forwarded: bool = False
    edited: bool = False
    files: tuple[ReceivedFile, ...] = ()
    overheard: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply on its way to an address.

    ``person`` and ``conversation`` are whom it is for: its buttons obey that person alone, and
    what waits for somebody can be forgotten. After ``until`` it is not sent any more.
    """

    address: Address
    reply: Reply
    id: str = field(default="")
    person: Person | None = None
    conversation: str = ""
    until: datetime | None = None
