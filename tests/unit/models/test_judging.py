"""An opening in other words: all that the composed one said, in whatever form, and nothing settled."""

from datetime import date

import pytest

import prompts
from bot.lock import facts_of
from bot.messages import BlockKind
from bot.models.containment import Speech
from bot.models.judging import Judge, Written
from bot.models.tokens import tokens_of
from knowledge.programs import Language
from tests.unit.bot.lock.turns import EXPORT, NAMES, ROBOT, reply

TODAY = date(2026, 11, 22)
JUDGE = Judge({Language.KO: Speech(prompts.load()["ko"].written())})
OPEN = reply(ROBOT, lead="마감은 2026년 12월 15일(화)입니다. 23일 남았습니다.")
UNSURE = reply(
    EXPORT,
    lead="이 사업은 2026년 8월 31일(월)에 마감되었습니다. 다음 공모가 나왔는지는 가지고 있는 자료로 "
    "확인할 수 없습니다.",
    ids=("export",),
)
SEVERAL = reply(
    ROBOT,
    EXPORT,
    lead="관련 있는 사업 3건을 먼저 보여 드립니다. 이 가운데 지금 접수 중인 것으로 "
    "확인되는 사업은 2건이고, 나머지는 접수 기간을 확인해야 합니다.",
    ids=("robot", "export"),
)


def kinds(text, composed=OPEN):
    lead = next(block for block in composed.blocks if block.kind is BlockKind.LEAD)
    facts = facts_of(composed, "로봇 보조금 언제까지예요?", names=NAMES, today=TODAY)
    tokens = tokens_of(composed.text, [program.name for program in composed.programs])
    return {fault.kind for fault in JUDGE.faults(Written(text, facts, lead, tokens))}


@pytest.mark.parametrize(
    "text",
    [
        "마감일은 2026-12-15(화)이고, 앞으로 23일 남았습니다.",
        "다음 달 15일에 마감합니다. 23일 남았습니다.",
        "올해 12월 15일 화요일까지 받습니다. 마감까지 23일 남았습니다.",
    ],
)
def test_a_day_may_be_written_in_another_way(text):
    assert kinds(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "다음 달 16일에 마감합니다. 23일 남았습니다.",
        "이번 달 15일에 마감합니다. 23일 남았습니다.",
        "내년 12월 15일까지 받습니다. 마감까지 23일 남았습니다.",
        "다음 달 말에 마감합니다. 23일 남았습니다.",
        "연말까지 받습니다. 마감까지 23일 남았습니다.",
    ],
)
def test_another_day_in_such_words_is_a_wrong_date(text):
    assert "date" in kinds(text)


def test_the_closing_day_may_not_be_left_out():
    assert kinds("마감까지 23일 남았습니다.") == {"left_out"}


@pytest.mark.parametrize("known", ["확인됩니다", "확인할 수 있습니다"])
def test_what_is_not_known_stays_so(known):
    told = "2026년 8월 31일(월)에 마감된 사업입니다. 후속 공모 여부는 자료로"
    assert kinds(f"{told} 확인할 수 없습니다.", UNSURE) == set()
    assert kinds(f"{told} {known}.", UNSURE)


def test_a_count_stays_with_its_words():
    lead = SEVERAL.blocks[0].text
    assert kinds("사업 세 건을 먼저 보여 드립니다. 지금 접수 중인 것으로 확인되는 사업은 2건이고, "
                 "나머지 1건은 접수 기간을 확인해야 합니다.", SEVERAL) == set()  # fmt: skip
    assert "number" in kinds(lead.replace("2건", "3건"), SEVERAL)


LISTED = (
    "사업 {shown}가지를 먼저 소개합니다.\n- 지금 접수 중인 것으로 확인되는 사업: {open}건\n"
    "- 접수 기간을 확인해야 하는 사업: {rest}건"
)


@pytest.mark.parametrize(
    ("shown", "open", "rest", "true"),
    [
        ("세", 2, 1, True),
        ("세", 2, 2, False),
        ("세", 2, 3, False),
        ("세", 3, 1, False),
        ("두", 2, 1, False),
        ("한", 2, 1, False),
    ],
)
def test_a_count_is_that_of_what_it_counts(shown, open, rest, true):  # noqa: A002
    text = LISTED.format(shown=shown, open=open, rest=rest)
    assert ("number" not in kinds(text, SEVERAL)) is true


def test_a_part_does_not_change_places_with_the_whole():
    lead = "말씀하신 목적의 사업이 9건 있고, 그중 먼저 보실 2건입니다."
    nine = reply(ROBOT, EXPORT, lead=lead, ids=("robot", "export"))
    assert "number" not in kinds("목적에 맞는 사업 9건 가운데 2건을 먼저 보여 드립니다.", nine)
    assert "number" in kinds("목적에 맞는 사업은 2건이고, 그중 9건을 먼저 보여 드립니다.", nine)


def test_what_is_not_in_the_material_is_not_said_to_be_there():
    told = "희망리턴패키지는 가지고 있는 자료에 없는 이름입니다. 자격을 안내해 드릴 수 없습니다."
    absent = reply(lead=told, ids=())
    assert kinds("자료에 희망리턴패키지가 없어 자격을 알려 드릴 수 없습니다.", absent) == set()
    assert "settled" in kinds("자료에 희망리턴패키지가 있어 자격을 알려 드릴 수 없습니다.", absent)


def test_the_question_is_not_given_back():
    lead = "이 사업의 접수 기간은 자료에 적혀 있지 않습니다. 지금 신청할 수 있는지는 확인이 필요합니다."
    unknown = reply(ROBOT, lead=lead)
    asked = "로봇 보조금은 12월 28일까지 신청할 수 있죠?"
    facts = facts_of(unknown, asked, names=NAMES, today=TODAY)
    tokens = tokens_of(unknown.text, [program.name for program in unknown.programs])
    written = Written(f"{lead} {asked}", facts, unknown.blocks[0], tokens)
    assert "echo" in {fault.kind for fault in JUDGE.faults(written)}


def test_a_supposed_reader_of_the_question_is_told_no_more():
    assert "verdict" in kinds("마감은 2026년 12월 15일(화)입니다. 신청하실 수 있습니다.")
    assert "promise" in kinds("마감은 2026년 12월 15일(화)입니다. 반드시 선정됩니다.")
