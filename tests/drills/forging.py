"""Webhooks that nobody should believe, as bytes on a socket: no client library mends them."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.drills.front import SECRET
from tests.loopback.slack_payloads import click, command, direct
from tests.loopback.slack_server import SIGNING_SECRET
from tests.loopback.telegram_updates import message

CANARY = "canary7391"
SLACK, TELEGRAM = "/slack/events", "/telegram/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass
class Request:
    name: str
    path: str
    headers: list[tuple[str, bytes]]
    body: bytes
    method: str = "POST"

    async def sent(self, port: int) -> int:
        """The status of the answer; 400 where the server hung up on it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        lines = [f"{self.method} {self.path} HTTP/1.1".encode(), b"Host: concierge"]
        lines += [name.encode() + b": " + value for name, value in self.headers]
        if not any(name == "Transfer-Encoding" for name, _ in self.headers):
            lines.append(b"Content-Length: " + str(len(self.body)).encode())
        writer.write(b"\r\n".join([*lines, b"Connection: close", b"", b""]) + self.body)
        try:
            async with asyncio.timeout(20):
                await writer.drain()
                first = await reader.readline()
        except (ConnectionError, TimeoutError):
            first = b""
        finally:
            writer.close()
        parts = first.split()
        return int(parts[1]) if len(parts) > 1 else 400


def forged(n: int, chance: random.Random) -> Request:
    """The ``n``-th: every way in turn, each time with another body."""
    ways = (*_slack_ways(), *_telegram_ways())
    way = ways[n % len(ways)]
    return way(chance)


def genuine(chance: random.Random) -> Iterator[Request]:
    for _ in range(10):
        yield _signed("genuine", _body(chance), FORM)
        yield _by_telegram("genuine", SECRET.encode(), json.dumps(_update(chance)).encode())


def _slack_ways() -> tuple[Callable[[random.Random], Request], ...]:
    now = time.time
    return (
        lambda c: _slack("no headers", _body(c), [], None),
        lambda c: _slack("no signature", _body(c), [], now()),
        lambda c: _signed("no timestamp", _body(c), FORM, stamp=b""),
        lambda c: _signed("timestamp no number", _body(c), FORM, stamp=b"abc"),
        lambda c: _signed("timestamp a float", _body(c), FORM, stamp=b"1e9"),
        lambda c: _signed("timestamp negative", _body(c), FORM, stamp=b"-1"),
        lambda c: _signed("timestamp endless", _body(c), FORM, stamp=b"9" * c.randint(13, 5000)),
        lambda c: _signed("timestamp in other digits", _body(c), FORM, stamp="٣٣".encode()),
        lambda c: _signed("timestamp not UTF-8", _body(c), FORM, stamp=b"\xff\xfe"),
        lambda c: _signed("old", _body(c), FORM, at=now() - c.randint(302, 10**6)),
        lambda c: _signed("of tomorrow", _body(c), FORM, at=now() + c.randint(302, 10**6)),
        lambda c: _signed("another secret", _body(c), FORM, secret="0" * 32),
        lambda c: _signed("another version", _body(c), FORM, change=lambda s: b"v1" + s[2:]),
        lambda c: _signed("no version", _body(c), FORM, change=lambda s: s[3:]),
        lambda c: _signed("cut off", _body(c), FORM, change=lambda s: s[: c.randint(0, 66)]),
        lambda c: _signed("too long", _body(c), FORM, change=lambda s: s + b"0" * c.randint(1, 99)),
        lambda c: _signed("capitals", _body(c), FORM, change=bytes.upper),
        lambda c: _signed("not ASCII", _body(c), FORM, change=lambda _: "v0=서명".encode()),
        lambda c: _signed("not UTF-8", _body(c), FORM, change=lambda _: b"v0=\xff\xfe\x80"),
        lambda c: _signed("one digit off", _body(c), FORM, change=lambda s: _digit_off(s, c)),
        lambda c: _tampered(_signed("body changed", _body(c), FORM), c),
        lambda c: _signed("signed, no payload", _junk(c), FORM),
        lambda c: _signed("signed, half of it", _body(c)[: c.randint(0, 7)], JSON),
        lambda c: _signed("signed, not UTF-8", b"\xff" + CANARY.encode(), JSON),
        lambda c: _signed("signed, nested", b"{" + b'"a":{' * 100_000, JSON),
        lambda c: _signed("too big", CANARY.encode() * 120_000, JSON),
        lambda c: _method(_signed("by PUT", _body(c), FORM), "PUT"),
        lambda c: _chunked(_signed("a broken chunk", _body(c), FORM)),
    )


