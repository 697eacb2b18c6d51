"""Search over everything at the desk: which kinds of things there are, and the rows of each that hold the words.

A story, and whatever stands in one, is found by whoever may open it (desk/access.py), the libraries by whoever may see
them. On PostgreSQL an index answers; SQLite reads the newest NEWEST rows of each kind, and all of a reporter's own.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import connection
from django.db.models import CharField, Model, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from desk.access import AnyUser, stories_for
from desk.tabs.page import tab_address
from desk.word_index import holding, in_any
from foundation.addresses import canonical_url
from foundation.errors import BadText
from foundation.grams import spellings
from media.models import Image
from reference.models import Instrument, Publisher, Topic
from stories.models import Article, Comment, Sentence, TimelineEntry

NEWEST = 30_000
PEEKED = 1_000  # read on PostgreSQL before the index is asked
_MOST_PUBLISHERS = 200
_UID = re.compile(r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: its words, and, where it is one, the uid or the web address.

    `publishers` are those of whose names a word is part.
    """

    words: tuple[str, ...]
    uid: uuid.UUID | None = None
    address: str = ""
    publishers: tuple[Publisher, ...] = ()

    def of_publisher(self, word: str) -> Q:
        """Rows of articles whose publisher has the word in its name or domain."""
        return Q(publisher__in=[row.pk for row in self.publishers if _is_named(row, word)])


# What rows must hold, by the index or by reading them.
Looked = Callable[[bool], Q]


