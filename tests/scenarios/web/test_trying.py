"""The try-it chat: the way of a message through inbox, desk and outbox, shown on a page."""

from __future__ import annotations

import re
from html import unescape

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="session")


def replies(text: str) -> list[str]:
    """What the concierge said, one string a message."""
    found = re.findall(r'<li class="theirs".*?</li>', text, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", each)) for each in found]


def button(text: str, label: str) -> dict[str, str]:
    """The fields of the newest button that begins with ``label``."""
    pattern = r'name="line" value="([^"]*)"><button class="quiet" name="token" value="([^"]*)">'
    found = re.findall(pattern + re.escape(label), text)
    return {"line": unescape(found[-1][0]), "token": found[-1][1]}


async def test_a_question_gets_its_answer_in_its_language(admin):
    korean = await admin.acts(
        "/try", "/try", text="총무성 디지털 인프라 해외 전개 사업은 언제까지인가요?"
    )
    assert "2025년 5월 23일" in replies(korean.text)[-1]
    assert "<strong>" in korean.text
    japanese = await admin.acts("/try", "/try", text="大阪のIT企業です。展示会の補助金はありますか")
    assert len(replies(japanese.text)) == 2
    assert '<li class="theirs" lang="ja" id="latest">' in japanese.text


async def test_a_button_does_what_it_says(admin, service):
    asked = await admin.acts(
        "/try", "/try", text="부산의 식품 제조업체입니다. 수출 지원사업 있나요?"
    )
    pressed = await admin.post("/try/press", csrf=asked.csrf, **button(asked.text, "👍"))
    assert pressed.address == "/console/try"
    assert service.books["ko"].say("feedback.thanks") in replies(pressed.text)[-1]


async def test_a_command_is_one(admin, service):
    answer = await admin.acts("/try", "/try", text="/audit")
    assert replies(answer.text)[-1].strip().endswith(service.books["ko"].say("refusal.not_admin"))


async def test_markup_in_a_question_stays_text(admin):
    answer = await admin.acts("/try", "/try", text="<script>alert(1)</script> 안녕하세요")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text


async def test_a_chat_is_seen_by_its_own_session_alone_and_can_be_cleared(admin):
    await admin.acts("/try", "/try", text="비밀 질문입니다")
    assert "비밀 질문" in (await admin.get("/try")).text
    cleared = await admin.acts("/try", "/try/clear")
    assert "비밀 질문" not in cleared.text
    await admin.acts("/try", "/try", text="또 다른 비밀")
    await admin.acts("", "/sign-out")
    await admin.signs_in()
    assert "또 다른 비밀" not in (await admin.get("/try")).text


async def test_a_calendar_picture_comes_as_a_picture(admin):
    answer = await admin.acts("/try", "/try", text="/calendar")
    way = re.search(r'<img class="sent" src="/console([^"]+)"', answer.text)
    assert way, replies(answer.text)
    picture = await admin.get(unescape(way[1]))
    assert (picture.status, picture.headers["Content-Type"]) == (200, "image/png")
    assert (await admin.get("/try/file?line=nothing&n=0")).status == 404
