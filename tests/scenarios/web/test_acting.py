"""What is done at the console reaches those who ask, and stands in the record."""

from __future__ import annotations

import asyncio

import pytest

from bot.messages import Question

pytestmark = pytest.mark.asyncio(loop_scope="session")

PROGRAM = "mic-digital-overseas-2025"


@pytest.fixture(autouse=True)
def _as_before(service):
    """The house is everybody's: nothing stays paused or held, whatever a test comes to."""
    yield
    service.tools.orders.pause(on=False)
    service.tools.orders.release(PROGRAM)


async def last_acts(service, count: int) -> list[tuple[str, str, str]]:
    acts = await asyncio.to_thread(service.tools.orders.recent, count)
    return [(act.by.channel, act.name, act.act) for act in acts]


async def test_a_programme_is_held_and_released(admin, service):
    page = f"/confirm/hold?program={PROGRAM}&back=/console/programs/{PROGRAM}"
    held = await admin.acts(
        page,
        "/act/hold",
        program=PROGRAM,
        reason="<b>기한</b> 확인",
        back=f"/console/programs/{PROGRAM}",
    )
    assert held.address.startswith(f"/console/programs/{PROGRAM}?done=hold")
    assert "&lt;b&gt;기한&lt;/b&gt; 확인" in held.text
    answer = await service.concierge.ask(Question("web:held", f"{PROGRAM} 마감이 언제인가요?"))
    assert all(shown.closes_at is None for shown in answer.programs)
    released = await admin.acts(page, "/act/release", program=PROGRAM)
    assert "done=release" in released.address
    assert await last_acts(service, 2) == [
        ("web", "김담당", "release"),
        ("web", "김담당", "hold"),
    ]


async def test_what_cannot_be_done_is_said(admin):
    answer = await admin.acts("/confirm/pause", "/act/release", program="nothing")
    assert "refused=not_held" in answer.address
    assert 'role="alert"' in answer.text
    assert (await admin.acts("/confirm/pause", "/act/explode")).status == 404


async def test_answers_are_paused_and_resumed(admin, service):
    paused = await admin.acts("/confirm/pause", "/act/pause")
    assert service.tools.orders.read().paused
    assert "/console/confirm/resume" in paused.text
    told = await admin.acts("/try", "/try", text="안녕하세요")
    assert service.books["ko"].say("brakes.paused")[:20] in told.text
    await admin.acts("/confirm/resume", "/act/resume")
    assert not service.tools.orders.read().paused


async def test_a_preview_changes_nothing_and_may_be_dropped(admin, service):
    before = service.shelf.bare().version
    shown = await admin.acts("/reload", "/reload/preview")
    assert shown.status == 200
    assert str(len(service.shelf.bare().documents)) in shown.text
    dropped = await admin.post("/reload/drop", csrf=shown.csrf)
    assert "done=reload_dropped" in dropped.address
    assert service.shelf.bare().version == before
    assert (await last_acts(service, 1))[0][2] == "reload_dropped"


async def test_a_fact_that_is_gone_cannot_be_decided_on(admin):
    answer = await admin.acts("/review", "/review", key="f" * 32, choice="confirmed")
    assert "refused=fact_gone" in answer.address


async def test_a_form_that_is_too_large_is_refused(admin):
    proof = (await admin.get("/try")).csrf
    answer = await admin.post("/try", csrf=proof, text="x" * 100_000)
    assert answer.status == 413
