"""Cards, the list of everything, the month, doubts and thumbs, on the whole concierge."""

from __future__ import annotations

import base64
import io

import pytest
from icalendar import Calendar
from PIL import Image

from bot.company import Company
from bot.conversation import from_json
from bot.desk import MENU
from bot.listing import listing, open_to
from bot.messages import Outcome, Verdict
from knowledge.programs import Country
from tests.fakes.pressing import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

CARD = {
    "ko": "INPIT 외국출원 보조금 신청할 수 있나요?",
    "ja": "INPIT外国出願補助金は申請できますか。",
}
LABELS = {
    "ko": ("자격 자세히", "‹ 사업 카드로", "달력 파일", "관심 없음", "되돌리기", "틀렸어요"),
    "ja": (
        "条件の詳細",
        "‹ 支援策へ戻る",
        "カレンダー",
        "対象から外す",
        "元に戻す",
        "誤りを知らせる",
    ),
}


async def test_every_command_of_the_menu_is_answered_by_a_counter(service):
    assert set(MENU) <= service.desk.commands


@pytest.mark.parametrize("language", CARD)
async def test_a_card_explains_its_clauses_and_leads_back(owner, language):
    details, back, *_ = LABELS[language]
    asked = await owner.says(CARD[language])
    explained = await owner.presses(details)
    assert explained.in_place
    assert explained.citations
    clauses = [line for line in explained.text.splitlines() if line.startswith(("[", "［"))]
    assert len(clauses) >= len(asked.programs[0].conditions)
    assert (await owner.presses(back)).programs[0].id == asked.programs[0].id


@pytest.mark.parametrize("language", CARD)
async def test_the_calendar_file_holds_the_closing_day_of_the_card(owner, language):
    card = (await owner.says(CARD[language])).programs[0]
    reply = await owner.presses(LABELS[language][2])
    calendar = Calendar.from_ical(base64.b64decode(reply.files[0].content))
    assert calendar.events[0].start == card.closes_at.date()


@pytest.mark.parametrize("language", CARD)
async def test_what_is_hidden_leaves_the_lists_until_it_is_taken_back(service, owner, language):
    await owner.says(
        {"ko": "도쿄의 소프트웨어 법인입니다", "ja": "東京のソフトウェア会社です"}[language]
    )
    id = (await owner.says(CARD[language])).programs[0].id
    hide, undo = LABELS[language][3:5]
    details = LABELS[language][0]
    await owner.presses(details)
    await owner.presses(hide)
    assert id in from_json(await service.tools.memory.load(owner.conversation)).hidden
    listed = await everything(owner)
    assert id not in listed
    assert (await owner.says(CARD[language])).programs[0].id == id
    await owner.presses(details)
    await owner.presses(hide)
    await owner.presses(undo)
    assert id in await everything(owner)


async def test_what_is_hidden_leaves_the_answers_of_the_concierge_as_well(owner):
    asked = "부산 식품 제조업체입니다. 수출 지원이 있나요?"
    shown = [program.id for program in (await owner.says(asked)).programs]
    await owner.presses("그만")
    await owner.presses("1 ")
    await owner.presses("자격 자세히")
    await owner.presses("관심 없음")
    again = [program.id for program in (await owner.says(asked)).programs]
    assert shown[0] not in again
    assert shown[1] in again


async def everything(visitor: Visitor) -> list[str]:
    """Every programme of every page, in order."""
    reply = await visitor.commands("all")
    found = [program.id for program in reply.programs]
    page = 2
    while turn := next((n for n in visitor.buttons if n.startswith(f"{page}/")), None):
        reply = await visitor.presses(turn)
        assert reply.in_place
        found += [program.id for program in reply.programs]
        page += 1
    return found


