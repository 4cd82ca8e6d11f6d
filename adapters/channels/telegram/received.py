"""The files that came with a Telegram message, as Telegram names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from telegram import Message

from bot.messages import Attachment, ReceivedFile

_ATTACHMENTS = {
    "photo": Attachment.PHOTO,
    "sticker": Attachment.STICKER,
    "voice": Attachment.VOICE,
    "audio": Attachment.VOICE,
    "animation": Attachment.OTHER,  # comes with a document too
    "document": Attachment.FILE,
    "video": Attachment.OTHER,
    "video_note": Attachment.OTHER,
    "location": Attachment.OTHER,
    "contact": Attachment.OTHER,
    "poll": Attachment.OTHER,
    "dice": Attachment.OTHER,
}
_FILES = {
    "document": ("document", ""),
    "photo": ("photo.jpg", "image/jpeg"),
    "voice": ("voice.ogg", "audio/ogg"),
    "audio": ("audio", "audio/mpeg"),
    "video": ("video.mp4", "video/mp4"),
    "video_note": ("video.mp4", "video/mp4"),
}
"""What a kind is called and what it is where Telegram does not say."""


def attachment_of(message: Message) -> Attachment | None:
    return next((kind for name, kind in _ATTACHMENTS.items() if getattr(message, name)), None)


def files_of(message: Message) -> tuple[ReceivedFile, ...]:
    """A photo comes in several sizes: the largest counts."""
    return tuple(_files(message))


def _files(message: Message) -> Iterator[ReceivedFile]:
    for kind, (name, media_type) in _FILES.items():
        file: Any = getattr(message, kind)
        if kind == "photo" and file:
            file = max(file, key=lambda size: size.width * size.height)
        if file:
            yield ReceivedFile(
                file.file_id,
                getattr(file, "file_name", None) or name,
                getattr(file, "mime_type", None) or media_type,
                file.file_size or 0,
            )
