"""Telegram, by long polling or by webhook, with python-telegram-bot."""

from adapters.channels.telegram.channel import Telegram
from adapters.channels.telegram.profile import Profile
from adapters.channels.telegram.webhook import Webhook

__all__ = ["Profile", "Telegram", "Webhook"]
