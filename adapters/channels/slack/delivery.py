"""One part to Slack: a new message, a changed one, a file, the home tab, or a passing word."""

from __future__ import annotations

import base64
import logging
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.channels.slack.failures import code, failure, translated
from adapters.channels.slack.parts import published
from adapters.channels.slack.places import RESPONSE_URL, USER, WHISPER_URL
from adapters.channels.slack.rendering import Message, escape, render, render_home
from bot.messages import Address, Outgoing, SentFile

_SEEN = "eyes"
_BAD_BLOCKS = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long")
_CANNOT_CHANGE = ("message_not_found", "cant_update_message", "edit_window_closed")
_PEOPLE = ("U", "W")

log = logging.getLogger(__name__)


class Delivery:
    """One part, one status; a part raises what ``failures`` names, a status the SDK's errors."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def deliver(self, part: Outgoing) -> str:
        """The id of the message if it became a new one in a room. A toast that says all there is to
        say goes to the one who pressed, and to nobody else.
        """
        address, reply = part.address, part.reply
        with translated():
            for file in reply.files:
                await self._upload(address, file)
            if reply.toast and reply.text in ("", reply.toast):
                await self._whisper(address, Message(escape(reply.toast), ()))
            elif published(part):
                await self._publish(part)
            elif reply.blocks:
                return await self._post(address, render(reply), in_place=reply.in_place)
        return ""

    async def show_status(self, address: Address, status: str) -> None:
        """In a thread a status, which Slack clears when the reply comes; else eyes on the message;
        nothing after a command, whose acknowledgement already said so, nor after a button, whose
        reply may be no new message.
        """
        if address.message:
            return
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

    async def _post(self, address: Address, message: Message, *, in_place: bool) -> str:
        """To a command's response_url; once that is used up (5 times) or expired (30 minutes), to
        the person's own direct message, which is as private.
        """
        url = dict(address.extra).get(RESPONSE_URL)
        instead = in_place and bool(address.message)
        if url and await self._respond(url, message, replace_original=instead):
            return ""
        if instead and not url and await self._change(address, message):
            return ""
        return await self._say(address, message)

    async def _change(self, address: Address, message: Message) -> bool:
        """False where the message is gone or can no longer be changed. Blocks that are left out
        would stay: without them the list is empty.
        """
        for blocks in (list(message.blocks), []):
            try:
                await self._client.chat_update(
                    channel=address.room, ts=address.message, text=message.text, blocks=blocks
                )
            except SlackApiError as error:
                if code(error) in _CANNOT_CHANGE:
                    return False
                if code(error) not in _BAD_BLOCKS or not blocks:
                    raise
                log.warning("Slack refused blocks (%s); changed to plain text.", code(error))
            else:
                break
        return True

    async def _say(self, address: Address, message: Message) -> str:
        """Without blocks where Slack does not like them: plain text still answers."""
        try:
            return await self._post_message(address, message.text, list(message.blocks))
        except SlackApiError as error:
            if code(error) not in _BAD_BLOCKS:
                raise
            log.warning("Slack refused blocks (%s); sent as plain text.", code(error))
            return await self._post_message(address, message.text, None)

    async def _post_message(
        self, address: Address, text: str, blocks: list[dict[str, Any]] | None
    ) -> str:
        posted = await self._client.chat_postMessage(
            channel=address.room,
            thread_ts=address.thread or None,
            text=text,
            blocks=blocks or None,
            mrkdwn=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(posted.get("ts") or "")

    async def _whisper(self, address: Address, message: Message) -> None:
        told = dict(address.extra)
        url = told.get(WHISPER_URL) or told.get(RESPONSE_URL)
        if url and await self._respond(url, message, replace_original=False):
            return
        if told.get(USER) and not address.room.startswith(("D", *_PEOPLE)):
            await self._client.chat_postEphemeral(
                channel=address.room,
                user=told[USER],
                thread_ts=address.thread or None,
                text=message.text,
            )
        else:
            await self._say(address, message)

    async def _publish(self, part: Outgoing) -> None:
        """``private_metadata`` brings the direct message back with a button that is pressed."""
        address = part.address
        home = {
            "type": "home",
            "blocks": list(render_home(part.reply)),
            "private_metadata": address.room,
        }
        await self._client.views_publish(user_id=dict(address.extra)[USER], view=home)

    async def _upload(self, address: Address, file: SentFile) -> None:
        """A person is no channel to an upload: their direct message is opened first."""
        if address.room.startswith(_PEOPLE):
            opened: Any = await self._client.conversations_open(users=address.room)
            address = replace(address, room=str(opened["channel"]["id"]), thread="")
        await self._client.files_upload_v2(
            channel=address.room,
            thread_ts=address.thread or None,
            content=base64.b64decode(file.content),
            filename=file.name,
            title=file.name,
        )

    async def _respond(self, url: str, message: Message, *, replace_original: bool) -> bool:
        """False where Slack no longer takes this address, or the address is not Slack's."""
        if not is_slacks(url, self._client.base_url):
            return False
        webhook = AsyncWebhookClient(
            url, timeout=self._client.timeout, retry_handlers=[], logger=self._client.logger
        )
        webhook.proxy = self._client.proxy
        response = await webhook.send(
            text=message.text,
            blocks=list(message.blocks),
            response_type="ephemeral",
            replace_original=replace_original,
        )
        if response.status_code == 429 or response.status_code >= 500:
            raise failure("", response.status_code, response.headers)
        return response.status_code == 200


def is_slacks(url: str, api: str) -> bool:
    """Whether an address that came with a payload belongs to the Slack that we talk to."""
    here, host = urlsplit(api).hostname or "", urlsplit(url).hostname or ""
    # files and hooks lie beside the API: files.slack.com, hooks.slack.com, slack.com/api/
    return host == here or host.endswith(f".{here}")
