"""Redacting, pulling and removing while others publish, with real threads on PostgreSQL: nothing comes back."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from editions.models import Edition, PublishedStory
from editions.redactions import redacted
from media.library import add_image
from media.models import Image
from stories import curating, legal_holds, publishing, pulling, redacting, removing
from stories.models import Story
from stories.summarising.updating import update
from tests.making import HARBOUR, make_article, make_chief, make_story
from tests.media.conftest import encoded, scene
from tests.stories.test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]


@pytest.fixture(autouse=True)
def _postgres(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    if connection.vendor != "postgresql":
        pytest.skip("threads need PostgreSQL; SQLite's test database lives in one connection")


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


def with_an_update(headline: str = "Vell Dockworkers End Ten-Day Strike") -> Story:
    story, chief = make_story(*HARBOUR[:3], headline=headline), make_chief()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=chief)
    update(fresh(story))
    return fresh(story)


def test_redacting_while_updates_and_people_publish_leaves_no_word_of_it():
    chief = make_chief()
    for _ in range(3):
        story = with_an_update()
        sentence = story.published.current_edition.content["machine"]["sentences"][0]

        def act(n: int, story=story, uid=sentence["uid"]) -> None:
            if n == 3:
                redacting.redact(fresh(story), "sentence", uid, reason="An order.", by=chief)
            elif n % 2:
                publishing.publish_automatically(story.pk)
            else:
                found = fresh(story)
                publishing.publish(found, seen=found.desk_revision, by=chief)

        outcomes = at_once(act)
        assert set(outcomes) <= {"done", "StaleSave", "NothingNew", "NotReady"}
        published = fresh(story).published
        assert [one["uid"] for one in published.redactions] == [sentence["uid"]]
        for edition in published.editions.all():
            told = json.dumps(redacted(edition.content, published.redactions, version=edition.number))
            assert sentence["text"] not in told
        publishing.publish_automatically(story.pk)
        assert sentence["uid"] not in json.dumps(fresh(story).published.current_edition.content) or (
            fresh(story).published.current_edition.number <= published.redactions[0]["version"]
        )


def test_redacting_the_same_at_once_happens_once():
    story, chief = with_an_update(), make_chief()
    uid = story.published.current_edition.content["machine"]["sentences"][0]["uid"]
    outcomes = at_once(lambda n: redacting.redact(fresh(story), "sentence", uid, reason="x", by=chief))
    assert outcomes == {"done": 1, "AlreadyRedacted": 7}


def test_pulling_a_picture_while_stories_with_it_are_published_leaves_it_nowhere():
    chief = make_chief()
    image = add_image(encoded(scene(1, 400, 300)), by=chief, caption="The witness", alt_text="A", credit_line="C")
    instead = add_image(encoded(scene(2, 400, 300)), by=chief, caption="A quay", alt_text="A", credit_line="C")
    stories = [make_story(*HARBOUR[:2], headline=f"Story {n}") for n in range(7)]
    for story in stories:
        curating.place_image(story, image, seen=story.desk_revision, by=chief)

    def act(n: int) -> None:
        if n == 7:
            pulling.pull(image, reason="No release.", by=chief, replacement=instead)
        else:
            found = fresh(stories[n])
            publishing.publish(found, seen=found.desk_revision, by=chief)

    outcomes = at_once(act)
    assert set(outcomes) <= {"done", "StaleSave", "PicturePulled"}
    assert Image.objects.get(pk=image.pk).is_pulled()
    for published in PublishedStory.objects.for_reading():
        edition = published.current_edition
        told = json.dumps(redacted(edition.content, published.redactions, version=edition.number))
        assert "The witness" not in told
        assert not published.images.filter(pk=image.pk).exists()
        assert str(image.uid) not in json.dumps(published.lead_image)


def test_removing_while_updates_go_out_is_the_last_word():
    chief, other = make_chief(), make_chief()
    story = with_an_update()
    row = removing.ask_removal(story.published, reason="A settlement.", by=chief)

    def act(n: int) -> None:
        if n == 4:
            removing.confirm_removal(row, by=other)
        else:
            publishing.publish_automatically(story.pk)

    outcomes = at_once(act)
    assert outcomes == {"done": 8}
    assert PublishedStory.objects.get().state == "vanished"


def test_a_hold_set_while_a_removal_is_confirmed_either_stops_it_or_comes_too_late_for_it():
    story = with_an_update()
    row = removing.ask_removal(story.published, reason="A settlement.", by=make_chief())
    chief = make_chief()

    def act(n: int) -> None:
        if n:
            removing.confirm_removal(row, by=chief)
        else:
            legal_holds.hold(fresh(story), reason="Case 12/26.", by=chief)

    outcomes = at_once(act, times=4)
    assert set(outcomes) <= {"done", "UnderLegalHold", "NoSuchRequest"}
    is_gone = PublishedStory.objects.get().state == "vanished"
    assert is_gone == (outcomes["done"] == 2)


def test_no_update_goes_out_once_the_hold_stands():
    story, chief = with_an_update(), make_chief()

    def act(n: int) -> None:
        if n == 0:
            legal_holds.hold(fresh(story), reason="Case 12/26.", by=chief)
        else:
            publishing.publish_automatically(story.pk)

    at_once(act)
    count = Edition.objects.count()
    assert publishing.publish_automatically(story.pk) is None
    assert Edition.objects.count() == count
