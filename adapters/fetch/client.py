"""GET by httpx: conditional, paced, bounded, tried again, and with words that hold no key."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import httpx

from adapters.fetch.guarded import GuardedTransport, Refused, Resolve, resolve
from adapters.fetch.robots import Robots, read_robots, robots_address
from knowledge.errors import SourceUnavailable
from knowledge.sources.ports import Page, Tag

AGENT = "sme-concierge"
REDIRECTS = frozenset((301, 302, 303, 307, 308))
AGAIN = frozenset((429, 500, 502, 503, 504))
LONGEST_ROBOTS = 500_000
NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds and counts. ``pace`` is the time between two requests to one host, from the
    slowest that the sources ask for (data.go.kr refuses bursts; 1.5 s is what its users keep to).
    """

    size: int = 40_000_000
    seconds: float = 120.0
    idle: float = 30.0
    pace: float = 1.5
    tries: int = 4
    pause: float = 2.0
    longest_pause: float = 60.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """``now`` in seconds that only grow; ``sleep`` for so many."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Pace:
    """When a host may be asked next."""

    clock: Clock
    seconds: float
    due: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str, at_least: float = 0.0) -> None:
        now = self.clock.now()
        if (rest := self.due.get(host, now) - now) > 0:
            self.clock.sleep(rest)
        self.due[host] = max(now, self.due.get(host, now)) + max(self.seconds, at_least)


class Fetcher:
    """A ``Fetch`` of ``knowledge.sources``. Only ``hosts`` are asked; ``private`` ones
    (``host:port``) may lie at any address. robots.txt is heeded unless ``robots`` is false, as for
    interfaces that are made to be called. It knows no proxy: one would resolve names for us.
    """

    def __init__(
        self,
        hosts: frozenset[str],
        private: frozenset[str] = frozenset(),
        *,
        robots: bool = True,
        limits: Limits | None = None,
        clock: Clock | None = None,
        lookup: Resolve = resolve,
    ) -> None:
        self._limits, self._clock = limits or Limits(), clock or Clock()
        self._pace = Pace(self._clock, self._limits.pace)
        self._rules: dict[str, Robots] = {}
        self._robots = robots
        self._client = httpx.Client(
            transport=GuardedTransport(hosts, private, lookup),
            timeout=self._limits.idle,
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._client.close()

    def get(
        self,
        address: str,
        params: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        known: Tag | None = None,
    ) -> Page:
        sent = {**(headers or {}), **_conditions(known)}
        url = httpx.URL(address, params=dict(params)) if params else httpx.URL(address)
        try:
            return self._followed(url, sent)
        except (Refused, httpx.InvalidURL) as error:
            raise SourceUnavailable(f"{bare(str(url))}: refused, {error}") from error

    def _followed(self, url: httpx.URL, headers: dict[str, str]) -> Page:
        first = url.host
        for _ in range(self._limits.redirects + 1):
            self._allowed(url)
            page, onward = self._tried(url, headers)
            if page:
                return page
            url = url.join(onward)
            if url.host != first:  # a key in a header is for its own host alone
                headers = {}
        raise SourceUnavailable(f"{bare(str(url))}: redirected too often")

    def _allowed(self, url: httpx.URL) -> None:
        if not self._robots:
            return
        address = robots_address(str(url))
        if address not in self._rules:
            self._rules[address] = self._read_robots(address)
        if not self._rules[address].allows(str(url)):
            raise SourceUnavailable(f"{bare(str(url))}: robots.txt does not allow it")

    def _read_robots(self, address: str) -> Robots:
        """Redirects of it are not followed: they count as none."""
        try:
            status, body, _ = self._once(httpx.URL(address), {}, LONGEST_ROBOTS)
        except httpx.HTTPError as error:
            raise SourceUnavailable(f"{address}: {_words(error)}") from error
        return read_robots(
            address, 404 if status in REDIRECTS else status, body.decode("utf-8", "replace"), AGENT
        )

    def _tried(self, url: httpx.URL, headers: Mapping[str, str]) -> tuple[Page | None, str]:
        """The page, or where it has gone to."""
        pause, reason = self._limits.pause, ""
        for attempt in range(self._limits.tries):
            wait = 0.0
            try:
                status, body, answer = self._once(url, headers, self._limits.size)
            except httpx.HTTPError as error:
                reason = _words(error)
            else:
                if status in REDIRECTS and "location" in answer:
                    return None, answer["location"]
                if status not in AGAIN:
                    return _page(url, status, body, answer), ""
                reason, wait = f"status {status}", _asked_pause(answer)
            if attempt + 1 < self._limits.tries:
                self._clock.sleep(min(max(pause * 2**attempt, wait), self._limits.longest_pause))
        raise SourceUnavailable(f"{bare(str(url))}: {reason}, {self._limits.tries} times")

    def _once(
        self, url: httpx.URL, headers: Mapping[str, str], largest: int
    ) -> tuple[int, bytes, httpx.Headers]:
        rules = self._rules.get(robots_address(str(url)))
        self._pace.wait(url.host, min(rules.delay, self._limits.longest_pause) if rules else 0.0)
        ends = self._clock.now() + self._limits.seconds
        with self._client.stream("GET", url, headers=dict(headers)) as answer:
            body = bytearray()
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > largest:
                    raise Refused(f"it is larger than {largest:,} bytes")
                if self._clock.now() > ends:
                    raise Refused(f"it took longer than {self._limits.seconds:.0f} s")
            return answer.status_code, bytes(body), answer.headers


def bare(address: str) -> str:
    """Without query, user and fragment: they may hold a key."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def _page(url: httpx.URL, status: int, body: bytes, answer: httpx.Headers) -> Page:
    address = bare(str(url))
    tag = Tag(answer.get("etag", ""), answer.get("last-modified", ""))
    if status == NOT_MODIFIED:
        return Page(address, tag=tag, unchanged=True)
    if status != 200:
        raise SourceUnavailable(f"{address}: status {status}")
    return Page(address, body, answer.get("content-type", ""), tag)


def _conditions(known: Tag | None) -> dict[str, str]:
    sent = {}
    if known and known.etag:
        sent["If-None-Match"] = known.etag
    if known and known.modified:
        sent["If-Modified-Since"] = known.modified
    return sent


def _asked_pause(answer: httpx.Headers) -> float:
    text = answer.get("retry-after", "")
    return float(text) if text.isdigit() else 0.0


def _words(error: httpx.HTTPError) -> str:
    """Never the words of httpx alone: some of them hold the whole address."""
    known: dict[type[httpx.HTTPError], str] = {
        httpx.ConnectError: "no connection",
        httpx.ConnectTimeout: "no connection in time",
        httpx.ReadTimeout: "no answer in time",
        httpx.RemoteProtocolError: "the answer broke off",
    }
    return known.get(type(error), type(error).__name__)
