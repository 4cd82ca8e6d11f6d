from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from adapters.channels.slack.interactions import SHORTCUT
from adapters.channels.slack.plaintext import plain
from adapters.channels.slack.translation import translate
from bot.messages import Address, Attachment, Person
from tests.loopback.slack_payloads import changed, command, direct, event, mention

COMMANDS = frozenset({"start", "help", "language", "my", "reload"})
URL = "https://hooks.slack.com/commands/T0CONCIERGE/1/secret"
MANIFEST = Path(__file__).parents[4] / "docs" / "slack-manifest.yaml"


def read(update):
    return translate(update, COMMANDS)


def test_a_direct_message():
    incoming = read(direct("오사카의 회사입니다", ts="1763769600.000200"))
    assert incoming.person == Person("slack", "U1")
    assert incoming.conversation == "slack:T0CONCIERGE:D1"
    team = (("team", "T0CONCIERGE"),)
    assert incoming.address == Address("slack", "D1", "", "1763769600.000200", team)
    assert incoming.sent_at == datetime(2025, 11, 22, 0, 0, 0, 200, tzinfo=UTC)
    assert (incoming.command, incoming.private, incoming.locale) == ("", True, None)


def test_a_thread_in_a_direct_message_is_a_case_of_its_own():
    incoming = read(direct("그럼 마감은?", thread_ts="17.1"))
    assert incoming.conversation == "slack:T0CONCIERGE:D1:17.1"
    assert incoming.address.thread == "17.1"


def test_a_slash_command_is_between_the_bot_and_the_person():
    incoming = read(command("大阪の会社です", URL))
    assert (incoming.text, incoming.conversation) == ("大阪の会社です", "slack:T0CONCIERGE:U1")
    extra = (("team", "T0CONCIERGE"), ("response_url", URL))
    assert incoming.address == Address("slack", "U1", extra=extra)
    assert incoming.private


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("reload", ("reload", "")),
        ("Language ja", ("language", "ja")),
        ("/my", ("my", "")),
        ("", ("help", "")),
        ("help 해주세요", ("help", "해주세요")),
        ("부산 help", ("", "부산 help")),
        ("unknown", ("", "unknown")),
    ],
)
def test_the_first_word_after_concierge_may_be_a_command(typed, expected):
    incoming = read(command(typed, URL))
    assert (incoming.command, incoming.text) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("help", ("help", "")),
        ("Help", ("help", "")),
        ("!language ja", ("language", "ja")),
        ("！ｍｙ", ("my", "")),
        ("/reload", ("reload", "")),
        ("/nothing of that kind", ("nothing", "of that kind")),
        ("help me, 도와주세요", ("", "help me, 도와주세요")),
        ("!!! 급합니다", ("", "!!! 급합니다")),
        ("/부산", ("", "/부산")),
        ("my 회사", ("", "my 회사")),
    ],
)
def test_a_message_may_be_a_command(typed, expected):
    said = read(direct(typed))
    asked = read(mention(f"<@U0BOT> {typed}"))
    assert (said.command, said.text) == (asked.command, asked.text) == expected


@pytest.mark.parametrize(
    "update",
    [
        direct("답변", bot_id="B0BOT"),
        direct("답변", bot_id="B9"),
        direct("답변", user="U0BOT"),
        changed("그대로입니다", before="그대로입니다"),
        direct("", subtype="message_changed", message={"bot_id": "B0BOT", "text": "답"}),
        direct("", subtype="message_deleted"),
        direct("들어왔습니다", subtype="channel_join"),
        direct("다른 방", channel="C1", channel_type="channel"),
        mention("<@U0BOT> 고침", edited={"user": "U1", "ts": "1.2"}),
        event({"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages"}),
        event({"type": "reaction_added", "user": "U1"}),
        {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1},
        {"type": "block_actions", "trigger_id": "1.2"},
        {},
    ],
)
def test_what_is_not_said_to_the_bot_is_nothing(update):
    assert read(update) is None


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ({"mimetype": "image/png"}, Attachment.PHOTO),
        ({"mimetype": "audio/mp4"}, Attachment.VOICE),
        ({"mimetype": "video/mp4", "subtype": "slack_audio"}, Attachment.VOICE),
        ({"mimetype": "application/pdf"}, Attachment.FILE),
        ({"mode": "tombstone"}, Attachment.FILE),
    ],
)
def test_a_file_without_words_is_an_attachment(file, kind):
    assert read(direct("", subtype="file_share", files=[file])).attachment is kind
    assert read(direct("이 공고요", subtype="file_share", files=[file])).attachment is None


@pytest.mark.parametrize("text", [":smile:", ":+1::skin-tone-2: :kr:"])
def test_emoji_alone_are_no_words(text):
    incoming = read(direct(text))
    assert (incoming.text, incoming.attachment) == ("", Attachment.STICKER)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<@U0BOT> 자본금 &lt; 1억 엔 &amp; 부산", "자본금 < 1억 엔 & 부산"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("<https://j-net21.smrj.go.jp/|J-Net21> 기사", "J-Net21 기사"),
        ("<https://j-net21.smrj.go.jp/>", "https://j-net21.smrj.go.jp/"),
        ("<mailto:a@b.kr|a@b.kr> <#C1|general> <!here> <!subteam^S1|@staff>", "a@b.kr #general"),
        ("<!date^1763769600^{date}|11월 22일>까지", "11월 22일까지"),
        ("마감 10:30:45", "마감 10:30:45"),
    ],
)
def test_slacks_markup_is_read_as_typed(marked, expected):
    assert plain(marked) == expected


def test_the_manifest_asks_for_what_the_channel_uses():
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    assert [c["command"] for c in manifest["features"]["slash_commands"]] == ["/concierge"]
    events = {"app_home_opened", "app_mention", "message.channels", "message.groups", "message.im"}
    assert events <= set(manifest["settings"]["event_subscriptions"]["bot_events"])
    needed = {"app_mentions:read", "assistant:write", "channels:history", "chat:write", "commands"}
    needed |= {"files:read", "files:write", "groups:history", "im:history", "im:write"}
    needed |= {"reactions:write", "usergroups:read"}
    assert needed <= set(manifest["oauth_config"]["scopes"]["bot"])
    assert [each["callback_id"] for each in manifest["features"]["shortcuts"]] == [SHORTCUT]
    assert manifest["features"]["app_home"]["home_tab_enabled"]
    assert len(manifest["display_information"]["name"]) <= 35
    assert len(manifest["display_information"]["description"]) <= 140
