"""A file that somebody sent, fetched from Telegram."""

from __future__ import annotations

import httpx
from telegram.error import BadRequest

from adapters.channels.telegram.api import Api
from bot.errors import BadInput, DeliveryFailed
from bot.messages import ReceivedFile

LARGEST = 20 * 1024 * 1024
"""Bytes; a bot is given no larger one. https://core.telegram.org/bots/api#getfile"""
_SECONDS = 20.0


async def fetch(api: Api, file: ReceivedFile, *, trust_env: bool) -> bytes:
    """Raises BadInput, DeliveryFailed, and what the SDK raises; the address, which holds the
    token, stands in none of them.
    """
    if file.size > LARGEST:
        raise _too_big(file)
    try:
        found = await api.get_file(file.id)
    except BadRequest as error:
        if "too big" in str(error).lower():
            raise _too_big(file) from None
        raise
    try:
        return await _stream(str(found.file_path or ""), file, trust_env=trust_env)
    except httpx.HTTPError as error:
        kind = type(error).__name__
        raise DeliveryFailed(f"{file.name} could not be fetched ({kind})") from None


async def _stream(url: str, file: ReceivedFile, *, trust_env: bool) -> bytes:
    content = bytearray()
    async with (
        httpx.AsyncClient(timeout=_SECONDS, trust_env=trust_env) as client,
        client.stream("GET", url) as answer,
    ):
        if answer.status_code != httpx.codes.OK:
            raise DeliveryFailed(f"{file.name} could not be fetched ({answer.status_code})")
        async for chunk in answer.aiter_bytes():
            content += chunk
            if len(content) > LARGEST:
                raise _too_big(file)
    return bytes(content)


def _too_big(file: ReceivedFile) -> BadInput:
    return BadInput(f"{file.name} is larger than {LARGEST >> 20} MB")
