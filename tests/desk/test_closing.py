"""A closed story takes no update by itself; a chief opens it again with one press, and readers are told."""

from __future__ import annotations

import pytest
from django.utils import timezone

from editions.models import Edition
from foundation.errors import NotAllowed
from reference.models import Site
from reference.site import forget
from stories import closing, curating, publishing
from stories.models import Alert, Story
from stories.summarising.updating import update
from tests.desk.making import address, text_of
from tests.making import HARBOUR, make_article, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(chief):
    """A live story whose updates publish themselves."""
    story = make_story(*HARBOUR[:2], by=chief)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    return fresh(story)


def fresh(story):
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


def close(story, by):
    return curating.change_story(fresh(story), seen=fresh(story).desk_revision, by=by, phase="closed")


def an_update(story, by, number=2):
    """Let the clock do what it does when another article comes in."""
    curating.attach(story, make_article(HARBOUR[number], hours=9), by=by)
    update(fresh(story))
    Story.objects.filter(pk=story.pk).update(edition_due_at=timezone.now())
    return publishing.publish_automatically(story.pk)


def test_an_update_of_a_closed_story_waits_and_says_why_and_wakes_nobody(live, chief):
    close(live, chief)
    assert an_update(live, chief) is None
    assert fresh(live).hold_reason == "The story is closed: updates wait until a chief opens it again."
    assert not Alert.objects.get(kind=Alert.Kind.HELD).needs_answer
    assert Edition.objects.count() == 1


def test_one_press_of_a_chief_opens_it_and_what_waited_goes_out(live, chief, login):
    close(live, chief)
    publishing.publish(fresh(live), seen=fresh(live).desk_revision, by=chief)
    an_update(live, chief)
    curating.change_story(fresh(live), seen=fresh(live).desk_revision, by=chief, kicker="Not public yet")
    page = text_of(login(chief).get(address(live, "publish")))
    assert "closed: updates wait until a chief opens it again" in page
    login(chief).post(address(live, "publish"), {"act": "reopen"})
    story = fresh(live)
    desk = story.published.current_edition.content["desk"]
    assert (story.phase, desk["phase"], desk["kicker"], story.hold_reason) == ("running", "running", "", "")
    assert story.has_unpublished_changes()
    articles = len(story.published.current_edition.content["machine"]["articles"])
    assert publishing.publish_automatically(live.pk) is not None
    after = fresh(live).published.current_edition.content
    assert (after["desk"], len(after["machine"]["articles"])) == (desk, articles + 1)


def test_what_was_approved_and_public_stays_so_when_it_is_opened_again(live, chief):
    close(live, chief)
    publishing.publish(fresh(live), seen=fresh(live).desk_revision, by=chief)
    closing.reopen(fresh(live), by=chief)
    story = fresh(live)
    assert (story.editorial_state, story.has_unpublished_changes()) == ("approved", False)


@pytest.mark.deep
def test_while_readers_are_told_that_it_is_closed_another_phase_at_the_desk_lets_nothing_out(live, chief):
    close(live, chief)
    publishing.publish(fresh(live), seen=fresh(live).desk_revision, by=chief)
    curating.change_story(fresh(live), seen=fresh(live).desk_revision, by=chief, phase="running")
    assert an_update(live, chief) is None
    assert fresh(live).hold_reason.startswith("Readers are told that the story is closed")


def test_its_page_says_that_it_is_closed_and_not_that_updates_pause(live, chief, client):
    Site.objects.update_or_create(pk=1, defaults={"unwatched_since": timezone.now()})
    forget()
    before = client.get(live.published.get_absolute_url()).content.decode()
    close(live, chief)
    publishing.publish(fresh(live), seen=fresh(live).desk_revision, by=chief)
    after = client.get(live.published.get_absolute_url()).content.decode()
    assert ["Updates pause" in page for page in (before, after)] == [True, False]
    assert "Closed: no longer updated" in after


def test_whoever_may_not_publish_closes_a_story_and_cannot_open_what_has_run(live, editor, login):
    close(live, editor)
    with pytest.raises(NotAllowed):
        closing.reopen(fresh(live), by=editor)
    with pytest.raises(NotAllowed):
        curating.change_story(fresh(live), seen=fresh(live).desk_revision, by=editor, phase="running")
    page = text_of(login(editor).get(address(live, "publish")))
    assert ("A chief opens it again" in page, 'value="reopen"' in page) == (True, False)
    with pytest.raises(closing.NotClosed):
        closing.reopen(make_story(HARBOUR[3], by=editor), by=editor)


@pytest.mark.deep
def test_a_draft_is_opened_again_by_whoever_may_change_it(editor):
    story = make_story(HARBOUR[0], by=editor)
    close(story, editor)
    assert closing.reopen(fresh(story), by=editor) is None
    assert fresh(story).phase == "running"