@pytest.mark.parametrize(
    ("said", "company"),
    [
        ("부산 식품 제조업체입니다", Company(Country.KR, "KR-26", ("manufacturing.food",))),
        ("大阪のソフトウェア会社です", Company(Country.JP, "JP-27", ("ict.software",))),
    ],
)
async def test_the_count_is_true_and_every_programme_is_on_exactly_one_page(
    service, owner, said, company
):
    programs, moment = service.shelf.current().programs, service.clock()
    rows = listing(programs.values(), company, moment, service.books["ko"], only_open=True)
    last_day = {j.program.id for j in open_to(programs.values(), (company,), moment)}
    assert {row.id for row in rows} <= last_day
    await owner.says(said)
    reply = await owner.commands("all")
    found = await everything(owner)
    assert len(found) == len(set(found))
    assert str(len(found)) in reply.text.splitlines()[0]
    elsewhere = last_day - set(found)
    assert set(found) <= last_day
    assert not elsewhere or str(len(elsewhere)) in reply.text
    assert not [p for p in reply.programs if p.verdict is Verdict.NOT_ELIGIBLE]


async def test_a_list_opens_each_card_and_the_way_back(owner):
    await owner.says("부산 식품 제조업체입니다. 수출 지원이 있나요?")
    await owner.presses("그만")
    await owner.presses("모두 보기(")
    second = await owner.presses("2")
    assert len({p.id for p in second.programs}) in (1, 5)  # the second card, or the second page
    await owner.commands("all")
    card = await owner.presses("3")
    assert card.in_place
    assert len({p.id for p in card.programs}) == 1
    assert len((await owner.presses("‹ 목록으로")).programs) == 5


async def test_a_month_of_deadlines_is_a_picture_on_request(owner):
    await owner.says("도쿄의 소프트웨어 법인입니다")
    reply = await owner.commands("calendar")
    picture = Image.open(io.BytesIO(base64.b64decode(reply.files[0].content)))
    assert picture.size[0] == 1080
    assert reply.citations
    later = await owner.presses("2026년 12월")
    assert later.files[0].name == "deadlines-2026-12.png"


@pytest.mark.parametrize("language", CARD)
async def test_a_doubt_is_recorded_with_what_was_told_and_a_reason(service, owner, language):
    id = (await owner.says(CARD[language])).programs[0].id
    await owner.presses(LABELS[language][0])
    await owner.presses(LABELS[language][5])
    await owner.presses({"ko": "마감일", "ja": "締切"}[language])
    why = {"ko": "공고에는 12월 10일까지라고 되어 있습니다", "ja": "要領では12月10日までです"}
    await owner.says(why[language])
    wrong = next(c for c in service.desk.counters if type(c).__name__ == "Wrong")
    held = (await wrong._reports.of(owner.person, owner.conversation))[0]
    assert (held.program, held.fact, held.reason) == (id, "deadline", why[language])
    assert "12" in held.said
    assert held.version == service.shelf.current().version


async def test_a_question_after_a_doubt_is_answered_and_no_reason(service, owner):
    await owner.says(CARD["ko"])
    await owner.presses("자격 자세히")
    await owner.presses("틀렸어요")
    await owner.presses("금액")
    assert (await owner.says("수출바우처 마감은 언제예요?")).programs


async def test_admins_see_the_last_votes_with_answer_and_sources(service, owner):
    await owner.says(CARD["ja"])
    assert (await owner.presses("👍")).toast
    await owner.presses("👎")
    await owner.presses("分かりにくい")
    assert "登録された管理者" in (await owner.commands("feedback")).text
    shown = (await Visitor(service.desk, "7").commands("feedback")).text
    assert CARD["ja"] in shown
    assert "jgrants" in shown


async def test_small_talk_gets_no_thumbs(owner):
    reply = await owner.says("안녕하세요")
    assert reply.outcome is Outcome.SMALL_TALK
    assert reply.buttons == ()


@pytest.mark.parametrize("said", [*CARD.values(), "부산 식품 제조업체입니다. 수출 지원이 있나요?"])
async def test_an_answer_has_few_buttons_and_its_thumbs_come_last(owner, said):
    reply = await owner.says(said)
    rows = [row for row in reply.buttons if not row[0].action.startswith("consent.")]
    assert len(rows) <= 4
    assert sum(map(len, rows)) <= 8
    assert reply.buttons[-1][-1].action == "feedback.down"


async def test_the_calendar_reply_names_only_alarms_that_are_in_the_file(owner):
    await owner.says(CARD["ko"])
    reply = await owner.presses("달력 파일")
    alarms = Calendar.from_ical(base64.b64decode(reply.files[0].content)).events[0].walk("VALARM")
    assert ("7일 전" in reply.text, "하루 전" in reply.text) == (len(alarms) > 1, len(alarms) > 0)
