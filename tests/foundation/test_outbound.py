"""The one way out: what is asked, what is not, and where every answer ends."""

from __future__ import annotations

import gzip
import ssl
import time
import zlib
from pathlib import Path

import pytest

from foundation.errors import TryLater
from foundation.hosts import NotPublic
from foundation.outbound import Refused, Unreachable, fetch
from tests.wire.network import PUBLIC, net, serving

# Made for these tests, with its key, and trusted by nobody.
CERTIFICATE = Path(__file__).with_name("paper.example.pem")
HTML = frozenset({"text/html"})


def get(url="http://paper.example/a", **changes):
    return fetch(url, **({"deadline_seconds": 5, "max_bytes": 100_000, "content_types": HTML} | changes))


def says(body, **how):
    return lambda caller: caller.answer(body, **how)


def test_an_answer_comes_whole_with_its_headers_and_its_address(monkeypatch):
    with net(says(b"<p>Strike ends</p>", head='ETag: "7"\r\n'), monkeypatch) as made:
        answer = get("http://Paper.Example./a?b=ü")
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"<p>Strike ends</p>", '"7"')
    assert answer.url == "http://paper.example/a?b=%C3%BC"
    assert made.dialled == [PUBLIC]


def test_we_say_honestly_who_asks_and_where_one_learns_more(monkeypatch, settings):
    settings.PUBLIC_URL = "https://news.example.org"
    with net(says(b"x"), monkeypatch) as made:
        get()
    assert "user-agent: Newsroom/1.0 (+https://news.example.org)" in made.server.seen[0]
    assert "host: paper.example\r\n" in made.server.seen[0] + "\r\n"


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "304 Not Modified"])
def test_an_answer_that_says_no_is_an_answer(monkeypatch, status):
    with net(says(b"", status=status), monkeypatch):
        assert get().status == int(status[:3])


def test_a_name_is_looked_up_once_and_the_address_judged_is_the_one_asked(monkeypatch):
    with net(says(b"x"), monkeypatch) as made:
        made.names["rebind.example"] = [[PUBLIC], ["127.0.0.1"]]
        assert get("http://rebind.example/").body == b"x"
    assert made.asked == ["rebind.example"]
    assert made.dialled == [PUBLIC]


@pytest.mark.parametrize("found", [["127.0.0.1"], ["::1"], [PUBLIC, "10.0.0.1"], ["fe80::1%lo"], ["64:ff9b::7f00:1"]])
def test_a_name_that_leads_inside_is_not_asked_even_where_it_leads_outside_too(monkeypatch, found):
    with net(says(b"x"), monkeypatch) as made:
        made.names["inside.example"] = found
        with pytest.raises(NotPublic, match=r"inside\.example leads into a network that is not public"):
            get("http://inside.example/")
    assert made.dialled == []


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/", "http://inside.example/", "file:///etc/passwd", "http://paper.example:22/", "//[::1]/"],
)
def test_a_redirect_is_judged_like_the_first_address(monkeypatch, target):
    with net(says(b"", status="302 Found", head=f"Location: {target}\r\n"), monkeypatch) as made:
        made.names["inside.example"] = ["192.168.0.1"]
        with pytest.raises(NotPublic):
            get()
    assert made.dialled == [PUBLIC]


def test_five_redirects_are_followed_and_a_sixth_is_not(monkeypatch):
    def onward(caller):
        step = int(caller.path[1:])
        if step:
            caller.answer(b"", status="301 Moved", head=f"Location: /{step - 1}\r\n")
        else:
            caller.answer(b"there")

    with net(onward, monkeypatch) as made:
        assert get("http://paper.example/5").url == "http://paper.example/0"
        with pytest.raises(Refused, match="redirects more than 5 times"):
            get("http://paper.example/6")
    assert len(made.dialled) == 12


