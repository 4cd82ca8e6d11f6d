"""Settings, read once from the environment and ``.env``; everything wrong is reported together."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.errors import BadSettings
from knowledge.programs import Language

BUNDLED_DOCUMENTS = Path(__file__).parent.parent / "knowledge" / "documents"
LAST_PORT = 65_535
SOURCES = ("jgrants", "kstartup", "bizinfo", "jnet21", "webpages")
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
SOONEST = timedelta(minutes=10)
"""A source is not asked more often: it is somebody else's server."""


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    token: str
    api_url: str
    webhook_url: str
    webhook_secret: str
    admins: frozenset[str]


@dataclass(frozen=True, slots=True)
class SlackSettings:
    bot_token: str
    app_token: str
    signing_secret: str
    api_url: str
    admins: frozenset[str]
    staff: frozenset[str] = frozenset()
    handoff_channels: Mapping[str, str] = field(default_factory=dict)
    """Region, or ``region:language``, or ``default``, to the Slack channel that gets the handoffs."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """``name`` is LangChain's ``provider:model``; ``url`` the root of a compatible server and
    ``key`` its key, empty for the provider's own. Calls a day: all, and for one conversation.
    """

    name: str
    url: str
    key: str
    calls_a_day: int
    calls_a_person: int


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """``schedule``: how often each source is asked while serving; ``pages``: single web pages.

    ``roots`` are other addresses of sources, as of a mirror in the house; their hosts may be private.
    """

    data_go_kr_key: str = ""
    bizinfo_key: str = ""
    gbizinfo_token: str = ""
    schedule: Mapping[str, timedelta] = field(default_factory=dict)
    pages: tuple[str, ...] = ()
    roots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """``as_of`` is a fixed clock for trials, aware; ``listen`` is (host, port)."""

    data_dir: Path
    models_dir: Path
    documents: Path
    embedding: str
    database_url: str
    chroma_url: str
    listen: tuple[str, int]
    console_token: str
    retention_days: int
    operator: str
    language: Language
    as_of: datetime | None
    telegram: TelegramSettings | None
    slack: SlackSettings | None
    model: ModelSettings | None = None
    sources: SourceSettings = field(default_factory=SourceSettings)
    limits: tuple[int, int] = (20, 500)
    """Messages of one person a minute and a day; 0 is no limit."""
    log: str = "text"


def read_settings(environment: Mapping[str, str], dotenv: Mapping[str, str | None]) -> Settings:
    """An empty variable counts as unset and beats ``.env``; raises BadSettings naming every fault."""
    values = {key: value for key, value in dotenv.items() if value}
    values.update({key: value.strip() for key, value in environment.items()})
    read = _Reader(values)
    data_dir = read.path("CONCIERGE_DATA_DIR", Path("data"))
    settings = Settings(
        data_dir=data_dir,
        models_dir=read.path("CONCIERGE_MODELS_DIR", _cache_dir(values) / "sme-concierge/models"),
        documents=read.path("CONCIERGE_DOCUMENTS", BUNDLED_DOCUMENTS),
        embedding=read.text("CONCIERGE_EMBEDDING"),
        database_url=read.text("DATABASE_URL"),
        chroma_url=read.text("CHROMA_URL"),
        listen=read.value("CONCIERGE_LISTEN", "127.0.0.1:8080", _listen, "host:port"),
        console_token=read.text("CONCIERGE_CONSOLE_TOKEN"),
        retention_days=read.value("CONCIERGE_RETENTION_DAYS", "90", _days, "a number of days"),
        operator=read.text("CONCIERGE_OPERATOR"),
        language=read.value("CONCIERGE_LANGUAGE", "ko", Language, "ko or ja"),
        as_of=read.value("CONCIERGE_AS_OF", "", parse_moment, "an ISO 8601 moment with a zone"),
        telegram=_telegram(read),
        slack=_slack(read),
        model=_model(read),
        sources=_sources(read),
        limits=read.value("CONCIERGE_LIMITS", "20/500", _limits, "messages a minute/a day"),
        log=read.value("CONCIERGE_LOG", "text", _log_form, "text or json"),
    )
    if read.faults:
        raise BadSettings("; ".join(read.faults))
    return settings


def parse_moment(text: str) -> datetime | None:
    """An ISO 8601 moment with its zone; ValueError otherwise. Empty is None."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


class _Reader:
    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.faults: list[str] = []

    def text(self, key: str) -> str:
        return self._values.get(key, "")

    def path(self, key: str, default: Path) -> Path:
        return Path(self.text(key)).expanduser() if self.text(key) else default

    def ids(self, key: str) -> frozenset[str]:
        return frozenset(part.strip() for part in self.text(key).split(",") if part.strip())

    def value(self, key: str, default: str, parse: Callable[[str], Any], form: str) -> Any:
        text = self.text(key) or default
        try:
            return parse(text)
        except (ValueError, json.JSONDecodeError):
            self.faults.append(f"{key} is {text!r}, should be {form}")
            return None

    def need(self, key: str, because: str) -> str:
        if not self.text(key):
            self.faults.append(f"{key} is missing: {because}")
        return self.text(key)


