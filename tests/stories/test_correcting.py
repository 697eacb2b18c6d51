"""A correction: the story stays, and a dated line says from now on what was wrong."""

from __future__ import annotations

import pytest

from editions.models import Edition
from foundation.errors import BadText, NotAllowed, StaleSave
from stories import curating, publishing, taking_back
from stories.models import Correction, correction_line
from stories.summarising.updating import update
from tests.making import HARBOUR, make_article, make_chief, make_story, make_user

pytestmark = pytest.mark.django_db

NOTICE = "An earlier version of this story said that the strike lasted 12 days. It lasted ten."


@pytest.fixture
def story():
    story = make_story(*HARBOUR[:3], headline="Vell Dockworkers End 12-Day Strike")
    publishing.publish(story, seen=story.desk_revision, by=make_chief())
    story.refresh_from_db()
    return curating.change_story(story, seen=story.desk_revision, by=make_chief(), headline="Vell Strike Ends")


def test_readers_and_partners_see_the_notice_with_its_time(client, story):
    edition = publishing.correct(story, seen=story.desk_revision, by=make_chief(), notice=NOTICE)
    assert (edition.kind, edition.number, edition.note) == ("correction", 2, NOTICE)
    page = client.get(story.published.get_absolute_url(), follow=True).content.decode()
    assert NOTICE in page
    (notice,) = edition.content["machine"]["notices"]
    assert notice["text"] == f"Correction: {NOTICE}"
    assert notice["at"][:10] in page
    assert [row["what"] for row in edition.changes if row["what"] == "notice"] == ["notice"]


def test_the_notice_stays_through_automatic_editions(client, story):
    publishing.correct(story, seen=story.desk_revision, by=make_chief(), notice=NOTICE)
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    update(story)
    assert publishing.publish_automatically(story.pk).number == 3
    assert NOTICE in client.get(story.published.get_absolute_url(), follow=True).content.decode()


def test_two_corrections_stand_in_their_order(story):
    publishing.correct(story, seen=story.desk_revision, by=make_chief(), notice=NOTICE)
    last = publishing.correct(story, seen=story.desk_revision, by=make_chief(), notice="And another thing.")
    told = [notice["text"] for notice in last.content["machine"]["notices"]]
    assert told == [f"Correction: {NOTICE}", "Correction: And another thing."]


@pytest.mark.few(0, 3)
@pytest.mark.parametrize("notice", ["", "   \n", "x" * 4001, "a\0b"])
def test_a_notice_that_says_nothing_or_cannot_be_stored_is_refused_and_nothing_goes_out(story, notice):
    with pytest.raises(BadText):
        publishing.correct(story, seen=story.desk_revision, by=make_chief(), notice=notice)
    assert Edition.objects.count() == 1


def test_a_refused_correction_leaves_no_notice_behind(story):
    with pytest.raises(StaleSave):
        publishing.correct(story, seen=story.desk_revision - 1, by=make_chief(), notice=NOTICE)
    with pytest.raises(NotAllowed):
        publishing.correct(story, seen=story.desk_revision, by=make_user("change_story"), notice=NOTICE)
    assert not Correction.objects.exists()


def test_what_nobody_read_needs_no_correction():
    story = make_story(*HARBOUR[:2])
    with pytest.raises(publishing.NotPublished, match="has not run"):
        publishing.correct(story, seen=story.desk_revision, by=make_chief(), notice=NOTICE)


def test_a_kill_meanwhile_wins_over_a_correction(story, monkeypatch):
    compose = publishing.compose

    def killed_meanwhile(composed):
        made = compose(composed)
        taking_back.kill(story.published, reason="Wrong story.", by=make_chief())
        return made

    monkeypatch.setattr(publishing, "compose", killed_meanwhile)
    with pytest.raises(StaleSave):
        publishing.correct(story, seen=story.desk_revision, by=make_chief(), notice=NOTICE)
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "Correction: x"), ("ko", "정정: x"), ("ar-EG", "تصحيح: x"), ("xx", "Correction: x")],
)
def test_a_correction_is_called_one_in_the_language_of_its_story(language, line):
    assert correction_line("x", language) == line
