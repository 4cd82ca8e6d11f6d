"""What a model suggested, on the console's page of review."""

from __future__ import annotations

from html import unescape

import pytest

from tests.fakes.notices import NOTICE, SECOND
from tests.loopback import model_characters as characters
from tests.scenarios.models.proposing import ID, pointing
from tests.scenarios.web.desk import Visitor, console

pytestmark = pytest.mark.asyncio(loop_scope="session")

MARKS = {
    "ko": "모델의 제안 · 아직 사실이 아님",
    "ja": "モデルの提案 · まだ事実ではありません",
    "en": "Suggested by a model · not a fact yet",
}
WINDOW = {"kind": "window", "quote": "2027년 1월 5일부터 1월 15일까지"}


async def test_a_suggestion_is_marked_decided_and_opened_again(proposer, tmp_path):
    (proposer.documents / f"{ID}.md").write_text(NOTICE, "utf-8")
    await proposer.service.shelf.reload()
    assert SECOND in await proposer.offered(pointing(WINDOW))
    proposer.server.character = characters.honest
    async with console(proposer.service, tmp_path) as root:
        admin = Visitor(root)
        await admin.signs_in(name="김담당")
        for language, mark in MARKS.items():
            page = unescape((await admin.get(f"/review?lang={language}")).text)
            assert mark in page
            assert f"<mark>{SECOND}</mark>" in page
        mine = [m for m in proposer.docket.proposed() if m.program.id == ID]
        (matter,) = [m for m in mine if m.fact.evidence.quote == SECOND]
        key = matter.fact.key

        closing = {"key": key, "choice": "corrected", "closes": "2027-02-01"}
        refused = await admin.acts("/review", "/review", **closing)
        assert "refused=proposal_as_it_is" in refused.address
        assert len(proposer.service.shelf.current().programs[ID].windows) == 1

        done = await admin.acts("/review", "/review", key=key, choice="confirmed")
        assert "done=review_confirmed" in done.address
        told = proposer.service.shelf.current().programs[ID].windows
        assert [w.evidence.quote for w in told][1:] == [SECOND]
        page = unescape((await admin.get(f"/programs/{ID}?lang=en")).text)
        assert "Suggested by openai:scripted extract@1" in page

        await admin.acts(f"/programs/{ID}", "/review/reopen", key=key)
        assert len(proposer.service.shelf.current().programs[ID].windows) == 1
        acts = [(a.by.channel, a.name, a.act) for a in proposer.service.tools.orders.recent(2)]
        assert acts == [
            ("web", "김담당", "proposal_reopened"),
            ("web", "김담당", "proposal_confirmed"),
        ]
        await admin.session.close()
