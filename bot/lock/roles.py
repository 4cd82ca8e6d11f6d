"""What a date is said to be, from the words right beside it."""

from __future__ import annotations

from enum import StrEnum

from bot.lock.lexicon import lexicon

REACH = 22
"""Letters before and after a date in which its role is looked for."""


class Role(StrEnum):
    """``END`` is any end (of a work, a preparation); ``DEADLINE`` that of the application.
    ``LEFT`` counts days to the closing day, ``OPENING`` days to the first one.
    ``DENIED``: an amount that is said not to be it.
    """

    NONE = "none"
    READ = "read"
    PUBLISHED = "published"
    START = "start"
    DEADLINE = "deadline"
    END = "end"
    LEFT = "left"
    OPENING = "opening"
    DENIED = "denied"


ORDER = (Role.READ, Role.PUBLISHED, Role.START, Role.DEADLINE, Role.END)


def role_of(text: str, start: int, end: int) -> Role:
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    for role in ORDER:
        following = lexicon().rule(f"role.{role}_after")
        if following.match(after):
            return role
        if role is Role.END:
            continue
        leading = lexicon().rule(f"role.{role}_before")
        if leading.search(before):
            return role
    return Role.NONE


def count_role(text: str, start: int, end: int, *, dashed: bool) -> Role:
    """Of a number of days: to the closing day, to the opening, or something else."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    if lexicon().rule("role.opening").search(before):
        return Role.OPENING
    left = lexicon().rule("role.left_after").match(after)
    if dashed or left or lexicon().rule("role.left_before").search(before):
        return Role.LEFT
    return Role.NONE
