"""A net of the tests' own: names that lead where a test says, and a web server that says what a test wants."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator

_CONNECT, _LOOK_UP = socket.create_connection, socket.getaddrinfo

PUBLIC = "93.184.216.34"

Say = Callable[["Caller"], None]


class Caller(socketserver.BaseRequestHandler):
    """One connection to the test's server: what was asked, and ways to answer."""

    head: str
    path: str

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self.request.settimeout(20)
            self.server.greet(self)

    def take(self) -> None:
        """Read one request and answer it."""
        came = b""
        while b"\r\n\r\n" not in came:
            piece = self.request.recv(65536)
            if not piece:
                return
            came += piece
        self.head, _, self.body = came.decode("latin-1").partition("\r\n\r\n")
        while len(self.body) < int(self.header("Content-Length") or 0):
            self.body += self.request.recv(65536).decode("latin-1")
        self.path = self.head.split(" ", 2)[1]
        self.server.seen.append(self.head)
        self.server.say(self)

    def send(self, data: bytes) -> None:
        self.request.sendall(data)

    def answer(self, body: bytes, *, status: str = "200 OK", kind: str = "text/html", head: str = "") -> None:
        """A whole answer with its length."""
        self.send(f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode())
        self.send(body)

    def header(self, name: str) -> str:
        """A header of the request, empty where it was not sent."""
        for line in self.head.split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return ""

    def is_gone(self) -> bool:
        """Whether the other side has closed."""
        self.request.setblocking(False)
        try:
            return self.request.recv(1) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True
        finally:
            self.request.setblocking(True)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, say: Say) -> None:
        super().__init__(("127.0.0.1", 0), Caller)
        self.say, self.seen, self.greet = say, [], Caller.take

    def handle_error(self, *_) -> None:
        """A caller that hung up is what the tests want."""

    @property
    def host(self) -> str:
        """Host and port, as OUTBOUND_PRIVATE_HOSTS names them."""
        return f"127.0.0.1:{self.server_address[1]}"


@contextlib.contextmanager
def serving(say: Say) -> Iterator[Server]:
    """Serve what `say` says until the block ends."""
    with Server(say) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class Net:
    """Names and where they lead. Every connection ends at the test's server, and is written down."""

    def __init__(self, server: Server) -> None:
        self.server, self.names, self.asked, self.dialled = server, {}, [], []
        self.address = server.server_address

    def look_up(self, host, port, *args, **kwargs):
        """getaddrinfo, as this net answers it; a list of lists is answered one after the other."""
        text = host.decode() if isinstance(host, bytes) else host
        if all(c in "0123456789abcdefABCDEF.:" for c in text) and ("." in text or ":" in text):
            return _LOOK_UP(host, port, *args, **kwargs)
        self.asked.append(text)
        found = self.names.get(text, [PUBLIC])
        if found and isinstance(found[0], list):
            found = found.pop(0) if len(found) > 1 else found[0]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in found]

    def connect(self, address, timeout=None, *args, **kwargs):
        """create_connection, as this net carries it."""
        self.dialled.append(address[0])
        return _CONNECT(self.address, timeout, *args, **kwargs)


@contextlib.contextmanager
def net(say: Say, monkeypatch) -> Iterator[Net]:
    """A net in which every public address is the server that says so."""
    with serving(say) as server:
        made = Net(server)
        monkeypatch.setattr(socket, "getaddrinfo", made.look_up)
        monkeypatch.setattr(socket, "create_connection", made.connect)
        yield made
