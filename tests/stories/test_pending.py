"""An update that is held is shown as what it would change, and one press publishes exactly that."""

from __future__ import annotations

import pytest
from django.utils import timezone

from editions.models import Edition
from foundation.errors import NotAllowed, StaleSave
from foundation.models import EditLog
from stories import curating, publishing, subediting, taking_back
from stories.models import Story
from stories.pending import Pending, pending_update, publish_pending
from stories.summarising.updating import update
from tests.making import HARBOUR, make_article, make_chief, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_chief()


def desk(story: Story) -> Story:
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


def published(chief, *texts: str, **changes) -> Story:
    story = make_story(*(texts or HARBOUR[:3]), by=chief)
    if changes:
        story = curating.change_story(story, seen=story.desk_revision, by=chief, **changes)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    return desk(story)


def arrives(story: Story, text: str = HARBOUR[3], *, by=None, **fields) -> Edition | None:
    """An article comes in, the clock comes round."""
    curating.attach(story, make_article(text, hours=9, **fields), by=by or make_chief())
    update(desk(story))
    return publishing.publish_automatically(story.pk)


def held(chief, **how) -> Story:
    story = published(chief, **(how or {"summary_policy": "hold"}))
    assert arrives(story) is None
    return desk(story)


def shown(story: Story) -> Pending:
    found = pending_update(story)
    assert found is not None
    return found


# --- what holds: each row of the list in the design ---------------------------------------------------
@pytest.mark.deep
def test_the_policy_hold_holds(chief):
    assert "policy is to hold" in held(chief).hold_reason


def test_a_sensitive_story_holds_also_its_first_automatic_update_whatever_its_policy(chief):
    story = published(chief, is_sensitive=True, summary_policy="publish")
    assert arrives(story) is None
    assert Edition.objects.count() == 1
    assert desk(story).hold_reason == "The story is marked sensitive."


def test_an_article_from_somebody_who_may_not_publish_holds(chief):
    reporter = make_user("change_story", "edit_any_story", name="rita")
    story = published(chief)
    assert arrives(story, by=reporter) is None
    assert "Rita changed the articles and may not publish." in desk(story).hold_reason


def test_a_figure_that_an_equally_new_one_contradicts_holds(chief):
    story = published(chief, HARBOUR[0], HARBOUR[1])
    run = story.runs.first()
    evidence = {"article": "", "snapshot": "", "start": 0, "end": 1, "quote": "x"}
    conflict = {"unit": "dead", "first_value": "12", "second_value": "14", "first": evidence, "second": evidence}
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=chief)
    run = update(desk(story))
    type(run).objects.filter(pk=run.pk).update(conflicts=[conflict])
    assert publishing.publish_automatically(story.pk) is None
    assert "12 against 14" in desk(story).hold_reason


def test_an_unpublished_edit_holds_its_sentence_and_lets_the_rest_out(chief):
    story = published(chief)
    row = story.sentences.filter(removed_at=None, written_by="machine").first()
    subediting.edit_sentence(row, text=f"{row.text[:-1]}, again.", seen=story.desk_revision, by=chief, is_vouched=True)
    edition = arrives(story)
    assert edition is not None
    texts = [s["text"] for s in edition.content["machine"]["sentences"]]
    assert row.text in texts
    assert f"{row.text[:-1]}, again." not in f"{edition.content}"


def test_a_source_that_no_longer_says_what_people_wrote_holds(chief):
    story = published(chief)
    row = story.sentences.filter(removed_at=None).first()
    subediting.edit_sentence(row, text=row.text, seen=story.desk_revision, by=chief)
    publishing.publish(desk(story), seen=desk(story).desk_revision, by=chief)
    curating.detach(story, row.citations.first().article, by=chief, reason="Off the point.")
    assert arrives(story) is None
    assert "A source no longer says this" in desk(story).hold_reason
    pending = pending_update(desk(story))
    assert pending is None or pending.hindrance


