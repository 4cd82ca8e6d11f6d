"""How a setting is written: from its text to what it says; ValueError for what cannot be that."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

LAST_PORT = 65_535
SOURCES = ("jgrants", "kstartup", "bizinfo", "jnet21", "webpages")
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
SOONEST = timedelta(minutes=10)
"""A source is not asked more often: it is somebody else's server."""


def parse_moment(text: str) -> datetime | None:
    """An ISO 8601 moment with its zone; ValueError otherwise. Empty is None."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def read_schedule(text: str) -> dict[str, timedelta]:
    found = {}
    for part in text.replace(",", " ").split():
        name, _, often = part.partition("=")
        unit = UNITS.get(often[-1:], "")
        every = timedelta(**{unit: int(often[:-1])}) if unit else timedelta()
        if name not in SOURCES or every < SOONEST:
            raise ValueError(text)
        found[name] = every
    return found


def read_model_name(text: str) -> str:
    provider, _, model = text.partition(":")
    if text and not (provider and model):
        raise ValueError(text)
    return text


def read_budget(text: str) -> tuple[int, int]:
    day, _, person = text.partition("/")
    return int(day), int(person or day)


def read_limits(text: str) -> tuple[int, int]:
    minute, _, day = text.partition("/")
    if int(minute) < 0 or int(day or 0) < 0:
        raise ValueError(text)
    return int(minute), int(day or 0)


def read_log_form(text: str) -> str:
    if text not in {"text", "json"}:
        raise ValueError(text)
    return text


def read_channels(text: str) -> dict[str, str]:
    channels = json.loads(text)
    if not isinstance(channels, dict) or not all(isinstance(c, str) for c in channels.values()):
        raise ValueError(text)
    return {str(region): channel for region, channel in channels.items()}


def read_days(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def read_listen(text: str) -> tuple[str, int]:
    """An IPv6 address stands in brackets, as in a URL."""
    host, _, port = text.rpartition(":")
    if not 0 <= int(port) <= LAST_PORT:
        raise ValueError(text)
    return host.strip("[]") or "127.0.0.1", int(port)
