"""The SDK's client, with updates as they were sent."""

from __future__ import annotations

from typing import Any

from telegram import Bot

ALLOWED = ("message", "edited_message", "callback_query")
"""The kinds of updates that ``translation`` reads; the others are not sent to us at all."""


class Api(Bot):
    """``Bot.get_updates`` reads a whole batch or fails: one update of a shape it does not know
    would stop every other one. Here they stay JSON, and each is read on its own, later.
    """

    async def fetch(self, offset: int, seconds: int) -> list[dict[str, Any]]:
        """Confirms everything below ``offset``, waits up to ``seconds`` for more."""
        data = {"offset": offset, "timeout": seconds, "limit": 100, "allowed_updates": ALLOWED}
        updates: list[dict[str, Any]] = await self._post(
            "getUpdates", data, read_timeout=seconds + 10
        )
        return updates
