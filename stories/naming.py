"""What a name touches: on the public record, and at the desk. Reads only.

Whole tables are read: a name written with other accents or signs is found by no index. How long that takes by the size
of the archive stands in docs/decisions/0009.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from editions import content as edition_content
from editions.models import Edition, OldSlug, PublishedStory
from editions.nameless import carries, without_names
from editions.redactions import without_redacted
from foundation.name_forms import Names
from reference.models import Instrument, Topic
from stories.models import Outcome, Placement, Section, Sentence, Story, StoryArticle, TimelineEntry
from stories.sealing import sealed_with

_CHUNK = 200
_STORY_LINES = ("headline", "kicker", "standfirst", "slug")


@dataclass(slots=True)
class Reach:
    """Keys of what carries a name, by kind.

    `live` are public stories, `closed` those whose address alone is told (killed, merged); `desk` says of each story
    at the desk in which of its parts the name stands.
    """

    live: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    editions: list[int] = field(default_factory=list)
    old_slugs: list[int] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    tickers: list[UUID] = field(default_factory=list)
    desk: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))


def reach_of(names: Names) -> Reach:
    """Find everything that carries one of the names."""
    found = look_at_addresses(names)
    found.live = [pk for some in live_with(names) for pk in some]
    found.editions = [pk for some in editions_with(names) for pk in some]
    found.desk = at_the_desk(names)
    return found


def look_at_addresses(names: Names) -> Reach:
    """Find what is short and quickly read: addresses of stories that are told of, old ones, topics and tickers."""
    told = (PublishedStory.State.KILLED, PublishedStory.State.MERGED)
    closed = PublishedStory.objects.filter(state__in=told).values_list("pk", "slug")
    topics = Topic.objects.values_list("slug", "name", "description")
    tickers = Instrument.objects.values_list("uid", "symbol", "name")
    return Reach(
        closed=[pk for pk, slug in closed.iterator(_CHUNK) if names.found_in(slug)],
        old_slugs=[pk for pk, slug in OldSlug.objects.values_list("pk", "slug") if names.found_in(slug)],
        topics=[slug for slug, *words in topics if names.found_in_any([slug, *words])],
        tickers=[uid for uid, *words in tickers.iterator(_CHUNK) if names.found_in_any(words)],
    )


def live_with(names: Names) -> Iterator[list[int]]:
    """Public stories whose page or address carries a name, the newest first, as they are found."""
    for pks in _chunks(PublishedStory.objects.public().order_by("-updated_at", "-pk")):
        rows = PublishedStory.objects.filter(pk__in=pks).values_list("pk", "slug", "current_edition__content")
        found = {pk for pk, slug, content in rows if names.found_in(slug) or carries(content, names)}
        yield [pk for pk in pks if pk in found]


def editions_with(names: Names) -> Iterator[list[int]]:
    """Editions that carry a name in what they say or in what they changed, the newest first, as they are found."""
    for pks in _chunks(Edition.objects.order_by("-pk")):
        rows = Edition.objects.filter(pk__in=pks).values_list("pk", "content", "changes")
        yield [pk for pk, content, changes in rows if carries([content, changes], names)]


def at_the_desk(names: Names) -> dict[int, set[str]]:
    """The parts in which a name stands of each story at the desk that nobody deleted."""
    found: dict[int, set[str]] = defaultdict(set)
    for story, part, texts in _at_the_desk():
        if part not in found.get(story, ()) and names.found_in_any(texts):
            found[story].add(part)
    return found


def _chunks(rows: QuerySet[Any, Any]) -> Iterator[list[int]]:
    """The keys of these rows as they stand now, some at a time: what is found may be changed in between."""
    keys = list(rows.values_list("pk", flat=True))
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))


def would_say(story: PublishedStory, names: Names) -> edition_content.Content | None:
    """What the story says without the names; None where people's words or its address carry one, or no text is left."""
    edition = story.current_edition
    if edition is None or names.found_in(story.slug):
        return None
    content = without_redacted(edition_content.upgrade(edition.content, edition.schema_version), story.redactions)
    clean, carried = without_names(content, names)
    is_empty = not clean["machine"]["sentences"] and not clean["desk"]["sentences"]
    return None if carried or is_empty or carries(clean, names) else clean


