"""What the uids in rows of the log stand for: a picture's caption, an article's headline, a person's name."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from foundation.models import EditLog, User
from media.models import Image
from stories.models import Article, Comment, SharedVersion

LONGEST = 120


def _pictures(uids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = Image.objects.filter(uid__in=uids).only("uid", "caption", "alt_text")
    return {row.uid: row.caption or row.alt_text or "a picture without a caption" for row in rows}


def _articles(uids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    return dict(Article.objects.filter(uid__in=uids).values_list("uid", "headline"))


def _people(uids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    return {row.uid: row.display_name() for row in User.objects.filter(uid__in=uids)}


def _comments(uids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = Comment.objects.filter(uid__in=uids).select_related("by").defer("text", "quoted")
    # Not its words: whoever reads the log need not be one who may open the story.
    found = {row.uid: f"of {row.by.display_name()}, {_at(row.at)}" for row in rows}
    return {uid: found.get(uid, "one that is kept no more") for uid in uids}


def _links(uids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = SharedVersion.objects.filter(uid__in=uids).select_related("made_by").defer("content")
    found = {
        row.uid: f"to version {row.version}{f' for {row.is_for}' if row.is_for else ''}, made by "
        f"{row.made_by.display_name()}, {_at(row.made_at)}"
        for row in rows
    }
    return {uid: found.get(uid, "one that is kept no more") for uid in uids}


def _at(moment: datetime) -> str:
    return f"{localtime(moment):%d %b %Y, %H:%M}".removeprefix("0")


# The fields of a row that hold a uid, and who knows what it is called.
_CALLED: tuple[tuple[tuple[str, ...], Callable[[set[uuid.UUID]], dict[uuid.UUID, str]]], ...] = (
    (("image", "picture", "replacement"), _pictures),
    (("article",), _articles),
    (("person", "owner"), _people),
    (("comment",), _comments),
    (("link",), _links),
)


def names_in(rows: Iterable[EditLog]) -> dict[str, str]:
    """What each uid in these rows is called, as text; in one query for each kind that is among them."""
    values = [values for row in rows for values in (row.before, row.after)]
    found: dict[str, str] = {}
    for fields, called in _CALLED:
        uids = {uid for one in values for name in fields if (uid := _uid(one, name)) is not None}
        told = called(uids) if uids else {}
        found |= {str(uid): words if len(words) <= LONGEST else f"{words[:LONGEST]}…" for uid, words in told.items()}
    return found


def _uid(values: Mapping[str, Any], name: str) -> uuid.UUID | None:
    value = values.get(name)
    try:
        return uuid.UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
