"""No page takes more queries because the archive is larger. How long it takes is the benchmark's work (`sizes`)."""

from __future__ import annotations

from random import Random

import pytest
from django.core.management import call_command

from benchmarks import asking, filling
from benchmarks.sizes import queries_of
from desk import shifts
from editions import content
from editions.models import Edition, Listing, PublishedStory
from stories.recording import list_keys

pytestmark = [pytest.mark.deep, pytest.mark.django_db]
# The smaller one holds a picture of the number that is looked for: what finds nothing asks for nothing more.
SMALL, LARGE = 240, 600


@pytest.fixture
def archive():
    call_command("sync_roles", verbosity=0)
    made = filling.begin()
    filling.grow(made, SMALL)
    return made


def test_every_page_takes_as_many_queries_over_six_hundred_stories_as_over_two_hundred_and_forty(archive, monkeypatch):
    monkeypatch.setattr(shifts, "TOUCH_SECONDS", 86_400)  # not in the middle of a count
    clients = asking.clients()
    clients["partners"].get("/api/v1/stories/")  # a key's first use of the day is written down
    clients["desk"].get("/admin/password_change/")  # and that somebody is at the desk

    def counted(stories):
        return {
            page.name: max(queries_of(clients[page.door], address) for address in page.addresses)
            for page in asking.pages(Random(1), stories=stories, addresses=4)
        }

    small = counted(SMALL)
    filling.grow(archive, LARGE)
    large = counted(LARGE)
    assert large.keys() == small.keys()
    # A draft, a note of a review or an update that waits is a query more, whichever story was drawn.
    assert {name: count for name, count in large.items() if count > small[name] + 2} == {}
    assert max(small.values()) <= 40


def test_the_filled_archive_is_one_that_publishing_could_have_written(archive):
    assert PublishedStory.objects.public().count() == SMALL
    for edition in Edition.objects.select_related("story")[:30]:
        content.check(edition.content)
        listed = set(Listing.objects.filter(story=edition.story).values_list("kind", "key"))
        assert listed == list_keys(edition.content)
        assert edition.story.headline == edition.content["desk"]["headline"]
    call_command("check_citations")