def _telegram(read: _Reader) -> TelegramSettings | None:
    token = read.text("TELEGRAM_BOT_TOKEN")
    if not token:
        return None
    webhook_url = read.text("TELEGRAM_WEBHOOK_URL")
    if webhook_url:
        read.need("TELEGRAM_WEBHOOK_SECRET", "a webhook proves with it that Telegram is calling")
    return TelegramSettings(
        token=token,
        api_url=read.text("TELEGRAM_API_URL").rstrip("/"),
        webhook_url=webhook_url,
        webhook_secret=read.text("TELEGRAM_WEBHOOK_SECRET"),
        admins=read.ids("TELEGRAM_ADMINS"),
    )


def _slack(read: _Reader) -> SlackSettings | None:
    token = read.text("SLACK_BOT_TOKEN")
    if not token:
        return None
    app_token, secret = read.text("SLACK_APP_TOKEN"), read.text("SLACK_SIGNING_SECRET")
    if not app_token and not secret:
        read.faults.append(
            "SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) "
            "nor SLACK_SIGNING_SECRET (HTTP) is"
        )
    api_url = read.text("SLACK_API_URL")
    if api_url and not api_url.endswith("/api/"):
        read.faults.append(f"SLACK_API_URL is {api_url!r}, should end with /api/")
    return SlackSettings(
        token,
        app_token,
        secret,
        api_url,
        read.ids("SLACK_ADMINS"),
        read.ids("SLACK_STAFF"),
        read.value("SLACK_HANDOFF_CHANNELS", "{}", _channels, 'JSON as {"default": "C0123"}'),
    )


def _model(read: _Reader) -> ModelSettings | None:
    form = "provider:model, as in openai:gpt-5-mini"
    name = read.value("CONCIERGE_MODEL", "", _model_name, form)
    if not name:
        return None
    calls = read.value("CONCIERGE_MODEL_BUDGET", "5000/200", _budget, "calls a day/a person")
    url = read.text("CONCIERGE_MODEL_URL").rstrip("/")
    return ModelSettings(name, url, read.text("CONCIERGE_MODEL_KEY"), *(calls or (0, 0)))


def _sources(read: _Reader) -> SourceSettings:
    pages = read.text("CONCIERGE_PAGES").replace(",", " ").split()
    if wrong := [page for page in pages if not page.startswith(("https://", "http://"))]:
        read.faults.append(f"CONCIERGE_PAGES: {wrong[0]!r} should begin with https://")
    form = f"sources with hours or days, as jgrants=24h ({', '.join(SOURCES)})"
    return SourceSettings(
        read.text("DATA_GO_KR_KEY"),
        read.text("BIZINFO_KEY"),
        read.text("GBIZINFO_TOKEN"),
        read.value("CONCIERGE_SOURCES", "", _schedule, form) or {},
        tuple(pages),
        read.value("CONCIERGE_SOURCE_ROOTS", "{}", _channels, "JSON of names and addresses") or {},
    )


def _schedule(text: str) -> dict[str, timedelta]:
    found = {}
    for part in text.replace(",", " ").split():
        name, _, often = part.partition("=")
        unit = UNITS.get(often[-1:], "")
        every = timedelta(**{unit: int(often[:-1])}) if unit else timedelta()
        if name not in SOURCES or every < SOONEST:
            raise ValueError(text)
        found[name] = every
    return found


def _model_name(text: str) -> str:
    provider, _, model = text.partition(":")
    if text and not (provider and model):
        raise ValueError(text)
    return text


def _budget(text: str) -> tuple[int, int]:
    day, _, person = text.partition("/")
    return int(day), int(person or day)


def _limits(text: str) -> tuple[int, int]:
    minute, _, day = text.partition("/")
    if int(minute) < 0 or int(day or 0) < 0:
        raise ValueError(text)
    return int(minute), int(day or 0)


def _log_form(text: str) -> str:
    if text not in {"text", "json"}:
        raise ValueError(text)
    return text


def _channels(text: str) -> dict[str, str]:
    channels = json.loads(text)
    if not isinstance(channels, dict) or not all(isinstance(c, str) for c in channels.values()):
        raise ValueError(text)
    return {str(region): channel for region, channel in channels.items()}


def _days(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def _listen(text: str) -> tuple[str, int]:
    """An IPv6 address stands in brackets, as in a URL."""
    host, _, port = text.rpartition(":")
    if not 0 <= int(port) <= LAST_PORT:
        raise ValueError(text)
    return host.strip("[]") or "127.0.0.1", int(port)


def _cache_dir(values: Mapping[str, str]) -> Path:
    return Path(values.get("XDG_CACHE_HOME") or Path.home() / ".cache")
