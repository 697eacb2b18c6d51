"""The verb that takes a story file in. Doing it again changes nothing; a file with more adds what is more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction

from editions.models import Edition
from foundation.addresses import canonical_url
from foundation.models import Actor, EditLog, User
from media import library
from media.inspecting import BadPicture, inspect
from media.models import Image
from stories import curating, publishing, receiving
from stories.chronology import add_entry, read_date
from stories.models import Article, Story, StoryArticle
from stories.summarising.updating import update
from wire import referring, story_file
from wire.licences import is_open
from wire.moments import moment

ReadImage = Callable[[str], bytes]


@dataclass(slots=True)
class Imported:
    """What an import did: the story, how many things were new, and the editions it published.

    `has_waiting_edits`: somebody else changed the story at the desk and has not published that, so that this import
    published no more than the story's policy does by itself.
    """

    story: Story
    new_articles: int = 0
    new_entries: int = 0
    new_images: int = 0
    editions: list[Edition] = field(default_factory=list)
    has_waiting_edits: bool = False

    def look_again(self) -> None:
        """Read the story anew, and notice where somebody else has saved it since this import last did."""
        ours = self.story.desk_revision
        self.story.refresh_from_db()
        self.has_waiting_edits |= self.story.desk_revision != ours


def import_story(raw: bytes, *, by: Actor, read_image: ReadImage, publish: bool = False) -> Imported:
    """Take in a story file (docs/import-format.md). read_image returns the bytes of a file the story names.

    A story is known again by its handle (`story`, kept as slugline), an article by its address, a picture by its
    bytes, an entry by the date and text it was first added with. With publish, each arrival of articles is summarised
    and published in turn; a desk part that somebody else changed and did not publish stays unpublished.
    Each article, entry and picture is a short transaction of its own: an import that was cut off is done again.
    Raises BadFile with line and reason, before anything is stored.
    """
    data = story_file.read(raw)
    files = _picture_files(raw, data, read_image)
    referring.check_domains(raw, data)
    pictures = [(item, _add_image(item, bytes_, by)) for item, bytes_ in files]
    referring.take_publishers(data, by=by)
    made = _begin(data, by)
    arrivals = sorted({article.get("arrives", 1) for article in data["articles"]} or {1})
    articles: dict[str, Article] = {}
    for arrival in arrivals:
        for item in data["articles"]:
            if item.get("arrives", 1) == arrival:
                articles[canonical_url(item["url"])] = _take_article(made, item, by)
        if arrival == arrivals[-1]:
            _take_timeline(made, data, articles, by)
        if arrival == arrivals[0]:
            _place_pictures(made, pictures, articles, by)
        if publish:
            _publish(made, by)
    made.story.refresh_from_db()
    return made


# --- publishing -------------------------------------------------------------------------------------
def _publish(made: Imported, by: Actor) -> None:
    # A row of its own: the run reads it anew, and made.story says what this import itself saw last.
    update(Story.objects.get(pk=made.story.pk))
    made.look_again()
    if made.has_waiting_edits:
        edition = publishing.publish_automatically(made.story.pk)
        made.editions += [edition] if edition else []
        return
    try:
        made.editions.append(publishing.publish(made.story, seen=made.story.desk_revision, by=by))
    except publishing.NothingNew:
        return


def _has_edits_of_others(story: Story, by: Actor) -> bool:
    """Whether the desk part has unpublished changes that are not all this actor's own."""
    rows = EditLog.objects.filter(subject_uid=story.uid, after__desk_revision__gt=story.published_desk_revision)
    own = rows.filter(person=by) if isinstance(by, User) else rows.filter(**{type(by).__name__.lower(): by.name})
    revisions = {row.after["desk_revision"] for row in own}
    return any(n not in revisions for n in range(story.published_desk_revision + 1, story.desk_revision + 1))


# --- pictures ---------------------------------------------------------------------------------------
def _picture_files(raw: bytes, data: dict[str, Any], read_image: ReadImage) -> list[tuple[dict[str, Any], bytes]]:
    """Read and inspect every picture first: a bad one refuses the file before any row of the story is written."""
    files = []
    for place, item in enumerate(data.get("images", [])):
        try:
            found = read_image(item["file"])
            inspect(found, max_bytes=settings.IMAGE_MAX_BYTES, max_pixels=settings.IMAGE_MAX_PIXELS)
        except OSError as error:
            told = f"The picture {item['file']!r} cannot be read ({error.strerror})."
            raise story_file.refusal(raw, ["images", place, "file"], told) from error
        except BadPicture as refused:
            told = f"The picture {item['file']!r}: {refused}"
            raise story_file.refusal(raw, ["images", place, "file"], told) from refused
        files.append((item, found))
    return files