def test_what_identifies_us_at_one_site_is_not_told_to_the_next(monkeypatch):
    def elsewhere(caller):
        if "Host: other" in caller.head or "host: other" in caller.head:
            caller.answer(b"x")
        else:
            caller.answer(b"", status="302 Found", head="Location: http://other.example/\r\n")

    with net(elsewhere, monkeypatch) as made:
        get(headers={"Authorization": "Bearer sesame", "If-None-Match": '"7"', "Accept": "text/html"})
    first, second = (head.lower() for head in made.server.seen)
    assert "sesame" in first
    assert "sesame" not in second
    assert '"7"' not in second
    assert "accept: text/html" in second


def test_what_is_sent_is_not_sent_again_elsewhere(monkeypatch):
    elsewhere = says(b"", status="307 Elsewhere", head="Location: http://other.example/\r\n")
    with net(elsewhere, monkeypatch) as made, pytest.raises(Refused, match="redirects what was sent"):
        get(method="POST", body=b"{}")
    assert made.dialled == [PUBLIC]


def test_a_body_is_sent(monkeypatch):
    with net(lambda caller: caller.answer(caller.body.encode()), monkeypatch):
        assert get(method="POST", body=b'{"a": 1}', headers={"Content-Type": "application/json"}).body == b'{"a": 1}'


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(b"strike" * 50), "gzip"),
        (zlib.compress(b"strike" * 50), "deflate"),
        (zlib.compress(b"strike" * 50)[2:-4], "deflate"),
        (b"strike" * 50, "identity"),
    ],
    ids=["gzip", "zlib", "deflate", "plain"],  # the bytes of a gzip hold the time
)
def test_packed_answers_are_unpacked(monkeypatch, packed, encoding):
    with net(says(packed, head=f"Content-Encoding: {encoding}\r\n"), monkeypatch):
        assert get().body == b"strike" * 50


def test_a_gzip_of_several_files_is_read_to_its_end_and_what_stands_behind_it_is_not(monkeypatch):
    files = gzip.compress(b"strike ") + gzip.compress(b"ends")
    with net(says(files + b"\0" * 100, head="Content-Encoding: gzip\r\n"), monkeypatch):
        assert get().body == b"strike ends"


def test_several_gzip_files_are_counted_together(monkeypatch):
    bombs = gzip.compress(b"\0" * 60_000) * 3
    with net(says(bombs, head="Content-Encoding: gzip\r\n"), monkeypatch), pytest.raises(Refused, match="larger"):
        get()


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 65_794, 196_609])
def test_a_bare_deflate_of_any_size_is_whole(monkeypatch, size):
    packed = zlib.compress(b"\0" * size, 9)[2:-4]
    with net(says(packed, head="Content-Encoding: deflate\r\n"), monkeypatch):
        assert get(max_bytes=200_000).body == b"\0" * size


@pytest.mark.parametrize(
    ("body", "head", "why"),
    [
        # Packed in the test and not while the tests are collected, which every worker does.
        (lambda: gzip.compress(b"\0" * 50_000_000), "Content-Encoding: gzip\r\n", "larger than the 100,000 bytes"),
        (lambda: zlib.compress(b"\0" * 50_000_000), "Content-Encoding: deflate\r\n", "larger than the 100,000 bytes"),
        (lambda: b"x" * 100_001, "", "larger than the 100,000 bytes"),
        (lambda: b"x", "Content-Encoding: br\r\n", "packed its answer as 'br'"),
        (lambda: gzip.compress(gzip.compress(b"x")), "Content-Encoding: gzip, gzip\r\n", "packed its answer"),
    ],
    ids=["gzip", "deflate", "plain", "brotli", "twice"],
)
def test_a_body_that_is_too_much_or_packed_otherwise_is_refused(monkeypatch, body, head, why):
    with net(says(body(), head=head), monkeypatch), pytest.raises(Refused, match=why):
        get()


