"""What was redacted, pulled or removed without trace is in no answer of any public address, and no cache keeps it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from editions.models import PublishedStory
from media.addresses import rendition_url
from media.models import Image
from stories import chronology, curating, pulling, redacting, removing, subediting
from stories.models import Story
from stories.summarising.updating import update
from tests.leaks.asking import Answer, Ask, answers
from tests.leaks.doors import load_public_urls
from tests.leaks.rows import API, bearer, rows
from tests.leaks.world import World, make_picture, make_world, publish_story, write
from tests.making import make_article, make_chief

# A word of its own for each thing that leaves; it stands in all of its texts, and in nothing else.
SENTENCE, ENTRY, PICTURE, PULLED, STORY = "Quillwort", "Featherbow", "Marrowdene", "Thornapple", "Zanthoxyl"
KEPT_SECONDS = 10

pytestmark = pytest.mark.django_db


@dataclass(slots=True)
class Told:
    """The answers before and after, and what is asked about."""

    world: World
    pictures: dict[str, Image]
    slugs: list[str]
    before: dict[Ask, Answer]
    after: dict[Ask, Answer]


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Told]:
    own = {"MEDIA_ROOT": tmp_path_factory.mktemp("media"), "ROOT_URLCONF": load_public_urls(), "DOORS": "public"}
    own["PASSWORD_HASHERS"] = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), override_settings(**own), translation.override("en"), transaction.atomic():
        logging.disable(logging.WARNING)
        world = make_world()
        pictures, slugs = _add(world)
        asks = list(_asks(world, pictures, slugs))
        answers(asks[:1])
        before = answers(asks)
        _take_out(world, pictures)
        after = answers(asks)
        words = (SENTENCE, ENTRY, PICTURE, PULLED, STORY)
        telling = [(ask, given) for ask, given in before.items() if _tells(given, *words) or "/pictures/" in ask.path]
        tagged = [(ask, given.headers["ETag"]) for ask, given in telling if "ETag" in given.headers]
        after |= answers(Ask(a.path, "GET", (*a.headers, ("if-none-match", tag))) for a, tag in tagged)
        logging.disable(logging.NOTSET)
        yield Told(world, pictures, slugs, before, after)
        transaction.set_rollback(True)


def _add(world: World) -> tuple[dict[str, Image], list[str]]:
    """One story that loses a sentence, an entry and a picture; two that show a picture to be pulled; one that goes."""
    chief = world.chief
    pictures = {
        "redacted": make_picture(31, by=chief, words=f"{PICTURE} at noon"),
        "pulled": make_picture(32, by=chief, words=f"{PULLED} at noon"),
        "instead": make_picture(33, by=chief, words="An empty quay"),
        "gone": make_picture(34, by=chief, words=f"{STORY} at noon"),
    }
    shown = [pictures["redacted"], world.pictures["public"]]
    story = write(world, "Vell Loses a Sentence", pictures=shown, topics=[world.topic])
    said = f"The port authority of Vell put the cost of the {SENTENCE} stoppage at $36 million, {SENTENCE} said."
    curating.attach(story, make_article(said, publisher=world.publisher, hours=8), by=chief)
    update(story)
    story = Story.objects.get(pk=story.pk)
    chronology.add_entry(story, date="2026-02-17", text=f"{ENTRY} comes.", seen=story.desk_revision, by=chief)
    section = story.sections.filter(removed_at=None).first()
    story = Story.objects.get(pk=story.pk)
    for words in (f"{SENTENCE} was there.", f"{SENTENCE} was seen at the gate."):
        subediting.add_sentence(
            story, section, text=words, seen=Story.objects.get(pk=story.pk).desk_revision, by=chief, is_vouched=True
        )
    _publish(world, "redacted", story)
    for n in (1, 2):
        _publish(world, f"pulled {n}", write(world, f"Vell Swaps Picture {n}", pictures=[pictures["pulled"]]))
    going = write(world, f"{STORY} Leaves", secret=STORY, slug=f"{STORY.lower()}-once", pictures=[pictures["gone"]])
    _publish(world, "gone", going)
    going = Story.objects.get(pk=going.pk)
    curating.change_story(going, seen=going.desk_revision, by=chief, slug=f"{STORY.lower()}-now", topics=[world.topic])
    _publish(world, "gone", Story.objects.get(pk=going.pk))
    return pictures, [f"{STORY.lower()}-once", f"{STORY.lower()}-now"]


def _publish(world: World, name: str, story: Story) -> None:
    world.stories[name] = publish_story(world, Story.objects.get(pk=story.pk))


def _asks(world: World, pictures: dict[str, Image], slugs: list[str]) -> Iterator[Ask]:
    for row in rows():
        headers = (bearer(world),) if row.is_keyed else ()
        yield from (Ask(path, headers=headers) for path in row.public(world))
    for image in pictures.values():
        for version, width, form in ((1, 400, "jpeg"), (1, 360, "webp"), (1, 720, "jpeg")):
            yield Ask(rendition_url(image.uid, version, width, form))
    yield from (Ask(f"/stories/{slug}/") for slug in slugs)


def _take_out(world: World, pictures: dict[str, Image]) -> None:
    published = world.stories["redacted"]
    story, chief = Story.objects.get(published=published), world.chief
    for _, content in list(redacting.editions_of(published)):
        for what, item in list(redacting.items_of(content)):
            if any(word in str(item) for word in (SENTENCE, ENTRY, PICTURE)):
                redacting.redact(Story.objects.get(pk=story.pk), what, item["uid"], reason="An order.", by=chief)
    pulling.pull(pictures["pulled"], reason="No release.", by=chief, replacement=pictures["instead"])
    row = removing.ask_removal(world.stories["gone"], reason="A settlement.", by=chief)
    removing.confirm_removal(row, by=make_chief())


def _tells(given: Answer, *words: str) -> bool:
    text = f"{given.status} {given.headers} {given.body.decode(errors='replace')}".lower()
    return any(word.lower() in text for word in words)


def _around(given: Answer, word: str) -> str:
    """Where an answer tells the word, for whoever reads a failure."""
    found = re.search(f"(?is).{{0,150}}{word}.{{0,60}}", f"{given.headers} {given.body.decode(errors='replace')}")
    return found[0] if found else ""


def test_before_each_stood_at_every_kind_of_address_that_could_tell_it(told):
    """Without this an answer that never had a word of it would pass."""
    seen = {
        word: {ask.path for ask, given in told.before.items() if _tells(given, word)}
        for word in (SENTENCE, ENTRY, PICTURE, PULLED, STORY, str(told.pictures["pulled"].uid))
    }
    document = f"{API}/stories/{told.world.stories['redacted'].uid}/"
    page = told.world.stories["redacted"].get_absolute_url()
    for word in (SENTENCE, ENTRY, PICTURE):
        assert {document, page} <= seen[word], word
    assert told.world.stories["pulled 1"].get_absolute_url() in seen[PULLED]
    assert {"/", "/feed.xml", "/sitemap-1.xml", "/topics/trade/", f"/stories/{told.slugs[0]}/"} <= seen[STORY]
    content = told.world.stories["redacted"].editions.get().content
    assert any(SENTENCE in sentence["text"] for sentence in content["machine"]["sentences"])
    assert "/" in seen[str(told.pictures["pulled"].uid)]


@pytest.mark.parametrize("word", [SENTENCE, ENTRY, PICTURE, PULLED, STORY, f"{STORY}-once", f"{STORY}-now"])
def test_afterwards_no_answer_has_a_word_of_it(told, word):
    telling = []
    for ask, given in told.after.items():
        echoed = Answer(given.status, given.headers, given.body.replace(ask.path.encode(), b""))
        if _tells(echoed, word):
            telling.append(f"{ask}: {_around(echoed, word)}")
    assert not telling, "\n".join(telling[:10])
    assert len(told.after) > 150


@pytest.mark.parametrize("name", ["redacted", "pulled", "gone"])
def test_no_answer_names_a_file_that_left_and_its_address_answers_like_one_that_never_was(told, name):
    uid = str(told.pictures[name].uid)
    for ask, given in told.after.items():
        if uid in ask.path:
            assert (given.status, b"JFIF" in given.body) == (404, False), ask
            continue
        # Partners are told by its uid alone what they have to take out.
        body = re.sub(rb'"removed":\[.*?\]', b"", given.body)
        assert not _tells(Answer(given.status, given.headers, body), uid), ask


def test_the_story_that_was_removed_answers_like_what_never_was(told):
    for ask, given in told.after.items():
        if any(slug in ask.path for slug in told.slugs) or str(told.world.stories["gone"].uid) in ask.path:
            assert given.status == 404, ask
            assert "location" not in {name.lower() for name in given.headers}


def test_whoever_has_the_old_answer_is_not_told_that_it_still_stands(told):
    words = (SENTENCE, ENTRY, PICTURE, PULLED, STORY, *(str(image.uid) for image in told.pictures.values()))
    left = [str(told.pictures["instead"].uid)]
    words = tuple(word for word in words if word not in left)
    stale = []
    for ask, given in told.after.items():
        if dict(ask.headers).get("if-none-match", "*") == "*" or given.status != 304:
            continue
        bare = Ask(ask.path, "GET", tuple(one for one in ask.headers if one[0] != "if-none-match"))
        if _tells(told.before[bare], *words) and told.before[bare].body != told.after[bare].body:
            stale.append(str(ask))
    assert stale == []


def test_no_cache_between_us_and_readers_keeps_an_answer_that_told_it_for_longer_than_ten_seconds(told):
    words = (SENTENCE, ENTRY, PICTURE, PULLED, STORY)
    files = [str(image.uid) for image in told.pictures.values()]
    for ask, given in told.before.items():
        if _tells(given, *words) or any(uid in ask.path for uid in files):
            kept = given.headers.get("Cache-Control", "")
            ages = {name: int(value) for name, value in re.findall(r"(s-maxage|max-age)=(\d+)", kept)}
            shared = 0 if "private" in kept else ages.get("s-maxage", ages.get("max-age", 0))
            assert shared <= KEPT_SECONDS, (ask, kept)


def test_the_page_says_what_was_removed_in_a_single_query(told):
    given = told.after[Ask(told.world.stories["redacted"].get_absolute_url())]
    assert given.body.count(b"[Removed, ") >= 3
    assert b"[Picture removed, " in given.body
    assert len(given.statements) == 1
    instead = told.after[Ask(told.world.stories["pulled 1"].get_absolute_url())]
    assert b"An empty quay" in instead.body


def test_the_record_keeps_what_no_door_tells(told):
    assert PublishedStory.objects.get(uid=told.world.stories["gone"].uid).state == "vanished"
    assert PublishedStory.objects.get(uid=told.world.stories["gone"].uid).editions.count() == 2
