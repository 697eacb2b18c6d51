"""What was approved for later: exactly that goes out, at its time, once; until then nobody outside can tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from editions.models import Change, Edition, PublishedStory, SealedEdition
from foundation.errors import BadText, NotAllowed, StaleSave
from foundation.models import Command, EditLog
from newsroom import clock
from stories import curating, publishing, sealing
from stories.models import Article, Story, StoryArticle
from stories.summarising.updating import update
from tests.making import HARBOUR, make_article, make_chief, make_story, make_user

pytestmark = pytest.mark.django_db


def sealed_story(*texts, hours=1, headline="Vell Dockworkers End Ten-Day Strike") -> Story:
    story = make_story(*(texts or HARBOUR[:3]), headline=headline)
    until = None if hours is None else timezone.now() + timedelta(hours=hours)
    sealing.seal(story, seen=story.desk_revision, by=make_chief(), until=until)
    story.refresh_from_db()
    return story


def time_comes(story: Story) -> None:
    past = timezone.now() - timedelta(seconds=1)
    SealedEdition.objects.filter(story_uid=story.uid).update(release_at=past)
    Story.objects.filter(pk=story.pk).update(release_at=past)


def test_a_sealed_story_has_no_public_identity_and_its_address_is_nobodys(client):
    story = sealed_story()
    assert not PublishedStory.objects.exists()
    assert not Change.objects.exists()
    before = client.get("/stories/vell-dockworkers-end-ten-day-strike/")
    never = client.get("/stories/vell-dockworkers-end-ten-day-walkout/")
    assert before.status_code == never.status_code == 404
    assert str(story.uid) not in before.content.decode()


def test_the_clock_releases_exactly_what_was_approved(client):
    story = sealed_story()
    sealed = SealedEdition.objects.get()
    approved, chief = sealed.content, sealed.approved_by.display_name()
    curating.change_story(story, seen=story.desk_revision, by=make_chief(), headline="Half a new headl")
    time_comes(story)
    clock.tick()
    edition = Edition.objects.get()
    assert edition.content == approved
    assert (edition.kind, edition.number, edition.by_text) == ("first", 1, chief)
    page = client.get("/stories/vell-dockworkers-end-ten-day-strike/").content.decode()
    assert "Vell Dockworkers End Ten-Day Strike" in page
    assert "Half a new headl" not in page
    assert EditLog.objects.filter(verb="publish", command="clock").count() == 1
    story.refresh_from_db()
    assert story.has_unpublished_changes()
    assert (story.release_at, story.embargo_until) == (None, None)
    assert not SealedEdition.objects.exists()


def test_releasing_again_and_by_two_clocks_makes_one_edition():
    story = sealed_story()
    time_comes(story)
    assert sealing.release_due() == 1
    assert sealing.release_due() == 0
    with pytest.raises(sealing.NotSealed):
        sealing.release(story, by=Command("clock"))
    assert Edition.objects.count() == 1


def test_what_came_in_under_the_seal_follows_as_an_update():
    story = sealed_story()
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    update(story)
    time_comes(story)
    sealing.release_due()
    assert len(Edition.objects.get(number=1).content["machine"]["articles"]) == 3
    publishing.publish_automatically(story.pk)
    second = Edition.objects.get(number=2)
    assert len(second.content["machine"]["articles"]) == 4
    numbers = dict(StoryArticle.objects.filter(story=story).values_list("article__uid", "number"))
    assert {a["uid"]: a["number"] for a in second.content["machine"]["articles"]} == {
        str(uid): number for uid, number in numbers.items()
    }


def test_before_its_time_nothing_goes_out():
    sealed_story()
    assert sealing.release_due() == 0
    assert not Edition.objects.exists()


def test_an_open_embargo_waits_for_a_chief():
    story = sealed_story(hours=None)
    assert sealing.release_due() == 0
    with pytest.raises(NotAllowed):
        sealing.release(story, by=make_user("change_story"))
    sealing.release(story, by=make_chief())
    assert PublishedStory.objects.public().count() == 1


def test_a_broken_seal_lets_nothing_out():
    story = sealed_story()
    with pytest.raises(NotAllowed):
        sealing.break_seal(story, by=make_user("change_story"))
    sealing.break_seal(story, by=make_chief())
    time_comes(story)
    assert sealing.release_due() == 0
    with pytest.raises(sealing.NotSealed):
        sealing.break_seal(story, by=make_chief())
    story.refresh_from_db()
    assert story.editorial_state == Story.EditorialState.DRAFT


def test_one_bad_story_never_blocks_the_rest_and_is_told_at_the_desk(caplog):
    bad, good = sealed_story(headline="Bad"), sealed_story(headline="Good")
    content = SealedEdition.objects.get(story_uid=bad.uid).content
    content["desk"]["headline"] = "Tampered"
    SealedEdition.objects.filter(story_uid=bad.uid).update(content=content)
    for story in (bad, good):
        time_comes(story)
    assert sealing.release_due() == 1
    assert PublishedStory.objects.get().headline == "Good"
    bad.refresh_from_db()
    assert bad.needs_attention
    assert "no longer what was approved" in bad.hold_reason
    assert sealing.release_due() == 0
    assert "was refused" in caplog.text


def test_a_story_deleted_under_its_seal_does_not_go_out():
    story = sealed_story()
    Story.objects.filter(pk=story.pk).update(deleted_at=timezone.now())
    time_comes(story)
    assert sealing.release_due() == 0
    assert not Edition.objects.exists()


def first_source(story: Story) -> Article:
    """An article whose words the sealed edition shows."""
    content = SealedEdition.objects.get(story_uid=story.uid).content
    return Article.objects.get(uid=content["machine"]["sentences"][0]["citations"][0]["article"])


@pytest.mark.few(0, 2)
@pytest.mark.parametrize("reuse", ["", "quote", "facts_only", "link_only", "none"])
def test_words_that_may_not_be_shown_any_more_are_not_released_with_the_rest(reuse):
    story = sealed_story()
    source = first_source(story)
    if reuse:
        curating.change_publisher_rights(source.publisher, reuse=reuse, basis="Their letter.", by=make_chief())
    else:
        curating.retract(source, by=make_chief(), reason="Withdrawn.")
    time_comes(story)
    assert sealing.release_due() == 0
    with pytest.raises(publishing.NotPublished, match=source.publisher.name):
        sealing.release(story, by=make_chief())
    assert not Edition.objects.exists()
    story.refresh_from_db()
    assert story.needs_attention
    assert source.publisher.name in story.hold_reason


def test_after_a_refused_release_the_story_is_published_without_those_words():
    story = sealed_story()
    source = first_source(story)
    curating.change_publisher_rights(source.publisher, reuse="none", basis="Their letter.", by=make_chief())
    time_comes(story)
    sealing.release_due()
    sealing.break_seal(story, by=make_chief())
    assert Story.objects.awaiting_summary(timezone.now() + timedelta(minutes=1)).contains(story)
    story.refresh_from_db()
    assert not story.hold_reason
    update(story)
    edition = publishing.publish(story, seen=story.desk_revision, by=make_chief())
    assert str(source.uid) not in str(edition.content)


def test_a_seal_set_in_the_moment_of_publishing_holds(monkeypatch):
    story, chief, compose = make_story(*HARBOUR[:2]), make_chief(), publishing.compose

    def sealed_meanwhile(composed):
        monkeypatch.setattr(publishing, "compose", compose)
        made = compose(composed)
        sealing.seal(story, seen=story.desk_revision, by=chief, until=None)
        return made

    monkeypatch.setattr(publishing, "compose", sealed_meanwhile)
    with pytest.raises(StaleSave):
        publishing.publish(story, seen=story.desk_revision, by=chief)
    assert not PublishedStory.objects.exists()
    assert SealedEdition.objects.count() == 1


@pytest.mark.parametrize(
    ("refusal", "given"),
    [
        (BadText, {"until": timezone.now() - timedelta(minutes=1)}),
        (BadText, {"until": datetime(9999, 12, 31, 23, 59, tzinfo=ZoneInfo("America/New_York"))}),
        (StaleSave, {"seen": 99}),
        (NotAllowed, {"by": "reporter"}),
    ],
)
def test_sealing_is_refused_like_publishing(refusal, given):
    story = make_story(*HARBOUR[:2])
    by = make_user("change_story") if given.pop("by", "") else make_chief()
    with pytest.raises(refusal):
        sealing.seal(story, **{"seen": story.desk_revision, "by": by, "until": None, **given})
    assert not SealedEdition.objects.exists()


def test_what_has_run_cannot_be_embargoed_nor_what_is_sealed_be_published_or_sealed_again():
    story = sealed_story()
    with pytest.raises(sealing.AlreadySealed):
        sealing.seal(story, seen=story.desk_revision, by=make_chief(), until=None)
    with pytest.raises(publishing.NotReady, match="sealed"):
        publishing.publish(story, seen=story.desk_revision, by=make_chief())
    sealing.release(story, by=make_chief())
    story.refresh_from_db()
    with pytest.raises(publishing.NotPublished, match="has run"):
        sealing.seal(story, seen=story.desk_revision, by=make_chief(), until=None)


def test_a_story_that_is_not_ready_is_not_sealed():
    story = curating.create_story(by=make_chief(), headline="Nothing yet")
    with pytest.raises(publishing.NotReady, match="Attach at least one"):
        sealing.seal(story, seen=story.desk_revision, by=make_chief(), until=None)
