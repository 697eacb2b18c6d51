"""A name that stands in every field of public stories is in no answer of any public address once it is forbidden."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone, translation

from editions.models import Edition, PublishedStory
from foundation.models import Command
from foundation.name_forms import Names
from media.addresses import rendition_url
from reference.models import Topic
from stories import curating, publishing, restricting, sealing, taking_back
from stories.models import Story
from stories.restricting import Terms
from stories.summarising.updating import update
from tests.leaks.asking import Answer, Ask, answers
from tests.leaks.doors import load_public_urls
from tests.leaks.rows import bearer, rows
from tests.leaks.world import World, make_picture, make_world, publish_story, write
from tests.making import HARBOUR, make_article, make_publisher

NAME, SLUG = "Quillan Featherby", "quillan-featherby"
NAMES = Names([NAME])

pytestmark = pytest.mark.django_db


@dataclass(slots=True)
class Told:
    """The answers before the name was forbidden and after, and the addresses that tell it themselves."""

    world: World
    before: dict[Ask, Answer]
    after: dict[Ask, Answer]


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Told]:
    own = {"MEDIA_ROOT": tmp_path_factory.mktemp("media"), "ROOT_URLCONF": load_public_urls(), "DOORS": "public"}
    own["PASSWORD_HASHERS"] = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), override_settings(**own), translation.override("en"), transaction.atomic():
        logging.disable(logging.WARNING)
        world = make_world()
        extra = add_named(world)
        asks = [ask for path, is_keyed in _paths(world, extra) for ask in _gets(path, world, is_keyed)]
        answers(asks[:1])
        before = answers(asks)
        restricting.restrict(Terms(NAME, "An order.", until=timezone.now() + timedelta(days=1)), by=Command("test"))
        after = answers(asks)
        again = [
            Ask(a.path, "GET", (*a.headers, ("if-none-match", g.headers["ETag"])))
            for a, g in before.items()
            if _tells(g) and "ETag" in g.headers
        ]
        after |= answers(again)
        logging.disable(logging.NOTSET)
        yield Told(world, before, after)
        transaction.set_rollback(True)


def _gets(path: str, world: World, is_keyed: bool) -> list[Ask]:
    partner = (bearer(world),) if is_keyed else ()
    return [Ask(path, headers=partner)]


def _paths(world: World, extra: list[str]) -> Iterator[tuple[str, bool]]:
    for row in rows():
        for path in row.public(world):
            yield path, row.is_keyed
    yield from ((path, False) for path in extra)


def _tells(given: Answer, path: str = "") -> bool:
    """Whether headers or body carry the name, but for the path that was asked for."""
    text = f"{given.headers} {given.body.decode(errors='replace')}"
    for echoed in (path, unquote(path)):
        text = text.replace(echoed, "") if echoed else text
    return any(word in text.lower() for word in ("quillan", "featherby")) or NAMES.found_in(text)


def add_named(world: World) -> list[str]:
    """Stories that carry the name: in all fields, in every line of the machine's, in a correction, in addresses.

    That each field alone is seen is tried in tests/editions/test_nameless.py. Returns further addresses to ask at.
    """
    topic = Topic.objects.create(slug=SLUG, name=f"The {NAME} Case", description=f"About {NAME}.")
    picture = make_picture(21, by=world.chief, words=f"{NAME} at noon")
    everywhere = write(world, f"{NAME} Speaks", secret=NAME, topics=[topic, world.topic], pictures=[picture])
    _publish(world, "everywhere", everywhere)
    machine = write(world, "Vell Counts the Cost", texts=2, topics=[topic])
    said = f"The port authority of Vell put the cost of the stoppage at $36 million, {NAME} said on Feb. 19."
    for article in (
        make_article(said, hours=9),
        make_article(HARBOUR[2], headline=f"{NAME} in court", byline=f"By {NAME}"),
        make_article(HARBOUR[2], url=f"https://paper.example/{SLUG}/"),
        make_article(HARBOUR[2], publisher=make_publisher(f"{NAME} Daily")),
    ):
        curating.attach(machine, article, by=world.chief)
    update(machine)
    curating.change_story(machine, seen=Story.objects.get(pk=machine.pk).desk_revision, by=world.chief, topics=[])
    _publish(world, "in the machine's", machine)
    corrected = write(world, "Vell Corrects")
    _publish(world, "in a correction", corrected)
    corrected = Story.objects.get(pk=corrected.pk)
    publishing.correct(corrected, seen=corrected.desk_revision, by=world.chief, notice=f"It was not {NAME}.")
    sealed = write(world, f"{NAME} Sealed", secret=NAME)
    sealing.seal(sealed, seen=sealed.desk_revision, by=world.chief, until=None)
    more = [rendition_url(picture.uid, 1, 400, "jpeg"), topic.get_absolute_url(), f"/topics/{SLUG}/feed.xml"]
    return [*_in_addresses(world), *more]


def _in_addresses(world: World) -> Iterator[str]:
    """The name in the address that a story has, had, or had when it was killed or merged."""
    for name, slugs in {"now": ["vell-now", SLUG], "once": [f"{SLUG}-once", "vell-once"]}.items():
        story = _moved(world, name, slugs)
        yield from (f"/stories/{slug}/" for slug in slugs)
        assert story.slug == slugs[-1]
    killed = _moved(world, "killed", ["vell-killed", f"{SLUG}-killed"])
    taking_back.kill(killed, reason="Wrong.", by=world.chief)
    merged = _moved(world, "merged", ["vell-merged", f"{SLUG}-merged"])
    PublishedStory.objects.filter(pk=merged.pk).update(state="merged", merged_into=world.stories["now"])
    into_killed = _moved(world, "into killed", ["vell-into", "vell-into-killed"])
    PublishedStory.objects.filter(pk=into_killed.pk).update(state="merged", merged_into=killed)
    for stem in ("killed", "merged"):
        yield from (f"/stories/vell-{stem}/", f"/stories/{SLUG}-{stem}/")
    yield from ("/stories/vell-into/", "/stories/vell-into-killed/")


def _moved(world: World, name: str, slugs: list[str]) -> PublishedStory:
    story = write(world, f"Vell Moves {name}", slug=slugs[0])
    publish_story(world, story)
    story = Story.objects.get(pk=story.pk)
    curating.change_story(story, seen=story.desk_revision, by=world.chief, slug=slugs[1])
    return _publish(world, name, story)


def _publish(world: World, name: str, story: Story) -> PublishedStory:
    world.stories[name] = publish_story(world, Story.objects.get(pk=story.pk))
    return world.stories[name]


def test_before_it_is_forbidden_the_name_is_seen_at_every_kind_of_address(told):
    """Without this an answer that never had the name would pass."""
    seen = {ask.path for ask, given in told.before.items() if _tells(given, ask.path)}
    words = (
        "/",
        "/topics/trade/",
        "/feed.xml",
        "/topics/trade/feed.xml",
        "/sitemap-1.xml",
        "/feeds/",
        f"/topics/{SLUG}/",
    )
    assert set(words) <= seen
    told_of = ("everywhere", "in the machine's", "in a correction")
    assert {told.world.stories[name].get_absolute_url() for name in told_of} <= seen
    assert {f"/stories/vell-{stem}/" for stem in ("now", "killed", "merged", "into")} <= seen
    assert any(path.startswith("/api/v1/stories/?") for path in seen)


def test_once_it_is_forbidden_no_public_address_answers_with_it(told):
    telling = [f"{ask} {given.status}" for ask, given in told.after.items() if _tells(given, ask.path)]
    assert not telling, "\n".join(telling[:10])
    assert len(told.after) > 150


def test_an_address_that_tells_the_name_answers_like_what_never_was(told):
    for ask, given in told.after.items():
        if SLUG in ask.path and ask.method == "GET":
            assert given.status == 404, ask


def test_whoever_has_the_old_answer_is_not_told_that_it_still_stands(told):
    kept = [
        a for a, given in told.after.items() if dict(a.headers).get("if-none-match", "*") != "*" and given.status == 304
    ]
    assert kept == []


def test_what_does_not_carry_it_answers_as_before(told):
    world = told.world
    for name in ("twice", "korean", "corrected"):
        path = world.stories[name].get_absolute_url()
        assert told.after[Ask(path)].status == told.before[Ask(path)].status == 200
    assert told.after[Ask(world.stories["in the machine's"].get_absolute_url())].status == 200
    assert len(told.after[Ask(world.stories["in the machine's"].get_absolute_url())].statements) == 1


def test_the_partners_documents_are_those_of_readers(told):
    partner = (bearer(told.world),)
    statuses = {"in the machine's": 200, "in a correction": 200, "everywhere": 404, "now": 404}
    for name, status in statuses.items():
        given = told.after[Ask(f"/api/v1/stories/{told.world.stories[name].uid}/", headers=partner)]
        assert given.status == status, name


def test_no_readable_version_carries_it(told):
    assert not [e for e in Edition.objects.readable() if NAMES.found_in(f"{e.content} {e.changes}")]