@pytest.mark.deep
def test_what_goes_out_by_itself_says_whose_policy_it_was(chief):
    edition = arrives(published(chief))
    assert edition.by_text == f"automatic, policy set by {chief.display_name()}"
    row = EditLog.objects.filter(verb="publish").order_by("-pk").first()
    assert row.actor_name() == edition.by_text


def test_only_a_chief_lets_updates_of_a_live_story_go_out_by_themselves(chief):
    story, editor = published(chief, summary_policy="hold"), make_user("edit_any_story", "change_story")
    with pytest.raises(NotAllowed, match="Only a chief"):
        curating.change_story(story, seen=story.desk_revision, by=editor, summary_policy="publish")


# --- what waits ---------------------------------------------------------------------------------------
def test_it_tells_what_would_be_added_with_its_evidence_and_why_it_waits(chief):
    pending = shown(held(chief))
    added = [row for row in pending.changes if row["what"] == "sentence" and row["act"] == "added"]
    assert added
    by_uid = {s["uid"]: s for s in pending.content["machine"]["sentences"]}
    assert all(by_uid[row["uid"]]["citations"] for row in added)
    assert {"article"} <= {row["what"] for row in pending.changes}
    assert pending.reason == "The story's policy is to hold updates for an editor."


def test_one_press_publishes_exactly_what_was_shown_and_leaves_what_people_changed_since(chief):
    story = held(chief)
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Half typed")
    pending = shown(story)
    edition = publish_pending(story, shown=pending.digest, by=chief)
    assert edition.content == pending.content
    assert edition.changes
    assert [(r["what"], r["after"]) for r in edition.changes] == [(r["what"], r["after"]) for r in pending.changes]
    assert "Half typed" not in f"{edition.content}"
    story = desk(story)
    assert (edition.by_person, edition.number, story.hold_reason) == (chief, 2, "")
    assert story.has_unpublished_changes()
    assert pending_update(story) is None


def test_what_came_since_it_was_shown_is_told_and_nothing_goes_out(chief):
    story = held(chief)
    pending = shown(story)
    assert arrives(story, "Crane drivers in Vell said on Feb. 20 that 14 of 31 cranes work again.") is None
    with pytest.raises(StaleSave, match=r"new in it: .*Look again"):
        publish_pending(story, shown=pending.digest, marks=pending.marks(), by=chief)
    assert Edition.objects.count() == 1


def test_a_desk_act_in_the_same_moment_is_refused(chief, monkeypatch):
    from stories import pending as module

    story = held(chief)
    digest = shown(story).digest
    commit = module.commit

    def meanwhile(act):
        Story.objects.filter(pk=story.pk).update(desk_revision=story.desk_revision + 1)
        return commit(act)

    monkeypatch.setattr(module, "commit", meanwhile)
    with pytest.raises(StaleSave):
        publish_pending(story, shown=digest, by=chief)
    assert Edition.objects.count() == 1


def test_the_press_is_a_chiefs_and_comes_once(chief):
    story = held(chief)
    digest = shown(story).digest
    with pytest.raises(NotAllowed):
        publish_pending(story, shown=digest, by=make_user("edit_any_story", "change_story"))
    publish_pending(story, shown=digest, by=chief)
    with pytest.raises(publishing.NothingNew):
        publish_pending(story, shown=digest, by=chief)


def test_a_run_that_says_nothing_new_makes_no_update_ready(chief):
    story = published(chief, summary_policy="hold")
    Story.objects.filter(pk=story.pk).update(edition_due_at=timezone.now())
    assert publishing.publish_automatically(story.pk) is None
    assert desk(story).hold_reason == ""
    assert pending_update(story) is None


@pytest.mark.deep
def test_a_hidden_story_has_no_update_ready(chief):
    story = held(chief)
    taking_back.withhold(story.published, reason="For now.", by=chief)
    assert pending_update(desk(story)) is None
