"""A request to somebody outside: over https, to a public address, once, and where it leads on nobody follows.

The address is looked up here and that one is connected to, so that a name cannot lead elsewhere after it was checked.
"""

import socket
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from ssl import SSLContext, create_default_context
from urllib.parse import SplitResult, urlsplit

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.messaging.rules.answers import Answer

TIMEOUT_S = 5
READ_AT_MOST = 65_536
PORTS = {"https": 443, "http": 80}
HERE = {"127.0.0.1", "localhost"}
NAT64 = ip_network("64:ff9b::/96")
"""Leads to any IPv4 address, and counts as a public one."""

Lookup = Callable[[str, int], list[str]]


def _looked_up(host: str, port: int) -> list[str]:
    return [str(it[4][0]) for it in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open Internet, whatever it is wrapped in."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        wrapped: IPv4Address | None = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if wrapped is not None:
            return wrapped.is_global and not wrapped.is_multicast
        if ip in NAT64:
            return False
    return ip.is_global and not ip.is_multicast


def leads_here(address: str) -> bool:
    """Whether an address is one of this very machine."""
    return (urlsplit(address).hostname or "") in HERE


class _Pinned(HTTPSConnection):
    """Connects to an address that was checked, and asks for the certificate of the name."""

    def __init__(self, host: str, ip: str, port: int, context: SSLContext) -> None:
        super().__init__(host, port, timeout=TIMEOUT_S, context=context)
        self._ip, self._checks = ip, context

    def connect(self) -> None:
        plain = socket.create_connection((self._ip, self.port), TIMEOUT_S)
        self.sock = self._checks.wrap_socket(plain, server_hostname=self.host)


class Outward:
    """`here_too`: whether this machine is outside as well, as where everything outside is simulated on it."""

    def __init__(self, *, here_too: bool = False, lookup: Lookup = _looked_up) -> None:
        self._here_too = here_too
        self._lookup = lookup

    def post(self, channel: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The answer, redirects too. ProviderFailure: none came, or the address is not outside (not retryable)."""
        there = _parts(channel, address)
        connection = self._connection(channel, there)
        target = (there.path or "/") + (f"?{there.query}" if there.query else "")
        connected = False
        try:
            connection.connect()
            connected = True
            connection.request("POST", target, body, dict(headers))
            return _read(connection.getresponse())
        except (OSError, HTTPException, ValueError) as error:
            raise ProviderFailure(
                provider=channel, retryable=True, reason="no answer", unanswered=connected
            ) from error
        finally:
            connection.close()

    def _connection(self, channel: str, there: SplitResult) -> HTTPConnection:
        host, port = there.hostname or "", there.port or PORTS.get(there.scheme, 0)
        if self._here_too and host in HERE and there.scheme == "http":
            return HTTPConnection(host, port, timeout=TIMEOUT_S)
        if there.scheme != "https" or not host or there.username is not None:
            raise _not_outside(channel)
        try:
            found = self._lookup(host, port)
        except (OSError, UnicodeError) as error:
            raise ProviderFailure(provider=channel, retryable=True, reason="no such name") from error
        if not found or not all(is_public(it) for it in found):
            raise _not_outside(channel)
        return _Pinned(host, found[0], port, create_default_context())


def _parts(channel: str, address: str) -> SplitResult:
    try:
        there = urlsplit(address)
        _ = there.port
    except ValueError as bad:
        raise _not_outside(channel) from bad
    return there


def _not_outside(channel: str) -> ProviderFailure:
    return ProviderFailure(provider=channel, retryable=False, reason="not an address outside")


def _read(response: HTTPResponse) -> Answer:
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, headers, response.read(READ_AT_MOST))
