"""Buttons on both messengers, with the whole concierge behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import Service
from tests.fakes.channels import eventually
from tests.loopback.slack_server import SlackServer
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import group, message
from tests.scenarios.whole.desk import (
    PATIENCE,
    OnSlack,
    OnTelegram,
    serving,
    to_slack,
    to_telegram,
    told,
)
from tests.scenarios.whole.words import JAPANESE, KOREAN, Words

pytestmark = pytest.mark.asyncio(loop_scope="session")
both = pytest.mark.parametrize("words", [KOREAN, JAPANESE], ids=lambda words: words.language)


@both
async def test_in_telegram_a_card_turns_over_and_gives_its_deadline_as_a_file(
    service: Service, telegram: TelegramServer, tmp_path: Path, words: Words
) -> None:
    details, card, calendar = (
        told(service, words.language, f"cards.{key}") for key in ("details", "to_card", "calendar")
    )
    async with serving(service, tmp_path, telegram=to_telegram(telegram)):
        person = OnTelegram(telegram, words.language)
        answer = await person.says(words.question)
        shown = telegram.last(person.room)
        await person.presses(details)
        await eventually(lambda: shown["text"] != answer, PATIENCE)
        await person.presses(card)
        await eventually(lambda: words.deadline[0] in shown["text"], PATIENCE)
        await person.presses(calendar)
        await eventually(lambda: "document" in telegram.last(person.room), PATIENCE)
    name = telegram.last(person.room)["document"]["file_name"]
    content = telegram.files[telegram.last(person.room)["document"]["file_id"]]
    assert name.endswith(".ics")
    assert b"20261130" in content


@both
async def test_in_slack_a_card_turns_over_and_gives_its_deadline_as_a_file(
    service: Service, slack: SlackServer, tmp_path: Path, words: Words
) -> None:
    details, calendar = (
        told(service, words.language, f"cards.{key}") for key in ("details", "calendar")
    )
    async with serving(service, tmp_path, slack=to_slack(slack)):
        person = OnSlack(slack)
        answer = await person.says(words.question)
        *_, shown = slack.shown.values()
        await person.presses(calendar)
        await eventually(lambda: bool(slack.contents), PATIENCE)
        await person.presses(details)
        await eventually(lambda: shown["text"] != answer, PATIENCE)
    (file,) = slack.files.values()
    assert (file["channel_id"], file["name"][-4:]) == (person.room, ".ics")


@both
async def test_in_a_group_the_card_of_another_is_refused_to_who_pressed_alone(
    service: Service, telegram: TelegramServer, tmp_path: Path, words: Words
) -> None:
    async with serving(service, tmp_path, telegram=to_telegram(telegram)):
        person = OnTelegram(telegram, words.language, chat=group())
        asked = f"@sme_concierge_bot {words.question}"
        await person.sends(message(asked, chat=group(), language=words.language))
        before = len(telegram.sent)
        toast = await person.presses(told(service, words.language, "cards.details"), by=77)
    assert toast == told(service, words.language, "button.not_yours")
    assert len(telegram.sent) == before


@both
async def test_a_button_that_was_forgotten_says_so(
    service: Service, telegram: TelegramServer, tmp_path: Path, words: Words
) -> None:
    async with serving(service, tmp_path, telegram=to_telegram(telegram)):
        person = OnTelegram(telegram, words.language)
        await person.says(words.question)
        await person.says("/forget")
        await person.presses(told(service, words.language, "cards.details"))
        expired = told(service, words.language, "button.expired")
        await eventually(lambda: telegram.texts(person.room)[-1] == expired, PATIENCE)


@both
async def test_the_home_tab_shows_what_is_open(
    service: Service, slack: SlackServer, tmp_path: Path, words: Words
) -> None:
    async with serving(service, tmp_path, slack=to_slack(slack)):
        person = OnSlack(slack)
        await person.says(words.question)
        home = await person.opens_home()
    written = str(home["blocks"])
    assert words.deadline[0] in written
    assert "/home" not in written
