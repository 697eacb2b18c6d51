"""The planned dates of a story as an iCalendar file (RFC 5545), to load once or to subscribe to.

It tells of the current edition what was planned, as all-day events: what still is (TENTATIVE), what happened of it
(CONFIRMED) and what was called off (CANCELLED). An event keeps its UID for life, and its SEQUENCE rises whenever the
desk says that the date slipped or what became of it; so a calendar moves it, and makes no second one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import now as current_time
from django.views.decorators.http import require_safe

from editions.arranging import timeline_order
from readers.evidence import Content
from readers.freshness import answer, changed_at, digest_of, tag
from readers.links import in_full
from readers.moments import entry_label
from readers.record import current_edition
from reference.site import current

_STATUS = {"planned": "TENTATIVE", "happened": "CONFIRMED", "slipped": "TENTATIVE", "cancelled": "CANCELLED"}
_LINE_OCTETS = 75
_LONGEST_DAYS = 366  # what goes on for ever stands on its first day


@require_safe
def planned(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The planned dates of one published story; a story without any gives an empty calendar."""
    found = current_edition(slug)
    if found is None:
        raise Http404
    now = current_time()
    shown = digest_of(["calendar", found.content_digest, found.number, found.redactions_json])

    def body() -> HttpResponse:
        file = calendar(found.content(), slug=slug, stamp=found.modified_at)
        response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'inline; filename="{found.number}.ics"'
        return response

    last_modified = changed_at(found.modified_at, now=now)
    return answer(request, etag=tag(shown, now=now), last_modified=last_modified, body=body)


def calendar(content: Content, *, slug: str, stamp: datetime) -> str:
    """The file of one edition's content, with CRLF line ends; `stamp` (aware) is when the edition was last changed."""
    desk, machine = content["desk"], content["machine"]
    entries = timeline_order(chain(desk["timeline"], machine["timeline"]))
    address = in_full(reverse("readers:story", kwargs={"slug": slug}))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Newsroom//Planned dates//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(desk['headline'])}",
        f"NAME:{escaped(desk['headline'])}",
        f"URL:{address}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    told = (entry for entry in entries if "removed_at" not in entry and _is_promise(entry))
    for entry in told:
        lines += _event(entry, language=desk["language"], address=address, stamp=stamp)
    return "".join(f"{piece}\r\n" for line in [*lines, "END:VCALENDAR"] for piece in folded(line))


def _is_promise(entry: Content) -> bool:
    return entry["status"] != "happened" or bool(entry.get("promised"))


def _event(entry: Content, *, language: str, address: str, stamp: datetime) -> Iterable[str]:
    first, last = date.fromisoformat(entry["sort_from"]), date.fromisoformat(entry["sort_to"])
    if last - first > timedelta(days=_LONGEST_DAYS):
        last = first
    label = entry_label(entry["date"], "happened", language)
    day = entry["date"] == entry["sort_from"]
    words = entry["text"] if day else f"{label}: {entry['text']}"
    ended = entry["status"] in {"happened", "cancelled"}
    yield "BEGIN:VEVENT"
    yield f"UID:{entry['uid']}@{urlsplit(settings.PUBLIC_URL).hostname}"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{max(len(entry.get('promised', ())), int(ended))}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{_after(last):%Y%m%d}"
    yield f"SUMMARY:{escaped(words)}"
    yield f"DESCRIPTION:{escaped(current().name)}"
    yield f"URL:{address}#t-{entry['uid']}"
    yield f"STATUS:{_STATUS[entry['status']]}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _after(last: date) -> date:
    """The day behind an all-day event, which its end names; the last day there is has none."""
    return last if last == date.max else last + timedelta(days=1)


def escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line ends escaped (RFC 5545, 3.3.11)."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> Iterator[str]:
    """A content line in pieces of at most 75 octets, the further ones behind a space; no character is cut in two."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LINE_OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece
