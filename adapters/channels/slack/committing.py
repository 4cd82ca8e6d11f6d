"""Every update is committed to the inbox before Slack is told that it arrived.

Bolt acknowledges an event before its listener runs and forgets listeners on shutdown, so there are
none: one middleware commits and answers, the rest happens from the inbox.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.channels.slack.places import CHANNEL
from bot.ports import Intake, Received, Update

_COMMIT_WITHIN = 2.5
"""Seconds; Slack counts a delivery as failed after 3."""

log = logging.getLogger(__name__)


def build_app(
    client: AsyncWebClient, inbox: Intake, waiting: str, seen: Callable[[Update], None]
) -> AsyncApp:
    """``waiting`` is said at once to whoever typed a command, visible to that person alone; ``seen``
    gets every update that was committed.
    """

    async def commit(body: dict[str, Any], next_: Callable[[], Awaitable[None]]) -> Any:
        if body.get("type") == "url_verification":
            return await next_()
        if not await _committed(inbox, body):
            # No acknowledgement: by Socket Mode nothing is sent, by HTTP a 503; Slack retries.
            return BoltResponse(status=503, body="")
        seen(body)
        return BoltResponse(status=200, body=waiting if "command" in body else "")

    async def authorize() -> AuthorizeResult:
        # Never asked: commit() answers first. Given all the same because Bolt's own authorization
        # calls auth.test and acknowledges what it could not authorize.
        return AuthorizeResult(enterprise_id=None, team_id=None)

    return AsyncApp(
        client=client,
        signing_secret="",
        authorize=authorize,
        before_authorize=commit,
        logger=quiet_logger(),
    )


def quiet_logger() -> logging.Logger:
    """For Bolt and the SDK, which print bodies and tokens' neighbours below ERROR."""
    logger = logging.getLogger(f"{__name__}.sdk")
    logger.setLevel(logging.ERROR)
    return logger


def key(body: Update) -> str:
    """Unique for what happened, equal for its retries: Slack's event id, else the trigger id of a
    command or click, else a digest of the payload.
    """
    app = body.get("api_app_id") or ""
    named = body.get("event_id") or body.get("trigger_id")
    if not named:
        text = json.dumps(body, sort_keys=True, ensure_ascii=False)
        named = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{CHANNEL}:{app}:{named}"


async def _committed(inbox: Intake, body: dict[str, Any]) -> bool:
    """A repeat counts as committed. ``token`` is a shared secret of old; it is not kept."""
    update = {name: value for name, value in body.items() if name != "token"}
    received = Received(key(update), CHANNEL, update)
    try:
        async with asyncio.timeout(_COMMIT_WITHIN):
            await inbox.put(received)
    except Exception as error:  # noqa: BLE001 - whatever it is, the update must come again
        log.error(  # noqa: TRY400 - a traceback of the store may hold the message
            "Slack update %s was not committed (%s); Slack will send it again.",
            received.key,
            type(error).__name__,
        )
        return False
    return True
