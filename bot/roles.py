"""Who is an admin and who is staff, by the lists of the settings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

from bot.messages import Person
from bot.ports import Roles

Members = Callable[[str], Awaitable[frozenset[str]]]
"""A group's id to the ids of its people; empty where that cannot be learnt."""


class ListedRoles:
    """The Roles port over plain ids."""

    def __init__(self, admins: Collection[Person], staff: Collection[Person] = ()) -> None:
        self._admins = frozenset(admins)
        self._staff = frozenset(staff) | self._admins

    async def is_admin(self, person: Person) -> bool:
        return person in self._admins

    async def is_staff(self, person: Person) -> bool:
        return person in self._staff


class GroupRoles:
    """The Roles port over ``listed`` people and, for those of ``channel``, over groups: asked only
    where the lists do not decide.
    """

    def __init__(
        self,
        listed: Roles,
        channel: str,
        admins: Collection[str],
        staff: Collection[str],
        members: Members,
    ) -> None:
        self._listed = listed
        self._channel = channel
        self._admins = frozenset(admins)
        self._staff = frozenset(staff) | self._admins
        self._members = members

    async def is_admin(self, person: Person) -> bool:
        return await self._listed.is_admin(person) or await self._within(self._admins, person)

    async def is_staff(self, person: Person) -> bool:
        return await self._listed.is_staff(person) or await self._within(self._staff, person)

    async def _within(self, groups: frozenset[str], person: Person) -> bool:
        if person.channel != self._channel:
            return False
        for group in sorted(groups):
            if person.id in await self._members(group):
                return True
        return False
