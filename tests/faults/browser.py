"""Editors at the desk's pages: log in, save forms, upload pictures, many at once."""

from __future__ import annotations

import http.client
import http.cookiejar
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.faults.newsroom_under_test import Newsroom

PATIENCE_SECONDS = 60.0
EDITORS = 20


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """A redirect is the answer: what was posted is saved."""
        return


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and page; status 0 where none came."""

    status: int
    page: str = ""

    def is_acknowledged(self) -> bool:
        """Whether the desk said that it saved."""
        return self.status == 302

    def is_clear_refusal(self) -> bool:
        """Whether the desk said that it did not save, with what was typed still in the form."""
        return self.status in {400, 409, 503} and "errornote" in self.page


class Browser:
    """One person's browser, logged in."""

    def __init__(self, site: str, password: str, name: str = "chief") -> None:
        self.site = site
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _NoRedirect)
        self.ask("/admin/login/")
        done = self.post("/admin/login/", {"username": name, "password": password})
        assert done.status == 302, done.page

    def token(self) -> str:
        """The token that every form carries."""
        return next(cookie.value or "" for cookie in self.jar if cookie.name == "csrftoken")

    def ask(self, address: str) -> Answer:
        """Get a page."""
        return self._send(urllib.request.Request(self.site + address))

    def post(self, address: str, form: Mapping[str, str | Sequence[str]]) -> Answer:
        """Send a form."""
        body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": self.token()}, doseq=True).encode()
        return self._send(urllib.request.Request(self.site + address, body))

    def upload(self, address: str, form: Mapping[str, str], picture: bytes) -> Answer:
        """Send a form with a picture."""
        fields = {**form, "csrfmiddlewaretoken": self.token()}
        edge = "----picture"
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
        parts += [f'--{edge}\r\nContent-Disposition: form-data; name="pictures"; filename="a.png"\r\n']
        parts += ["Content-Type: image/png\r\n\r\n"]
        body = "".join(parts).encode() + picture + f"\r\n--{edge}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        return self._send(urllib.request.Request(self.site + address, body, headers))

    def _send(self, request: urllib.request.Request) -> Answer:
        try:
            with self.opener.open(request, timeout=PATIENCE_SECONDS) as answer:
                return Answer(answer.status, answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as refusal:
            return Answer(refusal.code, refusal.read().decode(errors="replace"))
        except (OSError, http.client.HTTPException):
            return Answer(0)


def kickers(newsroom: Newsroom, word: str) -> dict[int, dict[str, str]]:
    """The forms by which twenty editors give twenty stories another kicker."""
    stories = newsroom.filled["stories"][:EDITORS]
    return {pk: {**newsroom.observer.ask("form", story=pk), "kicker": f"{word} {pk}"} for pk in stories}


@dataclass
class Saves:
    """Forms that many editors send at the same moment, and what became of each, as (story, kicker)."""

    browser: Browser
    forms: Mapping[int, Mapping[str, str]]
    acknowledged: list[tuple[int, str]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    unanswered: list[tuple[int, str]] = field(default_factory=list)
    unclear: list[Answer] = field(default_factory=list)

    def begin(self) -> None:
        """Send all."""
        self._threads = [threading.Thread(target=self._save, args=(story,)) for story in self.forms]
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Wait for all answers."""
        for thread in self._threads:
            thread.join()

    def _save(self, story: int) -> None:
        form = self.forms[story]
        answer = self.browser.post(f"/admin/stories/story/{story}/change/", form)
        if answer.is_acknowledged():
            self.acknowledged.append((story, form["kicker"]))
        elif answer.is_clear_refusal():
            self.refused.append((story, form["kicker"]))
        elif answer.status == 0:
            self.unanswered.append((story, form["kicker"]))
        else:
            self.unclear.append(answer)
