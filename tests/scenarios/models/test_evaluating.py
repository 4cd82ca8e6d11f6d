"""`evaluate answers --model`: the same cases without and with a model, side by side."""

import json
from datetime import UTC, datetime

import pytest

from adapters.stores.modelling import SqlModelling
from bot.commands.answer_figures import table
from bot.commands.evaluate_answers import PLAIN, apart, read_cases, side_by_side
from bot.settings import read_settings
from tests.loopback import model_characters as characters
from tests.loopback.model_server import model_server

pytestmark = pytest.mark.asyncio(loop_scope="session")

CASES = (
    {"text": "K-COLLECTION 지금 신청할 수 있나요?", "expect": {"language": "ko"}},
    {"text": "K-COLLECTIONは今申請できますか。", "expect": {"language": "ja"}},
    {"text": "안녕하세요", "expect": {"outcome": "small_talk"}},
)


async def reports(service, folder, character):
    cases = folder / "cases.jsonl"
    cases.write_text("\n".join(json.dumps(case) for case in CASES), "utf-8")
    async with model_server(character) as server:
        own = {"CONCIERGE_DATA_DIR": str(service.settings.data_dir)}
        model = {"CONCIERGE_MODEL": "openai:scripted", "CONCIERGE_MODEL_URL": server.url}
        houses = {PLAIN: read_settings(own, {}), "scripted": apart(read_settings(own | model, {}))}
        return await side_by_side(list(read_cases(cases)), houses)


async def test_an_able_model_is_seen_to_word_what_holds(service, tmp_path):
    found = await reports(service, tmp_path, characters.able)
    assert [report["hold"] for report in found.values()] == [3, 3]
    assert found["scripted"]["model"]["worded"] == found["scripted"]["model"]["other_words"] == 2
    assert "scripted: 2 of 3 answers read otherwise than without it" in list(table(found))


async def test_an_evaluation_is_no_traffic_of_the_day(service, tmp_path):
    kept = SqlModelling(service.tools.engine)
    await kept.prepare()
    today = datetime.now(UTC).date()
    before = await kept.spent(today), await kept.counts(today)
    await reports(service, tmp_path, characters.able)
    assert (await kept.spent(today), await kept.counts(today)) == before


async def test_of_a_liar_nothing_is_shown_and_the_reasons_are_told(service, tmp_path):
    found = await reports(service, tmp_path, characters.liar)
    assert [report["hold"] for report in found.values()] == [3, 3]
    assert found["scripted"]["model"]["other_words"] == 0
    assert found["scripted"]["model"]["composed"] == 2
    assert any(line.startswith("  held back: ") for line in table(found))
