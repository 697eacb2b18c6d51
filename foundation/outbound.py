"""The one way out: no other module opens a connection to the web (tests/foundation/test_one_way_out.py).

The name is resolved once, every address it has is judged, and the connection goes to one of those judged: a name that
leads elsewhere a moment later changes nothing. Each redirect is judged anew. One deadline covers all of it, so that a
server which sends a byte now and then ends too; and what is counted is the body after decompression.
"""

from __future__ import annotations

import http.client
import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

from django.conf import settings

from foundation.dialling import BoundedSocket, Line, Overdue, dial
from foundation.errors import TryLater
from foundation.hosts import WEB_PORTS, NotPublic, Place, place_of
from foundation.text import storable

MOST_REDIRECTS = 5
HEADERS_MAX_BYTES = 64 * 1024
_REDIRECTS = {301, 302, 303, 307, 308}
_CHUNK_BYTES = 64 * 1024
_GZIP = b"\x1f\x8b"
_MOST_FILES = 100
# So much more than the body the wire may carry: chunk sizes, trailers, streams that decompress to nothing.
_WIRE_SLACK_BYTES = 256 * 1024


class Refused(NotPublic):
    """The answer is none that is taken: its kind, its size, its encoding, where it leads. Asking again is no use."""


class Unreachable(TryLater):
    """No whole answer came this time: no such host now, no connection, a broken or overdue answer."""


