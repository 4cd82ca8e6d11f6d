import pytest

from adapters.channels.slack import Slack
from bot.errors import BadSettings, Blocked, ConciergeError, DeliveryFailed, Rejected, TryLater
from bot.messages import Address, Block, BlockKind, Outcome, Outgoing, Reply
from knowledge.programs import Language
from tests.loopback.slack_server import BOT_TOKEN
from tests.scenarios.slack.desk import JAPANESE, KOREAN

CARD = Block(BlockKind.CARD, "사업\n" + "가" * 2990)
LONG = Reply(Language.KO, Outcome.ANSWERED, (CARD,) * 7)


@pytest.fixture
def slack(server):
    return Slack(BOT_TOKEN, api_url=server.api_url)


def to(room="D1", reply=KOREAN, **more):
    return Outgoing(Address("slack", room, **more), reply, id="o1")


async def test_a_long_reply_is_several_messages_with_whole_cards(server, slack):
    for part in slack.parts(to(reply=LONG)):
        await slack.send(part)
    assert [p["text"] for p in server.posted] == [CARD.text] * 7


async def test_429_says_how_long_to_wait(server, slack):
    server.fail("chat.postMessage", "ratelimited", status=429, retry_after="7")
    with pytest.raises(TryLater) as raised:
        await slack.send(to(reply=JAPANESE))
    assert raised.value.seconds == 7


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("channel_not_found", Blocked),
        ("is_archived", Blocked),
        ("not_in_channel", Blocked),
        ("msg_too_long", Rejected),
        ("missing_scope", Rejected),
        ("invalid_auth", BadSettings),
        ("token_revoked", BadSettings),
        ("account_inactive", BadSettings),
        ("a_new_one", Rejected),
        ("internal_error", DeliveryFailed),
    ],
)
async def test_refusals_have_the_projects_names(server, slack, error, kind):
    server.fail("chat.postMessage", error)
    with pytest.raises(ConciergeError) as raised:
        await slack.send(to())
    assert type(raised.value) is kind
    assert BOT_TOKEN not in str(raised.value)


async def test_a_proxys_page_instead_of_slack_may_be_tried_again(server, slack):
    server.fail("chat.postMessage", "", status=502)
    with pytest.raises(DeliveryFailed) as raised:
        await slack.send(to())
    assert type(raised.value) is DeliveryFailed


async def test_a_slack_that_is_not_there_may_be_tried_again():
    slack = Slack(BOT_TOKEN, api_url="http://127.0.0.1:9/api/")
    with pytest.raises(DeliveryFailed) as raised:
        await slack.send(to())
    assert type(raised.value) is DeliveryFailed
    await slack.typing(Address("slack", "D1", to="1.2"))


async def test_blocks_that_slack_refuses_are_sent_as_text(server, slack):
    server.fail("chat.postMessage", "invalid_blocks")
    await slack.send(to())
    assert "blocks" in server.posted[0]
    assert "blocks" not in server.posted[1]
    assert server.posted[1]["text"] == KOREAN.text


async def test_a_status_that_slack_refuses_is_no_matter(server, slack):
    server.fail("assistant.threads.setStatus", "missing_scope")
    await slack.typing(Address("slack", "C1", thread="1.2"))
    assert len(server.calls) == 1


async def test_a_used_up_response_address_becomes_a_direct_message(server, slack):
    for part in slack.parts(to("U1", LONG, extra=(("response_url", server.response_url),))):
        await slack.send(part)
    assert len(server.responses) == 5
    assert [p["channel"] for p in server.posted] == ["U1", "U1"]


async def test_a_response_address_that_is_not_slacks_is_never_called(server, slack):
    elsewhere = server.response_url.replace("127.0.0.1", "localhost")
    await slack.send(to("U1", extra=(("response_url", elsewhere),)))
    assert server.responses == []
    assert [p["channel"] for p in server.posted] == ["U1"]


async def test_a_limited_response_address_is_waited_for(server, slack):
    server.fail("response_url", "ratelimited", status=429, retry_after="2")
    with pytest.raises(TryLater) as raised:
        await slack.send(to("U1", extra=(("response_url", server.response_url),)))
    assert raised.value.seconds == 2
