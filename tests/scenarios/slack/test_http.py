import json
import logging
import time

import pytest

from tests.loopback.slack_payloads import click, command, direct, post, signature
from tests.scenarios.slack.desk import JAPANESE, KOREAN, answer, by_http

BODY = json.dumps(direct("비밀 이야기"))


@pytest.mark.parametrize(
    ("text", "reply"), [("부산의 식품회사입니다", KOREAN), ("今応募できますか", JAPANESE)]
)
async def test_a_signed_event_is_answered(server, drawer, text, reply):
    async with by_http(server, drawer) as (channel, url):
        assert await post(url, direct(text)) == (200, "")
        incoming = await answer(channel, drawer, reply)
    assert incoming.text == text
    assert server.posted[0]["text"] == reply.text


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=서명"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "abc"},
        {"X-Slack-Request-Timestamp": "1e9"},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "٣٣"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": signature(BODY, "1")},
        {
            "X-Slack-Request-Timestamp": "99999999999",
            "X-Slack-Signature": signature(BODY, "99999999999"),
        },
    ],
)
async def test_what_slack_did_not_sign_is_refused_and_not_logged(server, drawer, headers, caplog):
    caplog.set_level(logging.DEBUG)
    async with by_http(server, drawer) as (_, url):
        status, _ = await post(url, BODY, headers=headers)
    assert status == 401
    assert drawer.rows == {}
    assert "비밀" not in caplog.text
    assert r"\ube44" not in caplog.text


def signed_now(**secret: str) -> dict[str, str]:
    """Fresh, so that nothing but the signature can be the reason for a refusal."""
    now = str(int(time.time()))
    return {"X-Slack-Signature": signature(BODY, now, **secret), "X-Slack-Request-Timestamp": now}


async def test_a_changed_body_is_refused(server, drawer):
    async with by_http(server, drawer) as (_, url):
        assert (await post(url, BODY + " ", headers=signed_now()))[0] == 401
        assert (await post(url, BODY, headers=signed_now()))[0] == 200


async def test_another_secret_is_refused(server, drawer):
    async with by_http(server, drawer) as (_, url):
        assert (await post(url, BODY, headers=signed_now(secret="another")))[0] == 401


async def test_a_replayed_request_is_one_row(server, drawer):
    said = direct("안녕하세요")
    typed = command("language ja", server.response_url)
    async with by_http(server, drawer) as (_, url):
        for _ in range(3):
            assert (await post(url, said, headers={"X-Slack-Retry-Num": "1"}))[0] == 200
            assert (await post(url, typed, form=True))[0] == 200
    assert len(drawer.rows) == 2


async def test_slack_may_verify_the_address_and_the_certificate(server, drawer):
    async with by_http(server, drawer) as (_, url):
        challenge = {"type": "url_verification", "challenge": "3eZbrw", "token": "t"}
        assert await post(url, challenge) == (200, '{"challenge": "3eZbrw"}')
        assert (await post(url, "ssl_check=1&token=t", form=True, headers={}))[0] == 200
    assert drawer.rows == {}


async def test_a_command_that_says_payload_keeps_its_text(server, drawer):
    async with by_http(server, drawer) as (channel, url):
        typed = command("payload &amp; 부산 지원", server.response_url)
        assert (await post(url, typed, form=True))[0] == 200
        incoming = await answer(channel, drawer, KOREAN)
    assert incoming.text == "payload & 부산 지원"
    assert len(server.responses) == 1


async def test_a_click_comes_in_like_a_message(server, drawer):
    async with by_http(server, drawer) as (channel, url):
        press = click("t0ken", {"channel": "D1", "ts": "17.1"}, server.response_url)
        assert await post(url, press, form=True) == (200, "")
        (row,) = drawer.rows.values()
        assert channel.translate(row.update).pressed == "t0ken"


@pytest.mark.parametrize("body", ["{", "[1]", "payload=%7B", "payload=1", "a=b", "\x00"])
async def test_a_signed_nothing_is_a_bad_request(server, drawer, body):
    async with by_http(server, drawer) as (_, url):
        assert (await post(url, body))[0] == 400


async def test_a_failing_inbox_makes_slack_send_again(server, drawer):
    drawer.broken = True
    said = direct("안녕하세요")
    async with by_http(server, drawer) as (_, url):
        assert (await post(url, said))[0] == 503
        drawer.broken = False
        assert (await post(url, said, headers={"X-Slack-Retry-Num": "1"}))[0] == 200
    assert len(drawer.rows) == 1


async def test_before_and_after_the_bot_listens_slack_is_told_to_come_back(server, drawer):
    async with by_http(server, drawer) as (channel, url):
        channel._endpoint.dispatch = None
        assert (await post(url, direct("안녕하세요")))[0] == 503
