"""What somebody of one region may look at and do at the console; whoever has none may everything."""

from __future__ import annotations

from bot.console.ports import Session
from bot.errors import BadInput


def within(place: str, region: str) -> bool:
    """Whether a code of a place lies in a region or country; everything lies in the empty region,
    an unknown place in no other.
    """
    return region in ("", place) or place.startswith((f"{region}-", f"{region}:"))


def everywhere(who: Session) -> None:
    """The act concerns everybody: raises BadInput for who is of one region."""
    if who.region:
        raise BadInput("not_yours")
