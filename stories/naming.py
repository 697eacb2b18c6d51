"""What a name touches: on the public record, and at the desk. Reads only.

Whole tables are read: a name written with other accents or signs is found by no index. How long that takes by the size
of the archive stands in docs/decisions/0009.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from editions import content as edition_content
from editions.models import Edition, OldSlug, PublishedStory
from editions.nameless import carries, without_names
from foundation.name_forms import Names
from reference.models import Topic
from stories.models import Placement, Section, Sentence, Story, StoryArticle, TimelineEntry
from stories.sealing import sealed_with

_CHUNK = 200
_STORY_LINES = ("headline", "kicker", "standfirst", "slug")


@dataclass(slots=True)
class Reach:
    """Keys of what carries a name, by kind; `newest_edition` is the last that was looked at.

    `live` are public stories, `closed` those whose address alone is told (killed, merged); `desk` says of each story
    at the desk in which of its parts the name stands.
    """

    live: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    editions: list[int] = field(default_factory=list)
    old_slugs: list[int] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    desk: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    newest_edition: int = 0


def reach_of(names: Names) -> Reach:
    """Find everything that carries one of the names, in a constant number of queries."""
    found = Reach()
    look_at_editions(names, found)
    slugs = PublishedStory.objects.values_list("pk", "state", "slug")
    told = (PublishedStory.State.KILLED, PublishedStory.State.MERGED)
    found.closed = [pk for pk, state, slug in slugs.iterator(_CHUNK) if state in told and names.found_in(slug)]
    old = OldSlug.objects.values_list("pk", "slug")
    found.old_slugs = [pk for pk, slug in old.iterator(_CHUNK) if names.found_in(slug)]
    topics = Topic.objects.values_list("slug", "name", "description")
    found.topics = [slug for slug, *words in topics if names.found_in_any([slug, *words])]
    for story, part, texts in _at_the_desk():
        if part not in found.desk.get(story, ()) and names.found_in_any(texts):
            found.desk[story].add(part)
    return found


def look_at_editions(names: Names, found: Reach) -> None:
    """Add the editions that came after the last that was looked at, and the live stories whose current one they are."""
    rows = Edition.objects.filter(pk__gt=found.newest_edition).order_by("pk")
    columns = rows.values_list("pk", "content", "changes", "story_id", "story__current_edition_id", "story__slug")
    live = set(found.live)
    for pk, content, changes, story, current, slug in columns.iterator(_CHUNK):
        found.newest_edition = max(found.newest_edition, pk)
        tells = carries(content, names)
        if tells or carries(changes, names):
            found.editions.append(pk)
        if pk == current and (tells or names.found_in(slug)):
            live.add(story)
    found.live = sorted(live)


def would_say(story: PublishedStory, names: Names) -> edition_content.Content | None:
    """What the story says without the names; None where people's words or its address carry one, or no text is left."""
    edition = story.current_edition
    if edition is None or names.found_in(story.slug):
        return None
    content = edition_content.upgrade(edition.content, edition.schema_version)
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
        sealed=sealed_with(names),
        desk=[(story, sorted(found.desk[story.pk])) for story in stories],
    )
