"""Fill a database with an archive of published stories, the desk's rows included, in batches.

How content is shared: every ten stories in turn tell one matter. The first of the ten has a summary at the desk; all
ten have a headline, topics, a language, an edition and lists of their own, and the seven articles and two pictures
attached. So 100,000 stories hold 10,000 different summaries, and the JSON of each stands in ten edition rows.
Files of pictures are not made. The log has three acts for a story, as after an attachment and a publication.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.models import Model

from benchmarks.loading import Plain, in_haste, load, settle
from benchmarks.matter import BEGIN, STEP, Matter, Shelf, headline, make_matter, shelf, some_uid, told_by
from editions.content import SCHEMA_VERSION, check
from editions.models import Change, Edition, Listing, PublishedStory
from foundation.digests import text_digest
from foundation.models import EditLog, User
from media.models import Image
from reference.models import Instrument, Publisher, Topic
from stories.models import (
    Article,
    Attention,
    Citation,
    Flag,
    Placement,
    Section,
    Sentence,
    Snapshot,
    Story,
    StoryArticle,
    TimelineEntry,
)
from stories.recording import list_keys

MATTER_STORIES = 10
BATCH = 1_000
PEOPLE = 20
_LANGUAGES = ("en", "en", "en", "en", "ko", "ar")
_LOADED: tuple[type[Model], ...] = (
    Topic,
    Publisher,
    Instrument,
    User,
    Article,
    Snapshot,
    Image,
    Story,
    PublishedStory,
    Edition,
    StoryArticle,
    Section,
    Sentence,
    Citation,
    Placement,
    Attention,
    Flag,
    TimelineEntry,
    Listing,
    Change,
    EditLog,
    Story.topics.through,
    PublishedStory.images.through,
)
Row = Model | Plain
Rows = dict[type[Model], list[Row]]


@dataclass(slots=True)
class Archive:
    """An archive that grows: how many stories it holds so far, and what they share."""

    common: Shelf
    people: list[User]
    stories: int = 0
    _weights: list[float] = field(default_factory=list)

    def topics(self, random: Random) -> list[Topic]:
        """One to three topics; the first topics are by far the most frequent."""
        self._weights = self._weights or [1 / n for n in range(1, len(self.common.topics) + 1)]
        chosen = random.choices(self.common.topics, weights=self._weights, k=random.randint(1, 3))
        return list({topic.pk: topic for topic in chosen}.values())


def begin() -> Archive:
    """Save what every story shares, and the desk's people. The database must be empty but for its migrations."""
    random = Random(0)
    common = shelf(random)
    people = [User(pk=n, username=f"editor{n}", first_name="Editor", last_name=str(n)) for n in range(1, PEOPLE + 1)]
    for user in people:
        user.is_staff = True
        user.set_unusable_password()
    with transaction.atomic():
        load(Topic, common.topics)
        load(Publisher, common.publishers)
        load(Instrument, common.instruments)
        load(User, people)
    settle((Topic, Publisher, Instrument, User))
    chiefs = Group.objects.filter(name="chief").first()
    if chiefs is not None:
        chiefs.user_set.set([user.pk for user in people])
    return Archive(common, people)


