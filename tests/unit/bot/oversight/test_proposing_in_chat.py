"""An admin lets a model point at facts; staff say yes or no; until then nobody sees anything."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.models.ports import Failure
from bot.oversight.facts import Choice, Decision
from bot.oversight.seeking import AT_A_TIME
from tests.fakes.models import MemoryModelling
from tests.fakes.notices import AMOUNT, CAPITAL, NOTICE, SAID, opened, reader_saying, won
from tests.unit.bot.oversight.house import BOOKS, OTHER, House

KO = BOOKS["ko"]


def loaded(house: House, *texts: str) -> House:
    """The house answers from these notices."""
    made = [won(text, f"busan-{number}") for number, text in enumerate(texts or (NOTICE,))]
    house.shelf.library = SimpleNamespace(
        version="v2",
        programs={program.id: program for _, program in made},
        documents={document.id: document for document, _ in made},
        named=lambda _: [],
    )
    for _, program in made:
        for key in (f.fact.key for f in house.docket.won()):
            house.orders.decide(key, program.id, Decision(Choice.CONFIRMED), OTHER)
    return house


def house_with(folder: Path, *said: object, texts: tuple[str, ...] = (), **gate: object) -> House:
    return loaded(House(folder, opened(reader_saying(*(said or SAID), **gate))), *texts)


async def run(house: House, text: str = "") -> str:
    """The last thing said of the run."""
    await house.says("propose", text)
    await house.proposer.running
    return list(house.posted.values())[-1]


async def test_without_a_model_it_says_so(tmp_path):
    house = loaded(House(tmp_path))
    assert (await house.says("propose")).text == KO.say("propose.no_model")
    assert house.acts() == []


async def test_only_an_admin_may_ask(tmp_path):
    house = house_with(tmp_path)
    assert (await house.says("propose", by=OTHER)).text == KO.say("refusal.not_admin")
    assert house.proposer.running is None


async def test_what_was_found_is_told_and_on_record_and_shown_to_nobody(tmp_path):
    house = house_with(tmp_path)
    before = house.library
    ended = await run(house)
    assert KO.say("propose.done", all=1, done=1, found=3) in ended.text
    assert house.acts() == ["propose"]
    assert house.library is before
    assert CAPITAL not in repr(house.library.programs)


async def test_a_proposal_is_marked_in_both_languages_with_its_quote_in_context(tmp_path):
    house = house_with(tmp_path, SAID[0])
    await run(house)
    for language, mark in (("ko", "아직 사실이 아닙니다"), ("ja", "まだ事実ではありません")):
        assert mark in BOOKS[language].say("review.proposed", count=1, name="x")
    card = await house.says("review")
    assert "아직 사실이 아닙니다" in card.text
    assert f"덧붙이는 말\n【{CAPITAL}】\n{AMOUNT}" in card.text
    assert "fake:model extract@1" in card.text


async def test_a_confirmed_proposal_is_a_fact_with_its_quote(tmp_path):
    house = house_with(tmp_path, SAID[0])
    ended = await run(house)
    card = await house.presses(ended, 0)
    done = await house.presses(card, 0)
    assert done.text == KO.say("review.none")
    (program,) = house.library.programs.values()
    assert [c.evidence.quote for c in program.conditions if c.kind == "capital"] == [CAPITAL]
    assert house.acts() == ["proposal_confirmed", "propose"]


async def test_a_rejected_proposal_is_never_shown_nor_asked_again(tmp_path):
    house = house_with(tmp_path, SAID[0])
    card = await house.presses(await run(house), 0)
    await house.presses(card, 1)
    (program,) = house.library.programs.values()
    assert "capital" not in [c.kind for c in program.conditions]
    assert "0" in (await run(house, program.id)).text
    assert (await house.says("review")).text == KO.say("review.none")
    assert "proposal_rejected" in house.acts()


async def test_somebody_elses_tap_decides_nothing(tmp_path):
    house = house_with(tmp_path, SAID[0])
    card = await house.presses(await run(house), 0)
    await house.presses(card, 0, by=OTHER)
    assert house.acts() == ["propose"]
    assert len(house.docket.proposed()) == 1


async def test_a_card_whose_quote_has_gone_cannot_be_confirmed(tmp_path):
    house = house_with(tmp_path, SAID[0])
    card = await house.presses(await run(house), 0)
    document, program = won(NOTICE.replace(CAPITAL, ""), "busan-0")
    house.shelf.library.documents[document.id] = document
    house.shelf.library.programs[program.id] = program
    assert (await house.presses(card, 0)).text == KO.say("review.gone")
    assert house.acts() == ["propose"]


async def test_a_proposed_window_is_not_corrected(tmp_path):
    house = house_with(tmp_path, SAID[2])
    await run(house)
    (matter,) = house.docket.proposed()
    told = await house.says("correct", f"{matter.fact.key[:8]} 2027-01-20")
    assert told.text == KO.say("review.correct_how")


async def test_what_cannot_be_asked_about_is_said(tmp_path):
    house = house_with(tmp_path)
    assert "nothing" in (await house.says("propose", "nothing")).text
    await run(house)
    assert (await house.says("propose")).text == KO.say("propose.nothing")


async def test_a_model_that_is_off_ends_the_run_with_a_word(tmp_path):
    kept = MemoryModelling()
    await kept.turn("model", on=False)
    texts = tuple(NOTICE + f"{n}" for n in range(3))
    ended = await run(house_with(tmp_path, texts=texts, kept=kept))
    assert KO.say("propose.why_off") in ended.text
    assert KO.say("propose.left", count=2) in ended.text
    assert ended.buttons == ()


async def test_a_long_run_is_told_of_on_its_way(tmp_path):
    house = house_with(tmp_path, texts=(NOTICE,) * (AT_A_TIME + 2))
    await run(house)
    first, last = house.posted.values()
    assert first.text == KO.say("propose.running", all=10, done=5, found=15)
    assert KO.say("propose.done", all=10, done=10, found=30) in last.text


async def test_a_fault_of_ours_is_told_too(tmp_path):
    class Broken:
        by = "x"

        async def propose_for(self, *_: object) -> None:
            raise RuntimeError

    house = loaded(House(tmp_path, opened(Broken())))
    assert KO.say("propose.broken", all=1, done=0, found=0) == (await run(house)).text


@pytest.mark.parametrize("language", ["ko", "ja"])
def test_every_word_of_a_run_is_there(language):
    keys = {f"propose.why_{kind}" for kind in Failure}
    keys |= {"acts.propose", "acts.proposal_confirmed", "acts.proposal_rejected"}
    assert keys <= BOOKS[language].keys()
