"""The partners' documents, built by hand in the shapes of shapes.py: each from one edition, without any query."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from editions import content as edition_content
from editions.arranging import arranged_sections, arranged_timeline
from editions.models import PublishedStory
from editions.redactions import redacted
from foundation.zones import instant
from media.addresses import FORMATS, rendition_url, widths_for
from media.wording import forbids_export

Json = dict[str, Any]

_TICKER = ("uid", "symbol", "mic", "exchange", "name", "isin")
_IMAGE = (
    "uid",
    "caption",
    "alt_text",
    "credit_line",
    "usage_terms",
    "source_url",
    "width_px",
    "height_px",
    "colour",
)
_ARTICLE = (
    "uid",
    "number",
    "url",
    "reference",
    "headline",
    "byline",
    "kind",
    "language",
    "published_at",
    "precision",
    "status",
    "is_used",
)
# The columns of a line of the list, from PublishedStory.
LINE = (
    "uid",
    "slug",
    "current_edition__number",
    "updated_at",
    "first_published_at",
    "headline",
    "kicker",
    "standfirst",
    "language",
    "article_count",
    "publisher_count",
)


def story_document(story: PublishedStory) -> Json:
    """Return the whole story as partners read it. The story must be public and fetched with its edition."""
    edition = story.current_edition
    assert edition is not None
    whole = edition_content.upgrade(edition.content, edition.schema_version)
    content = redacted(whole, story.redactions, version=edition.number)
    desk, machine = content["desk"], content["machine"]
    images = [_image(image) for image in desk["images"] if "removed_at" not in image and _may_be_passed_on(image)]
    return {
        "uid": str(story.uid),
        "url": settings.PUBLIC_URL + story.get_absolute_url(),
        "state": story.state,
        "version": edition.number,
        "kind": edition.kind,
        "published_at": instant(edition.published_at),
        "updated_at": instant(story.updated_at),
        "first_published_at": instant(story.first_published_at),
        "headline": desk["headline"],
        "kicker": desk["kicker"],
        "standfirst": desk["standfirst"],
        "language": desk["language"],
        "phase": desk["phase"],
        "topics": [_picked(topic, ("uid", "slug", "name")) for topic in desk["topics"]],
        "tickers": [_picked(ticker, _TICKER) for ticker in desk["tickers"]],
        "lead_image": desk["lead_image"] if any(i["uid"] == desk["lead_image"] for i in images) else None,
        "images": images,
        "sections": [
            {"uid": s["uid"], "heading": s["heading"], "sentences": [_sentence(row) for row in s["sentences"]]}
            for s in arranged_sections(content)
        ],
        "timeline": [_entry(entry) for entry in arranged_timeline(content)],
        "articles": [_article(article) for article in sorted(machine["articles"], key=lambda a: a["number"])],
        "tombstones": [_picked(stone, ("number", "outlet")) for stone in machine["tombstones"]],
        "notices": [_picked(notice, ("at", "text")) for notice in machine["notices"]],
        "label": machine["label"],
        "original_reports": machine["original_reports"],
        "removed": [_picked(one, ("what", "uid", "at")) for one in story.redactions],
        "content_digest": edition.content_digest,
    }


def story_lines(rows: Iterable[tuple[Any, ...]]) -> list[Json]:
    """Return the lines of a list from rows of the columns LINE."""
    pages, documents = settings.PUBLIC_URL + _pages_start(), settings.PUBLIC_URL + reverse("partners:stories")
    return [
        {
            "uid": str(uid),
            "url": f"{pages}{quote(slug, safe=_UNQUOTED)}/",
            "document": f"{documents}{uid}/",
            "version": version,
            "updated_at": instant(updated_at),
            "first_published_at": instant(first_published_at),
            "headline": headline,
            "kicker": kicker,
            "standfirst": standfirst,
            "language": language,
            "article_count": articles,
            "publisher_count": publishers,
        }
        for (
            uid,
            slug,
            version,
            updated_at,
            first_published_at,
            headline,
            kicker,
            standfirst,
            language,
            articles,
            publishers,
        ) in rows
    ]


def as_json(value: Any) -> bytes:
    """Return the value as JSON in UTF-8, without white space."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# As django.urls.reverse quotes; a test holds the list's addresses against get_absolute_url().
_UNQUOTED = "!$&'()*+,;=/~:@"


def _pages_start() -> str:
    """Return what stands before the slug in the address of every story page: reversing each costs 20 µs."""
    return reverse("readers:story", kwargs={"slug": "s"}).removesuffix("s/")


def _picked(row: Json, names: tuple[str, ...]) -> Json:
    return {name: row[name] for name in names}


def _may_be_passed_on(image: Json) -> bool:
    return not forbids_export(image["usage_terms"])


def _image(image: Json) -> Json:
    width, height = image["width_px"], image["height_px"]
    renditions = [
        {
            "url": settings.PUBLIC_URL + rendition_url(image["uid"], image["version"], width_px, form),
            "width_px": width_px,
            "height_px": max(1, round(height * width_px / width)),
            "format": form,
        }
        for form in FORMATS
        for width_px in widths_for(width)
    ]
    also = [_picked(other, ("uid", "caption", "credit_line", "source_url")) for other in image["also"]]
    told = {"file_photo": image.get("file_photo"), "digital_source_type": image.get("digital_source_type", "")}
    told["focus"] = image.get("focus", [500, 500])
    return {**_picked(image, _IMAGE), **told, "renditions": renditions, "also": also}


def _sentence(sentence: Json) -> Json:
    return {
        "uid": sentence["uid"],
        "text": sentence["text"],
        "form": sentence["form"],
        "outlet": sentence["outlet"],
        "mark": sentence["mark"],
        "author": sentence.get("author", ""),
        "evidence": _evidence(sentence),
    }


def _entry(entry: Json) -> Json:
    told = _picked(entry, ("uid", "date", "status", "text"))
    return {**told, "promised": entry.get("promised", []), "evidence": _evidence(entry)}


def _evidence(cited: Json) -> list[Json]:
    return [
        {
            "number": c["number"],
            "article": c["article"],
            "snapshot": c["snapshot"],
            "start": c["start"],
            "end": c["end"],
            "passage": c["quote"],
        }
        for c in cited["citations"]
    ]


def _article(article: Json) -> Json:
    publisher = _picked(article["publisher"], ("uid", "name", "home_page"))
    return {**_picked(article, _ARTICLE), "publisher": publisher}
