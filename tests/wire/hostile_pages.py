"""Pages and servers that mean no good, 250 of them: each is a name and what the server says."""

from __future__ import annotations

import gzip
import json
import random
import time
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from tests.wire.pages import STRIKE, page

Says = Callable[[object], None]
Case = tuple[str, Says]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
BIG = 10_000_000


def body(data: bytes, **how) -> Says:
    return lambda caller: caller.answer(data, **how)


@cache
def _packed(size: int, wbits: int) -> bytes:
    """So many MB of zeros, packed. Only when a server says it: it takes a while, and few cases run always."""
    packer, zeros = zlib.compressobj(9, wbits=wbits), b"\0" * 1_000_000
    return b"".join(packer.compress(zeros) for _ in range(size)) + packer.flush()


def bomb(size: int, wbits: int, packing: str, again: Callable[[bytes], bytes] = bytes) -> Says:
    head = f"Content-Encoding: {packing}\r\n"
    return lambda caller: caller.answer(again(_packed(size, wbits)), head=head)


def raw(*pieces: bytes) -> Says:
    def say(caller) -> None:
        for piece in pieces:
            caller.send(piece)

    return say


def endless(start: bytes, again: bytes, pause: float = 0.0) -> Says:
    def say(caller) -> None:
        caller.send(start)
        while not caller.is_gone():
            caller.send(again)
            time.sleep(pause)

    return say


