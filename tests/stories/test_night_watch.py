"""The night watch: automatic publication until nobody has answered for too long, then nothing until somebody does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editions.models import Edition, PublishedStory
from reference import site
from stories import answering, curating, night_watch, publishing
from stories.models import Alert, Story
from stories.summarising.updating import update
from tests.making import HARBOUR, make_article, make_chief, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_chief("mina")


@pytest.fixture
def live(chief):
    """A live story of a chief's."""
    story = make_story(*HARBOUR[:2], by=chief)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    return story


@pytest.fixture
def alert(live, settings):
    """An alert of the story that nobody has answered for seven hours; everything may hold."""
    settings.NIGHT_HOLD_HOURS = 6
    row = Alert.objects.create(
        kind=Alert.Kind.FAILED,
        story=live,
        ref="x",
        raised_at=timezone.now() - timedelta(hours=7),
        needs_answer=True,
    )
    yield row
    site.forget()


def update_by_itself(story, chief, text=HARBOUR[2]):
    """Let an article in and the clock publish what the summary makes of it."""
    curating.attach(story, make_article(text), by=chief)
    update(story)
    Story.objects.filter(pk=story.pk).update(edition_due_at=timezone.now())
    return publishing.publish_automatically(story.pk)


def page(client, story):
    site.forget()
    return client.get(PublishedStory.objects.get(uid=story.uid).get_absolute_url())


def test_with_nobody_on_duty_a_story_publishes_as_its_policy_says(live, chief):
    assert update_by_itself(live, chief) is not None


def test_nothing_goes_out_by_itself_once_nobody_answered_for_hours_and_an_answer_lets_it_out(live, chief, alert):
    assert night_watch.hold_due()
    assert not night_watch.hold_due()
    assert update_by_itself(live, chief) is None
    live.refresh_from_db()
    assert live.hold_reason.startswith("Night watch: nobody at the desk answered")
    assert not Alert.objects.filter(kind=Alert.Kind.HELD).exists()
    assert answering.answer(alert, by=chief)
    live.refresh_from_db()
    assert (live.hold_reason, live.edition_due_at is not None) == ("", True)
    assert publishing.publish_automatically(live.pk) is not None
    assert Edition.objects.count() == 2


def test_what_a_person_publishes_goes_out_all_the_same(live, chief, alert):
    night_watch.hold_due()
    live.refresh_from_db()
    curating.change_story(live, seen=live.desk_revision, by=chief, kicker="Ports")
    live.refresh_from_db()
    assert publishing.publish(live, seen=live.desk_revision, by=chief).number == 2


def test_the_hours_count_from_the_last_answer_of_anybody_and_only_from_what_must_be_answered(live, chief, alert):
    Alert.objects.create(
        kind=Alert.Kind.SOURCE,
        story=live,
        ref="y",
        raised_at=timezone.now() - timedelta(hours=9),
        answered_at=timezone.now() - timedelta(hours=1),
        answered_by=chief,
        needs_answer=True,
    )
    assert not night_watch.hold_due()
    Alert.objects.filter(ref="y").update(answered_at=timezone.now() - timedelta(hours=8))
    Alert.objects.filter(pk=alert.pk).update(needs_answer=False)
    assert not night_watch.hold_due()
    Alert.objects.filter(pk=alert.pk).update(needs_answer=True)
    assert night_watch.hold_due()


def test_a_newsroom_may_do_without_it(alert, settings):
    settings.NIGHT_HOLD_HOURS = 0
    assert not night_watch.hold_due()


def test_readers_are_told_when_an_editor_last_looked_while_everything_holds_and_at_no_other_time(
    client, live, chief, alert
):
    before = page(client, live)
    assert "last looked" not in before.content.decode()
    PublishedStory.objects.update(looked_at=timezone.now() - timedelta(days=2))
    assert page(client, live)["ETag"] == before["ETag"]
    night_watch.hold_due()
    address = PublishedStory.objects.get().get_absolute_url()
    site.forget()
    with CaptureQueriesContext(connection) as queries:
        held = client.get(address)
    # The story is one query; what stands on every page is read beside it every few seconds.
    assert len([one for one in queries if "publishedstory" in one["sql"]]) == 1
    assert "Updates pause. An editor last looked at this story:" in held.content.decode()
    assert held["ETag"] != before["ETag"]
    assert client.get(held.request["PATH_INFO"], headers={"If-None-Match": before["ETag"]}).status_code == 200
    assert "마지막으로 확인한 시각" in client.get(f"/ko{held.request['PATH_INFO']}").content.decode()
    answering.answer(alert, by=chief)
    site.forget()
    after = client.get(address)
    assert after.content == before.content
    assert client.get(held.request["PATH_INFO"], headers={"If-None-Match": held["ETag"]}).status_code == 200


def test_a_story_nobody_looked_at_says_when_it_first_ran(client, live, alert):
    PublishedStory.objects.update(looked_at=None, first_published_at=timezone.now() - timedelta(days=3))
    night_watch.hold_due()
    day = timezone.localtime(PublishedStory.objects.get().first_published_at)
    assert f"{day:%H:%M}</time></p>" in page(client, live).content.decode()


def test_what_a_worker_held_in_the_moment_of_the_answer_is_due_again(live, chief):
    Story.objects.filter(pk=live.pk).update(hold_reason=night_watch.REASON, edition_due_at=None)
    assert night_watch.free_left() == 1
    live.refresh_from_db()
    assert live.edition_due_at is not None


def test_an_editor_has_looked_who_has_the_story_open_and_a_reporter_has_not(client, live, chief):
    reporter = make_user("change_story", name="rey")
    live.assigned.add(reporter)
    for user, has_looked in ((reporter, False), (chief, True)):
        PublishedStory.objects.update(looked_at=None)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(f"/admin/stories/story/{live.pk}/here/").status_code == 200
        assert (PublishedStory.objects.get().looked_at is not None) is has_looked
