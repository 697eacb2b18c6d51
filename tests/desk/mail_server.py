"""A mail server of a few lines, which takes letters and may vanish in the moment after it took one."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """Where it listens, and the letters that it took, as they came."""

    address: tuple[str, int] = ("", 0)
    taken: list[str] = field(default_factory=list)


@contextmanager
def a_mail_server(*, says_good_bye: bool = True) -> Iterator[MailServer]:
    """A server on a free port. Without `says_good_bye` it answers QUIT with a fault, after its yes to the letter."""
    server = MailServer()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 here")
            while line := self.rfile.readline().decode().strip().upper():
                if line == "DATA":
                    self._say("354 go on")
                    server.taken.append(self._letter())
                    self._say("250 taken")
                elif line == "QUIT":
                    self._say("221 bye" if says_good_bye else "x" * 20_000)
                    return
                else:
                    self._say("250 yes")

        def _letter(self) -> str:
            lines = []
            while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                lines.append(line)
            return "\n".join(lines)

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as tcp:
        tcp.daemon_threads = True
        server.address = ("127.0.0.1", tcp.server_address[1])
        thread = threading.Thread(target=tcp.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            tcp.shutdown()
            thread.join()
