"""The planned dates of a story, or of all, as an iCalendar file (RFC 5545), to load once or to subscribe to.

It tells of each current edition what was planned, as all-day events: what still is (TENTATIVE), what happened of it
(CONFIRMED) and what was called off (CANCELLED). An event keeps its UID for life, and its SEQUENCE is the number of
the version that tells it: so a calendar moves what slipped, however it was moved, and makes no second one.
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

from editions.arranging import is_promise, timeline_order
from editions.content import upgrade
from editions.models import Listing, PublishedStory
from editions.redactions import redacted
from readers import streams
from readers.evidence import Content
from readers.freshness import answer, changed_at, digest_of, tag
from readers.links import in_full
from readers.moments import entry_label
from readers.record import current_edition
from reference.site import current

_STATUS = {"planned": "TENTATIVE", "happened": "CONFIRMED", "slipped": "TENTATIVE", "cancelled": "CANCELLED"}
_LINE_OCTETS = 75
# As many as a reader's program takes in one file; of more, those that moved last.
MOST_STORIES = 200
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
        content = found.content()
        events = _events(content, slug=slug, stamp=found.modified_at, number=found.number)
        return _file(content["desk"]["headline"], in_full(reverse("readers:story", kwargs={"slug": slug})), events)

    last_modified = changed_at(found.modified_at, now=now)
    return answer(request, etag=tag(shown, now=now), last_modified=last_modified, body=body)


@require_safe
def everything(request: HttpRequest) -> HttpResponseBase:
    """The planned dates of all published stories that have any: of those whose facts moved last, MOST_STORIES."""
    rows = list(streams.newest(Listing.Kind.PLANNED, "").values_list("pk", "modified_at")[:MOST_STORIES])
    now = current_time()
    shown = digest_of(["calendar", current().name, *rows])

    def body() -> HttpResponse:
        stories = (
            PublishedStory.objects.public().filter(pk__in=[pk for pk, _ in rows]).select_related("current_edition")
        )
        return _file(current().name, in_full(reverse("readers:home")), chain.from_iterable(map(_of_story, stories)))

    newest = max((modified_at for _, modified_at in rows), default=None)
    last_modified = changed_at(newest, now=now) if newest else None
    return answer(request, etag=tag(shown, now=now), last_modified=last_modified, body=body)


def _of_story(story: PublishedStory) -> Iterator[str]:
    edition = story.current_edition
    if edition is None:
        return iter(())
    content = redacted(upgrade(edition.content, edition.schema_version), story.redactions, version=edition.number)
    return _events(content, slug=story.slug, stamp=story.modified_at, number=edition.number)


def _file(name: str, address: str, events: Iterable[str]) -> HttpResponse:
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Newsroom//Planned dates//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        f"NAME:{escaped(name)}",
        f"URL:{address}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    lines = (piece for line in [*head, *events, "END:VCALENDAR"] for piece in folded(line))
    response = HttpResponse("".join(f"{line}\r\n" for line in lines), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="planned.ics"'
    return response


def _events(content: Content, *, slug: str, stamp: datetime, number: int) -> Iterator[str]:
    """The lines of one edition's promises; `stamp` (aware) is when it was last changed, `number` its own."""
    desk, machine = content["desk"], content["machine"]
    address = in_full(reverse("readers:story", kwargs={"slug": slug}))
    for entry in timeline_order(chain(desk["timeline"], machine["timeline"])):
        if is_promise(entry):
            yield from _dated(entry, language=desk["language"])
            yield f"UID:{entry['uid']}@{urlsplit(settings.PUBLIC_URL).hostname}"
            yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
            yield f"SEQUENCE:{number}"
            yield f"DESCRIPTION:{escaped(desk['headline'])}\\n{escaped(current().name)}"
            yield f"URL:{address}#t-{entry['uid']}"
            yield f"STATUS:{_STATUS[entry['status']]}"
            yield "TRANSP:TRANSPARENT"
            yield "END:VEVENT"


def _dated(entry: Content, *, language: str) -> Iterator[str]:
    """The beginning of an event: its days and its words, with the date in words where it is no day."""
    first, last = date.fromisoformat(entry["sort_from"]), date.fromisoformat(entry["sort_to"])
    if last - first > timedelta(days=_LONGEST_DAYS):
        last = first
    label = entry_label(entry["date"], "happened", language)
    words = entry["text"] if entry["date"] == entry["sort_from"] else f"{label}: {entry['text']}"
    yield "BEGIN:VEVENT"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{_after(last):%Y%m%d}"
    yield f"SUMMARY:{escaped(words)}"


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
