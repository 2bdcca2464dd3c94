"""Fetching one page: http and https only, public addresses only, bounded in time and size.

Each hop of a redirect is checked like the first address. The connection goes to the very address
that was checked, so a name that answers differently the second time gains nothing; proxies named
in the environment are not used, since they would look the name up again.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx

from reportedly.errors import InputError
from reportedly.version import __version__

MAX_HOPS = 6
MAX_URL_CHARACTERS = 2_000
_PORTS = {"http": 80, "https": 443}
_ACCEPT = "text/html, application/xhtml+xml, application/json, application/xml;q=0.9, text/plain;q=0.8"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: the bytes, where from after redirects, and what the server calls them."""

    data: bytes
    url: str
    content_type: str
    charset: str | None
    truncated: bool


def check_url(url: str, *, allow_private_network: bool = False) -> str:
    """The IP address to connect to; InputError where ``url`` is malformed, unknown or not public."""
    parts = _parts(url)
    host = parts.hostname or ""
    try:
        answers = socket.getaddrinfo(host, parts.port or _PORTS[parts.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(f"the host {host!r} of {url} is not found") from error
    addresses = [str(answer[4][0]).partition("%")[0] for answer in answers]
    if not allow_private_network and not all(map(_is_public, addresses)):
        raise InputError(f"{url} leads to a private or local address, which is refused by default")
    return addresses[0]


def fetch(url: str, *, timeout_s: float, max_bytes: int, allow_private_network: bool = False) -> Fetched:
    """The body at ``url``, redirects followed; InputError with one line where it cannot be had."""
    deadline = time.monotonic() + timeout_s
    with httpx.Client(timeout=timeout_s, follow_redirects=False, trust_env=False) as client:
        for _ in range(MAX_HOPS):
            address = check_url(url, allow_private_network=allow_private_network)
            try:
                answer = _get(client, url, address, deadline, max_bytes)
            except httpx.TimeoutException as error:
                raise InputError(f"{url} did not answer within {timeout_s:g} seconds") from error
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                raise InputError(f"{url} cannot be read: {error or type(error).__name__}") from error
            if isinstance(answer, Fetched):
                return answer
            url = answer
    raise InputError(f"{url}: more than {MAX_HOPS} redirects")


def _parts(url: str) -> SplitResult:
    """The parts of a usable URL; InputError otherwise."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InputError(f"{url[:200]!r} is not a URL: {error}") from error
    if parts.scheme not in _PORTS:
        raise InputError(f"{url[:200]!r}: only http and https addresses are read")
    if not parts.hostname or port == 0 or parts.username or len(url) > MAX_URL_CHARACTERS:
        raise InputError(f"{url[:200]!r} is not a usable address")
    return parts


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    ip = mapped or ip
    return ip.is_global and not ip.is_multicast


def _get(client: httpx.Client, url: str, address: str, deadline: float, max_bytes: int) -> Fetched | str:
    """What lies at ``url``, or the URL it redirects to; the connection is made to ``address``."""
    parts = _parts(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    literal = f"[{address}]" if ":" in address else address
    target = parts._replace(netloc=literal + port, fragment="").geturl()
    headers = {
        "Host": (f"[{host}]" if ":" in host else host) + port,
        "User-Agent": f"Reportedly/{__version__}",
        "Accept": _ACCEPT,
    }
    with client.stream("GET", target, headers=headers, extensions={"sni_hostname": host}) as response:
        if response.is_redirect:
            return urljoin(url, str(response.headers.get("location", "")))
        if response.status_code >= 400:
            raise InputError(f"{url} answers {response.status_code} {response.reason_phrase}")
        data, truncated = _body(url, response, deadline, max_bytes)
        content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(data, url, content_type, response.charset_encoding, truncated)


def _body(url: str, response: httpx.Response, deadline: float, max_bytes: int) -> tuple[bytes, bool]:
    """(the bytes up to ``max_bytes``, whether there were more); a body that drips too slowly is given up."""
    data = bytearray()
    for chunk in response.iter_bytes(65_536):
        data += chunk
        if len(data) > max_bytes:
            return bytes(data[:max_bytes]), True
        if time.monotonic() > deadline:
            raise InputError(f"{url} takes too long to send its page")
    return bytes(data), False