def _telegram_ways() -> tuple[Callable[[random.Random], Request], ...]:
    good = SECRET.encode()

    def one(name: str, secret: bytes | None) -> Callable[[random.Random], Request]:
        return lambda c: _by_telegram(name, secret, json.dumps(_update(c)).encode())

    def told(name: str, body: bytes) -> Callable[[random.Random], Request]:
        return lambda _: _by_telegram(name, good, body)

    return (
        one("no secret", None),
        one("empty secret", b""),
        one("wrong secret", b"wrong"),
        one("longer secret", good + b"x"),
        one("shorter secret", good[:-1]),
        one("secret in capitals", good.upper()),
        one("secret not UTF-8", b"\xff\xfe\x80"),
        one("secret not ASCII", "비밀".encode()),
        one("secret in quotes", b'"' + good + b'"'),
        one("secret twice", good + b", " + good),
        told("half an update", b'{"update_id": 1, "x": "' + CANARY.encode()),
        told("a list", b'["' + CANARY.encode() + b'"]'),
        told("no number", json.dumps({"update_id": CANARY}).encode()),
        told("not UTF-8", b'{"update_id": 1, "x": "\xff\xfe' + CANARY.encode() + b'"}'),
        told("nested", b'{"a":' * 100_000),
        told("empty", b""),
        told("too big", b'{"x": "' + CANARY.encode() * 120_000 + b'"}'),
        lambda c: _method(one("by GET", good)(c), "GET"),
        lambda c: _chunked(one("a broken chunk", good)(c)),
    )


def _body(chance: random.Random) -> bytes:
    """An event, a command or a press, as Slack sends it."""
    name = f"{CANARY} {chance.random()}"
    said = json.dumps(direct(name, event_id=f"Ev{chance.random()}"))
    typed = urlencode(command(name, "https://example.com/"))
    pressed = urlencode({"payload": json.dumps(click(CANARY, {}, "https://example.com/"))})
    return chance.choice((said, typed, pressed)).encode()


def _update(chance: random.Random) -> dict[str, object]:
    return {"update_id": chance.randrange(2**31), "message": message(f"{CANARY} {chance.random()}")}


def _junk(chance: random.Random) -> bytes:
    return (
        chance.choice((b"a=", b"[1] ", b"payload=%7B", b"payload=1&x=", b"\x00")) + CANARY.encode()
    )


def _slack(name: str, body: bytes, headers: list[tuple[str, bytes]], at: float | None) -> Request:
    stamp = [("X-Slack-Request-Timestamp", str(int(at)).encode())] if at else []
    return Request(
        f"Slack, {name}", SLACK, [("Content-Type", JSON.encode()), *stamp, *headers], body
    )


def _signed(
    name: str,
    body: bytes,
    kind: str,
    *,
    at: float | None = None,
    stamp: bytes | None = None,
    secret: str = "",
    change: Callable[[bytes], bytes] = lambda signature: signature,
) -> Request:
    moment = str(int(at or time.time()))
    sign = _sign(body, moment, secret or SIGNING_SECRET)
    headers = [
        ("Content-Type", kind.encode()),
        ("X-Slack-Request-Timestamp", moment.encode() if stamp is None else stamp),
        ("X-Slack-Signature", change(sign)),
    ]
    return Request(f"Slack, {name}", SLACK, headers, body)


def _sign(body: bytes, moment: str, secret: str) -> bytes:
    signed = b"v0:" + moment.encode() + b":" + body
    return b"v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode()


def _by_telegram(name: str, secret: bytes | None, body: bytes) -> Request:
    headers = [("Content-Type", JSON.encode())]
    if secret is not None:
        headers.append((HEADER, secret))
    return Request(f"Telegram, {name}", TELEGRAM, headers, body)


def _digit_off(sign: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(3, len(sign))
    digit = b"1" if sign[place : place + 1] == b"0" else b"0"
    return sign[:place] + digit + sign[place + 1 :]


def _tampered(request: Request, chance: random.Random) -> Request:
    place = chance.randrange(len(request.body))
    other = bytes([request.body[place] ^ 1])
    request.body = request.body[:place] + other + request.body[place + 1 :]
    return request


def _method(request: Request, method: str) -> Request:
    request.method = method
    return request


def _chunked(request: Request) -> Request:
    request.headers.append(("Transfer-Encoding", b"chunked"))
    request.body = b"zz\r\n" + request.body
    return request
