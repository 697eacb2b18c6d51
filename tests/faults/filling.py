"""The stories that faults happen to, made through the verbs. Texts hold no figures, so that no two sources differ."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from foundation.models import Command, User
from partners.keys import make_key
from reference.models import Publisher, Topic
from stories import curating, publishing, receiving, sealing, taking_back
from stories.models import Article, Story
from stories.summarising.updating import update

PASSWORD = "correct horse battery staple"
STORIES = 40
ARTICLES = 6
NOON = datetime(2026, 2, 19, 12, 0, tzinfo=UTC)
_STEMS = [
    "bar",
    "cor",
    "del",
    "fen",
    "gal",
    "hol",
    "kar",
    "lun",
    "mor",
    "nar",
    "pel",
    "ros",
    "sil",
    "tor",
    "var",
    "wes",
]
_ENDS = ["ana", "bury", "dale", "eck", "ford", "holm", "ina", "mark", "oth", "stad", "um", "wick"]
_WORKS = ["ferry", "harbour", "library", "market", "museum", "orchard", "quarry", "railway", "reservoir", "theatre"]
_NEEDS = ["inspected the roof", "counted the stalls", "heard the residents", "read the survey", "signed the lease"]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a prepared newsroom holds, as its tests need it; hidden are a draft, an embargoed and a withheld story."""

    stories: list[int]
    shown: list[str]
    hidden: list[str]
    secrets: list[str]
    shy: int
    shy_word: str
    key: str
    topic: str


def fill() -> dict[str, Any]:
    """Make the stories, published and current, and beside them those that nobody outside may see."""
    chief = User.objects.create_superuser("chief", password=PASSWORD, first_name="Mina", last_name="Park")
    chief.groups.set(Group.objects.filter(name="chief"))
    topic = Topic.objects.create(slug="works", name="Works")
    stories = [make_story(f"story-{n}", chief=chief, topic=topic) for n in range(STORIES)]
    shy = make_story("shy", chief=chief, topic=topic, word="Quillfeather")
    draft = make_story("draft", chief=chief, topic=topic, word="Zanzorbia", is_published=False)
    held = make_story("embargoed", chief=chief, topic=topic, word="Xylotremis", is_published=False)
    sealing.seal(held, seen=held.desk_revision, by=chief, until=timezone.now() + timedelta(days=2))
    withheld = make_story("withheld", chief=chief, topic=topic, word="Wolverdingen")
    taking_back.withhold(withheld.published, reason="A check is under way.", by=chief)
    key = make_key("Probe", by=Command("faults"))[1]
    hidden = [address for story in (draft, held, withheld) for address in addresses(story)]
    secrets = ["Zanzorbia", "Xylotremis", "Wolverdingen"]
    shown = [addresses(story)[0] for story in stories[:3]]
    return asdict(Filled([s.pk for s in stories], shown, hidden, secrets, shy.pk, "Quillfeather", key, topic.slug))


def make_story(
    name: str, *, chief: User, topic: Topic, word: str = "", is_published: bool = True, articles: int = ARTICLES
) -> Story:
    """A story with its summary up to date, published unless told otherwise; the word stands in headline and texts."""
    town = word or invented(name)
    story = curating.create_story(by=chief, headline=f"{town} Opens Its Works Again", topics=[topic])
    for n in range(articles):
        curating.attach(story, make_article(story, n, word=town), by=chief)
    update(story)
    story.refresh_from_db()
    if is_published:
        publishing.publish(story, seen=story.desk_revision, by=chief)
        story.refresh_from_db()
    return story


def make_article(story: Story, n: int, *, word: str = "", extra: str = "") -> Article:
    """The story's nth article, the same whenever it is asked for. Each has a publisher of three."""
    name, town = f"{story.pk}-{n}", word or story.headline.split()[0]
    publisher, _ = Publisher.objects.get_or_create(
        name=f"The {town} {['Post', 'Courier', 'Herald'][n % 3]}", defaults={"reuse": Publisher.Reuse.LICENSED}
    )
    copy = receiving.Copy(
        headline=f"{town} hears of the {_WORKS[n % len(_WORKS)]}",
        text=article_text(name, town, n) + extra,
        publisher=publisher,
        published_at=NOON + timedelta(hours=n),
        url=f"https://paper.example/{name}",
    )
    return receiving.receive(copy, by=Command("faults")).article


def article_text(name: str, town: str, n: int) -> str:
    """Three sentences about one work of the town, with people of this article alone."""
    person, second, place = (f"{invented(name + part)}" for part in ("a", "b", "c"))
    work, need = _WORKS[n % len(_WORKS)], _NEEDS[n % len(_NEEDS)]
    return (
        f"The {work} in {town} will open again once {person} of the {place} council has {need}. "
        f"Engineer {second} told the {town} council that the {work} had stood empty since the storm. "
        f"Residents of {place} near {town} asked {person} to keep the {work} open in winter."
    )


def invented(name: str) -> str:
    """An invented name, the same for the same name."""
    chance = random.Random(name)
    return (chance.choice(_STEMS) + chance.choice(_STEMS) + chance.choice(_ENDS)).title()


def addresses(story: Story) -> list[str]:
    """Where the story stands, or would stand: its page and its document."""
    uid = story.published.uid if story.published else story.uid
    return [f"/stories/{story.slug}/", f"/api/v1/stories/{uid}/"]
