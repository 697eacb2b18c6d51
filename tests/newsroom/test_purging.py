"""A cache in front of us is told at once which pages changed and which files are gone; until it answers, again."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from editions.models import Purging
from editions.relaying import relay
from media import library
from newsroom import purging
from stories import curating, publishing, taking_back
from stories.models import Story
from tests.making import HARBOUR, make_chief, make_story
from tests.media.conftest import encoded, scene
from tests.wire.network import net

pytestmark = pytest.mark.django_db


class Cache:
    """What a CDN's door says, and what it was sent."""

    def __init__(self) -> None:
        self.status, self.told = "200 OK", []

    def __call__(self, caller) -> None:
        self.told.append((caller.header("Authorization"), json.loads(caller.body)["files"]))
        caller.answer(b"{}", status=self.status, kind="application/json")


@pytest.fixture
def cache(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.PURGE_URL, settings.PURGE_TOKEN = "http://cdn.news/purge", "a token"
    settings.PUBLIC_URL = "https://ours.news"
    made = Cache()
    with net(made, monkeypatch):
        yield made


def work() -> None:
    """What clock and worker do."""
    relay()
    for pk in purging.claim_due():
        purging.purge(pk)


def published():
    story, chief = make_story(*HARBOUR[:2]), make_chief()
    image = library.add_image(encoded(scene(1, 400, 300)), by=chief)
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    story = Story.objects.get(pk=story.pk)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    return Story.objects.get(pk=story.pk).published, image


def test_a_kill_makes_the_cache_forget_the_page_and_every_file_of_its_pictures(cache):
    work()
    story, image = published()
    work()
    assert not any(image.uid.hex in path.replace("-", "") for _, files in cache.told for path in files)
    cache.told.clear()
    taking_back.kill(story, reason="Wrong", by=make_chief())
    work()
    [(token, files)] = cache.told
    assert token == "Bearer a token"
    assert f"https://ours.news{story.get_absolute_url()}" in files
    assert {path for path in files if "/pictures/" in path} == {
        f"https://ours.news/pictures/{image.uid}/1/{file}"
        for file in (
            *(f"{width}.{form}" for width in (360, 400) for form in ("avif", "webp", "jpeg")),
            *("300x300-50-40.avif", "300x300-50-40.webp", "400x210-50-40.jpeg"),
        )
    }
    work()
    assert len(cache.told) == 1


def test_versions_that_come_fast_leave_no_file_of_an_earlier_one_in_the_cache(cache):
    work()
    story, image = published()
    work()
    cache.told.clear()
    desk, chief = Story.objects.get(published=story), make_chief()
    curating.remove_image(desk.placements.get(), seen=desk.desk_revision, by=chief)
    for headline in (desk.headline, "The port of Vell opens again", "The port of Vell opens on Friday"):
        desk = Story.objects.get(pk=desk.pk)
        desk = curating.change_story(desk, seen=desk.desk_revision, by=chief, headline=headline)
        publishing.publish(desk, seen=desk.desk_revision, by=chief)
    work()
    files = {path.rsplit("/", 1)[1] for _, told in cache.told for path in told if str(image.uid) in path}
    assert {"360.avif", "360.jpeg", "400.webp"} < files


def test_a_cache_that_does_not_answer_is_told_again_after_a_pause(cache):
    work()
    published()
    cache.status = "500 Oops"
    work()
    row = Purging.objects.get()
    assert (row.attempts, "500" in row.last_error, purging.claim_due()) == (1, True, [])
    cache.status = "200 OK"
    Purging.objects.update(due_at=timezone.now())
    work()
    row.refresh_from_db()
    assert (row.attempts, row.last_error) == (0, "")
    assert row.position > 0


def test_without_an_address_nothing_is_kept_or_told(cache, settings):
    settings.PURGE_URL = ""
    published()
    work()
    assert (cache.told, Purging.objects.count()) == ([], 0)
