"""What is done at the console to the knowledge: each act checked, carried out and recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.console.ports import Session
from bot.console.reach import everywhere, within
from bot.counters.wrong import Reports
from bot.errors import BadInput
from bot.messages import Person
from bot.needs.needs import Needs
from bot.oversight.audit import Act, AuditLog
from bot.oversight.docket import Docket, Matter
from bot.oversight.facts import Choice, Decision, Fact, FactKind
from bot.oversight.overlay import OrderBook
from bot.ports import Clock
from bot.shelf import Shelf
from knowledge.money import Currency, Money
from knowledge.versions import ReloadReport

CHANNEL = "web"
LONGEST = 300
"""Characters of a reason."""
EPOCH = datetime.fromtimestamp(0, UTC)
LARGEST = 10**15
"""No benefit is as large, in any currency; what is larger was mistyped."""


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts. ``clock`` is the real one: a trial's fixed moment is none to record. An act that is
    not possible, or not for this person, raises BadInput whose text is the key of a phrase under
    ``refused``.
    """

    orders: OrderBook
    audit: AuditLog
    shelf: Shelf
    reports: Reports
    needs: Needs
    clock: Clock
    docket: Docket

    def hold(self, who: Session, program: str, reason: str) -> None:
        everywhere(who)
        if program not in self.shelf.bare().programs:
            raise BadInput("no_such_program")
        told = " ".join(reason.split())[:LONGEST]
        self.orders.hold(program, told)
        self.record(who, "hold", f"{program} {told}".strip())

    def release(self, who: Session, program: str) -> None:
        everywhere(who)
        if not self.orders.release(program):
            raise BadInput("not_held")
        self.record(who, "release", program)

    def pause(self, who: Session, *, on: bool) -> None:
        everywhere(who)
        self.orders.pause(on=on)
        self.record(who, "pause" if on else "resume")

    async def preview(self, who: Session) -> ReloadReport:
        everywhere(who)
        return await self.shelf.preview()

    async def reload(self, who: Session) -> ReloadReport:
        everywhere(who)
        report = await self.shelf.reload()
        self.record(who, "reload", report.version)
        return report

    def drop(self, who: Session) -> None:
        everywhere(who)
        self.record(who, "reload_dropped")

    async def undo(self, who: Session, version: str) -> str:
        """Only what the page was about: not what somebody has loaded since."""
        everywhere(who)
        if self.shelf.bare().version != version:
            raise BadInput("undo_late")
        gone_back_to = await self.shelf.rollback()
        self.record(who, "rollback", gone_back_to)
        return gone_back_to

    def decide(self, who: Session, key: str, decision: Decision) -> Fact:
        everywhere(who)
        matter = self._matter(key)
        fact, person = matter.fact, Person(CHANNEL, who.id)
        if matter.by and decision.choice is Choice.CORRECTED:
            raise BadInput("proposal_as_it_is")
        self.orders.decide(key, fact.program, decision, person)
        detail = f"{fact.program} {fact.kind}"
        if decision.choice is Choice.CORRECTED:
            detail += f" {decision.closes or decision.amount}"
        self.record(who, matter.act(decision.choice), detail)
        return fact

    def reopen(self, who: Session, key: str) -> Fact:
        everywhere(who)
        matter = self._matter(key)
        fact = matter.fact
        if not self.orders.reopen(key):
            raise BadInput("not_decided")
        act = "proposal_reopened" if matter.by else "review_reopened"
        self.record(who, act, f"{fact.program} {fact.kind}")
        return fact

    async def note(self, who: Session, needs: Sequence[str], text: str) -> None:
        """Against what people asked for in vain."""
        told = " ".join(text.split())[:LONGEST]
        if not (needs and told):
            raise BadInput("no_note")
        if who.region and not set(needs) <= await self._needs_within(who.region):
            raise BadInput("not_yours")
        await self.needs.note(needs, told, Person(CHANNEL, who.id), self.clock())
        self.record(who, "need_noted", told)

    async def settle(self, who: Session, report: str) -> None:
        everywhere(who)
        if not await self.reports.settle(report):
            raise BadInput("settled_before")
        self.record(who, "report_settled", report)

    def record(self, who: Session, act: str, detail: str = "") -> None:
        self.audit.record(Act(self.clock(), Person(CHANNEL, who.id), who.name, act, detail))

    async def _needs_within(self, region: str) -> set[str]:
        every = await self.needs.since(EPOCH)
        return {need.id for need in every if within(need.place, region)}

    def kind_of(self, key: str) -> FactKind:
        return self._matter(key).fact.kind

    def _matter(self, key: str) -> Matter:
        matter = self.docket.find(key)
        if matter is None:
            raise BadInput("fact_gone")
        return matter


def read_decision(kind: FactKind, form: Mapping[str, Any]) -> Decision:
    """What a form says to a fact of that kind; raises BadInput as ``Acts`` does."""
    choice = _read(Choice, form.get("choice"), "no_choice")
    if choice is not Choice.CORRECTED:
        return Decision(choice)
    match kind:
        case FactKind.WINDOW:
            closes = _read(date.fromisoformat, form.get("closes"), "no_date")
            return Decision(choice, closes=closes)
        case FactKind.BENEFIT:
            amount = _read(int, str(form.get("amount", "")).replace(",", ""), "no_amount")
            if not 0 < amount < LARGEST:
                raise BadInput("no_amount")
            currency = _read(Currency, form.get("currency"), "no_amount")
            return Decision(choice, amount=Money(amount, currency))
        case _:
            raise BadInput("not_correctable")


def _read(kind: Callable[[str], Any], text: Any, refused: str) -> Any:
    try:
        return kind(str(text or "").strip())
    except ValueError:
        raise BadInput(refused) from None
