"""Files in both directions, with the real SDK."""

import base64
from dataclasses import replace

import pytest

from adapters.channels.slack import Slack
from bot.errors import BadInput, ConciergeError, DeliveryFailed, Rejected, TryLater
from bot.messages import Address, Outgoing, ReceivedFile, SentFile
from tests.loopback.slack_server import BOT_TOKEN
from tests.scenarios.slack.desk import KOREAN, send

CALENDAR = SentFile("마감.ics", "text/calendar", base64.b64encode(b"BEGIN:VCALENDAR").decode())
PICTURE = SentFile("마감.png", "image/png", base64.b64encode(b"\x89PNG\r\n").decode())


@pytest.fixture
def slack(server):
    return Slack(BOT_TOKEN, api_url=server.api_url)


async def test_files_follow_the_words_into_the_thread(server, slack):
    address = Address("slack", "C1", thread="17.1")
    await send(slack, address, replace(KOREAN, files=(CALENDAR, PICTURE)))
    assert [call.method for call in server.calls if "files." in call.method] == [
        "files.getUploadURLExternal",
        "files.completeUploadExternal",
    ] * 2
    first, second = server.files.values()
    assert (first["name"], first["channel_id"], first["thread_ts"]) == ("마감.ics", "C1", "17.1")
    assert server.contents[first["id"]] == b"BEGIN:VCALENDAR"
    assert server.contents[second["id"]] == b"\x89PNG\r\n"
    assert len(server.posted) == 1


async def test_a_file_after_a_command_goes_to_the_direct_message(server, slack):
    address = Address("slack", "U1", extra=(("response_url", server.response_url),))
    await send(slack, address, replace(KOREAN, files=(CALENDAR,)))
    assert [file["channel_id"] for file in server.files.values()] == ["DU1"]
    assert len(server.responses) == 1


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [("ratelimited", 429, TryLater), ("missing_scope", 200, Rejected), ("", 502, DeliveryFailed)],
)
async def test_an_upload_that_slack_refuses_has_the_projects_name(
    server, slack, error, status, kind
):
    server.fail("files.getUploadURLExternal", error, status=status)
    part = replace(KOREAN, blocks=(), files=(CALENDAR,))
    with pytest.raises(ConciergeError) as raised:
        await slack.send(Outgoing(Address("slack", "D1"), part))
    assert type(raised.value) is kind


async def test_what_somebody_sent_is_fetched_with_the_token(server, slack):
    file = server.stored(b"%PDF-1.7", "notice.pdf", "application/pdf")
    told = ReceivedFile(file["id"], "notice.pdf", "application/pdf", 8)
    assert await slack.download(told) == b"%PDF-1.7"


async def test_a_file_that_is_too_big_is_refused_before_it_is_fetched(server, slack):
    with pytest.raises(BadInput, match="20 MB"):
        await slack.download(ReceivedFile("F1", "notice.pdf", size=21 * 1024 * 1024))
    assert server.calls == []


async def test_a_file_that_turns_out_too_big_is_dropped(server, slack):
    file = server.stored(bytes(20 * 1024 * 1024 + 1), "notice.pdf", "application/pdf")
    file["size"] = 0
    with pytest.raises(BadInput, match="20 MB"):
        await slack.download(ReceivedFile(file["id"], "notice.pdf"))


async def test_a_file_outside_slack_is_never_asked_for_with_the_token(server, slack):
    file = server.stored(b"x", "notice.pdf", "application/pdf")
    file["url_private_download"] = server.url.replace("127.0.0.1", "localhost") + "/files-pri/x"
    with pytest.raises(BadInput, match="does not lie at Slack"):
        await slack.download(ReceivedFile(file["id"], "notice.pdf"))


async def test_the_page_for_signing_in_is_no_file(server, slack):
    file = server.stored(b"<html>sign in", "notice.pdf", "text/html")
    with pytest.raises(Rejected, match="files:read"):
        await slack.download(ReceivedFile(file["id"], "notice.pdf", "application/pdf"))


async def test_a_file_that_is_gone_is_refused(slack):
    with pytest.raises(Rejected):
        await slack.download(ReceivedFile("F404", "notice.pdf"))
