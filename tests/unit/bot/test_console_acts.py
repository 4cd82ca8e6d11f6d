"""What is done at the console is checked, carried out, and recorded with who did it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from adapters.stores.database import database_url, open_engine
from adapters.stores.oversight import SqlOrders
from bot.console.acts import Acts, read_decision
from bot.console.ports import Session
from bot.console.reach import within
from bot.errors import BadInput
from bot.messages import Person
from bot.oversight.docket import Docket
from bot.oversight.facts import Choice, Decision, FactKind, facts_in
from knowledge.money import Currency, Money
from knowledge.versions import ReloadReport
from tests.fakes.programs import program, window
from tests.fakes.proposals import FakeProposals
from tests.fakes.reports import FakeReports

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
WHO = Session("ab12", "김담당", NOW)
WON = program(windows=(window("2026-12-28"),), extracted=True)
KEY = next(facts_in(WON)).key


class Shelf:
    version = "v2"

    def bare(self):
        return SimpleNamespace(version=self.version, programs={"kaigai": WON}, documents={})

    async def reload(self):
        return ReloadReport("v3")

    async def rollback(self):
        return "v1"


@pytest.fixture
def acts(tmp_path):
    engine = open_engine(database_url("", tmp_path))
    orders = SqlOrders(engine)
    docket = Docket(orders, FakeProposals(), Shelf().bare)
    yield Acts(orders, orders, Shelf(), FakeReports(), SimpleNamespace(), lambda: NOW, docket)
    engine.dispose()


def recorded(acts: Acts) -> list[tuple[str, str]]:
    return [(act.act, act.detail) for act in reversed(acts.audit.recent(9))]


def test_a_hold_and_its_release_are_in_force_and_on_record(acts):
    acts.hold(WHO, "kaigai", " 기한이\n다릅니다 ")
    assert acts.orders.read().holds == {"kaigai": "기한이 다릅니다"}
    acts.release(WHO, "kaigai")
    assert acts.orders.read().holds == {}
    assert recorded(acts) == [("hold", "kaigai 기한이 다릅니다"), ("release", "kaigai")]
    act = acts.audit.recent(1)[0]
    assert (act.by, act.name, act.at) == (Person("web", "ab12"), "김담당", NOW)


def test_what_cannot_be_done_is_refused_and_not_on_record(acts):
    for refused, act in (
        ("no_such_program", lambda: acts.hold(WHO, "nothing", "")),
        ("not_held", lambda: acts.release(WHO, "kaigai")),
        ("fact_gone", lambda: acts.decide(WHO, "f" * 32, Decision(Choice.CONFIRMED))),
        ("not_decided", lambda: acts.reopen(WHO, KEY)),
    ):
        with pytest.raises(BadInput, match=refused):
            act()
    assert recorded(acts) == []


async def test_who_is_of_one_region_acts_on_nothing_of_all(acts):
    osaka = Session("JP-27.ab12", "山田", NOW, "JP-27")
    for act in (
        lambda: acts.hold(osaka, "kaigai", ""),
        lambda: acts.release(osaka, "kaigai"),
        lambda: acts.pause(osaka, on=True),
        lambda: acts.drop(osaka),
        lambda: acts.decide(osaka, KEY, Decision(Choice.CONFIRMED)),
        lambda: acts.reopen(osaka, KEY),
    ):
        with pytest.raises(BadInput, match="not_yours"):
            act()
    for doing in (
        acts.preview(osaka),
        acts.reload(osaka),
        acts.undo(osaka, "v2"),
        acts.settle(osaka, "r1"),
    ):
        with pytest.raises(BadInput, match="not_yours"):
            await doing
    assert recorded(acts) == []
    assert not acts.orders.read().paused


@pytest.mark.parametrize(
    ("place", "region", "seen"),
    [
        ("JP-27", "JP-27", True),
        ("JP-27:大阪市", "JP-27", True),
        ("JP-27", "JP", True),
        ("JP-27", "", True),
        ("", "", True),
        ("KR-26", "JP-27", False),
        ("JP-2", "JP-27", False),
        ("JP-271", "JP-27", False),
        ("JP", "JP-27", False),
        ("", "JP-27", False),
    ],
)
def test_an_unknown_place_lies_in_no_region(place, region, seen):
    assert within(place, region) is seen


def test_a_fact_is_corrected_and_opened_again(acts):
    acts.decide(WHO, KEY, Decision(Choice.CORRECTED, closes=date(2026, 12, 31)))
    assert acts.orders.read().decisions[KEY].closes == date(2026, 12, 31)
    acts.reopen(WHO, KEY)
    assert acts.orders.read().decisions == {}
    assert [act for act, _ in recorded(acts)] == ["review_corrected", "review_reopened"]


async def test_only_the_version_that_was_shown_is_undone(acts):
    with pytest.raises(BadInput, match="undo_late"):
        await acts.undo(WHO, "v1")
    assert await acts.undo(WHO, "v2") == "v1"
    await acts.reload(WHO)
    assert recorded(acts) == [("rollback", "v1"), ("reload", "v3")]


async def test_what_is_empty_or_not_there_changes_nothing(acts):
    with pytest.raises(BadInput, match="no_note"):
        await acts.note(WHO, ["n1"], "  ")
    with pytest.raises(BadInput, match="settled_before"):
        await acts.settle(WHO, "r9")
    assert recorded(acts) == []


@pytest.mark.parametrize(
    ("kind", "form", "told"),
    [
        (FactKind.CONDITION, {"choice": "confirmed"}, Decision(Choice.CONFIRMED)),
        (
            FactKind.WINDOW,
            {"choice": "corrected", "closes": "2026-12-31"},
            Decision(Choice.CORRECTED, closes=date(2026, 12, 31)),
        ),
        (
            FactKind.BENEFIT,
            {"choice": "corrected", "amount": "2,000,000", "currency": "KRW"},
            Decision(Choice.CORRECTED, amount=Money(2_000_000, Currency.KRW)),
        ),
    ],
)
def test_a_form_says_what_was_decided(kind, form, told):
    assert read_decision(kind, form) == told


@pytest.mark.parametrize(
    ("kind", "form", "refused"),
    [
        (FactKind.WINDOW, {}, "no_choice"),
        (FactKind.WINDOW, {"choice": "corrected", "closes": "soon"}, "no_date"),
        (FactKind.BENEFIT, {"choice": "corrected", "amount": "-3", "currency": "JPY"}, "no_amount"),
        (FactKind.BENEFIT, {"choice": "corrected", "amount": "9" * 4000}, "no_amount"),
        (FactKind.CONDITION, {"choice": "corrected"}, "not_correctable"),
    ],
)
def test_a_form_that_says_nothing_usable_is_refused(kind, form, refused):
    with pytest.raises(BadInput, match=refused):
        read_decision(kind, form)
