"""Where an address leads: host, port and path as sent, and which network addresses belong to the public net."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from foundation.errors import NewsroomError
from foundation.limits import URL_CHARS

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

WEB_PORTS = {"http": 80, "https": 443}

_LABELS = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
# As inet_aton reads a last label: such a host is a network address, however it is spelled.
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_UNQUOTED = "/%:@!$&'()*+,;=~?"
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]")

# What `is_global` leaves open or judges differently by version of Python (IANA's registries of special addresses).
_NOT_PUBLIC = [
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and one cloud's metadata
        "168.63.129.16/32",  # the metadata of another cloud, in public space
        "192.0.0.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
        "2001::/23",  # Teredo and other protocols' own
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address within
        "2620:4f:8000::/48",
        "3fff::/20",
    )
]
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotPublic(NewsroomError):
    """The address is none that the newsroom may ask."""


@dataclass(frozen=True, slots=True)
class Place:
    """One web address taken apart. `host` is ASCII, without brackets or final dot; `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what a browser takes for one site."""
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """Host and port as the header Host has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == WEB_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.target}"


def place_of(url: str) -> Place:
    """Take a web address apart. Raises NotPublic where it is not http or https, has no host that can be one, or
    holds a user name, a zone, or a network address in another spelling than the plain one.
    """
    shown = repr(url[:80])
    if len(url) > URL_CHARS:
        raise NotPublic(f"The address is too long: {len(url):,} characters, and {URL_CHARS:,} are allowed.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotPublic(f"{shown} is not a web address.") from None
    scheme = parts.scheme.lower()
    if scheme not in WEB_PORTS:
        raise NotPublic(f"{shown} is neither http nor https, and nothing else is fetched.")
    if "@" in parts.netloc:
        raise NotPublic("The address holds a user name or password. Take it out.")
    # A browser reads a backslash as a slash, so that the host would be another.
    if _CONTROL.search(url) or "\\" in parts.netloc or ("[" in parts.netloc and ":" not in host) or port == 0:
        raise NotPublic(f"{shown} is not a web address.")
    target = quote(parts.path or "/", safe=_UNQUOTED)
    if parts.query:
        target += "?" + quote(parts.query, safe=_UNQUOTED)
    return Place(scheme, _host(host, shown=shown), port or WEB_PORTS[scheme], target)


def _host(host: str, *, shown: str) -> str:
    """The host in ASCII: a name, or a network address in its plain form."""
    if ":" in host:
        try:
            address = ipaddress.IPv6Address(host)
        except ValueError:
            raise NotPublic(f"{shown} has a host that is none.") from None
        if address.scope_id is not None:
            raise NotPublic(f"{shown} names a zone of this machine's own network.")
        return address.compressed
    try:
        # It folds full-width digits and dots as well; a host of one label longer than that raises.
        ascii_host = host[:300].encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise NotPublic(f"{shown} has a host that is none.") from None
    if not _LABELS.fullmatch(ascii_host):
        raise NotPublic(f"{shown} has a host that is none.")
    if _NUMBER.fullmatch(ascii_host.rpartition(".")[2]):
        try:
            return str(ipaddress.IPv4Address(ascii_host))
        except ValueError:
            raise NotPublic(f"{shown} writes a network address as no web page does.") from None
    return ascii_host


def is_public(address: IPAddress) -> bool:
    """Whether a network address belongs to the public net.

    What a NAT64 leads to is judged by the IPv4 address within; every other IPv6 address that holds one is refused.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        # ISATAP: an IPv4 address behind the identifier 0:5efe or 200:5efe.
        if address not in _GLOBAL_UNICAST or (int(address) >> 32) & 0xFDFFFFFF == 0x5EFE or address.scope_id:
            return False
    if address.is_multicast or not address.is_global:
        return False
    return not any(address in network for network in _NOT_PUBLIC)
