"""Traces, where the settings name somebody to send them to; else nothing of it is read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.errors import BadSettings
from bot.settings import Settings
from bot.tracing import traced_by

STOPPING = 3.0
"""Seconds that the end of the service waits for the last spans."""


@asynccontextmanager
async def tracing(house: Settings) -> AsyncIterator[None]:
    """Raises BadSettings where they are wanted and their packages are missing."""
    if not house.traces:
        yield
        return
    try:
        from adapters.tracing import OpenTelemetryTracer, exporting
    except ImportError as error:
        raise BadSettings(
            f"traces are to be sent to {house.traces}, but their packages are missing: "
            "pip install '.[traces]', or set OTEL_SDK_DISABLED=true"
        ) from error
    tracer = OpenTelemetryTracer(exporting(house.traces), house.service_name)
    with traced_by(tracer):
        try:
            yield
        finally:
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.to_thread(tracer.close), STOPPING)
