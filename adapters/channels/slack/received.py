"""What came with a Slack message beside its words: files, and messages passed on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.channels.slack.plaintext import only_emoji, plain
from bot.messages import Attachment, ReceivedFile

_KINDS = {"image": Attachment.PHOTO, "audio": Attachment.VOICE}
_GONE = ("tombstone", "hidden_by_limit")


def attachment_of(event: Mapping[str, Any], text: str) -> Attachment | None:
    if only_emoji(text):
        return Attachment.STICKER
    files = event.get("files")
    if text or not files:
        return None
    if files[0].get("subtype") == "slack_audio":  # its mimetype is video/…
        return Attachment.VOICE
    mimetype = str(files[0].get("mimetype") or "")
    return _KINDS.get(mimetype.partition("/")[0], Attachment.FILE)


def files_of(event: Mapping[str, Any]) -> tuple[ReceivedFile, ...]:
    return tuple(
        ReceivedFile(
            str(file["id"]),
            str(file.get("name") or file.get("title") or file["id"]),
            str(file.get("mimetype") or ""),
            int(file.get("size") or 0),
        )
        for file in event.get("files") or ()
        if file.get("id") and file.get("mode") not in _GONE
    )


def shared(event: Mapping[str, Any]) -> str:
    """The messages that the person passed on with this one; not those that a link unfurls to."""
    passed_on = [each for each in event.get("attachments") or () if each.get("is_share")]
    return "\n\n".join(filter(None, (plain(str(each.get("text") or "")) for each in passed_on)))
