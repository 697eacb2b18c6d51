"""A newsroom with public stories, and what is hidden beside them; all of it made by the verbs that the desk uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from editions.models import PublishedStory
from foundation.models import Command, User
from media.library import add_image
from media.making import make_renditions
from media.models import Image
from partners import keys
from reference.models import Instrument, Publisher, Topic
from stories import (
    chronology,
    commenting,
    curating,
    handing_over,
    night_watch,
    publishing,
    sealing,
    taking_back,
    watching,
)
from stories.models import Alert, Article, Story
from stories.summarising.updating import update
from tests.making import HARBOUR, make_article, make_chief, make_publisher
from tests.media.conftest import encoded, scene
from tests.published import NEWEST, publish_content, sample_content

# Stands in every text of what is hidden, and in nothing else.
SECRET = "Zanthoxylum"
HEADLINE = "Vell Dockworkers End Ten-Day Strike"
FILLERS = 30  # more than one page of the front page
MERGED = "filler-merged"


@dataclass(slots=True)
class World:
    """The public part: rows that hidden stories share with it, and what a partner holds."""

    chief: User
    topic: Topic
    instrument: Instrument
    publisher: Publisher
    articles: list[Article]
    pictures: dict[str, Image]
    key: str = ""
    stories: dict[str, PublishedStory] = field(default_factory=dict)


@dataclass(slots=True)
class Hidden:
    """How an outsider would ask for what is hidden, if he knew: slugs, uids of stories, pictures."""

    slugs: list[str] = field(default_factory=list)
    uids: list[str] = field(default_factory=list)
    pictures: list[Image] = field(default_factory=list)

    def words(self) -> list[str]:
        """What must stand in no answer."""
        uids = [*self.uids, *(str(picture.uid) for picture in self.pictures)]
        return [SECRET.lower(), *self.slugs, *uids, *(uid.replace("-", "") for uid in uids)]


def make_world() -> World:
    """Public stories: one of two editions and an old address, one in Korean, one corrected, one killed, and fillers."""
    chief, paper = make_chief(), make_publisher("Vell Evening Post")
    world = World(
        chief=chief,
        topic=Topic.objects.create(slug="trade", name="Trade", description="Ports and tariffs."),
        instrument=Instrument.objects.create(symbol="LMT", mic="XNYS", name="Lockheed Martin"),
        publisher=paper,
        articles=[make_article(text, publisher=paper, hours=n) for n, text in enumerate(HARBOUR)],
        pictures={name: make_picture(seed, by=chief) for seed, name in enumerate(("both", "public"), start=1)},
    )
    world.key = keys.make_key("Vell Partner", by=Command("test"))[1]
    for number in range(FILLERS):
        at = NEWEST - timedelta(hours=number // 2)  # two of each time: the order within one is told by nobody
        publish_content(sample_content(f"Filler {number}"), at=at, slug=f"filler-{number}")
    _twicepublished(world)
    korean = write(world, "항만 파업 종료", topics=[world.topic])
    curating.change_story(korean, seen=korean.desk_revision, by=chief, language="ko")
    world.stories["korean"] = publish_story(world, _desk(korean))
    corrected = write(world, "Vell Ferries Sail Again")
    world.stories["corrected"] = publish_story(world, corrected)
    revised = _desk(corrected)
    publishing.correct(revised, seen=revised.desk_revision, by=chief, notice="The ferry was misnamed.")
    world.stories["killed"] = publish_story(world, write(world, "Vell Harbour to Close"))
    taking_back.kill(world.stories["killed"], reason="Wrong in every line.", by=chief)
    return world


def add_hidden(world: World) -> Hidden:
    """Everything that may stand beside public stories unseen; each shares as much with them as it can."""
    made = Hidden(pictures=[make_picture(9, by=world.chief, words=SECRET)])
    shared = {
        "topics": [world.topic],
        "instruments": [world.instrument],
        "pictures": [*made.pictures, world.pictures["both"]],
        "secret": SECRET,
    }
    drafts = [write(world, f"{SECRET} Draft", **shared), write(world, HEADLINE, **shared)]  # the second as a live one
    for name, until in (("Sealed", None), ("Scheduled", timezone.now() + timedelta(hours=1))):
        drafts.append(write(world, f"{SECRET} {name}", **shared))
        sealing.seal(drafts[-1], seen=drafts[-1].desk_revision, by=world.chief, until=until)
    drafts.append(write(world, HEADLINE, **shared))
    sealing.seal(drafts[-1], seen=drafts[-1].desk_revision, by=world.chief, until=None)
    drafts.append(write(world, f"{SECRET} Deleted", **shared))
    Story.objects.filter(pk=drafts[-1].pk).update(deleted_at=timezone.now())  # no verb deletes yet
    for name in ("Withheld", "Vanished"):
        drafts.append(write(world, f"{SECRET} {name}", **shared))
        _take_back(world, drafts[-1], name.lower(), made)
    made.slugs += [draft.slug for draft in drafts if draft.headline != HEADLINE]
    made.slugs += [f"{draft.slug}-{str(draft.uid)[:8]}" for draft in drafts]
    made.uids += [str(draft.uid) for draft in drafts]
    _between_the_fillers(made)
    _talked_about(world)
    return made


def _talked_about(world: World) -> None:
    """What colleagues say, hand over, watch and are told of a story that everybody reads."""
    live = Story.objects.get(published=world.stories["twice"])
    sentence = live.sentences.filter(removed_at=None).order_by("pk")[0]
    for on, row in (("story", ""), ("sentence", str(sentence.uid))):
        thread = commenting.comment(live, text=f"{SECRET} says @{world.chief.username}", by=world.chief, on=on, row=row)
        commenting.reply(thread, story=live, text=f"{SECRET} indeed", by=world.chief)
    watching.watch(live, by=world.chief)
    handing_over.set_due(live, at=timezone.now() + timedelta(hours=3), by=world.chief)
    Alert.objects.create(
        kind=Alert.Kind.FAILED, story=live, ref=SECRET, detail=SECRET, needs_answer=True, raised_at=timezone.now()
    )
    night_watch.looked(world.stories["twice"].pk, at=timezone.now())


def _twicepublished(world: World) -> None:
    pictures = list(world.pictures.values())
    story = write(world, "Dockworkers Vote in Vell", texts=3, topics=[world.topic], pictures=pictures)
    story = curating.change_story(
        story, seen=story.desk_revision, by=world.chief, instruments=[world.instrument], kicker="Ports"
    )
    chronology.add_entry(
        story, date="2026-02-18", text="The vote ends the strike.", seen=story.desk_revision, by=world.chief
    )
    publish_story(world, _desk(story))
    curating.attach(story, world.articles[3], by=world.chief)
    update(story)
    story = _desk(story)
    curating.change_story(story, seen=story.desk_revision, by=world.chief, headline=HEADLINE, slug=HEADLINE)
    world.stories["twice"] = publish_story(world, _desk(story))


def _take_back(world: World, story: Story, state: str, made: Hidden) -> None:
    """Publish the story at two addresses, then hide it; no verb makes one vanish yet."""
    publish_story(world, story)
    story = _desk(story)
    made.slugs.append(story.slug)
    curating.change_story(story, seen=story.desk_revision, by=world.chief, slug=f"{story.slug}-again")
    published = publish_story(world, _desk(story))
    taking_back.withhold(published, reason=f"{SECRET} asked for it.", by=world.chief)
    PublishedStory.objects.filter(pk=published.pk).update(state=state)
    made.slugs.append(published.slug)


def _between_the_fillers(made: Hidden) -> None:
    """Hidden rows inside the pages of every list, and a merge whose survivor is one of them."""
    content = sample_content(f"{SECRET} between")
    rows = [
        publish_content(content, at=NEWEST - timedelta(hours=hours), state=state, slug=f"{state}-{hours}-between")
        for hours in (0, 3, 12)
        for state in ("withheld", "vanished")
    ]
    merged = publish_content(content, slug=MERGED)
    PublishedStory.objects.filter(pk=merged.pk).update(state="merged", merged_into=rows[0])
    made.slugs += [row.slug for row in (*rows, merged)]
    made.uids += [str(row.uid) for row in (*rows, merged)]


def write(
    world: World,
    headline: str,
    *,
    texts: int = 4,
    secret: str = "",
    pictures: Sequence[Image] = (),
    **changes: Any,
) -> Story:
    """A story at the desk from the world's articles; a secret one also has an article of its own, and tells in all."""
    if secret:
        changes |= dict.fromkeys(("kicker", "standfirst", "slugline", "desk_note"), f"About {secret}.")
    story = curating.create_story(by=world.chief, headline=headline, **changes)
    articles = world.articles[:texts]
    if secret:
        own = f"The port authority of Vell put the cost of the {secret} stoppage at $36 million, {secret} said."
        articles = [*articles, make_article(own, publisher=world.publisher, headline=f"{secret} report", byline=secret)]
    for article in articles:
        curating.attach(story, article, by=world.chief)
    update(story)
    for picture in pictures:
        story = _desk(story)
        caption = f"{secret} at noon" if secret else ""
        curating.place_image(story, picture, seen=story.desk_revision, by=world.chief, caption_override=caption)
    return _desk(story)


def make_picture(seed: int, *, by: User, words: str = "The harbour") -> Image:
    """A picture with all its sizes."""
    texts = dict.fromkeys(("caption", "alt_text", "credit_line", "usage_terms"), words)
    picture = add_image(encoded(scene(seed, 400, 300)), by=by, source_url="https://paper.example/port", **texts)
    make_renditions(picture)
    return picture


def publish_story(world: World, story: Story) -> PublishedStory:
    """Publish what stands at the desk."""
    edition = publishing.publish(story, seen=story.desk_revision, by=world.chief, note=f"About {story.headline}.")
    return PublishedStory.objects.get(pk=edition.story_id)


def _desk(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)
