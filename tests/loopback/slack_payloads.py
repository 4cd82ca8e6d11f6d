"""Payloads as Slack sends them, and signed HTTP requests that carry them."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession

from tests.loopback.slack_server import APP, BOT_USER, SIGNING_SECRET, TEAM

_numbers = itertools.count(1)


def event(event: dict[str, Any], event_id: str = "") -> dict[str, Any]:
    """An Events API payload (docs.slack.dev/apis/events-api)."""
    return {
        "token": "verification-token",
        "team_id": TEAM,
        "api_app_id": APP,
        "event": {"event_ts": event.get("ts", "")} | event,
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_numbers):08d}",
        "event_time": 1_763_769_600,
        "authorizations": [
            {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
        ],
        "is_ext_shared_channel": False,
    }


def direct(text: str, user: str = "U1", channel: str = "D1", **more: Any) -> dict[str, Any]:
    """A message.im event; ``ts`` counts up unless given."""
    event_id = more.pop("event_id", "")
    message = {"type": "message", "user": user, "text": text, "ts": _ts(), "team": TEAM}
    return event(message | {"channel": channel, "channel_type": "im"} | more, event_id)


def mention(text: str, user: str = "U1", channel: str = "C1", **more: Any) -> dict[str, Any]:
    said = {"type": "app_mention", "user": user, "text": text, "ts": _ts(), "channel": channel}
    return event(said | more)


def command(text: str, response_url: str, user: str = "U1", channel: str = "C1") -> dict[str, Any]:
    """A slash command's form fields."""
    return {
        "token": "verification-token",
        "team_id": TEAM,
        "team_domain": "concierge",
        "channel_id": channel,
        "channel_name": "general",
        "user_id": user,
        "user_name": "kim",
        "command": "/concierge",
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": f"{next(_numbers)}.738474920.8088930838d88f008e0",
    }


def click(action_id: str, response_url: str) -> dict[str, Any]:
    """A block_actions interaction."""
    return {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": TEAM},
        "api_app_id": APP,
        "team": {"id": TEAM},
        "trigger_id": f"{next(_numbers)}.738474920.9099",
        "response_url": response_url,
        "actions": [{"type": "button", "action_id": action_id, "value": "1"}],
    }


def signature(body: str, timestamp: str, secret: str = SIGNING_SECRET) -> str:
    signed = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


async def post(
    url: str,
    payload: dict[str, Any] | str,
    *,
    form: bool = False,
    headers: dict[str, str] | None = None,
) -> tuple[int, str]:
    """POST as Slack does, signed now unless ``headers`` say otherwise: status and body."""
    body = payload if isinstance(payload, str) else _encoded(payload, form=form)
    timestamp = str(int(time.time()))
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    signed = {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(body, timestamp),
        "Content-Type": kind,
    }
    async with (
        ClientSession() as session,
        session.post(url, data=body.encode(), headers=signed | (headers or {})) as response,
    ):
        return response.status, await response.text()


def _encoded(payload: dict[str, Any], *, form: bool) -> str:
    if not form:
        return json.dumps(payload)
    return urlencode(payload if "command" in payload else {"payload": json.dumps(payload)})


def _ts() -> str:
    return f"17637{next(_numbers):05d}.000200"