@dataclass(frozen=True, slots=True)
class Line:
    """What was found: the texts that may hold the words, what stands beside them, and where it leads."""

    pk: int
    address: str
    texts: tuple[str, ...]
    meta: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of things: how many of its lines a person finds, the newest first, before the row `after`."""

    name: str
    label: str
    find: Callable[[AnyUser, Asked, int, int], list[Line]]


def read(line: str, words: list[str]) -> Asked:
    """Read what was typed: a uid and a web address are known by their form. One query for the publishers."""
    typed = line.strip()
    uid = uuid.UUID(typed) if _UID.fullmatch(typed) else None
    try:
        address = canonical_url(typed) if typed.lower().startswith(("http://", "https://")) else ""
    except BadText:
        address = ""
    named = Q()
    for word in words:
        for spelling in spellings(word):
            named |= in_any(("name", "domain"), "icontains", spelling)
    found = tuple(Publisher.objects.filter(named)[:_MOST_PUBLISHERS]) if words and uid is None else ()
    return Asked(tuple(words), uid, address, found)


def _is_named(publisher: Publisher, word: str) -> bool:
    return word.casefold() in f"{publisher.name} {publisher.domain or ''}".casefold()


def _page(
    rows: QuerySet[Any], what: Asked, looked: Looked, limit: int, after: int, *, is_own: bool = False
) -> list[Any]:
    """The newest rows that fit, in one query.

    A word that stands in many rows stands among the newest: those are read first, and the index is asked only where
    they do not fill the page (the second half of a UNION ALL under a LIMIT is not begun before).
    """
    if what.uid is not None:
        return list(rows.filter(uid=what.uid)[:limit])
    if after:
        rows = rows.filter(pk__lt=after)
    if is_own:
        return list(rows.filter(looked(False)).order_by("-pk")[:limit])
    if connection.vendor == "sqlite":
        return list(rows.filter(looked(False), pk__gt=_floor(rows.model, NEWEST, after)).order_by("-pk")[:limit])
    floor, keys = _floor(rows.model, PEEKED, after), rows.select_related(None).order_by("-pk").values("pk")
    newest = keys.filter(looked(False), pk__gt=floor)[:limit]
    older = keys.filter(looked(True), pk__lte=floor)[:limit]
    return list(rows.filter(pk__in=newest.union(older, all=True)[:limit]).order_by("-pk"))


def _floor(model: type[Model], read: int, after: int) -> Coalesce:
    """The key of the first row that is not read any more after so many, 0 where there are fewer."""
    newest = model._default_manager.order_by("-pk").values("pk")
    newest = newest.filter(pk__lt=after) if after else newest
    return Coalesce(Subquery(newest[read : read + 1]), Value(0))


def _held_in(table: str, words: tuple[str, ...], by_index: bool) -> Q:
    return holding(table, words, by_index=by_index)


# --- what stands in stories -------------------------------------------------------------------------
def _stories(user: AnyUser, what: Asked, limit: int, after: int) -> list[Line]:
    # Of a page of ours the last part is its slug.
    slug = unquote(urlsplit(what.address).path.rstrip("/").rpartition("/")[2])

    def wanted(by_index: bool) -> Q:
        held = holding("stories_story", what.words, by_index=by_index)
        return held | Q(published__slug=slug) if slug else held

    rows = stories_for(user).select_related("owner")
    return [
        Line(
            row.pk,
            tab_address(row, "story"),
            (row.headline, row.standfirst, row.kicker, row.slugline, row.desk_note, row.slug),
            _joined(row.get_editorial_state_display(), row.owner and row.owner.display_name(), _day(row.changed_at)),
        )
        for row in _page(rows, what, wanted, limit, after, is_own=is_reporter(user))
    ]


def _entries(user: AnyUser, what: Asked, limit: int, after: int) -> list[Line]:
    wanted = partial(_held_in, "stories_timelineentry", what.words)
    return [
        Line(row.pk, tab_address(row.story, "timeline"), (row.text,), _joined(row.date, row.story.headline))
        for row in _within(TimelineEntry.objects.all(), user, what, wanted, limit, after)
    ]


def _sentences(user: AnyUser, what: Asked, limit: int, after: int) -> list[Line]:
    wanted = partial(_held_in, "stories_sentence", what.words)
    return [
        Line(
            row.pk,
            f"{tab_address(row.story, 'summary')}#s-{row.uid}",
            (row.text,),
            _joined(row.story.headline, f"written by {row.get_written_by_display()}"),
        )
        for row in _within(Sentence.objects.all(), user, what, wanted, limit, after)
    ]


def _comments(user: AnyUser, what: Asked, limit: int, after: int) -> list[Line]:
    """A comment on a sentence, an entry or a picture is where that is now."""
    mine, is_own = stories_for(user).order_by(), is_reporter(user)
    rows = Comment.objects.select_related("story", "sentence__story", "entry__story", "placement__story", "by")
    is_open = Q(sentence=None, entry=None, placement=None, story__in=mine)
    for row in ("sentence", "entry", "placement"):
        is_open |= Q(**{f"{row}__story__in": mine})
    wanted = partial(_held_in, "stories_comment", what.words)
    found = []
    for row in _page(rows.filter(is_open), what, wanted, limit, after, is_own=is_own):
        on = row.sentence or row.entry or row.placement or row
        told = _joined(row.by.display_name(), _day(row.at), on.story.headline)
        found.append(Line(row.pk, f"{tab_address(on.story, 'team')}#c-{row.uid}", (row.text, row.quoted), told))
    return found


def _within(rows: QuerySet[Any], user: AnyUser, what: Asked, wanted: Looked, limit: int, after: int) -> list[Any]:
    """Rows that stand in a story which this person may open."""
    rows = rows.filter(removed_at__isnull=True).select_related("story")
    is_own = is_reporter(user)
    if is_own or not user.has_perm("stories.edit_any_story"):
        rows = rows.filter(story__in=stories_for(user).order_by().values("pk"))
    else:
        rows = rows.filter(story__deleted_at__isnull=True)
    return _page(rows, what, wanted, limit, after, is_own=is_own)


def is_reporter(user: AnyUser) -> bool:
    """Whether the person sees own and assigned stories alone."""
    return user.has_perm("stories.change_story") and not user.has_perm("stories.edit_any_story")


# --- the libraries ----------------------------------------------------------------------------------
def _articles(user: AnyUser, what: Asked, limit: int, after: int) -> list[Line]:
    if not user.has_perm("stories.view_article"):
        return []

    def wanted(by_index: bool) -> Q:
        held = holding("stories_article", what.words, what.of_publisher, by_index=by_index)
        return held | Q(canonical_url=what.address) if what.address else held

    return [
        Line(
            row.pk,
            reverse("admin:stories_article_change", args=[row.pk]),
            (row.headline, row.byline, row.canonical_url or "", row.reference, row.publisher.name),
            _joined(row.publisher.name, _day(row.published_at)),
        )
        for row in _page(Article.objects.select_related("publisher"), what, wanted, limit, after)
    ]


def _images(user: AnyUser, what: Asked, limit: int, after: int) -> list[Line]:
    if not user.has_perm("media.view_image"):
        return []
    return [
        Line(
            row.pk,
            reverse("admin:media_image_change", args=[row.pk]),
            (row.caption or row.alt_text or "(no caption)", row.alt_text, row.credit_line, row.source_url),
            _joined(row.credit_line, _day(row.uploaded_at)),
        )
        for row in _page(Image.objects.all(), what, partial(_held_in, "media_image", what.words), limit, after)
    ]


def _publishers(user: AnyUser, what: Asked, limit: int, after: int) -> list[Line]:
    if not user.has_perm("reference.view_publisher"):
        return []
    rows = list(Publisher.objects.filter(uid=what.uid)) if what.uid else what.publishers
    found = [row for row in rows if (not after or row.pk < after) and all(_is_named(row, w) for w in what.words)]
    return [
        Line(
            row.pk,
            reverse("admin:reference_publisher_change", args=[row.pk]),
            (row.name, row.domain or ""),
            _joined(row.domain, row.get_reuse_display()),
        )
        for row in sorted(rows if what.uid else found, key=lambda row: -row.pk)[:limit]
    ]


def _labels(user: AnyUser, what: Asked, limit: int, after: int) -> list[Line]:
    """Topics and tickers, which are few: one query for both, and no older page."""
    if not user.has_perm("reference.view_topic") or after:
        return []
    topics, tickers = (_held(model, what, field) for model, field in ((Topic, "slug"), (Instrument, "symbol")))
    meaning = {"topic": "topic", "instrument": "ticker"}
    rows = topics.union(tickers).order_by("kind", "name")[:limit]
    return [
        Line(pk, reverse(f"admin:reference_{kind}_change", args=[pk]), (name, short), _joined(meaning[kind], short))
        for kind, pk, name, short in rows
    ]


def _held(model: type[Model], what: Asked, field: str) -> QuerySet[Any, Any]:
    every = Q()
    for word in what.words:
        either = Q()
        for spelling in spellings(word):
            either |= in_any(("name", field), "icontains", spelling.rpartition(":")[2] or spelling)
        every &= either
    kind = Value(model._meta.model_name, output_field=CharField())
    rows = model._default_manager.filter(Q(uid=what.uid) if what.uid else every).order_by()
    held: QuerySet[Any, Any] = rows.annotate(kind=kind).values_list("kind", "pk", "name", field)
    return held


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _day(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}"


KINDS = (
    Kind("stories", "Stories", _stories),
    Kind("sentences", "Sentences", _sentences),
    Kind("entries", "Timeline entries", _entries),
    Kind("comments", "Comments", _comments),
    Kind("articles", "Articles", _articles),
    Kind("images", "Pictures", _images),
    Kind("publishers", "Publishers", _publishers),
    Kind("labels", "Topics and tickers", _labels),
)
