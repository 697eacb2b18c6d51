"""The verb that takes a story file in. Doing it again changes nothing; a file with more adds what is more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction

from editions.models import Edition
from foundation.addresses import canonical_url, slug_for
from foundation.models import Actor
from media import library
from media.inspecting import BadPicture, inspect
from media.models import Image
from reference.models import Instrument, Publisher, Topic
from stories import curating, publishing, receiving
from stories.chronology import add_entry, read_date
from stories.models import Article, Story, StoryArticle
from stories.summarising.updating import update
from wire import story_file
from wire.story_file import BadFile

ReadImage = Callable[[str], bytes]

# Licences under which whole sentences may stand as our prose with credit.
_OPEN_LICENCES = ("cc by", "cc0", "cc-by", "public domain", "pddl", "own", "licensed")


@dataclass(slots=True)
class Imported:
    """What an import did: the story, how many things were new, and the editions it published."""

    story: Story
    new_articles: int = 0
    new_entries: int = 0
    new_images: int = 0
    editions: list[Edition] = field(default_factory=list)


def import_story(raw: bytes, *, by: Actor, read_image: ReadImage, publish: bool = False) -> Imported:
    """Take in a story file (docs/import-format.md). read_image returns the bytes of a file the story names.

    A story is known again by its handle (`story`, kept as slugline), an article by its address, a picture by its
    bytes, an entry by date and text. With publish, each arrival of articles is summarised and published in turn.
    Raises BadFile with line and reason, before anything is stored.
    """
    data = story_file.read(raw)
    pictures = _pictures(data, by, read_image)
    made = Imported(_story(data, by))
    arrivals = sorted({article.get("arrives", 1) for article in data["articles"]} or {1})
    articles: dict[str, Article] = {}
    for arrival in arrivals:
        with transaction.atomic():
            for item in data["articles"]:
                if item.get("arrives", 1) == arrival:
                    articles[canonical_url(item["url"])] = _take_article(made, item, by)
            if arrival == arrivals[-1]:
                _take_timeline(made, data, articles, by)
            if arrival == arrivals[0]:
                _place_pictures(made, data, pictures, articles, by)
        if publish:
            _publish(made, by)
    made.story.refresh_from_db()
    return made


def _publish(made: Imported, by: Actor) -> None:
    made.story.refresh_from_db()
    update(made.story)
    made.story.refresh_from_db()
    try:
        made.editions.append(publishing.publish(made.story, seen=made.story.desk_revision, by=by))
    except publishing.NothingNew:
        return


def _pictures(data: dict[str, Any], by: Actor, read_image: ReadImage) -> list[tuple[dict[str, Any], Image]]:
    """Take every picture into the library first: each is checked before any row of the story is written."""
    files = []
    for item in data.get("images", []):
        try:
            files.append((item, read_image(item["file"])))
        except OSError as error:
            raise BadFile(
                f"The picture {item['file']!r} cannot be read ({error.strerror}). Nothing was imported."
            ) from error
    for item, raw in files:
        try:
            inspect(raw, max_bytes=settings.IMAGE_MAX_BYTES, max_pixels=settings.IMAGE_MAX_PIXELS)
        except BadPicture as refusal:
            raise BadFile(f"The picture {item['file']!r}: {refusal} Nothing was imported.") from refusal
    taken = []
    for item, raw in files:
        words = {
            name: item.get(name, "") for name in ("caption", "alt_text", "credit_line", "usage_terms", "source_url")
        }
        taken.append((item, library.add_image(raw, by=by, **words)))
    return taken


def _story(data: dict[str, Any], by: Actor) -> Story:
    handle = data["story"]
    known = Story.objects.at_the_desk().filter(slugline=handle).first()
    if known is not None:
        return known
    with transaction.atomic():
        _publishers(data)
        return curating.create_story(
            by=by,
            headline=data.get("headline") or _headline(data),
            slugline=handle,
            kicker=data.get("kicker", ""),
            standfirst=data.get("standfirst", ""),
            language=data.get("language") or data["articles"][0].get("language", "en") if data["articles"] else "en",
            summary_policy=data.get("summary_policy", "publish"),
            is_sensitive=data.get("is_sensitive", False),
            topics=[_topic(item) for item in data.get("topics", [])],
            instruments=[_instrument(item) for item in data.get("tickers", [])],
        )


def _headline(data: dict[str, Any]) -> str:
    """The newest article's headline where its licence lets us use its words; else the handle as words."""
    newest = max(data["articles"], key=lambda a: str(a["published_at"]), default=None)
    if newest is not None and _reuse_of(newest.get("licence", "")) == Publisher.Reuse.LICENSED:
        return str(newest["headline"])
    return str(data["story"]).replace("-", " ").replace("_", " ").capitalize()


