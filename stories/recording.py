"""The public columns, lists and pictures of a published story, written together with its edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from editions.arranging import has_promises
from editions.content import Content
from editions.models import Edition, Listing, OldSlug, PublishedStory
from media.frames import show
from media.models import Image
from reference.models import successors_of
from stories.models import Story


@dataclass(frozen=True, slots=True)
class Record:
    """An edition just inserted, with its story and its content."""

    story: PublishedStory
    edition: Edition
    content: Content


_COLUMNS = [
    "slug",
    "current_edition",
    "headline",
    "kicker",
    "standfirst",
    "language",
    "lead_image",
    "article_count",
    "publisher_count",
    "modified_at",
    "updated_at",
]


def open_story(story: Story, content: Content, now: datetime) -> PublishedStory:
    """Make the story's public identity at first publication, under the story's own uid."""
    desk = content["desk"]
    return PublishedStory.objects.create(
        uid=story.uid,
        slug=free_slug(desk["slug"], str(story.uid)),
        first_published_at=now,
        updated_at=now,
        modified_at=now,
        headline=desk["headline"],
        language=desk["language"],
    )


def free_slug(wanted: str, uid: str) -> str:
    """Return the wanted slug, or with the head of the uid where another story has or had it."""
    if PublishedStory.objects.filter(slug=wanted).exists() or OldSlug.objects.filter(slug=wanted).exists():
        return f"{wanted[:100]}-{uid[:8]}"
    return wanted


def list_story(record: Record, *, facts_moved: bool) -> None:
    """Bring the columns, the slug, the reachable pictures and the lists up to the edition."""
    story, edition, desk = record.story, record.edition, record.content["desk"]
    articles = record.content["machine"]["articles"]
    if story.slug != desk["slug"] and not story.slug.startswith(f"{desk['slug'][:100]}-{str(story.uid)[:8]}"):
        OldSlug.objects.get_or_create(slug=story.slug, defaults={"story": story})
        OldSlug.objects.filter(slug=desk["slug"], story=story).delete()
        story.slug = free_slug(desk["slug"], str(story.uid))
    story.current_edition = edition
    story.headline, story.kicker, story.standfirst = desk["headline"], desk["kicker"], desk["standfirst"]
    story.language = desk["language"]
    story.lead_image = next((image for image in desk["images"] if image["uid"] == desk["lead_image"]), None)
    story.article_count = len(articles)
    story.publisher_count = len({article["publisher"]["uid"] for article in articles})
    story.modified_at = edition.published_at
    if facts_moved:
        story.updated_at = edition.published_at
    story.save(update_fields=_COLUMNS)
    show((image["uid"], image["version"], image.get("focus")) for image in desk["images"])
    story.images.set(Image.objects.filter(uid__in=[image["uid"] for image in desk["images"]]))
    _list(story, list_keys(record.content) | successor_keys(record.content))


def list_keys(content: Content) -> set[tuple[str, str]]:
    """Return the lists, as kind and key, that a story with this content stands in."""
    desk, kind = content["desk"], Listing.Kind
    keys = {(kind.ALL.value, ""), (kind.LANGUAGE.value, desk["language"])}
    keys |= {(kind.TOPIC.value, topic["slug"]) for topic in desk["topics"]}
    keys |= {(kind.INSTRUMENT.value, ticker["uid"]) for ticker in desk["tickers"]}
    keys |= {(kind.PUBLISHER.value, article["publisher"]["uid"]) for article in content["machine"]["articles"]}
    if has_promises(content):
        keys.add((kind.PLANNED.value, ""))
    return keys


def successor_keys(content: Content) -> set[tuple[str, str]]:
    """Return the lists of tickers that the content's own became: a page under the new name has the stories of both."""
    uids = [ticker["uid"] for ticker in content["desk"]["tickers"]]
    return {(Listing.Kind.INSTRUMENT.value, str(row.uid)) for row in successors_of(uids)} if uids else set()


def _list(story: PublishedStory, keys: set[tuple[str, str]]) -> None:
    standing = {(row.kind, row.key): row.pk for row in Listing.objects.filter(story=story)}
    gone = [pk for key, pk in standing.items() if key not in keys]
    if gone:
        Listing.objects.filter(pk__in=gone).delete()
    Listing.objects.filter(story=story).exclude(sort_at=story.updated_at).update(sort_at=story.updated_at)
    Listing.objects.bulk_create(
        Listing(kind=kind, key=key, sort_at=story.updated_at, story=story) for kind, key in sorted(keys - set(standing))
    )
