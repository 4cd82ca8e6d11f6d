"""Settings, read once from the environment and ``.env``; everything wrong is reported together."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.errors import BadSettings
from bot.setting_forms import (
    SOURCES,
    parse_moment,
    read_budget,
    read_channels,
    read_days,
    read_limits,
    read_listen,
    read_log_form,
    read_model_name,
    read_schedule,
)
from knowledge.programs import Language

BUNDLED_DOCUMENTS = Path(__file__).parent.parent / "knowledge" / "documents"


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
    ``key`` its key, empty for the provider's own. Calls a day: all, and for one conversation;
    ``ledger`` is empty for the house's own, else what they are counted for.
    """

    name: str
    url: str
    key: str
    calls_a_day: int
    calls_a_person: int
    ledger: str = ""


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
    console_token: str = field(repr=False)
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
    console_regions: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Region or country, as ``JP-27`` or ``KR``, to the console token of those who work there."""
    traces: str = ""
    """The whole address that takes spans by OTLP over HTTP; empty sends none."""
    service_name: str = "sme-concierge"


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
        listen=read.value("CONCIERGE_LISTEN", "127.0.0.1:8080", read_listen, "host:port"),
        console_token=read.text("CONCIERGE_CONSOLE_TOKEN"),
        retention_days=read.value("CONCIERGE_RETENTION_DAYS", "90", read_days, "a number of days"),
        operator=read.text("CONCIERGE_OPERATOR"),
        language=read.value("CONCIERGE_LANGUAGE", "ko", Language, "ko or ja"),
        as_of=read.value("CONCIERGE_AS_OF", "", parse_moment, "an ISO 8601 moment with a zone"),
        telegram=_telegram(read),
        slack=_slack(read),
        model=_model(read),
        sources=_sources(read),
        limits=read.value("CONCIERGE_LIMITS", "20/500", read_limits, "messages a minute/a day"),
        log=read.value("CONCIERGE_LOG", "text", read_log_form, "text or json"),
        console_regions=_console_regions(read),
        traces=_traces(read),
        service_name=read.text("OTEL_SERVICE_NAME") or "sme-concierge",
    )
    if read.faults:
        raise BadSettings("; ".join(read.faults))
    return settings


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

    def secret(self, key: str, default: str, parse: Callable[[str], Any], form: str) -> Any:
        """As ``value``; what stands there is never repeated."""
        try:
            return parse(self.text(key) or default)
        except ValueError:
            self.faults.append(f"{key} cannot be read, should be {form}")
            return None

    def need(self, key: str, because: str) -> str:
        if not self.text(key):
            self.faults.append(f"{key} is missing: {because}")
        return self.text(key)


def _console_regions(read: _Reader) -> dict[str, str]:
    """Each token opens one door, so none may stand twice."""
    form = 'JSON as {"JP-27": "a token of its own"}'
    tokens = read.secret("CONCIERGE_CONSOLE_REGIONS", "{}", read_channels, form) or {}
    if tokens:
        everywhere = read.need("CONCIERGE_CONSOLE_TOKEN", "regional tokens stand beside it")
        if len({everywhere, *tokens.values()}) <= len(tokens):
            read.faults.append("CONCIERGE_CONSOLE_REGIONS: every region needs a token of its own")
    return tokens


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
        read.value("SLACK_HANDOFF_CHANNELS", "{}", read_channels, 'JSON as {"default": "C0123"}'),
    )


def _model(read: _Reader) -> ModelSettings | None:
    form = "provider:model, as in openai:gpt-5-mini"
    name = read.value("CONCIERGE_MODEL", "", read_model_name, form)
    if not name:
        return None
    calls = read.value("CONCIERGE_MODEL_BUDGET", "5000/200", read_budget, "calls a day/a person")
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
        read.value("CONCIERGE_SOURCES", "", read_schedule, form) or {},
        tuple(pages),
        read.value("CONCIERGE_SOURCE_ROOTS", "{}", read_channels, "JSON of names and addresses")
        or {},
    )


def _traces(read: _Reader) -> str:
    """As OpenTelemetry has it: an address for traces alone, or one for everything plus a path."""
    off = read.text("OTEL_SDK_DISABLED").casefold() == "true"
    if off or read.text("OTEL_TRACES_EXPORTER") not in ("", "otlp"):
        return ""
    everything = read.text("OTEL_EXPORTER_OTLP_ENDPOINT").rstrip("/")
    beside = f"{everything}/v1/traces" if everything else ""
    address = read.text("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") or beside
    if address and not address.startswith(("http://", "https://")):
        read.faults.append(f"OTEL_EXPORTER_OTLP_ENDPOINT: {address!r} should begin with http://")
    return address


def _cache_dir(values: Mapping[str, str]) -> Path:
    return Path(values.get("XDG_CACHE_HOME") or Path.home() / ".cache")
