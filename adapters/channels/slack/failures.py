"""Slack's and the network's failures, translated once (codes: docs.slack.dev/reference/methods)."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import BadSettings, Blocked, DeliveryFailed, Rejected, TryLater

_REFUSED_TOKEN = frozenset({
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired",
    "org_login_required", "two_factor_setup_required", "team_access_not_granted",
    "not_allowed_token_type", "access_denied",
})  # fmt: skip
_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_GONE = frozenset({
    "channel_not_found", "is_archived", "not_in_channel", "user_not_found", "user_disabled",
    "user_not_visible", "messages_tab_disabled", "cannot_dm_bot", "is_inactive",
})  # fmt: skip
_PASSING = frozenset({
    "fatal_error", "internal_error", "service_unavailable", "request_timeout",
    "team_added_to_org", "rollup_error",
})  # fmt: skip

_WHERE = {
    "SLACK_BOT_TOKEN": "OAuth & Permissions > Bot User OAuth Token (xoxb-…)",
    "SLACK_APP_TOKEN": "Basic Information > App-Level Tokens (xapp-…, scope connections:write)",
}

_UNSTATED_WAIT = 30.0
"""Seconds, where a 429 comes without Retry-After."""


@contextmanager
def translated(setting: str = "SLACK_BOT_TOKEN") -> Iterator[None]:
    """What a call with the token of ``setting`` raises leaves as BadSettings if the token is
    refused, else as a DeliveryFailed or one of its kinds.
    """
    try:
        yield
    except SlackApiError as error:
        if code(error) in _REFUSED_TOKEN:
            raise BadSettings(
                f"Slack refuses {setting} ({code(error)}); copy it again from the app's page, "
                f"{_WHERE[setting]}."
            ) from error
        raise failure(_said(error), _status(error), _headers(error)) from error
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise DeliveryFailed(f"Slack could not be reached ({type(error).__name__}).") from error


async def asked(call: Awaitable[Any], setting: str) -> Any:
    """A first call, where whatever Slack refuses for good is a fault of ``setting``."""
    try:
        with translated(setting):
            return await call
    except Rejected as error:
        raise BadSettings(f"{setting}: {error}") from error


def failure(said: str, status: int, headers: Any) -> DeliveryFailed:
    """``said`` is Slack's error word, perhaps with what it needs after it."""
    word = said.partition(" ")[0]
    if word in _LIMITED or status == 429:
        return TryLater("Slack asks to wait.", _seconds(headers))
    if word in _GONE:
        return Blocked(f"Slack has nobody to deliver to ({said}).")
    if word in _PASSING or not word or status >= 500:
        return DeliveryFailed(f"Slack failed for the moment ({said or status}).")
    return Rejected(f"Slack refuses this ({said}).")


def code(error: SlackApiError) -> str:
    """Slack's own word; empty where the answer was no JSON (a proxy's 502 page)."""
    return str(_data(error).get("error") or "")


def _said(error: SlackApiError) -> str:
    needed = _data(error).get("needed")  # with missing_scope
    return f"{code(error)} {needed}" if needed else code(error)


def _data(error: SlackApiError) -> dict[str, Any]:
    data = getattr(error.response, "data", None)
    return data if isinstance(data, dict) else {}


def _status(error: SlackApiError) -> int:
    response: Any = error.response
    return int(getattr(response, "status_code", 0) or getattr(response, "status", 0))


def _headers(error: SlackApiError) -> Any:
    return getattr(error.response, "headers", None) or {}


def _seconds(headers: Any) -> float:
    for name, value in headers.items():
        if name.lower() == "retry-after":
            try:
                return max(float(value), 0.0)
            except ValueError:
                break
    return _UNSTATED_WAIT