def grow(archive: Archive, upto: int) -> None:
    """Publish stories until there are that many: a multiple of ten. Each batch is one transaction."""
    with in_haste():
        for first in range(archive.stories, upto, BATCH):
            rows: Rows = {}
            for place in range(first // MATTER_STORIES, min(first + BATCH, upto) // MATTER_STORIES):
                for row in _matter_rows(archive, place):
                    rows.setdefault(row.model if isinstance(row, Plain) else type(row), []).append(row)
            with transaction.atomic():
                for model in rows:
                    load(model, rows[model])
    archive.stories = upto
    settle(_LOADED)


def _matter_rows(archive: Archive, place: int) -> Iterator[Row]:
    """Every row of one matter and its ten stories, parents before children but for the current edition."""
    random = Random(place + 1)
    matter = make_matter(random, place, BEGIN + place * MATTER_STORIES * STEP, archive.common)
    if place < 3:
        check(matter.content)
    yield from itertools.chain(matter.articles, matter.snapshots, matter.images)
    for pk in range(place * MATTER_STORIES + 1, (place + 1) * MATTER_STORIES + 1):
        yield from _story_rows(archive, random, pk, matter)
    yield from itertools.chain(matter.sections, matter.sentences, matter.citations)


def _story_rows(archive: Archive, random: Random, pk: int, matter: Matter) -> Iterator[Row]:
    at = BEGIN + pk * STEP + timedelta(seconds=random.randrange(600))
    topics, owner, uid = archive.topics(random), random.choice(archive.people), some_uid(random)
    content = told_by(matter, headline(random, pk), random.choice(_LANGUAGES), topics)
    desk, machine = content["desk"], content["machine"]
    shown = {name: desk[name] for name in ("slug", "headline", "kicker", "standfirst", "language")}
    publishers = len({article["publisher"]["uid"] for article in machine["articles"]})
    yield PublishedStory(
        pk=pk,
        uid=uid,
        **shown,
        first_published_at=at,
        updated_at=at,
        modified_at=at,
        current_edition_id=pk,
        lead_image=next(image for image in desk["images"] if image["uid"] == desk["lead_image"]),
        article_count=len(machine["articles"]),
        publisher_count=publishers,
    )
    yield _edition(pk, at, content)
    yield _story(pk, uid, at, owner, shown, random)
    for kind, key in sorted(list_keys(content)):
        yield Plain(Listing, (kind, key, connection.ops.adapt_datetimefield_value(at), pk))
    yield Change(position=pk, story_id=pk, edition_id=pk, kind="published", at=at)
    yield from _attached(pk, matter, topics, at, owner)
    yield from _waiting(pk, matter, at)
    for verb in ("create", "attach", "publish"):
        yield EditLog(verb=verb, subject_kind="Story", subject_uid=uid, person=owner, at=at, after={"number": pk})


def _edition(pk: int, at: datetime, content: dict[str, Any]) -> Edition:
    return Edition(
        pk=pk,
        story_id=pk,
        number=1,
        kind=Edition.Kind.FIRST,
        published_at=at,
        by_text="automatic, policy set by Mina Park",
        schema_version=SCHEMA_VERSION,
        content=content,
        content_digest=text_digest(content["desk"]["slug"]),
    )


def _story(pk: int, uid: Any, at: datetime, owner: User, shown: dict[str, str], random: Random) -> Story:
    """The story at the desk; one in fifty needs attention, one in fifty is held."""
    state = random.choices(Story.EditorialState.values[:3], weights=[1, 1, 8])[0]
    story = Story(pk=pk, uid=uid, **shown, owner=owner, editorial_state=state, published_id=pk)
    story.created_at = story.changed_at = at
    story.slugline = f"matter-{pk}"
    fate = random.randrange(50)
    story.needs_attention = fate == 0
    story.hold_reason = "Figures differ." if fate == 1 else ""
    story.checked_desk_revision = story.checked_summary_version = 0
    return story


def _waiting(pk: int, matter: Matter, at: datetime) -> Iterator[Row]:
    """What the front of the desk tells: of fifty stories two headlines, a figure, two articles and a planned day."""
    fate = Random(pk).randrange(50)
    if fate < 3:
        text = "Headline says 99 days; no sentence of the summary does."
        words = {"kind": Attention.Kind.HEADLINE, "where": "story", "subject": "headline", "text": text}
        if fate == 2:
            words = {"kind": Attention.Kind.FIGURES, "where": "summary", "text": "40 (Paper 1) against 31 (Paper 2)"}
        yield Attention(story_id=pk, **words, opened_at=at)
    if fate in (3, 4):
        yield Flag(story_id=pk, article=matter.articles[0], kind=Flag.Kind.RETRACTED, raised_at=at)
    if fate == 5:
        planned = {"status": TimelineEntry.Status.PLANNED, "date": f"{at:%Y-%m-%d}", "text": "The court rules."}
        yield TimelineEntry(story_id=pk, **planned, sort_from=at.date(), sort_to=at.date())


def _attached(pk: int, matter: Matter, topics: Sequence[Topic], at: datetime, owner: User) -> Iterator[Row]:
    attached_at = connection.ops.adapt_datetimefield_value(at)
    for number, article in enumerate(matter.articles, start=1):
        yield Plain(
            StoryArticle, (pk, article.pk, number, attached_at, owner.pk, matter.snapshots[number - 1].text_hash, "")
        )
    for position, image in enumerate(matter.images):
        yield Placement(story_id=pk, image=image, position=position)
        yield Plain(PublishedStory.images.through, (pk, image.pk))
    for topic in topics:
        yield Plain(Story.topics.through, (pk, topic.pk))
