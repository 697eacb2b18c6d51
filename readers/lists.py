"""A list of stories as a page: the front, a topic, a ticker; newest first, page by page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.timezone import now as current_time

from editions.places import BadPlace, Place
from readers import streams
from readers.cards import cards
from readers.frames import Frame, page
from readers.freshness import answer, changed_at, digest_of, tag
from readers.links import older_link
from readers.story_page import update_stamp


def listed(
    request: HttpRequest, kind: str, key: str, frame: Frame, heading: str, *, may_be_empty: bool = True
) -> HttpResponseBase:
    """One page of a list. The first page may be empty; any other, or a cursor that is none of ours, is not found.

    Without `may_be_empty` the first one is not found either.
    """
    before = _cursor(request)
    found, now = streams.page(kind, key, before=before), current_time()
    if not found.rows and not (before is None and may_be_empty):
        raise Http404

    def body() -> HttpResponse:
        updated_at = found.updated_at()
        return page(
            "readers/list.html",
            frame,
            heading=heading,
            updated=update_stamp(updated_at, now=now) if updated_at and before is None else None,
            is_first=before is None,
            cards=cards(found.rows, now=now, has_lead=before is None),
            older=older_link(request.path, found.older.word()) if found.older else "",
            newest=request.path,
        )

    shown = digest_of([heading, frame.description, before, *((row.uid, row.modified_at) for row in found.rows)])
    last_modified = changed_at(found.changed_at(), now=now) if found.rows else None
    return answer(request, etag=tag(shown, now=now), last_modified=last_modified, body=body)


def _cursor(request: HttpRequest) -> Place | None:
    word = request.GET.get("before")
    if word is None:
        return None
    try:
        return Place.read(word)
    except BadPlace as bad:
        raise Http404 from bad
