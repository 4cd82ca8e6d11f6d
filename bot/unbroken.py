"""Work that a cancellation may follow, but not interrupt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def unbroken(
    work: Callable[Arguments, Coroutine[Any, Any, Result]],
) -> Callable[Arguments, Coroutine[Any, Any, Result]]:
    """Goes on to its end when its caller is cancelled; only then is the caller.

    For whatever holds a database transaction: an aiosqlite connection whose task is cancelled in
    the middle of one keeps the lock on the file for as long as nobody collects it.
    """

    @wraps(work)
    async def whole(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        task = asyncio.ensure_future(work(*args, **kwargs))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait({task})
            task.exception()  # else asyncio reports that nobody asked for it
            raise

    return whole
