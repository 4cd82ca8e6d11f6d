"""Who belongs to a user group of Slack (docs.slack.dev/reference/methods/usergroups.users.list)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from adapters.channels.slack.client import build_client
from adapters.channels.slack.failures import translated
from bot.errors import ConciergeError

_log = logging.getLogger(__name__)

KEPT = 300.0
"""Seconds that a list is believed: so long somebody who was taken out of it may still act."""
_WITHIN = 5.0


class UserGroups:
    """``now`` is monotonic, in seconds."""

    def __init__(
        self, token: str, api_url: str = "", now: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = build_client(token, api_url)
        self._now = now
        self._known: dict[str, tuple[float, frozenset[str]]] = {}

    async def members(self, group: str) -> frozenset[str]:
        """User ids; nobody where Slack does not say: it is better to refuse an official for a
        moment than to obey somebody who is none.
        """
        until, members = self._known.get(group, (0.0, frozenset[str]()))
        if self._now() < until:
            return members
        try:
            with translated():
                async with asyncio.timeout(_WITHIN):
                    told = await self._client.usergroups_users_list(usergroup=group)
        except ConciergeError as error:
            _log.warning("Slack user group %s is not known: %s", group, error)
            return frozenset()
        members = frozenset(map(str, told["users"]))
        self._known[group] = (self._now() + KEPT, members)
        return members
