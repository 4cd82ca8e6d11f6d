"""The model on or off, while everything runs."""

from __future__ import annotations

from bot.models.ports import Switches

NAME = "model"


class ModelSwitch:
    """Read at every call: a turn holds from the next question on, in every process."""

    def __init__(self, switches: Switches) -> None:
        self._switches = switches

    async def on(self) -> None:
        await self._switches.turn(NAME, on=True)

    async def off(self) -> None:
        await self._switches.turn(NAME, on=False)

    async def state(self) -> bool:
        return await self._switches.is_on(NAME)
