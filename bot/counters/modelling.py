"""The language model, seen and switched by admins while everything runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC

from bot.counters.counter import Counter, Handle, Visit
from bot.messages import Reply
from bot.models.switch import ModelSwitch
from bot.models.usage import DAYS, Usage, Use
from bot.oversight.audit import Act, AuditLog
from bot.ports import Roles


class Modelling(Counter):
    """``name`` is the model's, as in CONCIERGE_MODEL."""

    def __init__(
        self, name: str, switch: ModelSwitch, usage: Usage, audit: AuditLog, roles: Roles
    ) -> None:
        self._name = name
        self._switch = switch
        self._usage = usage
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
        use = await self._usage.on(visit.now.astimezone(UTC).date())
        return visit.say(
            "modelling.on" if use.on else "modelling.off",
            name=self._name,
            days=DAYS,
            calls=use.calls,
            most=use.most,
            became=_became(visit, use),
        )


def _became(visit: Visit, use: Use) -> str:
    """Words shown, and one line for each kind of those that were not."""
    book, lines = visit.book, []
    lines.append(
        book.say(
            "modelling.words",
            worded=use.count("worded"),
            composed=use.count("composed"),
            translated=use.count("translated"),
            understood=use.count("understood"),
        )
    )
    for group in ("blocked", "failed", "dropped"):
        if kinds := use.group(group):
            listed = ", ".join(f"{kind} {times}" for kind, times in kinds)
            lines.append(book.say(f"modelling.{group}", kinds=listed))
    return "\n".join(lines)
