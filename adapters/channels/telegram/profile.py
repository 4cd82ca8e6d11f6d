"""What people see of the bot before they write: its commands and descriptions, per language."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from telegram.error import TelegramError

from adapters.channels.telegram.api import Api
from knowledge.programs import Language

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Profile:
    """One language's. ``commands`` are (command without slash, description) pairs, at most 100,
    32 and 256 characters; ``description`` (512) stands in the empty chat, ``short_description``
    (120) on the profile page. https://core.telegram.org/bots/api#setmycommands
    """

    commands: tuple[tuple[str, str], ...]
    description: str = ""
    short_description: str = ""


async def present(api: Api, profiles: Mapping[Language, Profile], fallback: Language) -> None:
    """Never an error: a bot without a menu still answers."""
    try:
        for language, profile in profiles.items():
            await _register(api, profile, language.value)
        if fallback in profiles:
            await _register(api, profiles[fallback], None)
    except TelegramError as error:
        _log.warning("telegram: commands and descriptions were not registered: %s", error)


async def _register(api: Api, profile: Profile, language: str | None) -> None:
    await api.set_my_commands(profile.commands, language_code=language)
    if profile.description:
        await api.set_my_description(profile.description, language)
    if profile.short_description:
        await api.set_my_short_description(profile.short_description, language)
