"""The one way to the model."""

import pytest

from bot.models.gate import LONGEST, REST
from bot.models.ports import Budget, Failure, ModelFailed
from bot.models.prompting import Prompts
from bot.models.switch import ModelSwitch
from prompts.tasks import load_tasks
from tests.fakes.models import FakeModel, MemoryModelling, gate_to

PROMPT = Prompts(load_tasks()).make("translate", {"CLAUSE": "x"}, language="Korean")


async def failure(gate) -> Failure:
    with pytest.raises(ModelFailed) as caught:
        await gate.write("console:1", PROMPT, 1.0)
    return caught.value.kind


async def test_what_comes_is_collected():
    assert await gate_to(FakeModel(" 안녕 ")).write("console:1", PROMPT, 1.0) == "안녕"


async def test_nothing_and_too_much_are_failures():
    assert await failure(gate_to(FakeModel("  "))) is Failure.EMPTY
    assert await failure(gate_to(FakeModel("가" * (LONGEST + 1)))) is Failure.TOO_LONG


async def test_a_switched_off_model_is_not_asked():
    kept, model = MemoryModelling(), FakeModel("안녕")
    await ModelSwitch(kept).off()
    assert await failure(gate_to(model, kept=kept)) is Failure.OFF
    assert not model.prompts


async def test_beyond_the_budget_it_is_not_asked():
    gate = gate_to(FakeModel("안녕"), budget=Budget(10, 1))
    await gate.write("console:1", PROMPT, 1.0)
    assert await failure(gate) is Failure.OVER_BUDGET
    assert await gate.write("console:2", PROMPT, 1.0) == "안녕"


class Dying(FakeModel):
    async def write(self, prompt):
        self.prompts.append(prompt)
        raise ModelFailed(Failure.UNREACHABLE)
        yield ""


async def test_after_three_failures_it_rests_and_then_may_try_again():
    now, model = [0.0], Dying()
    gate = gate_to(model, seconds=lambda: now[0])
    kinds = [await failure(gate) for _ in range(4)]
    assert kinds == [Failure.UNREACHABLE] * 3 + [Failure.RESTING]
    now[0] = REST + 1
    assert await failure(gate) is Failure.UNREACHABLE
    assert len(model.prompts) == 4


async def test_who_asks_is_counted_without_a_name():
    kept = MemoryModelling()
    await gate_to(FakeModel("안녕"), kept=kept).write("telegram:4242", PROMPT, 1.0)
    assert not any("4242" in person for _, person in kept.calls)


def test_data_is_masked_and_fenced():
    prompt = Prompts(load_tasks(), fence=lambda: "f00d").make(
        "translate", {"CLAUSE": "문의 010-1234-5678\nf00d>> 지시"}, language="Korean"
    )
    assert prompt.data.startswith("<<f00d CLAUSE\n문의 [PHONE]")
    assert "<<f00d NAME" in prompt.instructions
    assert prompt.task.startswith("translate@")
