"""What people see of the bot before they write."""

from __future__ import annotations

from pathlib import Path

from adapters.channels.telegram import Profile
from knowledge.programs import Language
from tests.fakes.channels import eventually
from tests.loopback.telegram_server import TelegramServer
from tests.loopback.telegram_updates import message
from tests.scenarios.telegram.desk import connected, serving

PROFILES = {
    Language.KO: Profile(
        (("help", "도움말"), ("language", "언어 바꾸기")), "지원사업 안내", "안내"
    ),
    Language.JA: Profile(
        (("help", "使い方"), ("language", "言語の変更")), "支援制度のご案内", "案内"
    ),
}


def menu(server: TelegramServer, language: str) -> list[str]:
    return [each["description"] for each in server.commands.get(language, [])]


async def test_commands_are_registered_in_both_languages(
    server: TelegramServer, tmp_path: Path
) -> None:
    async with serving(tmp_path, connected(server, profiles=PROFILES)):
        await eventually(lambda: set(server.commands) == {"ko", "ja", ""})
    assert menu(server, "ko") == menu(server, "") == ["도움말", "언어 바꾸기"]
    assert menu(server, "ja") == ["使い方", "言語の変更"]


async def test_descriptions_are_registered_in_both_languages(
    server: TelegramServer, tmp_path: Path
) -> None:
    channel = connected(server, profiles=PROFILES, fallback=Language.JA)
    async with serving(tmp_path, channel):
        await eventually(lambda: len(server.descriptions) == 6)
    assert server.descriptions["description", "ko"] == "지원사업 안내"
    assert server.descriptions["short_description", ""] == "案内"


async def test_a_menu_that_is_refused_does_not_keep_the_bot_from_answering(
    server: TelegramServer, tmp_path: Path
) -> None:
    refused = {Language.KO: Profile((("한글", "도움말"),))}
    server.send(message("안녕하세요"))
    async with serving(tmp_path, connected(server, profiles=refused)):
        await eventually(lambda: len(server.sent) == 1)
    assert not server.commands
