"""The language model, seen and switched by admins while everything runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.counters.counter import Counter, Handle, Visit
from bot.messages import Reply
from bot.models.ports import Tally
from bot.models.switch import ModelSwitch
from bot.oversight.audit import Act, AuditLog
from bot.ports import Roles

DAYS = 7
"""So far back the counts are shown."""


class Modelling(Counter):
    """``name`` is the model's, as in CONCIERGE_MODEL."""

    def __init__(
        self, name: str, switch: ModelSwitch, tally: Tally, audit: AuditLog, roles: Roles
    ) -> None:
        self._name = name
        self._switch = switch
        self._tally = tally
        self._audit = audit
        self._roles = roles

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"model": self.model}

    async def model(self, visit: Visit) -> Reply:
        """``/model``, ``/model on``, ``/model off``."""
        if not await self._roles.is_admin(visit.person):
            return visit.say("refusal.not_admin")
        wanted = visit.incoming.text.strip().casefold()
        if wanted in ("on", "off"):
            await (self._switch.on() if wanted == "on" else self._switch.off())
            by, name = visit.person, visit.incoming.name
            self._audit.record(Act(visit.now, by, name, f"model_{wanted}", self._name))
        counts = await self._tally.counts(visit.now.date() - timedelta(days=DAYS))
        listed = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())) or "-"
        key = "modelling.on" if await self._switch.state() else "modelling.off"
        return visit.say(key, name=self._name, counts=listed)