def test_only_kinds_that_are_read_are_taken(monkeypatch):
    with net(says(b"%PDF", kind="application/pdf"), monkeypatch), pytest.raises(Refused, match="application/pdf"):
        get()
    with net(says(b"%PDF", kind="application/pdf"), monkeypatch):
        assert get(content_types=None).body == b"%PDF"


def drip(caller):
    caller.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not caller.is_gone():
        caller.send(b"x")
        time.sleep(0.02)


def drip_head(caller):
    caller.send(b"HTTP/1.1 200 OK\r\nX: ")
    while not caller.is_gone():
        caller.send(b"x")
        time.sleep(0.02)


def continue_for_ever(caller):
    while True:
        caller.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def head_for_ever(caller):
    caller.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        caller.send(b"X-Long: " + b"x" * 60_000 + b"\r\n")


def trailers_for_ever(caller):
    caller.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n")
    while True:
        caller.send(b"X: " + b"x" * 60_000 + b"\r\n")


def speak_otherwise(caller):
    caller.send(b"SSH-2.0-OpenSSH\r\n")


def hang_up(caller):
    """It closes without a word."""


def keep_silent(caller):
    while not caller.is_gone():
        time.sleep(0.02)


def break_off(caller):
    caller.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nxxx")


@pytest.mark.parametrize(
    "say",
    [
        *(drip, drip_head, continue_for_ever, head_for_ever, trailers_for_ever),
        *(break_off, hang_up, speak_otherwise, keep_silent),
    ],
)
def test_a_server_that_never_ends_or_breaks_off_ends_here(monkeypatch, say):
    with net(say, monkeypatch), pytest.raises(Unreachable) as fault:
        get(deadline_seconds=0.4)
    assert isinstance(fault.value, TryLater)
    assert str(fault.value).startswith("paper.example ")


def test_a_look_up_that_hangs_ends_with_the_deadline(monkeypatch):
    with net(says(b"x"), monkeypatch) as made:
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: time.sleep(1) or [])
        with pytest.raises(Unreachable, match=r"did not answer whole within 0\.2 seconds"):
            get(deadline_seconds=0.2)
    assert made.dialled == []


def test_a_name_nobody_knows_may_be_known_later(monkeypatch):
    with net(says(b"x"), monkeypatch) as made:
        made.names["typo.example"] = []
        with pytest.raises(Unreachable, match="Name or service not known"):
            get("http://typo.example/")


def test_proxies_of_the_environment_are_not_asked(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    with net(says(b"x"), monkeypatch) as made:
        get()
    assert made.asked == ["paper.example"]


def test_an_operator_may_open_one_host_inside_to_all(settings):
    with serving(says(b"x")) as server:
        with pytest.raises(NotPublic, match="names port"):
            get(f"http://{server.host}/")
        settings.OUTBOUND_PRIVATE_HOSTS = frozenset({server.host})
        assert get(f"http://{server.host}/").body == b"x"
        settings.OUTBOUND_PRIVATE_HOSTS = frozenset()
        assert get(f"http://{server.host}/", allow_private=True).body == b"x"


def speak_tls(caller):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with context.wrap_socket(caller.request, server_side=True) as secured:
        caller.request = secured
        caller.take()


def test_over_tls_the_certificate_must_be_trusted_and_of_the_host(monkeypatch):
    with net(says(b"x"), monkeypatch) as made:
        made.server.greet = speak_tls
        with pytest.raises(Refused, match=r"paper\.example shows a certificate that is not trusted"):
            get("https://paper.example/")
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        assert get("https://paper.example/").body == b"x"
        with pytest.raises(Refused, match=r"other\.example shows a certificate that is not trusted"):
            get("https://other.example/")


def test_a_connection_that_speaks_no_tls_is_a_fault_that_is_told(monkeypatch):
    with net(says(b"x"), monkeypatch) as made:
        made.server.greet = lambda caller: caller.send(b"HTTP/1.1 400 Plain speech\r\n\r\n")
        with pytest.raises(Unreachable, match=r"paper\.example gave no whole answer"):
            get("https://paper.example/")