def _drips() -> Iterator[Case]:
    yield "a head a byte at a time", endless(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.02)
    yield "a status a byte at a time", endless(b"HTTP/1.1 200 ", b"O", 0.02)
    yield "a body a byte at a time", endless(HEAD + b"\r\n", b"x", 0.02)
    yield "chunks of one byte", endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.02)
    yield "silence", endless(b"", b"", 0.05)
    yield "a length and then silence", endless(HEAD + b"Content-Length: 100\r\n\r\n", b"", 0.05)
    yield "packed, a byte at a time", endless(HEAD + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08", b"\0", 0.02)


def _floods() -> Iterator[Case]:
    yield "headers without end", endless(b"HTTP/1.1 200 OK\r\n", b"X: " + b"x" * 60_000 + b"\r\n")
    yield "short headers without end", endless(b"HTTP/1.1 200 OK\r\n", b"a: b\r\n" * 1000)
    yield "one header of 10 MB", raw(b"HTTP/1.1 200 OK\r\nX: ", b"x" * BIG)
    yield "a status line of 10 MB", raw(b"HTTP/1.1 200 ", b"O" * BIG)
    yield "continue without end", endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 500)
    yield "a body without end", endless(HEAD + b"\r\n", b"<p>" * 20_000)
    yield (
        "chunks without end",
        endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + b"x" * 65535 + b"\r\n"),
    )
    yield (
        "trailers without end",
        endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: " + b"x" * 60_000 + b"\r\n"),
    )
    yield "a chunk size without end", endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 60_000)
    yield "a chunk extension without end", endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * 60_000)
    yield (
        "empty blocks without end",
        endless(HEAD + b"Content-Encoding: deflate\r\n\r\n\x78\x9c", b"\0\0\0\xff\xff" * 9000),
    )
    yield "a head of 10 MB", body(b"<html><head><title>x</title>" + b"<meta name=a content=b>" * (BIG // 23))
    yield "redirects in a circle", body(b"", status="302 Found", head="Location: /strike\r\n")
    yield (
        "redirects without end",
        lambda caller: caller.answer(b"", status="302 Found", head=f"Location: {caller.path}x\r\n"),
    )


def _bombs() -> Iterator[Case]:
    for size in (5, 50, 200):
        yield f"gzip of {size} MB", bomb(size, 31, "gzip")
        yield f"gzip of gzip of {size} MB", bomb(size, 31, "gzip, gzip", gzip.compress)
        yield f"deflate of {size} MB", bomb(size, 15, "deflate")
        yield f"bare deflate of {size} MB", bomb(size, 15, "deflate", lambda packed: packed[2:-4])
    for name in ("br", "zstd", "compress", "x" * 5000, "gzip, br", "identity, gzip"):
        yield f"packed as {name[:20]}", body(b"\x8b\x02" * 50, head=f"Content-Encoding: {name}\r\n")
    yield "gzip that is none", body(b"<p>x</p>", head="Content-Encoding: gzip\r\n")
    yield "half of a gzip", body(gzip.compress(page())[:80], head="Content-Encoding: gzip\r\n")


def _framings() -> Iterator[Case]:
    heads = ("Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: x", "Content-Length: 1e9")
    heads += ("Content-Length: 5\r\nContent-Length: 500", "Content-Length: 5\r\nTransfer-Encoding: chunked")
    heads += ("Transfer-Encoding: chunked, gzip", "Transfer-Encoding: \x0bchunked", "Set-Cookie: " + "x" * 60_000)
    for head in heads:
        yield f"framed by {head[:40]!r}", raw(HEAD + head.encode() + b"\r\n\r\n<p>x</p>")
    for chunk in (b"-1\r\nx", b"fffffffffffffffffff\r\nx", b"zz\r\nx", b"\r\n\r\n", b"0x10\r\n" + b"x" * 16):
        yield f"a chunk {chunk[:12]!r}", raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunk)
    lines = (
        b"HTTP/0.9 200\r\n\r\n",
        b"<html>hello",
        b"HTTP/1.1 \xff\xfe\r\n\r\n",
        b"HTTP/1.1 999999 x\r\n\r\n",
        b"\0" * 100,
    )
    lines += (
        b"HTTP/1.1 200 OK\r\nContent-Type\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n : x\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"",
    )
    for line in lines:
        yield f"a line {line[:24]!r}", raw(line)
    for kind in (
        "application/pdf",
        "image/svg+xml",
        "text/html;" + "x" * 9000,
        "",
        "text/plain",
        "multipart/x",
        "\x01",
    ):
        yield f"content of kind {kind[:20]!r}", body(page(), kind=kind)


def _charsets() -> Iterator[Case]:
    text = "Hafenarbeiter in Völkl stimmten für 4,5 % mehr Lohn — “ja”, 부두 노동자, портовые рабочие. " * 12
    html = f"<html><head><title>Öl</title></head><body><article><p>{text}</p><p>{text}</p></article></body></html>"
    for truly in ("utf-8", "utf-16", "utf-16-be", "utf-32", "cp1252", "euc-kr", "koi8-r", "utf-7"):
        data = html.encode(truly, "xmlcharrefreplace")
        for said in ("utf-8", "iso-8859-1", "shift_jis", "x-none", "utf-16"):
            yield f"{truly} said to be {said}", body(data, kind=f"text/html; charset={said}")
    yield "a charset of 9,000 letters", body(html.encode(), kind="text/html; charset=" + "u" * 9000)
    yield "a meta that contradicts", body(b'<meta charset="utf-16">' + html.encode())


def _broken() -> Iterator[Case]:
    for seed in range(20):
        yield f"noise {seed}", body(random.Random(seed).randbytes(20_000))
    whole = page()
    for seed in range(25):
        chance, spoilt = random.Random(seed), bytearray(whole)
        for _ in range(60):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        yield f"a page with noise {seed}", body(bytes(spoilt))
    for cut in (10, 100, 300, 900, 1500):
        yield f"a page cut at {cut}", body(whole[:cut])
    for odd in (
        b"",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"<",
        b"<!--",
        b"<![CDATA[",
        b"<!DOCTYPE" + b"[" * 9000,
        b"&" * 99_999,
    ):
        yield f"nothing but {odd[:10]!r}", body(odd)
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    yield "entities of entities", body(f'<!DOCTYPE html [<!ENTITY l0 "lol">{entities}]><p>&l11;</p>'.encode())
    yield "an outer entity", body(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e;</p>')


def _trees() -> Iterator[Case]:
    for tag in ("div", "b", "table", "ul", "blockquote", "font", "svg", "form", "p", "a"):
        yield f"{tag} nested 100,000 deep", body(f"<{tag}>".encode() * 100_000)
        yield f"{tag} nested 240 deep", body(f"<{tag}>".encode() * 240 + page())
    yield "a million paragraphs", body(b"<p>" * 1_000_000)
    yield "29,000 paragraphs", body(b"<article>" + b"<p>word word word</p>" * 29_000)
    yield "one word of 3 MB", body(b"<article><p>" + b"x" * 3_000_000)
    yield "one paragraph of 3 MB", body(b"<article><p>" + b"word. " * 500_000)
    yield "3 MB of one letter and a dot", body(b"<article><p>" + b"a." * 1_500_000)
    yield "an attribute of 3 MB", body(b"<p title='" + b"x" * 3_000_000 + b"'>text</p>")
    yield "100,000 attributes", body(b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x</p>")
    yield "20,000 links", body(b"<article>" + b"<p><a href='/x'>Read more about this</a></p>" * 20_000)
    yield "a script of 3 MB", body(b"<script>" + b"x" * 3_000_000 + b"</script>" + page())
    yield "dates by the thousand", body(b"<article><p>" + b"2026-01-01 1 Jan 2026, " * 100_000)


CANONICAL = (
    *("javascript:alert(1)", "data:text/html,x", "//evil.news/", "http://127.0.0.1/", "http://paper.news.evil.news/"),
    *("http://paper.news@evil.news/", "http://evil.news\\@paper.news/", "file:///etc/passwd", "http://[::1]/"),
    *("x" * 20_000, "http://paper.news:22/", "http://ｐaper.news.evil.news/", "\x00", "http://", "ftp://paper.news/x"),
)
DATES = (
    *("9999-12-31T23:59:59Z", "0000-00-00", "0001-01-01T00:00:00+23:59", "-1", "1e309", "2026-02-30", "tomorrow"),
    *(
        "2026-02-19T14:05:00+99:99",
        "9" * 5000,
        "2026-02-19T25:61:61Z",
        "１２３４-０５-０６",
        "Thu, 99 Xyz 99999 00:00:00",
        "",
    ),
    *(None, 1e300, [], {}, [["2026"]], True, -62135596800, "2026-W01", "20260219T140500Z", "\u202e2026", "now()"),
)


def _data() -> Iterator[Case]:
    for number, link in enumerate(CANONICAL):
        head = f'<link rel="canonical" href="{link}">'
        yield f"canonical {number}: {link[:30]!r}", body(page(head=head))
    for number, date in enumerate(DATES):
        described = {"@type": "NewsArticle", "headline": "Strike", "datePublished": date}
        script = f"<script type='application/ld+json'>{json.dumps(described)}</script>"
        article = "".join(f"<p>{text}</p>" for text in STRIKE)
        html = f"<html>{script}<article>{article}</article>"
        yield f"published {number}: {str(date)[:30]!r}", body(html.encode())
    odd = (
        "[" * 100_000,
        '{"@graph":' * 20_000,
        "9" * 100_000,
        '{"@type":"Article","headline":{"a":[1]}}',
        "NaN",
        "null",
    )
    odd += ('{"@type":"Article","headline":"' + "x" * 400_000 + '"}', '{"@type":"Article","headline":"\\ud800"}', '"')
    odd += ('{"@type":["Article"],"headline":"H","author":[[],{},null,{"name":{}}]}', "[null,1,[]]", '{"@type":{}}')
    for number, script in enumerate(odd):
        yield (
            f"data {number}: {script[:20]!r}",
            body(f"<script type=application/ld+json>{script}</script>".encode() + page()),
        )
    for number, headline in enumerate(
        ("\u202e" * 500, "<script>alert(1)</script>", "x" * 50_000, "\u0000", "👩‍👩‍👧" * 9_000)
    ):
        yield f"headline {number}", body(page(headline=headline))


def pages() -> list[Case]:
    """All of them, in an order that is always the same."""
    return [
        *(*_drips(), *_floods(), *_bombs(), *_framings()),
        *(*_charsets(), *_broken(), *_trees(), *_data()),
    ]
