"""Logs without persons: tokens, numbers and addresses masked, what people wrote never in them."""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from hashlib import blake2b
from types import TracebackType

from bot.errors import ConciergeError

_conversation: ContextVar[str] = ContextVar("conversation", default="")

MASKS = (
    # a Telegram token, also inside an address; Slack's; keys as in ?serviceKey=…; bearer tokens
    (re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}"), "[token]"),
    (re.compile(r"\bx(?:ox[a-z]|app)-[A-Za-z0-9-]+"), "[token]"),
    (re.compile(r"\b(sk|key|pk)-[A-Za-z0-9_-]{12,}"), "[token]"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9+/=._-]{8,}"), r"\1 [token]"),
    (
        re.compile(
            r"(?i)((?:service_?key|api_?key|crtfc_?key|token|secret|password|signature)"
            r"['\"]?\s*[=:]\s*['\"]?)[^\s'\"&,;}]+"
        ),
        r"\1[token]",
    ),
    # a region's own token, as CONCIERGE_CONSOLE_REGIONS writes it
    (re.compile(r"""(['"](?:JP|KR)(?:-\d\d)?['"]\s*:\s*['"])[^'"]+"""), r"\1[token]"),
    (re.compile(r"(?i)(://[^/\s:@]+:)[^/\s@]+@"), r"\1[token]@"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"(?<![\w.])\d{6}-?[1-8]\d{6}(?!\w)"), "[number]"),  # a resident's number
    (re.compile(r"(?<![\w.:])(?:\+?8[12][- ]?|0)\d{1,4}[- ]\d{2,4}[- ]\d{3,4}(?!\w)"), "[phone]"),
    (re.compile(r"(?<![\w.])(?:01[016-9]|0[789]0)\d{7,8}(?!\w)"), "[phone]"),
)
PLACES = re.compile(r"\b(telegram|slack|web|console):[\w:#.-]+")
TOLD = (ConciergeError, OSError, TimeoutError)
"""Errors whose words are about the house. Those of others may quote what somebody wrote."""
TELLING = ("sqlalchemy.", "sqlite3", "aiohttp.", "httpx", "asyncio.")
"""Modules whose errors tell of the machine; the engines hide their parameters."""


@contextmanager
def talking(conversation: str) -> Iterator[None]:
    """Whatever is logged meanwhile carries the conversation's digest, which names nobody."""
    before = _conversation.set(_digest(conversation) if conversation else "")
    try:
        yield
    finally:
        _conversation.reset(before)


def current_conversation() -> str:
    """The digest of the conversation that is talked in; empty outside of one."""
    return _conversation.get()


def masked(text: str) -> str:
    """Chats and users too, as digests: what belongs together can still be seen."""
    for pattern, mask in MASKS:
        text = pattern.sub(mask, text)
    return PLACES.sub(lambda found: f"{found[1]}:~{_digest(found[0])}", text)


def _digest(name: str) -> str:
    return blake2b(name.encode("utf-8", "replace"), digest_size=6).hexdigest()


class TextForm(logging.Formatter):
    """One line, then where an error was raised; its words only where they can hold no message."""

    def format(self, record: logging.LogRecord) -> str:
        head = f"{_moment(record)} {record.levelname} {record.name}"
        if conversation := _conversation.get():
            head += f" [{conversation}]"
        lines = [f"{head}: {record.getMessage()}"]
        if record.exc_info and record.exc_info[1]:
            lines.append(_traced(record.exc_info[1], record.exc_info[2]))
        return masked("\n".join(lines))


class JsonForm(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        row = {
            "at": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        if conversation := _conversation.get():
            row["conversation"] = conversation
        if record.exc_info and record.exc_info[1]:
            row["error"] = type(record.exc_info[1]).__name__
            row["trace"] = masked(_traced(record.exc_info[1], record.exc_info[2]))
        return json.dumps(row, ensure_ascii=False)


OURS = ("bot", "adapters", "knowledge")


def _is_for_us(record: logging.LogRecord) -> bool:
    """Some libraries set a level of their own, which that of the root does not bound."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] in OURS


class _Stderr(logging.Handler):
    """Whatever is stderr at the time."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()
        except (OSError, ValueError):  # nobody reads any more
            self.handleError(record)


def settle_logs(form: str) -> None:
    """For the whole process, on stderr: ``text`` tells of warnings, ``json`` of everything of ours.

    Libraries speak from WARNING on: their INFO holds addresses with tokens.
    """
    handler = _Stderr()
    handler.setFormatter(JsonForm() if form == "json" else TextForm())
    handler.addFilter(_is_for_us)
    root = logging.getLogger()
    for before in [each for each in root.handlers if isinstance(each, _Stderr)]:
        root.removeHandler(before)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    if form == "json":
        for name in OURS:
            logging.getLogger(name).setLevel(logging.INFO)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _traced(error: BaseException, trace: TracebackType | None) -> str:
    """Frames without their variables; causes too, since an error is translated at the seam."""
    lines = [
        f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    lines.append(_named(error))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and cause is not error:
        lines.append(f"  from {_named(cause)}")
    return "\n".join(lines)


def _named(error: BaseException) -> str:
    kind = type(error)
    if isinstance(error, TOLD) or kind.__module__.startswith(TELLING):
        return f"{kind.__name__}: {str(error).splitlines()[0] if str(error) else ''}"
    return f"{kind.__name__} (its words are withheld)"
