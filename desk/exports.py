"""Tables of the desk as CSV: the list of stories, and of one story its articles, timeline, pictures and log.

A table is never whole in memory. Times are in the newsroom's zone and name its offset. What a spreadsheet would take
for a formula is written with an apostrophe before it, as OWASP advises ("CSV Injection").
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import StreamingHttpResponse
from django.utils import timezone

from desk import log_words
from desk.standing import public_state, summary_state
from foundation.models import EditLog
from stories.chronology import standing_entries
from stories.models import Story, StoryArticle
from stories.timelines.importing import FORMULA, exported
from stories.timelines.importing import HEADS as TIMELINE_HEADS

_STEP = 500
Rows = Iterator[tuple[Any, ...]]


class _Line:
    """What the csv writer writes into: it hands each line back."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def cell(value: Any) -> str:
    """One value as a spreadsheet may safely open it: text that begins like a formula gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return f"'{text}" if text.lstrip(" \u00a0\u200b\ufeff").startswith(FORMULA) or text.startswith(FORMULA) else text


def lines(heads: Iterable[str], rows: Iterable[tuple[Any, ...]], *, has_bom: bool) -> Iterator[str]:
    """The lines of the file, RFC 4180; with a byte order mark where the spreadsheet needs one to read UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff" if has_bom else ""
    yield writer.writerow(list(heads))
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def as_file(
    name: str, heads: Iterable[str], rows: Iterable[tuple[Any, ...]], *, has_bom: bool
) -> StreamingHttpResponse:
    """The table as a download."""
    response = StreamingHttpResponse(lines(heads, rows, has_bom=has_bom), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "no-store"
    return response


# --- the list ---------------------------------------------------------------------------------------
STORY_HEADS = (
    "uid",
    "headline",
    "slugline",
    "language",
    "copy",
    "phase",
    "public",
    "first published",
    "summary",
    "policy",
    "sensitive",
    "embargoed since",
    "embargoed until",
    "legal hold since",
    "owner",
    "articles",
    "changed",
)


def story_rows(stories: QuerySet[Story]) -> Rows:
    """A row for each story of the list, in its order. Read `with_seals`, and with the owner and what ran."""
    attached = StoryArticle.objects.attached().filter(story=OuterRef("pk")).order_by().values("story")
    counted = stories.annotate(
        standing_articles=Coalesce(Subquery(attached.annotate(count=Count("pk")).values("count")), 0)
    )
    for story in counted.select_related("owner", "published").iterator(chunk_size=_STEP):
        yield (
            story.uid,
            story.headline,
            story.slugline,
            story.language,
            "merged" if story.merged_into_id else story.get_editorial_state_display(),
            story.get_phase_display(),
            public_state(story)[1],
            story.published.first_published_at if story.published else None,
            summary_state(story, articles=story.standing_articles)[1],
            story.get_summary_policy_display(),
            story.is_sensitive,
            story.embargo_since,
            story.embargo_until,
            story.legal_hold_since,
            story.owner.display_name() if story.owner else "",
            story.standing_articles,
            story.changed_at,
        )


# --- one story --------------------------------------------------------------------------------------
def _articles(story: Story) -> Rows:
    rows = story.story_articles.select_related("article__publisher", "attached_by").order_by("number", "pk")
    for row in rows.iterator(chunk_size=_STEP):
        article = row.article
        yield (
            row.number,
            article.headline,
            article.publisher.name,
            article.byline,
            article.canonical_url or article.reference,
            article.published_at,
            article.language,
            article.get_kind_display(),
            article.get_status_display(),
            article.publisher.get_reuse_display(),
            row.attached_at,
            row.attached_by.display_name() if row.attached_by else "",
            row.removed_at,
        )


def _timeline(story: Story) -> Rows:
    rows = standing_entries(story).select_related("author").prefetch_related("citations__article")
    for row in rows.iterator(chunk_size=_STEP):
        author = row.author.display_name() if row.author else ""
        told = row.date, row.as_typed, row.sort_from, row.sort_to, row.get_status_display(), row.text, author
        yield (*told, *exported(row))


def _images(story: Story) -> Rows:
    rows = story.placements.filter(removed_at__isnull=True).select_related("image").order_by("position", "pk")
    for number, row in enumerate(rows.iterator(chunk_size=_STEP), start=1):
        image = row.image
        yield (
            number,
            image.pk == story.lead_image_id,
            row.caption_override or image.caption,
            image.alt_text,
            image.credit_line,
            image.usage_terms,
            image.source_url,
            image.uploaded_at,
            image.pulled_at,
            image.uid,
        )


def _log(story: Story) -> Rows:
    rows = EditLog.objects.filter(subject_uid=story.uid).select_related("person", "policy_of").order_by("pk")
    for row in rows.iterator(chunk_size=_STEP):
        before, after = (json.dumps(side, ensure_ascii=False) if side else "" for side in (row.before, row.after))
        yield row.at, row.actor_name(), log_words.verb_words(row.verb), row.verb, before, after, row.reason


TABLES: Mapping[str, tuple[str, tuple[str, ...], Callable[[Story], Rows]]] = MappingProxyType(
    {
        "articles": (
            "Articles, those taken out too",
            (
                "number",
                "headline",
                "publisher",
                "byline",
                "address or reference",
                "published",
                "language",
                "kind",
                "status",
                "reuse",
                "attached",
                "attached by",
                "taken out",
            ),
            _articles,
        ),
        "timeline": ("Timeline", TIMELINE_HEADS, _timeline),
        "pictures": (
            "Pictures and their credits",
            (
                "place",
                "lead",
                "caption",
                "alt text",
                "credit line",
                "usage terms",
                "source page",
                "uploaded",
                "pulled",
                "uid",
            ),
            _images,
        ),
        "log": ("Log", ("at", "who", "did", "verb", "before", "after", "why"), _log),
    }
)
