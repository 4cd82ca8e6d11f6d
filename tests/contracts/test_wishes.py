"""What the store of wishes promises, on the fake and on SQL alike."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from adapters.stores.database import database_url, open_async_engine
from adapters.stores.reminders import SqlWishes
from bot.messages import Address, Person
from bot.reminders.wishes import Claim, Item, Matter, Wish, Wishes, WishKind
from knowledge.programs import Country, Language
from tests.fakes.reminders import FakeWishes

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
MINE, YOURS = Person("telegram", "1"), Person("telegram", "2")
D7 = Item("w", Matter.DEADLINE, "p", date(2026, 12, 1), 7)
D1 = replace(D7, offset=1)


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
async def wishes(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Wishes]:
    if request.param == "fake":
        yield FakeWishes()
        return
    address = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = open_async_engine(database_url(address, tmp_path))
    store = SqlWishes(engine)
    await store.prepare()
    yield store
    await engine.dispose()


def wish(id: str = "w", person: Person = MINE, program: str = "p", **more) -> Wish:
    at = Address("telegram", person.id, extra=(("team", "T1"),))
    kind = more.pop("kind", WishKind.PROGRAM)
    made = (id, kind, person, f"telegram:{person.id}", at, Language.JA, Country.JP, NOW, program)
    return Wish(*made, **more)


async def test_a_wish_comes_back_as_it_was_made(wishes: Wishes) -> None:
    made = await wishes.add(wish(days=(14, 1), known=frozenset({"a", "b"})))
    assert await wishes.of(MINE) == (made,)
    assert await wishes.find("w") == made


async def test_the_same_wish_made_twice_is_one(wishes: Wishes) -> None:
    first = await wishes.add(wish())
    assert await wishes.add(wish("again")) == first
    assert len(await wishes.of(MINE)) == 1


async def test_a_planned_wish_is_not_due_before_its_moment(wishes: Wishes) -> None:
    await wishes.add(wish())
    assert len(await wishes.due(NOW, "v1")) == 1
    await wishes.planned("w", NOW + timedelta(days=1), "v1")
    assert await wishes.due(NOW, "v1") == ()
    assert len(await wishes.due(NOW + timedelta(days=1), "v1")) == 1


async def test_another_version_makes_every_wish_due(wishes: Wishes) -> None:
    await wishes.add(wish())
    await wishes.planned("w", None, "v1")
    assert len(await wishes.due(NOW, "v2")) == 1


async def test_a_changed_wish_is_due(wishes: Wishes) -> None:
    made = await wishes.add(wish())
    await wishes.planned("w", None, "v1")
    await wishes.change(replace(made, days=(30,)))
    assert [each.days for each in await wishes.due(NOW, "v1")] == [(30,)]


async def test_an_item_is_claimed_once(wishes: Wishes) -> None:
    assert await wishes.claim(Claim("monday", MINE, (D7,), at=NOW))
    assert not await wishes.claim(Claim("tuesday", MINE, (D7, D1), at=NOW))
    assert await wishes.claim(Claim("tuesday", MINE, (D1,), at=NOW))
    assert await wishes.claim(Claim("monday of yours", YOURS, (D7,), at=NOW))
    assert await wishes.told(MINE, {"p"}) == {D7, D1}


async def test_a_key_is_claimed_once(wishes: Wishes) -> None:
    assert await wishes.claim(Claim("monday", MINE, (D7,), at=NOW))
    assert not await wishes.claim(Claim("monday", MINE, (D1,), at=NOW))


async def test_what_was_claimed_and_not_posted_is_found_again(wishes: Wishes) -> None:
    late = replace(D7, late=True)
    await wishes.claim(Claim("monday", MINE, (late,), at=NOW))
    assert await wishes.unposted() == (Claim("monday", MINE, (late,), posted=False, at=NOW),)
    await wishes.posted("monday")
    assert await wishes.unposted() == ()
    assert [claim.key for claim in await wishes.recent(NOW)] == ["monday"]


async def test_a_reopened_claim_gives_its_items_back_and_keeps_its_key(wishes: Wishes) -> None:
    await wishes.add(wish())
    await wishes.planned("w", None, "v1")
    await wishes.claim(Claim("monday", MINE, (D7,), at=NOW))
    await wishes.posted("monday")
    await wishes.reopen("monday")
    assert await wishes.told(MINE, {"p"}) == frozenset()
    assert len(await wishes.due(NOW, "v1")) == 1
    assert not await wishes.claim(Claim("monday", MINE, (D7,), at=NOW))


async def test_a_forgotten_person_leaves_nothing_and_others_stay(wishes: Wishes) -> None:
    await wishes.add(wish())
    await wishes.add(wish("y", YOURS))
    await wishes.claim(Claim("monday", MINE, (D7,), at=NOW))
    assert await wishes.forget(MINE) == 1
    assert await wishes.held(MINE) == {"wishes": [], "told": 0}
    assert len(await wishes.of(YOURS)) == 1


async def test_a_room_that_wants_nothing_has_no_wishes(wishes: Wishes) -> None:
    await wishes.add(wish())
    await wishes.add(wish("y", YOURS))
    assert await wishes.stop_room(Address("telegram", "1")) == 1
    assert await wishes.of(MINE) == ()


async def test_answers_are_counted_without_names(wishes: Wishes) -> None:
    for answer in ("yes", "yes", "no"):
        await wishes.answered(wish(), answer, NOW)
    assert dict(await wishes.answers()) == {("p", "yes"): 2, ("p", "no"): 1}
