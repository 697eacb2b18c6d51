"""A story page as HTML: for the public address, and for whoever shows an edition that is not published."""

from __future__ import annotations

from django.utils.safestring import SafeString

from readers.evidence import Content
from readers.frames import Frame, html
from readers.languages import without_direction_controls
from readers.story_page import Dates, StoryPage, compose

# Texts have no NUL (foundation.text), so neither is ever a word of a story.
_TIMELINE, _PASSAGES = SafeString("\0timeline\0"), SafeString("\0passages\0")


def story_html(content: Content, *, dates: Dates, path: str, is_indexed: bool = True, sent: str = "") -> str:
    """Return the page of one content (of today's schema version) in the active language. No query is made.

    `path` is the address the page is shown at. `sent` is a line above the story for whoever was sent the page: its
    address then stands nowhere on it.
    """
    return "".join(_pieces(content, dates=dates, path=path, is_indexed=is_indexed, sent=sent))


def public_page(content: Content, *, dates: Dates, path: str, etag: str) -> bytes:
    """Return the page at its public address, which asks from time to time whether there is a newer one than `etag`.

    Encoded piece by piece: a long page as one text took twice its size in memory, to be copied once more.
    """
    return b"".join([piece.encode() for piece in _pieces(content, dates=dates, path=path, etag=etag)])


def _pieces(
    content: Content, *, dates: Dates, path: str, etag: str = "", is_indexed: bool = True, sent: str = ""
) -> list[str]:
    page = compose(content, dates=dates)
    frame = _frame(page, path, is_indexed, is_sent=bool(sent))
    # The two long parts are put in last: a template copies what it prints once for each block that it stands in.
    short: StoryPage = {**page, "timeline": page["timeline"] and _TIMELINE, "passages": page["passages"] and _PASSAGES}
    pieces = [html("readers/story.html", frame, page=short, etag=etag, sent=sent)]
    for slot, part in ((_TIMELINE, page["timeline"]), (_PASSAGES, page["passages"])):
        if part:
            before, _, after = pieces.pop().partition(slot)
            pieces += (before, without_direction_controls(part), after)
    return pieces


def _frame(page: StoryPage, path: str, is_indexed: bool, *, is_sent: bool) -> Frame:
    return Frame(
        title=page["headline"],
        path=path,
        description=page["standfirst"],
        image="" if is_sent else page["link_preview"],
        image_px=page["preview_px"],
        kind="article",
        language=page["language"],
        is_indexed=is_indexed,
        is_sent=is_sent,
    )
