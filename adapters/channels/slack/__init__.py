"""Slack: direct messages, mentions and ``/concierge``, by Socket Mode and by HTTP."""

from adapters.channels.slack.channel import Slack

__all__ = ["Slack"]
