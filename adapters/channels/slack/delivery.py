"""Messages to Slack's Web API and to a command's response_url."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.channels.slack.failures import code, failure, translated
from adapters.channels.slack.rendering import Message
from adapters.channels.slack.translation import RESPONSE_URL
from bot.messages import Address

_SEEN = "eyes"
_BAD_BLOCKS = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long")

log = logging.getLogger(__name__)


class Delivery:
    """One message, one status; a post raises what ``failures`` names, a status the SDK's errors."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def post(self, address: Address, message: Message) -> None:
        """To a command's response_url; once that is used up (5 times) or expired (30 minutes), to
        the person's own direct message, which is as private.
        """
        url = dict(address.extra).get(RESPONSE_URL)
        with translated():
            if url and await self._respond(url, message):
                return
            await self._say(address, message)

    async def show_status(self, address: Address, status: str) -> None:
        """In a thread a status, which Slack clears when the reply comes; else eyes on the message;
        nothing after a command, whose acknowledgement already said so.
        """
        if address.thread:
            await self._client.assistant_threads_setStatus(
                channel_id=address.room, thread_ts=address.thread, status=status
            )
        elif address.to:
            await self._client.reactions_add(channel=address.room, timestamp=address.to, name=_SEEN)

    async def clear_status(self, address: Address) -> None:
        if address.to and not address.thread:
            await self._client.reactions_remove(
                channel=address.room, timestamp=address.to, name=_SEEN
            )

    async def _say(self, address: Address, message: Message) -> None:
        """Without blocks where Slack does not like them: plain text still answers."""
        try:
            await self._post_message(address, message.text, list(message.blocks))
        except SlackApiError as error:
            if code(error) not in _BAD_BLOCKS:
                raise
            log.warning("Slack refused blocks (%s); sent as plain text.", code(error))
            await self._post_message(address, message.text, None)

    async def _post_message(
        self, address: Address, text: str, blocks: list[dict[str, Any]] | None
    ) -> None:
        await self._client.chat_postMessage(
            channel=address.room,
            thread_ts=address.thread or None,
            text=text,
            blocks=blocks,
            mrkdwn=False,
            unfurl_links=False,
            unfurl_media=False,
        )

    async def _respond(self, url: str, message: Message) -> bool:
        """False where Slack no longer takes this address, or the address is not Slack's."""
        api, host = urlsplit(self._client.base_url).hostname or "", urlsplit(url).hostname or ""
        if host != api and not host.endswith(f".{api}"):
            return False
        webhook = AsyncWebhookClient(
            url, timeout=self._client.timeout, retry_handlers=[], logger=self._client.logger
        )
        webhook.proxy = self._client.proxy
        response = await webhook.send(
            text=message.text, blocks=list(message.blocks), response_type="ephemeral"
        )
        if response.status_code == 429 or response.status_code >= 500:
            raise failure("", response.status_code, response.headers)
        return response.status_code == 200
