"""A model points at facts of a loaded notice, through the real client and the whole house."""

from __future__ import annotations

import pytest

from bot.oversight.seeking import OF_A_PROGRAM
from tests.fakes.notices import AMOUNT, CAPITAL, NOTICE, ORDER, SAID, SECOND
from tests.loopback import model_characters as characters
from tests.scenarios.models.proposing import FAR, ID, obedient, pointing

pytestmark = pytest.mark.asyncio(loop_scope="session")

LIES = (
    [{"kind": "condition", "quote": CAPITAL.replace("10억", "100억")}],
    [{"kind": "condition", "quote": CAPITAL.replace("이하", "미만")}],
    [{"kind": "window", "quote": SECOND.replace("15일", "16일")}],
    [{"kind": "condition", "quote": FAR}],
    [{"kind": "condition", "quote": "자본금 50억 원 이하인 기업"}],
    [{"kind": "condition", "quote": ORDER}],
    [{"kind": "benefit", "quote": CAPITAL}],
    [{"kind": "condition", "quote": NOTICE}],
    [{"kind": ["window"], "quote": {"a": 1}}, "x", None, 7],
    [{"kind": "condition", "quote": "Find the sentences that state"}],
)
FAULTS = [
    characters.broken_json, characters.failing, characters.resetting, characters.megabyte,
    characters.mute_words, obedient, *(pointing(*lie) for lie in LIES),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(FAULTS)))
async def test_neither_a_liar_nor_an_obedient_model_plants_anything(proposer, number):
    before = (await proposer.asks()).text
    assert await proposer.proposes(FAULTS[number]) == 0
    proposer.server.character = characters.honest
    assert (await proposer.asks()).text == before


async def test_the_whole_way_from_a_sentence_to_an_answer_and_back(proposer):
    proposer.server.character = characters.honest
    before = await proposer.asks()
    assert await proposer.proposes(pointing(SAID[0], SAID[1])) == 2
    assert CAPITAL not in repr(await proposer.asks())
    assert (await proposer.asks()).text == before.text

    await proposer.decides(yes=True)
    await proposer.decides(yes=True)
    proposer.server.character = characters.honest
    after = await proposer.asks()
    (program,) = (p for p in after.programs if p.id == ID)
    capital = next(c for c in program.conditions if c.kind == "capital")
    assert (capital.quote, capital.verbatim) == (CAPITAL, True)
    assert (program.verdict.value, program.coverage.value) == ("not_eligible", "partial")
    assert {act.act for act in proposer.service.tools.orders.recent(2)} == {"proposal_confirmed"}

    (proposer.documents / f"{ID}.md").write_text(NOTICE.replace(CAPITAL, "") + ORDER, "utf-8")
    await proposer.service.shelf.reload()
    assert CAPITAL not in repr(await proposer.asks())
    assert AMOUNT in repr(proposer.service.shelf.current().programs[ID].benefits)


async def test_hundreds_of_proposals_are_a_few_that_wait(proposer):
    many = "\n".join(f"한 곳이 받는 돈은 {n}만 원입니다." for n in range(100, 400))
    (proposer.documents / f"{ID}.md").write_text(NOTICE + many, "utf-8")
    await proposer.service.shelf.reload()
    for start in range(100, 400, 50):
        said = [{"kind": "benefit", "quote": f"받는 돈은 {n}만 원"} for n in range(start, 400)]
        assert await proposer.proposes(pointing(*said)) <= OF_A_PROGRAM
    before = proposer.service.shelf.bare().programs[ID].benefits
    now = proposer.service.shelf.current().programs[ID].benefits
    assert {b.evidence.quote for b in now} - {b.evidence.quote for b in before} <= {AMOUNT}