def _publishers(data: dict[str, Any]) -> None:
    for item in data.get("publishers", []):
        fields = {
            name: item[name] for name in ("home_page", "language", "country", "reuse", "reuse_basis") if name in item
        }
        domain = item.get("domain") or None
        if domain and Publisher.objects.filter(domain=domain).exclude(name=item["name"]).exists():
            raise BadFile(f"The domain {domain} belongs to another publisher already. Nothing was imported.")
        Publisher.objects.get_or_create(name=item["name"], defaults={"domain": domain, **fields})


def _topic(item: dict[str, Any]) -> Topic:
    slug = slug_for(item.get("slug") or item["name"], fallback="topic")
    defaults = {"name": item["name"], "description": item.get("description", "")}
    return Topic.objects.get_or_create(slug=slug, defaults=defaults)[0]


def _instrument(item: dict[str, Any]) -> Instrument:
    defaults = {"name": item["name"], "isin": item.get("isin", ""), "aliases": item.get("aliases", [])}
    return Instrument.objects.get_or_create(symbol=item["symbol"], mic=item["mic"], defaults=defaults)[0]


def _reuse_of(licence: str) -> str:
    is_open = licence.strip().lower().startswith(_OPEN_LICENCES) and " nd" not in licence.lower().replace("-", " ")
    return Publisher.Reuse.LICENSED if is_open else Publisher.Reuse.QUOTE


def _publisher(item: dict[str, Any]) -> Publisher:
    """The article's publisher; its licence sets the reuse rights of one whose rights nobody has set."""
    publisher = receiving.publisher_of(item["url"], name=item["publisher"])
    licence = item.get("licence", "")
    if licence and not publisher.reuse_basis:
        publisher.reuse, publisher.reuse_basis = _reuse_of(licence), licence[:300]
        publisher.save(update_fields=["reuse", "reuse_basis"])
    return publisher


def _take_article(made: Imported, item: dict[str, Any], by: Actor) -> Article:
    published_at, precision = story_file.moment(item["published_at"])
    copy = receiving.Copy(
        headline=item["headline"],
        text=item["text"],
        publisher=_publisher(item),
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


def _take_timeline(made: Imported, data: dict[str, Any], articles: dict[str, Article], by: Actor) -> None:
    standing = set(made.story.timeline_entries.values_list("date", "text"))
    for item in data.get("timeline", []):
        if (read_date(item["date"]).edtf, item["text"].strip()) in standing:
            continue
        made.story.refresh_from_db()
        cited = [articles[canonical_url(url)] for url in item.get("articles", [])]
        add_entry(
            made.story, date=item["date"], text=item["text"], articles=cited, seen=made.story.desk_revision, by=by
        )
        made.new_entries += 1


def _place_pictures(
    made: Imported,
    data: dict[str, Any],
    pictures: list[tuple[dict[str, Any], Image]],
    articles: dict[str, Article],
    by: Actor,
) -> None:
    standing = set(made.story.placements.values_list("image_id", flat=True))
    for item, image in pictures:
        if image.pk in standing:
            continue
        made.story.refresh_from_db()
        source = articles.get(canonical_url(item["article"])) if item.get("article") else None
        curating.place_image(made.story, image, seen=made.story.desk_revision, by=by, source_article=source)
        standing.add(image.pk)
        made.new_images += 1
