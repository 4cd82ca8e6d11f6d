"""Slack, by Socket Mode and by HTTP, with the whole concierge behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.bootstrap import Service
from tests.loopback.slack_server import TEAM, SlackServer
from tests.scenarios.whole.desk import (
    ADMIN,
    OnSlack,
    free_port,
    remembered,
    serving,
    to_slack,
    told,
)
from tests.scenarios.whole.words import JAPANESE, KOREAN, Words

pytestmark = pytest.mark.asyncio(loop_scope="session")
both = pytest.mark.parametrize("words", [KOREAN, JAPANESE], ids=lambda words: words.language)
ways = pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])


@asynccontextmanager
async def connected(
    service: Service, server: SlackServer, folder: Path, *, http: bool = False
) -> AsyncIterator[str]:
    """The address that Slack calls, empty with Socket Mode."""
    port = free_port() if http else 0
    async with serving(service, folder, slack=to_slack(server, http=http), port=port):
        yield f"http://127.0.0.1:{port}/slack/events" if http else ""


@both
@ways
async def test_a_direct_message_and_what_follows_it(
    service: Service, slack: SlackServer, tmp_path: Path, words: Words, http: bool
) -> None:
    async with connected(service, slack, tmp_path, http=http) as url:
        person = OnSlack(slack, url)
        answer, then = await person.says(words.question), await person.says(words.follow_up)
        kept, receipt = await person.says("!my"), await person.says("!forget")
    assert all(part in answer for part in (*words.deadline, words.source)), answer
    assert words.deadline[0] in then.splitlines()[0]
    assert all(fact in kept for fact in words.facts), kept
    assert receipt.startswith(told(service, words.language, "command.forgotten", companies=1))


@both
@ways
async def test_a_mention_is_answered_in_its_thread_and_keeps_no_company(
    service: Service, slack: SlackServer, tmp_path: Path, words: Words, http: bool
) -> None:
    async with connected(service, slack, tmp_path, http=http) as url:
        person = OnSlack(slack, url)
        answer = await person.mentions(words.question, ts="1763799999.000100")
        then = await person.mentions(words.follow_up, thread_ts=answer["thread_ts"])
        memory = await remembered(service, f"slack:{TEAM}:C1:1763799999.000100")
    assert (answer["channel"], answer["thread_ts"]) == ("C1", "1763799999.000100")
    assert words.deadline[1] in answer["text"]
    assert words.deadline[0] in then["text"].splitlines()[0]
    assert memory.companies == ()


@both
@ways
async def test_the_command_asks_and_chooses_the_language(
    service: Service, slack: SlackServer, tmp_path: Path, words: Words, http: bool
) -> None:
    async with connected(service, slack, tmp_path, http=http) as url:
        person = OnSlack(slack, url)
        answer = await person.types(words.question)
        hello = await person.types("start")
        other = JAPANESE if words is KOREAN else KOREAN
        await person.types(f"language {other.language}")
        turned = await person.types(words.question)
    assert words.deadline[1] in answer
    assert words.no_counter in hello
    assert other.deadline[1] in turned


async def test_only_an_admin_may_reload(
    service: Service, slack: SlackServer, tmp_path: Path
) -> None:
    async with connected(service, slack, tmp_path):
        refused = await OnSlack(slack).types("reload")
        report = await OnSlack(slack, user=f"U{ADMIN}").types("reload")
    assert refused == told(service, "ko", "refusal.not_admin")
    assert service.shelf.current().version in report


@both
async def test_what_cannot_be_answered_is_said_kindly(
    service: Service, slack: SlackServer, tmp_path: Path, words: Words
) -> None:
    image = [{"id": "F1", "mimetype": "image/png", "name": "a.png"}]
    async with connected(service, slack, tmp_path) as url:
        person = OnSlack(slack, url)
        await person.says(f"!language {words.language}")
        attached = await person.says("", subtype="file_share", files=image)
        assert attached == told(service, words.language, "refusal.attachment")
        assert attached == await person.says(":wave: :tada:")
        assert await person.says("") == told(service, words.language, "refusal.empty")
        assert "/forget" in await person.says("/deadline")
        too_much = await person.says(words.follow_up * 20_000)
    assert "000" in too_much
    assert len(too_much) < 200
