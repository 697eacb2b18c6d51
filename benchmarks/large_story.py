"""A story as large as one may get, and one of an ordinary size: for the benchmark of the desk and the test beside it.

Import it after Django was set up.
"""

from __future__ import annotations

import io
from functools import lru_cache

from django.db.models import F
from PIL import Image as Pillow

from benchmarks.news_copy import make_articles
from foundation.models import User
from media.library import add_image
from media.models import Image
from reference.models import Publisher
from stories import chronology, curating, publishing, receiving
from stories.models import Article, Citation, Section, Sentence, Snapshot, Story, Writer
from stories.summarising.request import SourceArticle
from stories.summarising.sentences import split
from stories.summarising.updating import update

ARTICLES, SENTENCES, IMAGES, ENTRIES, SECTIONS = 100, 300, 40, 60, 5
Spans = list[tuple[int, int]]


def make_large(by: User) -> Story:
    """Return a story of that size, published once; its sentences are cut from its own articles."""
    story = curating.create_story(by=by, headline="A Large Story")
    articles = [_attached(story, n, by) for n in range(ARTICLES)]
    sections = [
        Section.objects.create(story=story, heading=f"Part {n + 1} of the Matter", position=n * 1000)
        for n in range(SECTIONS)
    ]
    spans = [_spans(article) for article in articles]
    for n in range(SENTENCES):
        _sentence(story, sections[n % SECTIONS], n, articles, spans, by)
    for n in range(IMAGES):
        story.refresh_from_db()
        curating.place_image(story, _image(n, by), seen=story.desk_revision, by=by)
    for n in range(ENTRIES):
        story.refresh_from_db()
        text = _snapshot(articles[n]).text[slice(*spans[n][0])]
        date = f"2026-01-{n % 28 + 1:02}"
        chronology.add_entry(story, date=date, text=text, articles=articles[n : n + 2], seen=story.desk_revision, by=by)
    Story.objects.filter(pk=story.pk).update(summarised_revision=F("inputs_revision"), stale_since=None)
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=by)
    story.refresh_from_db()
    return story


def make_ordinary(by: User) -> Story:
    """Return a story of seven articles with the summary that the engine makes of them."""
    story = curating.create_story(by=by, headline="An Ordinary Story")
    for n in range(7):
        _attached(story, 1000 + n, by)
    update(story)
    story.refresh_from_db()
    return story


@lru_cache
def _sources() -> tuple[SourceArticle, ...]:
    return make_articles(ARTICLES)


def _snapshot(article: Article) -> Snapshot:
    snapshot = article.current_snapshot
    assert snapshot is not None
    return snapshot


def _attached(story: Story, n: int, by: User) -> Article:
    source = _sources()[n % ARTICLES]
    publisher, _ = Publisher.objects.get_or_create(name=source.outlet, defaults={"reuse": "licensed"})
    copy = receiving.Copy(
        headline=source.headline,
        text=source.text,
        publisher=publisher,
        published_at=source.published_at,
        url=f"https://workspace.example/{n}",
        language="en",
    )
    article = receiving.receive(copy, by=by).article
    curating.attach(story, article, by=by)
    return article


def _spans(article: Article) -> Spans:
    text = _snapshot(article).text
    return [(start, end) for start, end in split(text) if 40 < end - start < 400] or [(0, 60)]


def _sentence(story: Story, section: Section, n: int, articles: list[Article], spans: list[Spans], by: User) -> None:
    """One sentence with three passages; every tenth is a person's."""
    home = n % len(articles)
    start, end = spans[home][n // len(articles) % len(spans[home])]
    row = Sentence(story=story, section=section, position=n * 1000)
    row.text = _snapshot(articles[home]).text[start:end]
    if n % 10 == 0:
        row.written_by, row.author = Writer.PERSON, by
    row.save(force_insert=True)
    for step in range(3):
        article = articles[(home + step) % len(articles)]
        start, end = spans[(home + step) % len(articles)][0] if step else (start, end)
        snapshot = _snapshot(article)
        quote = snapshot.text[start:end]
        Citation.objects.create(
            sentence=row, article=article, snapshot=snapshot, start=start, end=end, quote=quote, position=step
        )


def _image(n: int, by: User) -> Image:
    drawn = Pillow.effect_noise((320, 240), 40 + n)
    into = io.BytesIO()
    drawn.convert("RGB").save(into, "JPEG")
    return add_image(
        into.getvalue(), by=by, caption=f"Picture {n} of the matter", alt_text="Noise", credit_line="Drawn"
    )
