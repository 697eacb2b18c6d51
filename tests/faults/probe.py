"""A reader who never stops asking: whether something answers, and whether anything non-public was ever in an answer."""

from __future__ import annotations

import http.client
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

PAUSE_SECONDS = 0.04
PATIENCE_SECONDS = 5.0


@dataclass
class Seen:
    """What the probe saw: answers by status (0: none came), leaks as (address, word)."""

    answers: Counter[int] = field(default_factory=Counter)
    leaks: list[tuple[str, str]] = field(default_factory=list)

    def availability(self) -> float:
        """The part of all requests that got their page, or the notice that there is none, from 0 to 1."""
        good = self.answers[200] + self.answers[304] + self.answers[404]
        return good / max(self.answers.total(), 1)


class Probe:
    """Asks every address in turn, from a thread of its own, until it is stopped."""

    def __init__(self, site: str, *, shown: Sequence[str], hidden: Sequence[str], secrets: Sequence[str], key: str):
        self.site, self.key = site, key
        self.addresses, self.hidden = [*shown, *hidden], set(hidden)
        self.seen = Seen()
        self._secrets = tuple(secrets)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._ask_all_the_time, name="probe", daemon=True)

    def start(self) -> Probe:
        """Begin to ask."""
        self._thread.start()
        return self

    def stop(self) -> Seen:
        """Stop asking and say what was seen."""
        self._stopped.set()
        self._thread.join(PATIENCE_SECONDS * 2)
        return self.seen

    def forbid(self, word: str) -> None:
        """From the next request on, this word is a secret as well."""
        self._secrets = (*self._secrets, word)

    def _ask_all_the_time(self) -> None:
        while not self._stopped.is_set():
            for address in self.addresses:
                self._ask(address)
                if self._stopped.wait(PAUSE_SECONDS):
                    return

    def _ask(self, address: str) -> None:
        secrets = self._secrets  # those of the moment before the request
        request = urllib.request.Request(self.site + address, headers={"Authorization": f"Bearer {self.key}"})
        status, text = 0, ""
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                status, text = answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as refusal:
            status, text = refusal.code, refusal.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            time.sleep(PAUSE_SECONDS)
        self.seen.answers[status] += 1
        if status == 200 and address in self.hidden:
            self.seen.leaks.append((address, "the page itself"))
        self.seen.leaks += [(address, word) for word in secrets if word.casefold() in text.casefold()]
