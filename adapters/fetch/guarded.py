"""A transport that connects only to allowed hosts, at public addresses that it resolved itself."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

NAT64 = ip_network("64:ff9b::/96")
Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""Host and port to the addresses it has; raises ``OSError``."""


class Refused(Exception):
    """The request was not made; the message is the reason."""


def resolve(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def is_public(text: str) -> bool:
    """Whether an address lies on the internet: not private, loopback, link-local, multicast,
    reserved, or one of those wrapped in IPv6.
    """
    address: Address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(str(inner))
        if address in NAT64:
            return is_public(str(IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast


class GuardedTransport(httpx.BaseTransport):
    """Every request, also each step of a redirect, is checked anew. The connection goes to the
    address that was checked, so that a name cannot point elsewhere a moment later; the certificate
    is still that of the name. ``private`` hosts (``host:port``) may lie anywhere: for trials.
    """

    def __init__(
        self,
        hosts: frozenset[str],
        private: frozenset[str] = frozenset(),
        lookup: Resolve = resolve,
        inner: httpx.BaseTransport | None = None,
    ) -> None:
        self._hosts = hosts
        self._private = private
        self._lookup = lookup
        self._inner = inner or httpx.HTTPTransport(retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        port = url.port or (443 if url.scheme == "https" else 80)
        known = f"{url.host}:{port}" in self._private
        if url.scheme not in {"http", "https"}:
            raise Refused(f"{url.scheme}: is not fetched")
        if url.userinfo:
            raise Refused("an address with a user name is not fetched")
        if not known and url.host not in self._hosts:
            raise Refused(f"the host {url.host} is not on the list of sources")
        address = self._checked(url.host, port, known=known)
        request.url = url.copy_with(host=address)
        request.extensions = {**request.extensions, "sni_hostname": url.host}
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()

    def _checked(self, host: str, port: int, *, known: bool) -> str:
        """One of the host's addresses; refused if any of them is private."""
        try:
            addresses = self._lookup(host, port)
        except OSError as error:
            raise httpx.ConnectError(f"the name {host} is not known: {error}") from error
        if not addresses:
            raise httpx.ConnectError(f"the name {host} has no address")
        if not known and not all(is_public(address) for address in addresses):
            raise Refused(f"the host {host} lies at a private address")
        return next((a for a in addresses if ":" not in a), addresses[0])
