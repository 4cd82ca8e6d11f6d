"""What somebody may ask, offered where the messages tab or an assistant thread opens."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.channels.slack.failures import translated
from bot.errors import ConciergeError
from bot.ports import Update

MOST = 4
"""Suggestions (docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts)."""


class Suggestions:
    """It decorates: nothing waits for it, and what fails is left away."""

    def __init__(self, client: AsyncWebClient, prompts: Sequence[str]) -> None:
        self._client = client
        self._prompts = [{"title": text, "message": text} for text in prompts[:MOST]]
        self._running: set[asyncio.Task[None]] = set()

    def consider(self, update: Update) -> None:
        place = _place(update)
        if place and self._prompts:
            task = asyncio.create_task(self._offer(place))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _offer(self, place: dict[str, Any]) -> None:
        try:
            with translated():
                await self._client.assistant_threads_setSuggestedPrompts(
                    **place, prompts=self._prompts
                )
        except ConciergeError:
            return


def _place(update: Update) -> dict[str, Any] | None:
    event = update.get("event")
    if not isinstance(event, Mapping):
        return None
    if event.get("type") == "app_home_opened" and event.get("tab") == "messages":
        return {"channel_id": event["channel"]} if event.get("channel") else None
    thread = event.get("assistant_thread")
    if event.get("type") == "assistant_thread_started" and isinstance(thread, Mapping):
        return {"channel_id": thread.get("channel_id"), "thread_ts": thread.get("thread_ts")}
    return None
