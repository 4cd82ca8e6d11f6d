"""The fetcher against a real server on loopback, and against addresses it must not reach."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from adapters.fetch.client import Clock, Fetcher, Limits
from adapters.fetch.guarded import GuardedTransport, Refused, is_public
from knowledge.errors import SourceUnavailable
from knowledge.sources.ports import Tag
from tests.loopback.sources_server import SourcesServer

QUICK = Limits(size=5000, pace=0.0, pause=0.5, tries=3)


class Sleeper:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.at = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def clock(self) -> Clock:
        return Clock(lambda: self.at, self.sleep)


@pytest.fixture
def server() -> Iterator[SourcesServer]:
    with SourcesServer() as server:
        yield server


def open_fetch(server: SourcesServer, *, limits: Limits = QUICK, sleeper: Sleeper | None = None):
    clock = (sleeper or Sleeper()).clock()
    return Fetcher(frozenset(), frozenset({server.host}), limits=limits, clock=clock)


def test_a_page_is_asked_for_only_if_it_changed(server):
    server.pages["/notice"] = ("text/html", "<p>공고</p>".encode(), '"v1"')
    with open_fetch(server) as fetch:
        first = fetch.get(f"{server.url}/notice")
        again = fetch.get(f"{server.url}/notice", known=first.tag)
        assert (first.body.decode(), first.tag) == ("<p>공고</p>", Tag('"v1"'))
        assert (again.unchanged, again.body) == (True, b"")


def test_robots_txt_is_read_once_and_heeded(server):
    server.pages["/private/a"] = ("text/html", b"x", "")
    server.pages["/open"] = ("text/html", b"x", "")
    with open_fetch(server) as fetch:
        with pytest.raises(SourceUnavailable, match=r"robots\.txt does not allow"):
            fetch.get(f"{server.url}/private/a")
        assert fetch.get(f"{server.url}/open").body == b"x"
    assert len(server.asked("/robots.txt")) == 1


def test_robots_txt_out_of_order_means_nothing_is_fetched_for_now(server):
    server.broken["/robots.txt"] = [503]
    server.pages["/open"] = ("text/html", b"x", "")
    with open_fetch(server) as fetch, pytest.raises(SourceUnavailable, match="robots"):
        fetch.get(f"{server.url}/open")


def test_a_busy_server_is_asked_again_after_growing_pauses_and_no_sooner_than_it_asks(server):
    server.pages["/open"] = ("text/html", b"x", "")
    server.broken["/open"] = [503, 429]
    sleeper = Sleeper()
    with open_fetch(server, sleeper=sleeper) as fetch:
        assert fetch.get(f"{server.url}/open").body == b"x"
    assert sleeper.slept == [1.0, 1.0]


def test_after_the_last_try_the_reason_is_said_without_the_key(server):
    server.broken["/open"] = [500, 500, 500]
    with open_fetch(server) as fetch, pytest.raises(SourceUnavailable) as error:
        fetch.get(f"{server.url}/open", {"serviceKey": "geheim"})
    assert str(error.value) == f"{server.url}/open: status 500, 3 times"


def test_a_refusal_is_final(server):
    with open_fetch(server) as fetch, pytest.raises(SourceUnavailable, match="status 404"):
        fetch.get(f"{server.url}/nowhere")
    assert len(server.asked("/nowhere")) == 1


def test_a_page_larger_than_the_limit_is_cut_off(server):
    server.pages["/large"] = ("text/html", b"x" * 5001, "")
    with open_fetch(server) as fetch, pytest.raises(SourceUnavailable, match="larger than 5,000"):
        fetch.get(f"{server.url}/large")


def test_requests_to_one_host_keep_their_distance(server):
    server.pages["/open"] = ("text/html", b"x", "")
    sleeper = Sleeper()
    with open_fetch(server, limits=Limits(pace=1.5), sleeper=sleeper) as fetch:
        fetch.get(f"{server.url}/open")
        fetch.get(f"{server.url}/open")
    assert sleeper.slept == [1.5, 1.5]  # robots.txt is a request too


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "http://localhost:1/", "file:///etc/passwd"]
)
def test_a_redirect_leads_nowhere_private(server, target):
    server.pages["/away"] = ("redirect", target.encode(), "")
    with open_fetch(server) as fetch, pytest.raises(SourceUnavailable, match=r"refused|robots"):
        fetch.get(f"{server.url}/away")


def test_redirects_within_the_host_are_followed_but_not_for_ever(server):
    server.pages["/old"] = ("redirect", b"/new", "")
    server.pages["/new"] = ("text/html", b"x", "")
    server.pages["/round"] = ("redirect", b"/round", "")
    with open_fetch(server) as fetch:
        assert fetch.get(f"{server.url}/old").body == b"x"
        with pytest.raises(SourceUnavailable, match="redirected too often"):
            fetch.get(f"{server.url}/round")


PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
    "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "224.0.0.1",
    "255.255.255.255",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_counts_as_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"]])
def test_a_listed_host_whose_name_points_inside_is_refused(addresses):
    transport = GuardedTransport(frozenset({"agency.example"}), lookup=lambda _h, _p: addresses)
    with pytest.raises(Refused, match="private address"):
        transport.handle_request(httpx.Request("GET", "https://agency.example/"))


def test_the_connection_goes_to_the_address_that_was_checked():
    """A name that points elsewhere a moment later is not asked a second time."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    lookups = iter([["93.184.216.34"], ["127.0.0.1"]])
    transport = GuardedTransport(
        frozenset({"agency.example"}),
        lookup=lambda _h, _p: next(lookups),
        inner=httpx.MockTransport(answer),
    )
    transport.handle_request(httpx.Request("GET", "https://agency.example/notice"))
    (sent,) = seen
    assert (sent.url.host, sent.headers["host"]) == ("93.184.216.34", "agency.example")
    assert sent.extensions["sni_hostname"] == "agency.example"


def test_a_host_that_nobody_listed_is_not_asked():
    transport = GuardedTransport(frozenset({"agency.example"}), lookup=lambda _h, _p: ["8.8.8.8"])
    with pytest.raises(Refused, match="not on the list"):
        transport.handle_request(httpx.Request("GET", "https://other.example/"))
