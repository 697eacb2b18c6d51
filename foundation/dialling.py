"""A connection to a judged network address, whose every act ends at one deadline. For foundation/outbound.py alone."""

from __future__ import annotations

import io
import ipaddress
import queue
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from foundation.hosts import NotPublic, Place, is_public

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

# A host with many addresses is not tried to the last of them.
MOST_ADDRESSES = 4


class Overdue(TimeoutError):
    """The deadline passed."""


class TooMuch(OSError):
    """More came over the wire than any answer needs."""


@dataclass(slots=True)
class Line:
    """The time that one fetch has, redirects and name look-ups included."""

    seconds: float
    _ends: float = field(init=False)

    def __post_init__(self) -> None:
        self._ends = time.monotonic() + self.seconds

    def left(self) -> float:
        """Seconds left, more than 0. Raises Overdue."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise Overdue("the deadline passed")
        return left


class BoundedSocket:
    """What http.client needs of a socket, with a deadline over all of it and a count of what was read."""

    def __init__(self, sock: socket.socket, line: Line) -> None:
        self._sock, self._line, self._allowed = sock, line, 0

    def allow(self, count: int) -> None:
        """Allow so many bytes more than were read until now."""
        self._allowed = count

    def sendall(self, data: ReadableBuffer) -> None:
        """Send all of it. Raises Overdue and OSError."""
        try:
            self._sock.settimeout(self._line.left())
            self._sock.sendall(data)
        except TimeoutError as late:
            raise Overdue("the deadline passed") from late

    def makefile(self, mode: str) -> io.BufferedReader:
        """The reader of what comes, as http.client asks for it."""
        assert mode == "rb"
        return io.BufferedReader(_Reader(self))

    def close(self) -> None:
        """Do nothing: http.client closes as soon as the head is read. `end` closes."""

    def end(self) -> None:
        """Close the connection."""
        self._sock.close()

    def receive(self, into: WriteableBuffer) -> int:
        """Read what has come, 0 at its end. Raises Overdue, TooMuch and OSError."""
        try:
            self._sock.settimeout(self._line.left())
            count = self._sock.recv_into(into)
        except TimeoutError as late:
            raise Overdue("the deadline passed") from late
        self._allowed -= count
        if self._allowed < 0:
            raise TooMuch("it sends more than any answer needs")
        return count


class _Reader(io.RawIOBase):
    def __init__(self, sock: BoundedSocket) -> None:
        self._bounded = sock

    def readable(self) -> bool:
        return True

    def readinto(self, into: WriteableBuffer) -> int:
        return self._bounded.receive(into)


def dial(place: Place, line: Line, *, allow_private: bool) -> BoundedSocket:
    """Resolve the host once, judge every address it has, and connect to one of them.

    Raises NotPublic where one of them belongs to no public net, Overdue, and OSError where none answers.
    """
    found = resolve(place.host, place.port, line)
    if not allow_private:
        for address in found:
            if not is_public(ipaddress.ip_address(address[0])):
                raise NotPublic(f"{place.host} leads into a network that is not public, so it is not asked.")
    fault: OSError = OSError("no network address is known for it")
    for address in found[:MOST_ADDRESSES]:
        try:
            sock = socket.create_connection(address[:2], timeout=line.left() / 2)
        except OSError as refused:
            fault = refused
            continue
        return BoundedSocket(_secured(sock, place, line) if place.scheme == "https" else sock, line)
    raise fault


def _secured(sock: socket.socket, place: Place, line: Line) -> socket.socket:
    """TLS over the connection, for the host's name and with its certificate checked. Raises OSError."""
    sock.settimeout(line.left())
    try:
        return ssl.create_default_context().wrap_socket(sock, server_hostname=place.host)
    except OSError:
        sock.close()
        raise


def resolve(host: str, port: int, line: Line) -> list[tuple[str, int]]:
    """Every network address of a host, in the order in which they are to be tried. Raises Overdue and OSError.

    In a thread of its own, since the system's look-up knows no deadline; one left behind ends by itself.
    """
    answers: queue.SimpleQueue[list[tuple[str, int]] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys((str(row[4][0]), port) for row in rows)))
        except OSError as unknown:
            answers.put(unknown)

    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    try:
        found = answers.get(timeout=line.left())
    except queue.Empty:
        raise Overdue("the deadline passed") from None
    if isinstance(found, OSError):
        raise found
    return found
