"""One part to Telegram: a new message, a changed one, a file, or only a passing word."""

from __future__ import annotations

import base64
import logging
from dataclasses import replace
from typing import Any

from telegram import LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from adapters.channels.telegram.api import Api
from adapters.channels.telegram.keyboard import keyboard, without_links
from adapters.channels.telegram.presses import Presses
from adapters.channels.telegram.rendering import as_html
from bot.messages import Address, Block, BlockKind, Outgoing, Reply, SentFile

_log = logging.getLogger(__name__)

_PICTURES = ("image/png", "image/jpeg")
_UNCHANGED = "message is not modified"
_CANNOT_CHANGE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Delivery:
    """Raises the SDK's errors."""

    def __init__(self, api: Api, presses: Presses) -> None:
        self._api = api
        self._presses = presses

    async def send(self, part: Outgoing) -> None:
        """A toast that says all there is to say is no message too."""
        reply = part.reply
        shown = await self._presses.answer(part.address, reply.toast)
        if reply.toast and reply.text in ("", reply.toast) and not reply.files:
            if shown:
                return
            block = Block(BlockKind.LEAD, reply.toast)
            part = replace(part, reply=replace(reply, blocks=(block,)))
        if part.reply.blocks or part.reply.files:
            await self._despite_moves(part)

    async def _despite_moves(self, part: Outgoing) -> None:
        try:
            await self._despite_refusals(part)
        except ChatMigrated as error:
            moved = replace(part.address, room=str(error.new_chat_id), to="", message="")
            await self._despite_refusals(replace(part, address=moved))

    async def _despite_refusals(self, part: Outgoing) -> None:
        """What Telegram does not like about the looks or the place is left away."""
        address, reply = part.address, part.reply
        try:
            await self._put(address, reply)
        except BadRequest as error:
            words = str(error).lower()
            if "can't parse entities" in words:
                _log.warning("telegram: sent without formatting: %s", error)
                await self._put(address, reply, plain=True)
            elif "message thread not found" in words:  # the topic was deleted
                await self._put(replace(address, thread=""), reply)
            elif "button" in words and "url" in words:
                _log.warning("telegram: sent without links on buttons: %s", error)
                await self._put(address, replace(reply, buttons=without_links(reply.buttons)))
            else:
                raise

    async def _put(self, address: Address, reply: Reply, *, plain: bool = False) -> None:
        for file in reply.files:
            await self._send_file(address, file, reply)
        if not reply.blocks:
            return
        if reply.in_place and address.message and await self._change(address, reply, plain=plain):
            return
        await self._api.send_message(address.room, **_text(reply, plain=plain), **_place(address))

    async def _change(self, address: Address, reply: Reply, *, plain: bool) -> bool:
        """False where the message is gone or can no longer be changed."""
        try:
            await self._api.edit_message_text(
                chat_id=address.room,
                message_id=int(address.message),
                **_text(reply, plain=plain),
            )
        except BadRequest as error:
            words = str(error).lower()
            if any(sign in words for sign in _CANNOT_CHANGE):
                return False
            if _UNCHANGED not in words:
                raise
        return True

    async def _send_file(self, address: Address, file: SentFile, reply: Reply) -> None:
        content = base64.b64decode(file.content)
        more = _place(address) | {
            "filename": file.name,
            "reply_markup": keyboard(reply.buttons),
        }
        if file.media_type in _PICTURES:
            try:
                await self._api.send_photo(address.room, content, **more)
            except BadRequest as error:
                if "photo" not in str(error).lower() and "image" not in str(error).lower():
                    raise
                _log.info("telegram: a picture goes as a file: %s", error)
            else:
                return
        await self._api.send_document(address.room, content, **more)


def _text(reply: Reply, *, plain: bool) -> dict[str, Any]:
    return {
        "text": reply.text if plain else as_html(reply),
        "parse_mode": None if plain else ParseMode.HTML,
        "link_preview_options": _NO_PREVIEW,
        "reply_markup": keyboard(reply.buttons),
    }


def _place(address: Address) -> dict[str, Any]:
    to = int(address.to) if address.to else None
    return {
        "message_thread_id": int(address.thread) if address.thread else None,
        "reply_parameters": ReplyParameters(to, allow_sending_without_reply=True) if to else None,
    }
