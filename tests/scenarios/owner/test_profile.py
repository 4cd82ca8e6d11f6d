"""The companies of an owner: consent, corrections, several of them, everything forgotten."""

from __future__ import annotations

import pytest

from bot.conversation import from_json

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def told(service, visitor):
    return from_json(await service.tools.memory.load(visitor.conversation))


async def test_consent_is_asked_once_with_what_why_how_long_and_who(service, owner):
    first = await owner.says("부산 식품 제조업체입니다. 수출 지원이 있나요?")
    assert "90일" in first.text
    assert "담당자" in first.text
    assert "보관에 동의" in owner.buttons
    again = await owner.says("직원은 12명입니다")
    assert "보관할까요" not in again.text
    assert (await told(service, owner)).consent == "asked"


@pytest.mark.parametrize(("label", "consent"), [("보관에 동의", "yes"), ("보관하지 않기", "no")])
async def test_either_answer_is_confirmed_and_can_be_changed_in_the_profile(
    service, owner, label, consent
):
    await owner.says("부산 식품 제조업체입니다. 수출 지원이 있나요?")
    reply = await owner.presses(label)
    assert reply.toast == reply.text
    assert (await told(service, owner)).consent == consent
    await owner.commands("my")
    change = "보관 그만두기" if consent == "yes" else "회사 정보 보관에 동의"
    await owner.presses(change)
    assert (await told(service, owner)).consent == ("no" if consent == "yes" else "yes")


async def test_nothing_is_asked_before_a_fact_was_told(owner):
    reply = await owner.says("수출 지원 사업이 있나요?")
    assert "보관할까요" not in reply.text


async def test_each_fact_is_put_right_or_taken_away_by_one_tap(service, owner):
    await owner.says("大阪のソフトウェア会社で従業員は12人です。海外展開の支援はありますか。")
    await owner.commands("profile")
    await owner.presses("本社の所在地")
    reply = await owner.turns_to("京都府")
    assert reply.in_place
    assert "京都府" in reply.text
    await owner.presses("従業員数")
    assert "従業員数" not in (await owner.presses("この情報を消す")).text
    company = (await told(service, owner)).company
    assert (company.headquarters, company.employees) == ("JP-26", None)


async def test_a_range_that_was_chosen_is_shown_in_words(owner):
    await owner.says("大阪のソフトウェア会社です。海外展開の支援はありますか。")
    await owner.commands("my")
    await owner.presses("＋ さらに伝える")
    await owner.presses("資本金")
    reply = await owner.presses("1,000万円～3,000万円")
    assert "資本金：1,000万円超 3,000万円以下" in reply.text


async def test_a_typed_value_corrects_the_fact_that_was_opened(service, owner):
    await owner.says("부산 식품 제조업체입니다. 수출 지원이 있나요?")
    await owner.commands("my")
    await owner.presses("＋ 더 알려 주기")
    await owner.presses("직원 수")
    await owner.says("37명")
    assert (await told(service, owner)).company.employees == 37


async def test_a_second_company_is_set_apart_and_switched_to(service, owner):
    await owner.says("부산 식품 제조업체입니다. 수출 지원이 있나요?")
    await owner.commands("my")
    await owner.presses("회사 추가")
    await owner.says("오사카에 있는 소프트웨어 법인입니다")
    memory = await told(service, owner)
    assert [c.headquarters for c in memory.companies] == ["JP-27"]
    assert [c.headquarters for c in memory.set_aside] == ["KR-26"]
    await owner.commands("my")
    await owner.presses("부산광역시")
    memory = await told(service, owner)
    assert [c.headquarters for c in memory.companies] == ["KR-26"]
    assert [c.headquarters for c in memory.set_aside] == ["JP-27"]
    await owner.presses("모든 회사 함께 보기")
    assert len((await told(service, owner)).companies) == 2


async def test_an_addition_that_is_broken_off_leads_back(service, owner):
    await owner.says("부산 식품 제조업체입니다. 수출 지원이 있나요?")
    await owner.commands("my")
    await owner.presses("회사 추가")
    assert "부산광역시" in (await owner.presses("‹ 내 회사")).text
    assert [c.headquarters for c in (await told(service, owner)).companies] == ["KR-26"]


async def test_a_company_is_named_and_a_question_is_no_name(service, owner):
    await owner.says("부산 식품 제조업체입니다. 수출 지원이 있나요?")
    await owner.commands("my")
    await owner.presses("이름 정하기")
    reply = await owner.says("수출바우처 마감은 언제예요?")
    assert reply.programs
    await owner.commands("my")
    await owner.presses("이름 정하기")
    assert "회사: 바다식품" in (await owner.says("바다식품")).text
    assert (await told(service, owner)).company.name == "바다식품"


async def test_forgetting_leaves_nothing_and_its_buttons_are_dead(service, owner):
    await owner.says("부산 식품 제조업체입니다. 수출 지원이 있나요?")
    await owner.presses("👎")
    await owner.presses("이해하기 어려움")
    receipt = await owner.commands("forget")
    assert "회사 1곳" in receipt.text
    assert "의견 1건" in receipt.text
    assert await service.tools.memory.load(owner.conversation) is None
    assert "더 이상 쓸 수 없습니다" in (await owner.presses("내용이")).text