def _add_image(item: dict[str, Any], raw: bytes, by: Actor) -> Image:
    names = ("caption", "alt_text", "credit_line", "usage_terms", "source_url")
    return library.add_image(raw, by=by, **{name: item.get(name, "") for name in names})


def _place_pictures(
    made: Imported, pictures: list[tuple[dict[str, Any], Image]], articles: dict[str, Article], by: Actor
) -> None:
    standing = set(made.story.placements.values_list("image_id", flat=True))
    for item, image in pictures:
        if image.pk in standing:
            continue
        made.look_again()
        source = articles.get(canonical_url(item["article"])) if item.get("article") else None
        curating.place_image(made.story, image, seen=made.story.desk_revision, by=by, source_article=source)
        standing.add(image.pk)
        made.new_images += 1


# --- the story and its articles ---------------------------------------------------------------------
def _begin(data: dict[str, Any], by: Actor) -> Imported:
    known = Story.objects.at_the_desk().filter(slugline=data["story"]).first()
    if known is not None:
        return Imported(known, has_waiting_edits=_has_edits_of_others(known, by))
    return Imported(_create(data, by))


@transaction.atomic
def _create(data: dict[str, Any], by: Actor) -> Story:
    first = data["articles"][0] if data["articles"] else {}
    return curating.create_story(
        by=by,
        headline=data.get("headline") or _headline(data),
        slugline=data["story"],
        kicker=data.get("kicker", ""),
        standfirst=data.get("standfirst", ""),
        language=data.get("language") or first.get("language") or "en",
        summary_policy=data.get("summary_policy", "publish"),
        is_sensitive=data.get("is_sensitive", False),
        topics=[referring.topic(item) for item in data.get("topics", [])],
        instruments=[referring.instrument(item) for item in data.get("tickers", [])],
    )


def _headline(data: dict[str, Any]) -> str:
    """The newest article's headline where its licence lets us use its words; else the handle as words."""
    newest = max(data["articles"], key=lambda article: moment(article["published_at"])[0], default=None)
    if newest is not None and is_open(newest.get("licence", "")):
        return str(newest["headline"])
    handle = str(data["story"])
    return handle.replace("-", " ").replace("_", " ").strip().capitalize() or handle


@transaction.atomic
def _take_article(made: Imported, item: dict[str, Any], by: Actor) -> Article:
    published_at, precision = moment(item["published_at"])
    copy = receiving.Copy(
        headline=item["headline"],
        text=item["text"],
        publisher=receiving.publisher_of(item["url"], name=item["publisher"]),
        published_at=published_at,
        precision=precision,
        url=item["url"],
        kind=item.get("kind", Article.Kind.NEWS),
        language=item.get("language") or made.story.language,
        byline=item.get("byline", ""),
    )
    article = receiving.receive(copy, by=by).article
    if not StoryArticle.objects.filter(story=made.story, article=article).exists():
        curating.attach(made.story, article, by=by)
        made.new_articles += 1
    return article


# --- the timeline -----------------------------------------------------------------------------------
def _take_timeline(made: Imported, data: dict[str, Any], articles: dict[str, Article], by: Actor) -> None:
    """Add the entries that never stood: one that somebody reworded or removed since is not brought back."""
    stood = _entries_ever(made.story)
    for item in data.get("timeline", []):
        entry = (read_date(item["date"], language=made.story.language).edtf, item["text"])
        if entry in stood:
            continue
        made.look_again()
        cited = [articles[canonical_url(url)] for url in item.get("articles", [])]
        add_entry(
            made.story, date=item["date"], text=item["text"], articles=cited, seen=made.story.desk_revision, by=by
        )
        stood.add(entry)
        made.new_entries += 1


def _entries_ever(story: Story) -> set[tuple[str, str]]:
    """Date and text of every entry that stands, was removed, or was added once in other words."""
    added = EditLog.objects.filter(subject_uid=story.uid, verb="add_entry").values_list("after", flat=True)
    stand = story.timeline_entries.values_list("date", "text")
    return {*stand, *((after["date"], after["text"]) for after in added)}
