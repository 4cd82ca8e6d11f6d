"""Telegram, by long polling and by webhook, with the whole concierge behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import Service
from tests.fakes.channels import eventually
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import group, photo, sticker
from tests.scenarios.whole.desk import (
    ADMIN,
    OnTelegram,
    free_port,
    remembered,
    serving,
    to_telegram,
    told,
)
from tests.scenarios.whole.words import JAPANESE, KOREAN, Words

pytestmark = pytest.mark.asyncio(loop_scope="session")
both = pytest.mark.parametrize("words", [KOREAN, JAPANESE], ids=lambda words: words.language)


@both
async def test_the_greeting_says_who_speaks_and_the_help_how_to_ask(
    service: Service, telegram: TelegramServer, tmp_path: Path, words: Words
) -> None:
    async with serving(service, tmp_path, telegram=to_telegram(telegram)):
        person = OnTelegram(telegram, words.language)
        hello, usage = await person.says("/start"), await person.says("/help")
        await eventually(lambda: set(telegram.commands) == {"ko", "ja", ""})
    assert all(part in hello for part in (words.automatic, words.no_counter, "한일상공회"))
    assert "/forget" in usage


@both
async def test_a_question_a_follow_up_and_what_is_kept_until_it_is_forgotten(
    service: Service, telegram: TelegramServer, tmp_path: Path, words: Words
) -> None:
    async with serving(service, tmp_path, telegram=to_telegram(telegram)):
        person = OnTelegram(telegram, words.language)
        answer, then = await person.says(words.question), await person.says(words.follow_up)
        kept, receipt = await person.says("/my"), await person.says("/forget")
        left = await person.says("/my")
    assert all(part in answer for part in (*words.deadline, words.source, "📅")), answer
    assert words.deadline[0] in then.splitlines()[0]
    assert all(part in kept for part in (*words.facts, words.deadline[0])), kept
    assert receipt.startswith(told(service, words.language, "command.forgotten", companies=1))
    assert left == told(service, words.language, "command.my_none")
    assert await service.tools.memory.load(f"telegram:{person.chat}") is None


@pytest.mark.parametrize(("words", "other"), [(KOREAN, JAPANESE), (JAPANESE, KOREAN)])
async def test_the_chosen_language_beats_that_of_the_question(
    service: Service, telegram: TelegramServer, tmp_path: Path, words: Words, other: Words
) -> None:
    async with serving(service, tmp_path, telegram=to_telegram(telegram)):
        person = OnTelegram(telegram, words.language)
        await person.says(f"/language {other.language}")
        answer = await person.says(words.question)
    assert all(part in answer for part in other.deadline), answer


@both
async def test_a_group_is_answered_when_it_asks_and_nothing_of_a_company_is_kept(
    service: Service, telegram: TelegramServer, tmp_path: Path, words: Words
) -> None:
    name = "@sme_concierge_bot"
    async with serving(service, tmp_path, telegram=to_telegram(telegram)):
        people = OnTelegram(telegram, words.language, chat=group(-100_900))
        answer = await people.says(f"{name} {words.question}")
        mine = await people.says(f"/my{name}")
        memory = await remembered(service, f"telegram:{people.room}")
        await people.says(f"/forget{name}")
    assert words.deadline[0] in answer
    assert mine == told(service, words.language, "command.my_group")
    assert memory.companies == ()


@both
async def test_only_an_admin_may_reload(
    service: Service, telegram: TelegramServer, tmp_path: Path, words: Words
) -> None:
    async with serving(service, tmp_path, telegram=to_telegram(telegram)):
        refused = await OnTelegram(telegram, words.language).says("/reload")
        report = await OnTelegram(telegram, words.language, chat=ADMIN).says("/reload")
    assert refused == told(service, words.language, "refusal.not_admin")
    assert service.shelf.current().version in report


@both
async def test_what_cannot_be_answered_is_said_kindly(
    service: Service, telegram: TelegramServer, tmp_path: Path, words: Words
) -> None:
    async with serving(service, tmp_path, telegram=to_telegram(telegram)):
        person = OnTelegram(telegram, words.language)
        assert "/forget" in await person.says("/deadline now")
        for picture in (sticker, photo):
            said = await person.sends(picture(chat=person.chat, language=words.language))
            assert said == told(service, words.language, "refusal.attachment")
        for nothing in ("😀🎉", " \n "):
            assert await person.says(nothing) == told(service, words.language, "refusal.empty")
        too_much = await person.says(words.follow_up * 20_000)
    assert "000" in too_much
    assert len(too_much) < 200


@both
async def test_telegram_may_call_instead(
    service: Service, telegram: TelegramServer, tmp_path: Path, words: Words
) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}/telegram/webhook"
    settings = to_telegram(telegram, webhook=address)
    async with serving(service, tmp_path, telegram=settings, port=port):
        person = OnTelegram(telegram, words.language, webhook=True)
        answer, then = await person.says(words.question), await person.says(words.follow_up)
    assert all(part in answer for part in (*words.deadline, words.source)), answer
    assert words.deadline[0] in then.splitlines()[0]
