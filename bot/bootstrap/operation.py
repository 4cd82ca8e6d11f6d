"""What a service needs around it: limits in front, counts behind, and a word on how it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.bootstrap import Service
from bot.bootstrap.roles import build_roles
from bot.faults import LEAST_DISK
from bot.limits import Allowances, Gate, Limit
from bot.metering import metered
from bot.ports import Clock, Respond
from bot.recall import recalling
from bot.reception import Reception
from bot.tracing import traced

if TYPE_CHECKING:
    from adapters.metrics import PrometheusMeter


def guarded(service: Service, meter: PrometheusMeter) -> Respond:
    """The desk with the limits before it, and every answer counted."""
    house = service.settings
    allowances = Allowances(Limit(*house.limits))
    respond = recalling(service.desk.respond)
    gate = Gate(respond, allowances, build_roles(house), service.books, house.language)
    return traced(metered(gate, meter))


class Pulse:
    """``ready`` says of each part what is wrong, empty where nothing is; ``metrics`` is a text."""

    def __init__(self, service: Service, engine: Any, meter: PrometheusMeter, clock: Clock) -> None:
        self._service = service
        self._engine = engine
        self._meter = meter
        self._clock = clock
        self.reception: Reception | None = None

    async def ready(self) -> Mapping[str, str]:
        from adapters.stores.backup import writable

        tools = self._service.tools
        open_channels = self.reception.open_channels if self.reception else frozenset()
        shut = sorted(set(tools.channels) - open_channels)
        return {
            "knowledge": _said(lambda: tools.shelf.current().version),
            "database": await writable(self._engine),
            "disk": _disk(self._service),
            "channels": f"not open: {', '.join(shut)}" if shut else "",
        }

    async def metrics(self) -> bytes:
        from adapters.stores.mailbox import lengths

        rows, ages = await lengths(self._engine, self._clock)
        self._meter.measured("mailbox_rows", rows)
        self._meter.measured("mailbox_oldest_seconds", ages)
        if self._service.settings.model:
            from adapters.stores.modelling import SqlModelling

            engine = self._service.tools.engine  # where the model counts
            today, kept = datetime.now(UTC).date(), SqlModelling(engine)
            most = self._service.settings.model.calls_a_day
            counts = {**await kept.counts(today), "calls": await kept.spent(today), "budget": most}
            day = today.isoformat()
            self._meter.measured("model_events", {(k, day): n for k, n in counts.items()})
        return self._meter.text()


def _disk(service: Service) -> str:
    free = shutil.disk_usage(service.settings.data_dir).free
    return "" if free >= LEAST_DISK else f"only {free // 2**20} MB are free"


def _said(look: Callable[[], str]) -> str:
    """Empty where looking finds something."""
    try:
        return "" if look() else "nothing is loaded"
    except Exception as error:  # noqa: BLE001 - whatever it is, we are not ready
        return type(error).__name__
