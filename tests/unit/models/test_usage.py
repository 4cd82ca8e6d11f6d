"""What became of a model's words is told to admins, and to nobody else."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import prompts
from bot.conversation import Conversation
from bot.counters.counter import Visit
from bot.counters.modelling import Modelling
from bot.messages import Address, Incoming, Person
from bot.models.ports import Budget
from bot.models.switch import ModelSwitch
from bot.models.usage import Usage, Use
from bot.roles import ListedRoles
from knowledge.programs import Language
from tests.fakes.models import MemoryModelling

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
ADMIN, OTHER = Person("console", "7"), Person("console", "8")


class Acts:
    """An audit log that keeps what it is told."""

    def __init__(self):
        self.acts = []

    def record(self, act):
        self.acts.append(act)


def house():
    day = date(2026, 11, 22)
    kinds = {"worded": 4, "composed": 1, "blocked.date": 2, "blocked.rate": 3, "failed.slow": 1}
    kept = MemoryModelling(
        Counter({(day, ""): 12}), Counter({(day, kind): n for kind, n in kinds.items()})
    )
    usage = Usage("openai:x", Budget(100, 9), kept)
    acts = Acts()
    roles = ListedRoles(frozenset({ADMIN}))
    return Modelling("openai:x", ModelSwitch(kept), usage, acts, roles), kept, acts


def visit(text, person=ADMIN):
    incoming = Incoming(person, "console:1", Address("console", "1"), text)
    return Visit(incoming, Language.KO, prompts.load()["ko"], Conversation(), NOW)


async def test_an_admin_is_told_calls_words_and_reasons():
    counter, _, _ = house()
    text = (await counter.model(visit(""))).text
    assert "12회" in text
    assert "100회" in text
    assert "4건" in text
    assert "막은 이유: rate 3, date 2" in text
    assert "slow 1" in text


async def test_nobody_else_is_told_or_turns_it_off():
    counter, kept, _ = house()
    reply = await counter.model(visit("off", OTHER))
    assert "12회" not in reply.text
    assert await kept.is_on("model")


async def test_off_holds_and_is_on_record():
    counter, kept, acts = house()
    assert "꺼져" in (await counter.model(visit("off"))).text
    assert not await kept.is_on("model")
    assert [act.act for act in acts.acts] == ["model_off"]


def test_kinds_come_by_group_and_the_most_frequent_first():
    use = Use("m", on=True, calls=0, most=1, counts={"blocked.a": 1, "blocked.b": 2, "failed.a": 9})
    assert use.group("blocked") == (("b", 2), ("a", 1))
    assert replace(use, counts={}).group("blocked") == ()
