"""What settings can be wrong in that reading them does not show: a table, one line a fault.

A rule says what is wrong and how to mend it, or nothing. Sources: Telegram's and Slack's own rules for
tokens, secrets and ids; PIPA article 21 and APPI article 22 for how long anything is kept.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.settings import Settings, SlackSettings, TelegramSettings
from knowledge.zones import ZONES

Rule = Callable[[Settings], str]

SHORTEST_SECRET = 16
LONGEST_RETENTION = 366
LEAST_DISK = 200 * 2**20
"""Bytes: a reload builds a version beside the active one, 50 to 150 MB for the bundled documents."""
BUILT = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock can be before this."""
DRIVERS = ("postgresql", "postgres", "sqlite")

_TELEGRAM_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_SLACK_CHANNEL = re.compile(r"[CG][A-Z0-9]+")
_SLACK_PERSON = re.compile(r"[UWS][A-Z0-9]+")
_REGION = re.compile(r"(?:JP|KR)(?:-\d{2})?")
_DESK = re.compile(r"default|(?:JP|KR)-\d{2}(?::(?:ko|ja))?")


def found(house: Settings) -> Iterator[tuple[str, str]]:
    """Each fault: the name of its rule and what to do."""
    for name, rule in RULES.items():
        if says := rule(house):
            yield name, says


def _telegram(look: Callable[[TelegramSettings], str]) -> Rule:
    return lambda house: look(house.telegram) if house.telegram else ""


def _slack(look: Callable[[SlackSettings], str]) -> Rule:
    return lambda house: look(house.slack) if house.slack else ""


def _serves(house: Settings) -> bool:
    return bool(house.telegram or house.slack or house.console_token)


def _telegram_token(told: TelegramSettings) -> str:
    if _TELEGRAM_TOKEN.fullmatch(told.token):
        return ""
    return "TELEGRAM_BOT_TOKEN does not look like one: copy all of 123456:ABC… from @BotFather"


def _webhook_https(told: TelegramSettings) -> str:
    if not told.webhook_url or told.api_url or told.webhook_url.startswith("https://"):
        return ""
    return "TELEGRAM_WEBHOOK_URL must begin with https://: Telegram calls nothing else"


def _webhook_secret(told: TelegramSettings) -> str:
    if not told.webhook_url or _SECRET.fullmatch(told.webhook_secret):
        return ""
    return "TELEGRAM_WEBHOOK_SECRET may hold A-Z a-z 0-9 _ - only, at most 256 characters"


def _webhook_guessable(told: TelegramSettings) -> str:
    if not told.webhook_url or len(told.webhook_secret) >= SHORTEST_SECRET:
        return ""
    return f"TELEGRAM_WEBHOOK_SECRET is short: give it {SHORTEST_SECRET} random characters or more"


def _webhook_unused(told: TelegramSettings) -> str:
    if told.webhook_url or not told.webhook_secret:
        return ""
    return (
        "TELEGRAM_WEBHOOK_SECRET is set without TELEGRAM_WEBHOOK_URL: set both, or neither to poll"
    )


def _telegram_ids(told: TelegramSettings) -> str:
    wrong = sorted(id for id in told.admins if not id.isdigit())
    if not wrong:
        return ""
    return f"TELEGRAM_ADMINS: {wrong[0]} is no id; ids are numbers (ask @userinfobot), not names"


def _slack_tokens(told: SlackSettings) -> str:
    if not told.bot_token.startswith("xoxb-"):
        return "SLACK_BOT_TOKEN should begin with xoxb- (OAuth & Permissions)"
    if told.app_token and not told.app_token.startswith("xapp-"):
        return "SLACK_APP_TOKEN should begin with xapp- (Basic Information, App-Level Tokens)"
    return ""


def _signing_secret(told: SlackSettings) -> str:
    if not told.signing_secret.startswith(("xoxb-", "xapp-", "xoxp-")):
        return ""
    return "SLACK_SIGNING_SECRET holds a token; the secret is under Basic Information"


def _slack_ids(told: SlackSettings) -> str:
    wrong = sorted(id for id in told.admins | told.staff if not _SLACK_PERSON.fullmatch(id))
    if not wrong:
        return ""
    return f"SLACK_ADMINS or SLACK_STAFF: {wrong[0]} is no id of a user (U…) or a user group (S…)"


def _no_staff(told: SlackSettings) -> str:
    if not told.handoff_channels or told.staff:
        return ""
    return "handoffs go to Slack, but SLACK_STAFF is empty: whoever is in the channel may take them"


def _no_default(told: SlackSettings) -> str:
    if not told.handoff_channels or "default" in told.handoff_channels:
        return ""
    return 'SLACK_HANDOFF_CHANNELS has no "default": people of other regions reach nobody'


def _channel_ids(told: SlackSettings) -> str:
    wrong = [id for id in told.handoff_channels.values() if not _SLACK_CHANNEL.fullmatch(id)]
    if not wrong:
        return ""
    return f"SLACK_HANDOFF_CHANNELS: {wrong[0]} is no channel id (C… or G…), a name does not do"


