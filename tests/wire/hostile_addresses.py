"""Addresses of places that no fetcher may reach, in every spelling, and ways to be led there: 270 of them.

Each is a name, what is typed, where names lead (`names`), and what the server that is asked first redirects to.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.wire.network import PUBLIC

INSIDE = (
    "127.0.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.100.100.200",
    "0.0.0.0",
    "192.0.0.192",
    "168.63.129.16",
    "224.0.0.1",
)
INSIDE_6 = (
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "5f00::1",
    "fec0::1",
    "100::1",
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Hostile:
    """One address that is typed. `onward` is where the public server `paper.news` sends on."""

    name: str
    url: str
    names: dict[str, list] = field(default_factory=dict)
    onward: str = ""


def spellings(text: str) -> Iterator[str]:
    """The ways in which one IPv4 address can stand in an address of the web."""
    address = ipaddress.IPv4Address(text)
    number, parts = int(address), text.split(".")
    low, high = f"{number & 0xFFFF:x}", f"{number >> 16:x}"
    yield from (text, f"{text}.", str(number), hex(number), f"0{number:o}", f"0x{number:08X}")
    yield from (".".join(f"0x{int(p):x}" for p in parts), ".".join(f"0{int(p):o}" for p in parts))
    yield from (".".join(f"{int(p):03d}" for p in parts), f"{parts[0]}.{number & 0xFFFFFF}")
    yield from (text.translate(_FULL_WIDTH), text.replace(".", "。"), text.replace(".", "．"))
    yield from (f"[::ffff:{text}]", f"[::{text}]", f"[::ffff:{high}:{low}]", f"[64:ff9b::{high}:{low}]")
    yield from (f"[2002:{high}:{low}::]", f"[::ffff:0:{text}]", f"[2001:0:{high}:{low}::1]")


def _typed() -> Iterator[Hostile]:
    for inside in INSIDE:
        for number, host in enumerate(spellings(inside)):
            yield Hostile(f"{inside} as {host}", f"http{'s' * (number % 2)}://{host}/latest/meta-data/")
    for inside in INSIDE_6:
        full = ipaddress.IPv6Address(inside).exploded
        yield Hostile(f"{inside} plain", f"http://[{inside}]/")
        yield Hostile(f"{inside} in full", f"http://[{full.upper()}]/")
        yield Hostile(f"{inside} with a zone", f"http://[{inside}%25eth0]/")


def _named() -> Iterator[Hostile]:
    for inside in (*INSIDE, *INSIDE_6):
        yield Hostile(f"a name that leads to {inside}", "http://inside.news/", {"inside.news": [inside]})
        yield Hostile(f"outside and {inside}", "http://both.news/", {"both.news": [PUBLIC, inside]})
    for name in ("localhost", "LOCALHOST.", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "metadata.google.internal"):
        folded = "localhost" if "host" in name.lower() or "ⓛ" in name else name
        yield Hostile(f"the name {name}", f"http://{name}/", {folded: ["127.0.0.1"]})


def _led() -> Iterator[Hostile]:
    for inside in INSIDE:
        yield Hostile(f"led to {inside}", "http://paper.news/", onward=f"http://{inside}/")
        yield Hostile(f"led to {int(ipaddress.IPv4Address(inside))}", "http://paper.news/", onward=f"//{inside}:80/x")
    for inside in INSIDE_6[:4]:
        yield Hostile(f"led to {inside}", "http://paper.news/", onward=f"http://[{inside}]/")
    away = {"away.news": ["10.0.0.1"]}
    yield Hostile("led to a name that leads inside", "http://paper.news/", away, onward="http://away.news/")
    for onward in ("file:///etc/passwd", "gopher://127.0.0.1:6379/_INFO", "ftp://paper.news/", "data:text/html,x"):
        yield Hostile(f"led to {onward}", "http://paper.news/", onward=onward)
    for onward in ("http://paper.news:22/", "http://user:pass@paper.news/", "http://paper.news:0/"):
        yield Hostile(f"led to {onward}", "http://paper.news/", onward=onward)


def _odd() -> Iterator[Hostile]:
    odd = (
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "ftp://paper.news/",
        "dict://127.0.0.1:11211/",
        "jar:http://a!/",
    )
    odd += (
        "javascript:alert(1)",
        "data:text/html,x",
        "//paper.news/",
        "http:/paper.news/",
        "http:paper.news",
        "http://",
    )
    odd += ("http://127.0.0.1:6379/", "http://paper.news:22/", "http://paper.news:8080/", "https://paper.news:80/")
    odd += ("http://paper.news:0/", "http://paper.news:99999/", "http://user@paper.news/", "http://a:b@127.0.0.1/")
    odd += (
        "http://paper.news\\@127.0.0.1/",
        "http://127.0.0.1\\.paper.news/",
        "http://paper.news/\r\nHost: x",
        "http://[::1",
    )
    odd += ("http://pa per.news/", "http://paper.news\t.x/", "http://%31%32%37.0.0.1/", "http://a..b/", "http://-/")
    odd += ("http://" + "a" * 64 + ".news/", "http://" + "a." * 130 + "news/", "http://paper.news/" + "x" * 3000)
    odd += ("http://1.2.3.4.5/", "http://256.256.256.256/", "http://127.0.0.1.0x7f/", "http://[v1.x]/", "http://[]/")
    yield from (Hostile(f"odd {url[:40]!r}", url) for url in odd)


def addresses() -> list[Hostile]:
    """All of them, in an order that is always the same."""
    return [*_typed(), *_named(), *_led(), *_odd()]
