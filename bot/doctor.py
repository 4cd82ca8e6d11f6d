"""Is everything in place? One finding a thing, each with how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.errors import ConciergeError
from bot.faults import found
from bot.refresher import switched_off
from bot.setting_forms import SOURCES
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    ok: bool
    says: str


def examined(what: str, look: Callable[[], str]) -> Finding:
    """``look`` says what it found, or raises with what is wrong."""
    try:
        return Finding(what, ok=True, says=look())
    except (ConciergeError, OSError, ValueError) as error:
        return Finding(what, ok=False, says=str(error))


def of_settings(house: Settings) -> Iterator[Finding]:
    """What the settings alone tell."""
    yield examined("data directory", lambda: _writable(house))
    yield examined("documents", lambda: _documents(house))
    telegram, slack = house.telegram, house.slack
    yield Finding(
        "telegram",
        ok=True,
        says=("webhook" if telegram.webhook_url else "long polling")
        if telegram
        else "off: TELEGRAM_BOT_TOKEN is not set",
    )
    yield Finding(
        "slack",
        ok=True,
        says=("Socket Mode" if slack.app_token else "HTTP")
        if slack
        else "off: SLACK_BOT_TOKEN is not set",
    )
    yield from _sources(house)
    model = house.model.name if house.model else "off: CONCIERGE_MODEL is not set"
    yield Finding("language model", ok=True, says=model)
    for name, says in found(house):
        yield Finding(name, ok=False, says=says)
    for name, admins in (("telegram", telegram), ("slack", slack)):
        if admins and not admins.admins:
            says = f"nobody may /reload: set {name.upper()}_ADMINS"
            yield Finding(f"{name} admins", ok=False, says=says)


def _sources(house: Settings) -> Iterator[Finding]:
    """A source that lacks its key is off, which is no fault; one on the schedule that is off is."""
    told, off = house.sources, switched_off(house.sources)
    for name in SOURCES:
        often = told.schedule.get(name)
        on = f"asked every {often}" if often else f"by hand: python -m bot reload --source {name}"
        says = f"off: {off[name]}" if name in off else on
        yield Finding(f"source {name}", ok=not (often and name in off), says=says)
    says = "on" if told.gbizinfo_token else "off: set GBIZINFO_TOKEN"
    yield Finding("register gbizinfo", ok=True, says=says)


def _writable(house: Settings) -> str:
    house.data_dir.mkdir(parents=True, exist_ok=True)
    probe = house.data_dir / ".probe"
    probe.write_bytes(b"")
    probe.unlink()
    return str(house.data_dir)


def _documents(house: Settings) -> str:
    if not house.documents.is_dir():
        raise ValueError(f"{house.documents} is no directory; set CONCIERGE_DOCUMENTS")
    count = sum(path.is_file() for path in house.documents.rglob("*"))
    if not count:
        raise ValueError(f"{house.documents} is empty; set CONCIERGE_DOCUMENTS")
    return f"{count} files in {house.documents}"
