"""Embargoes: nobody outside sees a story before their end, whatever anybody schedules; only a chief shortens one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from editions.models import Edition, PublishedStory, SealedEdition
from foundation.errors import BadText, NotAllowed
from foundation.models import EditLog, User
from stories import embargoes, publishing, sealing, states
from stories.llm_embargo import is_embargoed
from stories.models import Story
from tests.making import HARBOUR, make_chief, make_story, make_user

pytestmark = pytest.mark.django_db
WHOSE = "The ministry's, until its press conference."


def at(hours: float):
    return timezone.now() + timedelta(hours=hours)


def embargoed(hours: float | None = 2) -> Story:
    story = make_story(*HARBOUR[:2])
    until = None if hours is None else at(hours)
    embargoes.embargo(story, until=until, reason=WHOSE, by=make_user("change_story", "edit_any_story"))
    story.refresh_from_db()
    return story


def ends(story: Story) -> None:
    Story.objects.filter(pk=story.pk).update(embargo_until=at(-0.001))


@pytest.mark.parametrize("hours", [2, None])
def test_a_chief_publishes_nothing_under_an_embargo_until_it_ends_or_is_lifted(hours):
    story, chief = embargoed(hours), make_chief()
    with pytest.raises(embargoes.Embargoed, match="A chief may lift it before"):
        publishing.publish(story, seen=story.desk_revision, by=chief)
    assert not PublishedStory.objects.exists()
    if hours is None:
        embargoes.lift_embargo(story, reason="They spoke early.", by=chief)
    else:
        ends(story)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    assert PublishedStory.objects.public().count() == 1


def test_nothing_is_sealed_for_a_time_before_the_end_and_after_it_it_is():
    story, chief = embargoed(), make_chief()
    with pytest.raises(embargoes.Embargoed):
        sealing.seal(story, seen=story.desk_revision, by=chief, until=at(1))
    sealing.seal(story, seen=story.desk_revision, by=chief, until=at(3))
    with pytest.raises(embargoes.Embargoed):
        sealing.reschedule(story, until=at(1), by=chief)
    sealing.reschedule(story, until=at(4), by=chief)
    assert SealedEdition.objects.get().release_at > at(3.9)
    assert EditLog.objects.filter(verb="reschedule").count() == 1


def test_an_embargo_set_on_what_is_scheduled_stops_the_clock_and_is_told():
    story = make_story(*HARBOUR[:2])
    sealing.seal(story, seen=story.desk_revision, by=make_chief(), until=at(1))
    embargoes.embargo(story, until=None, reason=WHOSE, by=make_user("change_story", "edit_any_story"))
    SealedEdition.objects.update(release_at=at(-0.001))
    assert sealing.release_due() == 0
    story.refresh_from_db()
    assert story.hold_reason.startswith("Not released")
    assert "under an embargo until a chief lifts it" in story.hold_reason
    assert not Edition.objects.exists()
    # A chief who releases it by hand lifts it.
    sealing.release(story, by=make_chief())
    story.refresh_from_db()
    assert (story.embargo_since, story.hold_reason) == (None, "")


def test_what_an_embargo_set_in_that_very_moment_finds_sealed_does_not_go_out(monkeypatch):
    story = make_story(*HARBOUR[:2])
    sealing.seal(story, seen=story.desk_revision, by=make_chief(), until=at(1))
    SealedEdition.objects.update(release_at=at(-0.001))
    check = sealing._approved_content

    def late(*given):
        embargoes.embargo(story, until=None, reason=WHOSE, by=make_chief())
        return check(*given)

    monkeypatch.setattr(sealing, "_approved_content", late)
    assert sealing.release_due() == 0
    assert not Edition.objects.exists()
    assert SealedEdition.objects.count() == 1


def test_whoever_is_no_chief_makes_it_longer_and_never_shorter():
    story, editor = embargoed(), make_user("change_story", "edit_any_story", "approve_story")
    embargoes.embargo(story, until=at(5), reason=WHOSE, by=editor)
    for until in (at(1), at(4.9)):
        with pytest.raises(NotAllowed, match="lift or shorten the embargo"):
            embargoes.embargo(story, until=until, reason=WHOSE, by=editor)
    embargoes.embargo(story, until=None, reason=WHOSE, by=editor)
    with pytest.raises(NotAllowed):
        embargoes.embargo(story, until=at(9), reason=WHOSE, by=editor)
    with pytest.raises(NotAllowed):
        embargoes.lift_embargo(story, reason="Now.", by=editor)
    embargoes.embargo(story, until=at(1), reason="They moved it.", by=make_chief())
    story.refresh_from_db()
    assert story.embargo_until < at(1.1)
    assert EditLog.objects.filter(verb="embargo").latest("pk").reason == "They moved it."


@pytest.mark.parametrize(("until", "reason"), [(-1, WHOSE), (24 * 365 * 11, WHOSE), (1, " ")])
def test_a_time_that_has_passed_or_no_reason_is_refused(until, reason):
    story = make_story(HARBOUR[0])
    with pytest.raises(BadText):
        embargoes.embargo(story, until=at(until), reason=reason, by=make_chief())


def test_what_has_run_is_not_embargoed_and_what_is_not_embargoed_is_not_lifted():
    story, chief = make_story(*HARBOUR[:2]), make_chief()
    with pytest.raises(states.NotNow, match="under no embargo"):
        embargoes.lift_embargo(story, reason="Now.", by=chief)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    with pytest.raises(states.NotNow, match="live"):
        embargoes.embargo(story, until=None, reason=WHOSE, by=chief)


def test_whoever_approved_what_is_due_must_still_be_somebody_who_may_publish():
    story, chief = make_story(*HARBOUR[:2]), make_chief("mina")
    sealing.seal(story, seen=story.desk_revision, by=chief, until=at(1))
    SealedEdition.objects.update(release_at=at(-0.001))
    User.objects.filter(pk=chief.pk).update(is_active=False)
    assert sealing.release_due() == 0
    story.refresh_from_db()
    assert "Mina, who approved it, may not publish any more" in story.hold_reason
    sealing.release(story, by=make_chief())
    assert PublishedStory.objects.public().count() == 1


def test_the_text_of_an_open_embargo_does_not_leave_the_house_for_a_language_model():
    assert is_embargoed(embargoed(None))
    story = embargoed()
    ends(story)
    assert not is_embargoed(Story.objects.get(pk=story.pk))


def test_the_queryset_and_the_row_agree_on_what_is_embargoed():
    now = timezone.now()
    for since, until in ((None, None), (now, None), (now, at(1)), (now, at(-1)), (None, at(1))):
        story = make_story(HARBOUR[0])
        Story.objects.filter(pk=story.pk).update(embargo_since=since, embargo_until=until)
        story.refresh_from_db()
        assert Story.objects.not_embargoed(now).contains(story) is not story.is_embargoed(now)
