"""A transaction is not cancelled half-way."""

from __future__ import annotations

import asyncio

import pytest

from bot.unbroken import unbroken


async def test_work_is_finished_before_its_caller_is_cancelled() -> None:
    begun, done = asyncio.Event(), []

    @unbroken
    async def work() -> None:
        begun.set()
        await asyncio.sleep(0.01)
        done.append("all")

    task = asyncio.create_task(work())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done == ["all"]


async def test_results_and_errors_pass() -> None:
    @unbroken
    async def divide(a: int, b: int) -> float:
        return a / b

    assert await divide(6, b=3) == 2
    with pytest.raises(ZeroDivisionError):
        await divide(1, 0)
