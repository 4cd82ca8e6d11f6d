"""One platform refuses its token: one clear line, and the other goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap import Service
from tests.fakes.channels import eventually
from tests.loopback.slack_server import SlackServer
from tests.loopback.telegram_server import TelegramServer
from tests.scenarios.whole.desk import (
    PATIENCE,
    OnSlack,
    OnTelegram,
    serving,
    to_slack,
    to_telegram,
)
from tests.scenarios.whole.words import JAPANESE, KOREAN

pytestmark = pytest.mark.asyncio(loop_scope="session")


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelname == "ERROR"]


async def test_slack_goes_on_without_telegram(
    service: Service,
    telegram: TelegramServer,
    slack: SlackServer,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    refused = replace(to_telegram(telegram), token="700:AAanother")
    async with serving(service, tmp_path, telegram=refused, slack=to_slack(slack)):
        assert KOREAN.deadline[1] in await OnSlack(slack).says(KOREAN.question)
        await eventually(lambda: bool(errors(caplog)), PATIENCE)
    (line,) = errors(caplog)
    assert line.startswith("telegram is not served: Telegram refuses TELEGRAM_BOT_TOKEN")
    assert "AAanother" not in caplog.text


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_telegram_goes_on_without_slack(
    service: Service,
    telegram: TelegramServer,
    slack: SlackServer,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    name: str,
) -> None:
    field = name.removeprefix("SLACK_").lower()
    refused = replace(to_slack(slack), **{field: "xoxb-another"})
    async with serving(service, tmp_path, telegram=to_telegram(telegram), slack=refused):
        person = OnTelegram(telegram, "ja")
        assert JAPANESE.deadline[1] in await person.says(JAPANESE.question)
        await eventually(lambda: bool(errors(caplog)), PATIENCE)
    (line,) = errors(caplog)
    assert line.startswith(f"slack is not served: Slack refuses {name}")
    assert "xoxb-another" not in caplog.text
