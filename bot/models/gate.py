"""The one way to the model: switched on, within the budget, in time, of a bearable length."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from typing import Any, TypeVar

from bot.models.ports import Budget, Failure, Model, ModelFailed, Prompt, Spending
from bot.models.switch import ModelSwitch
from bot.ports import Clock

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")

LONGEST = 2_000
"""Characters of an answer; whatever goes on beyond is a rambler's, and the rest is not read."""
AT_ONCE = 8
FAILURES, REST = 3, 60.0
"""After three failures in a row nobody waits for the model for a minute; then one may try."""
_ITS_FAULT = {Failure.SLOW, Failure.UNREACHABLE, Failure.REFUSED}


class Gate:
    """``clock`` is the real one, whose day (UTC) the budget counts in."""

    def __init__(
        self,
        model: Model,
        switch: ModelSwitch,
        spending: Spending,
        budget: Budget,
        clock: Clock,
        *,
        seconds: Callable[[], float] | None = None,
    ) -> None:
        self._model = model
        self._switch = switch
        self._spending = spending
        self._budget = budget
        self._clock = clock
        self._seconds = seconds or (lambda: asyncio.get_running_loop().time())
        self._width = asyncio.Semaphore(AT_ONCE)
        self._failed = 0
        self._rests_until = 0.0

    @property
    def name(self) -> str:
        return self._model.name

    async def write(self, person: str, prompt: Prompt, within: float) -> str:
        """The whole answer, stripped; raises ModelFailed. ``within`` is in seconds."""
        return await self._through(person, lambda: self._collect(prompt), within)

    async def fill(
        self, person: str, prompt: Prompt, form: Mapping[str, Any], within: float
    ) -> Mapping[str, Any]:
        """As ``Model.fill``."""
        return await self._through(person, lambda: self._model.fill(prompt, form), within)

    async def _through(
        self, person: str, call: Callable[[], Awaitable[_Result]], within: float
    ) -> _Result:
        if within <= 0:
            raise ModelFailed(Failure.SLOW, "no time was left")
        if self._seconds() < self._rests_until:
            raise ModelFailed(Failure.RESTING)
        try:
            async with asyncio.timeout(within), self._width:
                await self._admit(person)
                result = await call()
        except TimeoutError as error:
            failure = ModelFailed(Failure.SLOW, f"nothing whole within {within:.1f} s")
            self._note(failure)
            raise failure from error
        except ModelFailed as error:
            self._note(error)
            raise
        self._failed = 0
        return result

    async def _admit(self, person: str) -> None:
        if not await self._switch.state():
            raise ModelFailed(Failure.OFF)
        who = hashlib.sha256(person.encode()).hexdigest()[:16]  # counting needs no name
        if not await self._spending.spend(self._clock().date(), who, self._budget):
            raise ModelFailed(Failure.OVER_BUDGET)

    async def _collect(self, prompt: Prompt) -> str:
        pieces: list[str] = []
        length = 0
        async with aclosing(self._model.write(prompt)) as stream:
            async for piece in stream:
                pieces.append(piece)
                length += len(piece)
                if length > LONGEST:
                    raise ModelFailed(Failure.TOO_LONG)
        text = "".join(pieces).strip()
        if not text:
            raise ModelFailed(Failure.EMPTY)
        return text

    def _note(self, failure: ModelFailed) -> None:
        if failure.kind not in _ITS_FAULT:
            return
        self._failed += 1
        if self._failed >= FAILURES:
            self._rests_until = self._seconds() + REST
            _log.warning("%s rests for %.0f s: %s", self.name, REST, failure)