def _at_the_desk() -> Iterator[tuple[int, str, list[str]]]:
    """Story, part of it and its texts, of every story that nobody deleted."""
    stories: QuerySet[Any, Any] = Story.objects.at_the_desk().values_list("pk", *_STORY_LINES)
    yield from ((pk, "story", texts) for pk, *texts in stories.iterator(_CHUNK))
    standing = Q(removed_at__isnull=True, story__deleted_at__isnull=True)
    sentences = Sentence.objects.filter(standing).values_list("story_id", "text", "outlet")
    yield from ((pk, "summary", texts) for pk, *texts in sentences.iterator(_CHUNK))
    sections = Section.objects.filter(standing).values_list("story_id", "heading")
    yield from ((pk, "summary", [heading]) for pk, heading in sections.iterator(_CHUNK))
    entries = TimelineEntry.objects.filter(standing).values_list("story_id", "text")
    yield from ((pk, "timeline", [text]) for pk, text in entries.iterator(_CHUNK))
    ahead = Outcome.objects.filter(entry__removed_at__isnull=True, entry__story__deleted_at__isnull=True)
    outcomes = ahead.values_list("entry__story_id", "text")
    yield from ((pk, "timeline", [text]) for pk, text in outcomes.iterator(_CHUNK))
    tickers = Story.objects.at_the_desk().filter(instruments__isnull=False)
    carried = tickers.values_list("pk", "instruments__symbol", "instruments__name")
    yield from ((pk, "story", texts) for pk, *texts in carried.iterator(_CHUNK))
    columns = ("caption_override", *(f"image__{n}" for n in ("caption", "alt_text", "credit_line", "source_url")))
    placements = Placement.objects.filter(standing).values_list("story_id", *columns)
    yield from ((pk, "images", texts) for pk, *texts in placements.iterator(_CHUNK))
    lines = (
        *(f"article__{name}" for name in ("headline", "byline", "canonical_url", "reference")),
        "article__publisher__name",
    )
    articles = StoryArticle.objects.filter(standing).values_list("story_id", *lines, "article__current_snapshot__text")
    yield from ((pk, "articles", [text for text in texts if text]) for pk, *texts in articles.iterator(_CHUNK))


@dataclass(frozen=True, slots=True)
class Touched:
    """What a name touches now, as the desk is told of it.

    `rewritten` are live stories of which a version without the name goes out at once, `hidden` those that leave the
    site, each by headline; `desk` are stories at the desk with the parts in which the name stands.
    """

    rewritten: list[str]
    hidden: list[str]
    versions: int
    addresses: list[str]
    topics: list[str]
    tickers: list[str]
    sealed: list[str]
    desk: list[tuple[Story, list[str]]]

    def is_empty(self) -> bool:
        """Whether the name stands nowhere."""
        return not any(getattr(self, part) for part in self.__slots__)


def touched_by(names: Names, *, shown: int = 100) -> Touched:
    """Describe what a restriction on these names would do now; of stories at the desk the first `shown`."""
    found = reach_of(names)
    live = PublishedStory.objects.public().select_related("current_edition").filter(pk__in=found.live).order_by("-pk")
    fates: dict[bool, list[str]] = {True: [], False: []}
    for story in live:
        fates[would_say(story, names) is not None].append(story.headline)
    closed = PublishedStory.objects.filter(pk__in=found.closed).values_list("slug", flat=True)
    old = OldSlug.objects.filter(pk__in=found.old_slugs).values_list("slug", flat=True)
    current = PublishedStory.objects.filter(current_edition__in=found.editions).count()
    stories = Story.objects.filter(pk__in=list(found.desk)).order_by("-changed_at")[:shown]
    return Touched(
        rewritten=fates[True],
        hidden=fates[False],
        versions=len(found.editions) - current,
        addresses=sorted({*closed, *old}),
        topics=sorted(Topic.objects.filter(slug__in=found.topics).values_list("name", flat=True)),
        tickers=[str(row) for row in Instrument.objects.filter(uid__in=found.tickers[:shown])],
        sealed=sealed_with(names),
        desk=[(story, sorted(found.desk[story.pk])) for story in stories],
    )
