"""Admins and staff as the settings name them: people, and user groups of Slack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.messages import Person
from bot.ports import Roles
from bot.roles import GroupRoles, ListedRoles
from bot.settings import Settings

GROUP = "S"
"""With it a user group's id begins; a user's begins with U or W."""


def build_roles(house: Settings) -> Roles:
    listed = ListedRoles(_people(house, "admins"), _people(house, "staff"))
    told = house.slack
    if told is None:
        return listed
    admins, staff = _groups(told.admins), _groups(told.staff)
    if not admins | staff:
        return listed
    from adapters.channels.slack import UserGroups

    groups = UserGroups(told.bot_token, told.api_url)
    return GroupRoles(listed, "slack", admins, staff, groups.members)


def _people(house: Settings, group: str) -> frozenset[Person]:
    return frozenset(_listed(house, group))


def _listed(house: Settings, group: str) -> Iterator[Person]:
    listed: list[tuple[str, Any]] = [("telegram", house.telegram), ("slack", house.slack)]
    for channel, told in listed:
        for id in getattr(told, group, ()) if told else ():
            if channel != "slack" or not id.startswith(GROUP):
                yield Person(channel, id)


def _groups(ids: frozenset[str]) -> frozenset[str]:
    return frozenset(id for id in ids if id.startswith(GROUP))
