"""Deleting a story at the desk, bringing it back within 30 days, and what is cleared after them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from editions.models import Edition, PublishedStory
from foundation.errors import NotAllowed
from foundation.models import Command, EditLog
from newsroom.clearing import clear_deleted
from stories import chronology, curating, legal_holds, publishing, sealing, states
from stories.clearing import clear
from stories.deleting import NotDeleted, delete, undelete
from stories.duplicating import duplicate
from stories.joining_stories import merge, undo_merge
from stories.models import Article, SharedVersion, Story
from stories.summarising.updating import update
from stories.taking_back import kill, withhold
from tests.making import HARBOUR, make_chief, make_story, make_user
from tests.stories.test_joining_stories import fresh, words, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_chief("mina")


@pytest.fixture
def draft(chief) -> Story:
    made = make_story(HARBOUR[0], by=chief)
    write(made, "The desk watched the harbour all night.", by=chief)
    chronology.add_entry(made, date="Feb 18, 2026", text="The vote.", seen=fresh(made).desk_revision, by=chief)
    return fresh(made)


def wait(*stories: Story, days: int = 31) -> None:
    Story.objects.filter(pk__in=[s.pk for s in stories]).update(deleted_at=timezone.now() - timedelta(days=days))


def there(story: Story) -> bool:
    return Story.objects.filter(pk=story.pk).exists()


def test_a_deleted_story_keeps_every_row_and_comes_back_with_what_it_missed(draft, chief):
    said = words(draft)
    delete(draft, by=chief, reason="Twice.")
    row = fresh(draft)
    assert (row.deleted_by, words(draft)) == (chief, said)
    assert EditLog.objects.get(verb="delete").reason == "Twice."
    with pytest.raises(curating.DeletedStory):
        curating.change_story(row, seen=row.desk_revision, by=chief, kicker="New")
    with pytest.raises(states.NotNow):
        delete(draft, by=chief)
    back = undelete(row, by=chief)
    assert (back.deleted_at, back.deleted_by, back.editorial_state) == (None, None, "draft")
    assert not back.is_summary_current()
    update(back)
    assert words(draft) >= {"The desk watched the harbour all night."}
    with pytest.raises(NotDeleted):
        undelete(back, by=chief)


def test_a_live_story_is_hidden_or_killed_before_and_its_public_record_stays(draft, chief, client):
    publishing.publish(draft, seen=draft.desk_revision, by=chief)
    row = fresh(draft)
    with pytest.raises(states.NotNow, match="Hide it or kill it first"):
        delete(row, by=chief)
    withhold(row.published, reason="A doubt.", by=chief)
    with pytest.raises(NotAllowed):
        delete(fresh(draft), by=make_user("edit_any_story", "change_story"))
    delete(fresh(draft), by=chief)
    assert client.get(row.published.get_absolute_url()).status_code == 404
    undelete(fresh(draft), by=chief)
    kill(fresh(draft).published, reason="Wrong.", by=chief)
    delete(fresh(draft), by=chief)
    wait(draft)
    assert clear_deleted() == 0
    assert there(draft)
    assert Edition.objects.count() == 1
    assert client.get(row.published.get_absolute_url()).status_code == 410


@pytest.mark.deep
def test_held_sealed_merged_and_anothers_story_is_not_deleted(draft, chief):
    with pytest.raises(NotAllowed):
        delete(draft, by=make_user("change_story"))
    other = make_story(HARBOUR[1], by=chief)
    row = merge(other, into=draft, by=chief)
    with pytest.raises(states.NotNow):
        delete(fresh(other), by=chief)
    undo_merge(row, by=chief)
    legal_holds.hold(draft, reason="A court asked.", by=chief)
    with pytest.raises(legal_holds.UnderLegalHold, match="It cannot be deleted"):
        delete(fresh(draft), by=chief)
    legal_holds.lift(fresh(draft), reason="Over.", by=chief)
    sealing.seal(fresh(draft), seen=fresh(draft).desk_revision, by=chief, until=None)
    with pytest.raises(states.NotNow):
        delete(fresh(draft), by=chief)


def test_after_thirty_days_it_is_gone_with_all_that_hung_on_it_and_the_log_and_the_articles_stay(draft, chief):
    copy = fresh(duplicate(draft, by=chief).target)
    rows = EditLog.objects.filter(subject_uid=draft.uid).count()
    delete(draft, by=chief)
    wait(draft, days=29)
    assert clear_deleted() == 0
    wait(draft)
    assert clear_deleted() == 1
    assert not there(draft)
    assert there(copy)
    assert Article.objects.count() == 1
    assert EditLog.objects.filter(subject_uid=draft.uid).count() == rows + 2
    assert EditLog.objects.get(verb="clear").after["headline"] == draft.headline
    assert clear_deleted() == 0
    assert not clear(draft.pk, now=timezone.now(), by=Command("clock"))


def test_no_model_points_at_a_story_that_clearing_does_not_know(draft, chief):
    """A new foreign key to Story, or to what hangs on one, has to be thought of in stories/clearing.py."""
    known = {
        "stories.StoryArticle", "stories.Attention", "stories.Section", "stories.Sentence", "stories.Deletion",
        "stories.BoardLine", "stories.BoardValue", "stories.Correction", "stories.Dossier", "stories.Flag",
        "stories.Lineage", "stories.Placement", "stories.SummaryRun", "stories.SharedVersion", "stories.Story",
        "stories.Suggestion", "stories.TimelineEntry", "stories.Citation", "wire.Fetch", "desk.Draft", "desk.Presence",
        "stories.Story_topics", "stories.Story_instruments", "stories.Story_assigned", "stories.LlmSpending",
        "stories.Comment", "stories.Watch", "stories.Alert", "stories.TickerLook", "stories.TickerSuggestion",
            "stories.EntryProposal", "stories.Outcome",
    }  # fmt: skip
    names = ("Story", "Sentence", "Section", "TimelineEntry", "Placement", "StoryArticle", "BoardLine", "SummaryRun")
    targets = {apps.get_model("stories", name) for name in names}
    found = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and not field.many_to_many and field.is_relation and field.related_model in targets
    }
    assert found <= known


def test_what_somebody_may_have_to_prove_is_never_cleared(draft, chief):
    def another(headline: str) -> Story:
        return make_story(HARBOUR[1], by=chief, headline=headline)

    held, shown, taken_in, survivor = another("Held"), another("Shown"), another("In"), another("Survivor")
    merge(taken_in, into=survivor, by=chief)
    SharedVersion.objects.create(
        story=shown, token_hash="0" * 64, content={}, schema_version=1, content_digest="", version=1, made_by=chief,
        expires_at=timezone.now(), opened_count=1,
    )  # fmt: skip
    for story in (draft, held, shown, survivor):
        delete(fresh(story), by=chief)
    Story.objects.filter(pk=held.pk).update(legal_hold_since=timezone.now())
    wait(draft, held, shown, survivor)
    assert clear_deleted() == 1
    assert [there(s) for s in (draft, held, shown, taken_in, survivor)] == [False, True, True, True, True]
    assert PublishedStory.objects.count() == 0
