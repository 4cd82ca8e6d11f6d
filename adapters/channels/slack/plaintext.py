"""Slack's message markup to what the person typed."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"<([^<>]*)>")
_EMOJI = re.compile(r":[a-z0-9_+'-]+:(?::skin-tone-[2-6]:)?")


def plain(text: str) -> str:
    """Links become their label, channels ``#name``; people, groups and ``<!here>`` disappear.

    Only ``& < >`` arrive escaped (docs.slack.dev/messaging/formatting-message-text).
    """
    shown = _TOKEN.sub(lambda token: _shown(token[1]), text)
    for escaped, char in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        shown = shown.replace(escaped, char)
    return re.sub(r"[ \t]{2,}", " ", shown).strip()


def only_emoji(text: str) -> bool:
    """Emoji arrive as ``:name:``, which would otherwise read as words."""
    return bool(text) and not _EMOJI.sub("", text).strip()


def _shown(token: str) -> str:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return ""
    if target.startswith("#"):
        return f"#{label}" if label else ""
    if target.startswith("!"):
        return label if target.startswith("!date^") else ""
    return label or target.removeprefix("mailto:")
