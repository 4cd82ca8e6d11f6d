"""A file that somebody sent, fetched from Slack (docs.slack.dev/messaging/working-with-files)."""

from __future__ import annotations

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.channels.slack.delivery import is_slacks
from adapters.channels.slack.failures import failure, translated
from bot.errors import BadInput, Rejected
from bot.messages import ReceivedFile

LARGEST = 20 * 1024 * 1024
"""Bytes, as at Telegram: what may be sent to the concierge does not depend on the messenger."""
_WITHIN = aiohttp.ClientTimeout(total=60)


async def fetch(client: AsyncWebClient, file: ReceivedFile) -> bytes:
    """Slack is asked where the file lies, so that no message can lead the token elsewhere. Raises
    BadInput, BadSettings, DeliveryFailed.
    """
    if file.size > LARGEST:
        raise _too_big(file)
    with translated():
        asked = await client.files_info(file=file.id)
        found = asked["file"]
        url = str(found.get("url_private_download") or found.get("url_private") or "")
        if not is_slacks(url, client.base_url):
            raise BadInput(f"{file.name} does not lie at Slack; send the file itself")
        if int(found.get("size") or 0) > LARGEST:
            raise _too_big(file)
        return await _stream(client, url, file)


async def _stream(client: AsyncWebClient, url: str, file: ReceivedFile) -> bytes:
    """Without the right scope Slack shows its page for signing in, with status 200."""
    content = bytearray()
    headers = {"Authorization": f"Bearer {client.token}"}
    async with (
        aiohttp.ClientSession(timeout=_WITHIN, headers=headers) as session,
        session.get(url, proxy=client.proxy, allow_redirects=False) as answer,
    ):
        if answer.status != 200:
            raise failure("", answer.status, answer.headers)
        if answer.content_type == "text/html" and "html" not in file.media_type:
            raise Rejected(f"Slack does not give {file.name} (scope files:read).")
        async for chunk in answer.content.iter_chunked(1 << 16):
            content += chunk
            if len(content) > LARGEST:
                raise _too_big(file)
    return bytes(content)


def _too_big(file: ReceivedFile) -> BadInput:
    return BadInput(f"{file.name} is larger than {LARGEST >> 20} MB")
