"""Who is an admin and who is staff, by the lists of the settings."""

from __future__ import annotations

from collections.abc import Collection

from bot.messages import Person


class ListedRoles:
    """The Roles port over plain ids."""

    def __init__(self, admins: Collection[Person], staff: Collection[Person] = ()) -> None:
        self._admins = frozenset(admins)
        self._staff = frozenset(staff) | self._admins

    async def is_admin(self, person: Person) -> bool:
        return person in self._admins

    async def is_staff(self, person: Person) -> bool:
        return person in self._staff