def _desk_names(told: SlackSettings) -> str:
    wrong = [name for name in told.handoff_channels if not _DESK.fullmatch(name)]
    if not wrong:
        return ""
    return f"SLACK_HANDOFF_CHANNELS: {wrong[0]} is no region; write JP-27, KR-26:ko or default"


def _fixed_clock(house: Settings) -> str:
    if not (house.as_of and _serves(house)):
        return ""
    return f"fixed at {house.as_of.isoformat()}; unset CONCIERGE_AS_OF to serve people"


def _console_token(house: Settings) -> str:
    if not house.console_token or len(house.console_token) >= SHORTEST_SECRET:
        return ""
    return f"CONCIERGE_CONSOLE_TOKEN is short: give it {SHORTEST_SECRET} random characters or more"


def _region_tokens(house: Settings) -> str:
    if all(len(token) >= SHORTEST_SECRET for token in house.console_regions.values()):
        return ""
    return (
        "CONCIERGE_CONSOLE_REGIONS: a token is short: "
        f"give it {SHORTEST_SECRET} random characters or more"
    )


def _region_names(house: Settings) -> str:
    """What stands in a name's place may be a token, so it is not repeated."""
    if all(_REGION.fullmatch(name) for name in house.console_regions):
        return ""
    return 'CONCIERGE_CONSOLE_REGIONS: a key is no region; write {"JP-27": "token", "KR": "token"}'


def _open_to_all(house: Settings) -> str:
    if not _everywhere(house.listen[0]) or not house.console_token:
        return ""
    return (
        f"CONCIERGE_LISTEN is {house.listen[0]}: the console and /metrics are open to the network "
        "without encryption; listen on 127.0.0.1 behind a server with TLS"
    )


def _everywhere(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


def _retention(house: Settings) -> str:
    if house.retention_days <= LONGEST_RETENTION:
        return ""
    return f"CONCIERGE_RETENTION_DAYS is {house.retention_days}: keep nothing longer than a year"


def _database_driver(house: Settings) -> str:
    scheme = urlsplit(house.database_url).scheme.partition("+")[0]
    if not house.database_url or scheme in DRIVERS:
        return ""
    return f"DATABASE_URL begins with {scheme or 'no scheme'}; write postgresql://user:password@host/name"


def _chroma_address(house: Settings) -> str:
    address = urlsplit(house.chroma_url)
    if not house.chroma_url or (address.scheme in ("http", "https") and address.hostname):
        return ""
    return "CHROMA_URL should be an address as http://chroma:8000"


def _alone(house: Settings) -> str:
    if not house.chroma_url or house.database_url:
        return ""
    return "CHROMA_URL is set without DATABASE_URL: replicas would not share what people said"


def _inside(house: Settings) -> str:
    data, documents = house.data_dir.resolve(), house.documents.resolve()
    if documents not in (data, *data.parents):
        return ""
    return "CONCIERGE_DATA_DIR lies inside CONCIERGE_DOCUMENTS: its own files would be loaded"


def _zones(_house: Settings) -> str:
    try:
        for zone in ZONES.values():
            ZoneInfo(str(zone))
    except ZoneInfoNotFoundError as error:
        return f"{error}: pip install tzdata"
    return ""


def _wrong_clock(house: Settings, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> str:
    if house.as_of or now() >= BUILT:
        return ""
    return f"the clock of this machine says {now():%Y-%m-%d}: set it, every deadline depends on it"


def _disk(house: Settings, free: Callable[[Path], int] | None = None) -> str:
    where = next((p for p in (house.data_dir, *house.data_dir.parents) if p.is_dir()), Path())
    left = free(where) if free else shutil.disk_usage(where).free
    if left >= LEAST_DISK:
        return ""
    return f"only {left // 2**20} MB are free for {house.data_dir}: make room"


RULES: Mapping[str, Rule] = {
    "telegram token form": _telegram(_telegram_token),
    "telegram webhook address": _telegram(_webhook_https),
    "telegram webhook secret": _telegram(_webhook_secret),
    "telegram webhook secret length": _telegram(_webhook_guessable),
    "telegram webhook unused": _telegram(_webhook_unused),
    "telegram admin ids": _telegram(_telegram_ids),
    "slack token form": _slack(_slack_tokens),
    "slack signing secret": _slack(_signing_secret),
    "slack ids": _slack(_slack_ids),
    "handoff staff": _slack(_no_staff),
    "handoff default": _slack(_no_default),
    "handoff channel ids": _slack(_channel_ids),
    "handoff regions": _slack(_desk_names),
    "clock": _fixed_clock,
    "machine clock": _wrong_clock,
    "time zones": _zones,
    "console token": _console_token,
    "console region tokens": _region_tokens,
    "console regions": _region_names,
    "listening": _open_to_all,
    "retention": _retention,
    "database address": _database_driver,
    "chroma address": _chroma_address,
    "shared state": _alone,
    "data inside documents": _inside,
    "disk": _disk,
}
