"""Long polling: what is fetched is confirmed only after all of it has been committed."""

from __future__ import annotations

from contextlib import suppress

from telegram.error import TimedOut

from adapters.channels.telegram.api import Api
from adapters.channels.telegram.translation import CHANNEL, Identity, key_of
from bot.ports import Intake, Received

_SECONDS = 30


async def poll(api: Api, identity: Identity, inbox: Intake) -> None:
    """Until cancelled. Telegram keeps what is not confirmed for a day."""
    await api.delete_webhook(drop_pending_updates=False)
    offset = 0
    while True:
        with suppress(TimedOut):  # nothing was written for a while
            for update in await api.fetch(offset, _SECONDS):
                await inbox.put(Received(key_of(update, identity), CHANNEL, update))
                offset = max(offset, update["update_id"] + 1)
