"""Slack: direct messages, mentions and ``/concierge``, by Socket Mode and by HTTP."""

from adapters.channels.slack.channel import Slack
from adapters.channels.slack.usergroups import UserGroups

__all__ = ["Slack", "UserGroups"]
