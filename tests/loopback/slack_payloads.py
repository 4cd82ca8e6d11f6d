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


def click(
    token: str,
    message: dict[str, Any],
    response_url: str,
    user: str = "U1",
    *,
    ephemeral: bool = False,
) -> dict[str, Any]:
    """A block_actions interaction: a button under ``message``, as the server keeps it. An empty
    token is a button that only opens a page.
    """
    channel, ts = message.get("channel", "C1"), message.get("ts", "1763700000.000100")
    container = {"type": "message", "message_ts": ts, "channel_id": channel}
    thread = {"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}
    shown = (
        {} if ephemeral else {"message": {"type": "message", "user": BOT_USER, "ts": ts} | thread}
    )
    return shown | {
        "type": "block_actions",
        "user": _who(user),
        "api_app_id": APP,
        "token": "verification-token",
        "container": container | {"is_ephemeral": ephemeral} | thread,
        "trigger_id": f"{next(_numbers)}.738474920.9099",
        "team": {"id": TEAM, "domain": "concierge"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel, "name": "directmessage" if channel[0] == "D" else "general"},
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [_action(token)],
    }


def home_click(token: str, view: dict[str, Any], user: str = "U1") -> dict[str, Any]:
    """A button in the home tab: no channel, no message, no response_url."""
    return {
        "type": "block_actions",
        "user": _who(user),
        "api_app_id": APP,
        "token": "verification-token",
        "container": {"type": "view", "view_id": "V1"},
        "trigger_id": f"{next(_numbers)}.738474920.9100",
        "team": {"id": TEAM, "domain": "concierge"},
        "view": {"id": "V1", "team_id": TEAM, "hash": "1.a"} | view,
        "actions": [_action(token)],
    }


def shortcut(
    message: dict[str, Any], response_url: str, user: str = "U1", channel: str = "C1"
) -> dict[str, Any]:
    """A message_action: "ask the concierge" in the menu of a message."""
    return {
        "type": "message_action",
        "token": "verification-token",
        "callback_id": "ask_concierge",
        "action_ts": "1763700000.000300",
        "trigger_id": f"{next(_numbers)}.738474920.9101",
        "api_app_id": APP,
        "team": {"id": TEAM, "domain": "concierge"},
        "user": _who(user),
        "channel": {"id": channel, "name": "general"},
        "message_ts": "1763700000.000200",
        "message": {"type": "message", "user": "U2", "ts": "1763700000.000200"} | message,
        "response_url": response_url,
    }


def home_opened(user: str = "U1", channel: str = "D1", tab: str = "home") -> dict[str, Any]:
    opened = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab}
    return event(opened | {"event_ts": _ts()})


def changed(text: str, before: str, **more: Any) -> dict[str, Any]:
    """A message.im whose words were edited."""
    ts = _ts()
    said = {"type": "message", "user": "U1", "ts": ts, "team": TEAM}
    message = said | {"text": text, "edited": {"user": "U1", "ts": ts}} | more
    notice = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": _ts()}
    place = {"channel": "D1", "channel_type": "im"}
    previous = said | {"text": before}
    return event(notice | place | {"message": message, "previous_message": previous})


def token_of(message: dict[str, Any], label: str) -> str:
    """What the button of that label carries back."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    found = (b for row in rows for b in row if b["text"]["text"] == label)
    return str(next(found)["value"])


def _who(user: str) -> dict[str, Any]:
    return {"id": user, "username": "kim", "name": "kim", "team_id": TEAM}


def _action(token: str) -> dict[str, Any]:
    action = {"type": "button", "action_id": "0.0", "block_id": "b1", "action_ts": "1763700000.1"}
    text = {"type": "plain_text", "text": "알림", "emoji": True}
    does = {"value": token} if token else {"url": "https://example.com/"}
    return action | does | {"text": text}


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
