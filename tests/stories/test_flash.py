"""A flash: public before there is any summary, and never written over by the machine."""

from __future__ import annotations

import pytest

from editions.models import Edition, PublishedStory
from foundation.errors import BadText
from foundation.models import EditLog
from stories import curating, flashing, publishing
from stories.models import Sentence, Story
from stories.tasks import update_summary
from tests.making import HARBOUR, make_article, make_chief, make_user

pytestmark = pytest.mark.django_db
TEXT = "Dockworkers in Vell have ended their strike. The port opens at 6 a.m. on Feb. 19."
SOURCE = "Port authority, by telephone"


def flashed(by=None, **changes) -> flashing.Flashed:
    given = {"headline": "Vell Strike Ends", "paragraph": TEXT, "source": SOURCE, "language": "en"}
    return flashing.flash(**{**given, **changes}, by=by or make_chief("mina"))


def test_a_chiefs_flash_is_public_at_once_with_its_source_and_no_article(client):
    story = flashed().story
    page = client.get("/stories/vell-strike-ends/").content.decode()
    for words in (
        "Vell Strike Ends",
        "Dockworkers in Vell have",
        "Source: Port authority, by",
        "Developing story",
    ):
        assert words in page
    assert page.count("Newsroom reporting") == 1, "one line for the whole flash, and none at each sentence"
    assert "(0 articles)" not in page
    story.refresh_from_db()
    assert (story.editorial_state, story.is_flash, story.phase) == ("approved", True, "developing")
    marks = {s["mark"] for s in Edition.objects.get().content["desk"]["sentences"]}
    assert marks == {"newsroom_reporting"}


def test_the_machine_adds_its_sections_beside_it_and_never_over_it():
    done = flashed()
    before = done.edition.content["desk"]
    for hours, text in enumerate(HARBOUR):
        curating.attach(done.story, make_article(text, hours=hours), by=make_chief())
    update_summary(done.story.pk)
    current = Story.objects.get(pk=done.story.pk).published.current_edition
    assert current.number == 2
    assert current.content["desk"] == before
    assert current.content["machine"]["sentences"]
    flash_section = before["sentences"][0]["section"]
    assert flash_section not in {s["section"] for s in current.content["machine"]["sentences"]}
    assert list(Sentence.objects.filter(section__uid=flash_section).values_list("removed_at", flat=True)) == [None] * 3


def test_a_reporters_flash_waits_in_review_and_nothing_is_public():
    done = flashed(by=make_user("change_story", "add_story"))
    assert (done.edition, done.story.pk is not None) == (None, True)
    assert Story.objects.get().editorial_state == "in_review"
    assert not PublishedStory.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", " "),
        ("paragraph", ""),
        ("source", ""),
        ("paragraph", "x" * 1201),
        ("source", "a\x00b"),
        ("language", "?"),
    ],
)
def test_what_is_missing_or_cannot_be_stored_begins_nothing(field, value):
    chief = make_chief()
    with pytest.raises(BadText):
        flashed(by=chief, **{field: value})
    assert not Story.objects.exists()
    assert not EditLog.objects.exists()


@pytest.mark.parametrize("headline", ["Vell Strike Ends", "Vell Strike\tEnds", "Vell Strike\r\nEnds "])
def test_the_same_flash_sent_twice_is_one_story(headline):
    chief = make_chief()
    flashed(by=chief, headline=headline)
    with pytest.raises(BadText, match="a moment ago"):
        flashed(by=chief, headline=headline)
    assert Story.objects.count() == Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("language", "line"),
    [("ko", "출처: 항만청."), ("ar-EG", "المصدر: 항만청."), ("ja", "Source: 항만청。"), ("fr", "Source : 항만청.")],
)
def test_the_source_is_told_in_the_storys_language(language, line):
    assert flashing.source_line("항만청", language) == line


def test_an_ordinary_story_still_needs_an_article():
    chief = make_chief()
    done = flashed(by=chief)
    Story.objects.filter(pk=done.story.pk).update(is_flash=False)
    story = Story.objects.get(pk=done.story.pk)
    assert [p.is_blocking for p in publishing.problems(story) if p.where == "articles"] == [True]