@dataclass(frozen=True, slots=True)
class Response:
    """One answer, whatever its status. `headers` have lower-case names; `url` is where the last redirect led."""

    status: int
    headers: Mapping[str, str]
    url: str
    body: bytes

    @property
    def content_type(self) -> str:
        """The media type alone, in lower case; empty where none was sent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class _Order:
    """What is asked for, and within which limits."""

    method: str
    headers: Mapping[str, str]
    body: bytes | None
    max_bytes: int
    allow_private: bool
    content_types: frozenset[str] | None
    line: Line = field(repr=False)


def user_agent() -> str:
    """How the newsroom names itself to every server, with the address where one learns who asks."""
    return f"{settings.OUTBOUND_AGENT}/1.0 (+{settings.PUBLIC_URL})"


def fetch(
    url: str,
    *,
    deadline_seconds: float,
    max_bytes: int,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    allow_private: bool = False,
    content_types: frozenset[str] | None = None,
    before_redirect: Callable[[str], None] | None = None,
) -> Response:
    """Ask a web server once and return its answer, also where its status says no.

    Takes http and https on their own ports, and hosts of the public net only. `allow_private` lifts both: pass it for
    an address that an operator's setting holds, never for one that somebody typed. OUTBOUND_PRIVATE_HOSTS lists what
    is open to all. At most MOST_REDIRECTS redirects are followed, for GET and HEAD alone; headers that identify us go
    to the first site only. `content_types` bounds the kinds of a body with status 200. `before_redirect` is called
    with each address before it is asked, and may raise.
    Raises NotPublic for an address that is not asked, Refused for an answer that is not taken, Unreachable (a
    TryLater) for a fault that may pass.
    """
    order = _Order(
        method,
        {name.lower(): value for name, value in (headers or {}).items()},
        body,
        max_bytes,
        allow_private,
        content_types,
        Line(deadline_seconds),
    )
    place = place_of(url)
    for _ in range(MOST_REDIRECTS + 1):
        answer, onward = _ask(place, order)
        if answer is not None:
            return answer
        if before_redirect is not None:
            before_redirect(onward.url)
        place, order = onward, _onward(order, place, onward)
    raise Refused(f"{place.host} redirects more than {MOST_REDIRECTS} times. Give the address where the page stands.")


def _onward(order: _Order, here: Place, there: Place) -> _Order:
    """The order as another site gets it: without what identifies us at the first."""
    if here.origin == there.origin:
        return order
    kept = {name: value for name, value in order.headers.items() if name in {"accept", "accept-language"}}
    return _Order(order.method, kept, order.body, order.max_bytes, order.allow_private, order.content_types, order.line)


def _is_open_to_all(place: Place) -> bool:
    return f"{place.host}:{place.port}" in settings.OUTBOUND_PRIVATE_HOSTS


def _ask(place: Place, order: _Order) -> tuple[Response | None, Place]:
    """One request. Returns the answer, or None and the place to which it redirects."""
    may_be_private = order.allow_private or _is_open_to_all(place)
    if place.port != WEB_PORTS[place.scheme] and not may_be_private:
        raise NotPublic(f"The address names port {place.port}. Only the web's own, 80 and 443, are asked.")
    connection = _Connection(place, order, may_be_private)
    try:
        connection.request(order.method, place.target, body=order.body, headers=_headers(place, order))
        answer = connection.getresponse()
        if answer.status in _REDIRECTS and "Location" in answer.headers:
            return None, _redirect(place, answer.headers["Location"], order)
        return _response(place, answer, order), place
    except Overdue as overdue:
        raise Unreachable(f"{place.host} did not answer whole within {order.line.seconds:g} seconds.") from overdue
    except ssl.SSLCertVerificationError as distrust:
        raise Refused(f"{place.host} shows a certificate that is not trusted: {distrust.verify_message}.") from distrust
    except (http.client.HTTPException, zlib.error, OSError, UnicodeError) as fault:
        raise Unreachable(f"{place.host} gave no whole answer: {_said(fault)}.") from fault
    finally:
        connection.end()


def _said(fault: Exception) -> str:
    return storable((str(fault) or type(fault).__name__)[:200].strip()).rstrip(".")


def _headers(place: Place, order: _Order) -> dict[str, str]:
    own = {
        "host": place.authority,
        "user-agent": user_agent(),
        "accept": "*/*",
        "accept-encoding": "gzip, deflate",
        "connection": "close",
    }
    return own | {name: value for name, value in order.headers.items() if name not in {"host", "connection"}}


def _redirect(place: Place, location: str, order: _Order) -> Place:
    """Where a redirect leads. Raises NotPublic and Refused."""
    if order.method not in {"GET", "HEAD"}:
        raise Refused(f"{place.host} redirects what was sent to it. Give the address to which it leads.")
    try:
        text = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        text = location
    try:
        there = urljoin(place.url, quote(text.strip(), safe="%:/?#[]@!$&'()*+,;=~\\\x00\r\n\t"))
    except ValueError:
        raise Refused(f"{place.host} redirects to what is no address.") from None
    return place_of(there)


def _response(place: Place, answer: http.client.HTTPResponse, order: _Order) -> Response:
    """Read the body within its limits. Raises Refused."""
    headers: dict[str, str] = {}
    for name, value in answer.headers.items():
        headers.setdefault(name.lower(), str(value))
    found = Response(answer.status, headers, place.url, b"")
    kinds = order.content_types
    if answer.status == http.HTTPStatus.OK and kinds is not None and found.content_type not in kinds:
        raise Refused(f"{place.host} sent {found.content_type[:60] or 'no kind of content'!r}, which is not read here.")
    if answer.length is not None and answer.length > order.max_bytes:
        raise _too_large(place, order)
    return Response(answer.status, headers, place.url, _body(place, answer, order))


def _body(place: Place, answer: http.client.HTTPResponse, order: _Order) -> bytes:
    """The body, decompressed. Raises Refused as soon as it is larger than allowed."""
    encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"identity", "", "gzip", "x-gzip", "deflate"}:
        raise Refused(f"{place.host} packed its answer as {encoding[:40]!r}, which was not asked for.")
    whole = bytearray()
    for piece in _unpacked(answer, encoding):
        order.line.left()
        whole += piece
        if len(whole) > order.max_bytes:
            raise _too_large(place, order)
    return bytes(whole)


def _unpacked(answer: http.client.HTTPResponse, encoding: str) -> Iterator[bytes]:
    """Yield pieces of at most _CHUNK_BYTES. Raises zlib.error, and Overdue between pieces as well as within reads."""
    packed: _Packed | None = None
    while raw := answer.read(_CHUNK_BYTES):
        if encoding in {"identity", ""}:
            yield raw
            continue
        packed = packed or _Packed(raw, encoding)
        yield from packed.pieces(raw)
        if packed.is_over:
            return
    if packed is not None and not packed.is_whole:
        raise http.client.HTTPException("its packed answer ends in the middle")
    if packed is None and answer.length:
        raise http.client.IncompleteRead(b"", answer.length)


class _Packed:
    """Takes a packed body apart as it comes. A gzip body may be several files in a row (RFC 1952)."""

    def __init__(self, start: bytes, encoding: str) -> None:
        # Some servers send deflate without its header of two bytes.
        is_bare = encoding == "deflate" and (start[0] & 0x0F != 8 or int.from_bytes(start[:2], "big") % 31)
        self._bits = -zlib.MAX_WBITS if is_bare else zlib.MAX_WBITS | 32
        self._file, self._count, self.is_over = zlib.decompressobj(self._bits), 1, False

    @property
    def is_whole(self) -> bool:
        """Whether what came until now ends with the end of a file."""
        return self._file.eof

    def pieces(self, raw: bytes) -> Iterator[bytes]:
        """Yield what these bytes unpack to, in pieces of at most _CHUNK_BYTES, empty ones among them."""
        piece = b""
        while raw or len(piece) == _CHUNK_BYTES:  # a full piece may leave some more inside
            if self._file.eof and (not raw or not self._begins_again(raw)):
                self.is_over = bool(raw)
                return
            piece = self._file.decompress(raw, _CHUNK_BYTES)
            raw = self._file.unused_data if self._file.eof else self._file.unconsumed_tail
            yield piece

    def _begins_again(self, raw: bytes) -> bool:
        """Start on another file, if one follows; what else stands behind the first is nothing to read."""
        self._count += 1
        is_gzip = raw.startswith(_GZIP) or raw == _GZIP[:1]
        if self._bits < 0 or not is_gzip or self._count > _MOST_FILES:
            return False
        self._file = zlib.decompressobj(zlib.MAX_WBITS | 16)
        return True


def _too_large(place: Place, order: _Order) -> Refused:
    return Refused(f"The answer of {place.host} is larger than the {order.max_bytes:,} bytes that are read.")


class _Connection(http.client.HTTPConnection):
    """http.client over a connection that is already made to a judged address, with every read bounded."""

    def __init__(self, place: Place, order: _Order, may_be_private: bool) -> None:
        super().__init__(place.host, place.port)
        self._place, self._order, self._may_be_private = place, order, may_be_private
        self._dialled: BoundedSocket | None = None

    def connect(self) -> None:
        """Connect to the judged address. Raises NotPublic, Overdue and OSError."""
        self._dialled = self.sock = dial(self._place, self._order.line, allow_private=self._may_be_private)

    def end(self) -> None:
        """Close the connection, whatever was read of it."""
        if self._dialled is not None:
            self._dialled.end()

    def getresponse(self) -> http.client.HTTPResponse:
        """Read the head within HEADERS_MAX_BYTES, then open the wire to what a body may take."""
        assert self._dialled is not None
        self._dialled.allow(HEADERS_MAX_BYTES)
        answer = super().getresponse()
        self._dialled.allow(self._order.max_bytes + _WIRE_SLACK_BYTES)
        return answer
