"""Removing without trace takes two people, and then nothing is told; a legal hold keeps everything as it is."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from editions.models import Change, Edition, PublishedStory
from foundation.errors import BadText, NotAllowed, StaleSave
from foundation.models import EditLog
from stories import curating, dispatching, legal_holds, publishing, redacting, removing, restricting, taking_back
from stories.legal_holds import NoSuchHold, UnderLegalHold
from stories.models import RemovalRequest, Story
from stories.removing import NoSuchRequest
from stories.summarising.updating import ask_again, update
from stories.taking_back import NotPublished
from stories.tasks import update_summary
from tests.making import HARBOUR, make_article, make_chief, make_story, make_user

pytestmark = pytest.mark.django_db
STATES = ("live", "withheld", "restricted", "killed")


@pytest.fixture
def story() -> Story:
    made = make_story(*HARBOUR[:3])
    publishing.publish(made, seen=made.desk_revision, by=make_chief())
    return fresh(made)


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


def remove(story: Story) -> None:
    row = removing.ask_removal(story.published, reason="A settlement.", by=make_chief())
    removing.confirm_removal(row, by=make_chief())


@pytest.mark.few(0, 2)
@pytest.mark.parametrize("state", STATES)
def test_two_people_remove_a_story_from_any_public_state(client, story, state):
    PublishedStory.objects.update(state=state)
    address = story.published.get_absolute_url()
    remove(story)
    assert PublishedStory.objects.get().state == "vanished"
    never = client.get("/stories/never-was/")
    gone = client.get(address)
    assert gone.status_code == never.status_code == 404
    assert gone.content.replace(story.published.slug.encode(), b"never-was") == never.content


def test_one_that_was_merged_leaves_too_and_its_address_leads_nowhere(client, story):
    other = make_story(*HARBOUR[:2], headline="The Survivor")
    publishing.publish(other, seen=other.desk_revision, by=make_chief())
    PublishedStory.objects.filter(pk=story.published.pk).update(state="merged", merged_into=fresh(other).published)
    assert client.get(story.published.get_absolute_url()).status_code == 301
    remove(story)
    assert client.get(story.published.get_absolute_url()).status_code == 404


def test_asking_alone_changes_nothing_that_readers_see(client, story):
    removing.ask_removal(story.published, reason="A settlement.", by=make_chief())
    assert client.get(story.published.get_absolute_url()).status_code == 200


def test_the_person_who_asked_cannot_confirm_and_the_database_refuses_it_as_well(client, story):
    chief = make_chief()
    row = removing.ask_removal(story.published, reason="A settlement.", by=chief)
    with pytest.raises(NotAllowed, match="Another chief"):
        removing.confirm_removal(row, by=chief)
    assert client.get(story.published.get_absolute_url()).status_code == 200
    with pytest.raises(IntegrityError), transaction.atomic():
        RemovalRequest.objects.filter(pk=row.pk).update(outcome="confirmed", decided_by=chief)


def test_only_chiefs_ask_confirm_and_drop_and_a_reason_is_required(story):
    editor, chief = make_user("edit_any_story", "change_story"), make_chief()
    with pytest.raises(NotAllowed):
        removing.ask_removal(story.published, reason="Because.", by=editor)
    with pytest.raises(BadText):
        removing.ask_removal(story.published, reason=" ", by=chief)
    row = removing.ask_removal(story.published, reason="A settlement.", by=chief)
    for act in (
        lambda: removing.confirm_removal(row, by=editor),
        lambda: removing.drop_removal(row, reason="x", by=editor),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert PublishedStory.objects.get().state == "live"


def test_a_request_is_decided_once_and_only_one_is_open(story):
    row = removing.ask_removal(story.published, reason="A settlement.", by=make_chief())
    with pytest.raises(NoSuchRequest):
        removing.ask_removal(story.published, reason="Me too.", by=make_chief())
    removing.drop_removal(row, reason="No settlement.", by=make_chief())
    with pytest.raises(NoSuchRequest):
        removing.confirm_removal(row, by=make_chief())
    assert PublishedStory.objects.get().state == "live"
    remove(story)
    with pytest.raises(NotPublished, match="removed already"):
        removing.ask_removal(fresh(story).published, reason="Again.", by=make_chief())


def test_partners_feed_of_changes_says_removed_and_no_more_and_the_log_says_all(story):
    remove(story)
    change = Change.objects.order_by("pk").last()
    assert (change.kind, change.edition) == ("removed", None)
    verbs = EditLog.objects.filter(subject_uid=story.uid, verb__in=["ask_removal", "vanished"]).order_by("pk")
    asked, done = verbs
    assert (asked.reason, done.reason) == ("A settlement.", "A settlement.")
    assert asked.person != done.person
    assert done.before == {"state": "live"}


def test_an_edition_in_flight_and_showing_again_cannot_bring_it_back(story, monkeypatch):
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    update(fresh(story))
    compose = publishing.compose

    def removed_meanwhile(composed):
        made = compose(composed)
        remove(fresh(story))
        return made

    monkeypatch.setattr(publishing, "compose", removed_meanwhile)
    assert publishing.publish_automatically(story.pk) is None
    assert Edition.objects.count() == 1
    with pytest.raises(NotPublished):
        taking_back.restore(fresh(story).published, reason="Back.", by=make_chief())
    monkeypatch.setattr(publishing, "compose", compose)
    with pytest.raises(NotPublished, match="removed without trace"):
        publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=make_chief())


# --- legal hold -------------------------------------------------------------------------------------
def hold(story: Story) -> None:
    legal_holds.hold(fresh(story), reason="Case 12/26.", by=make_chief())


def test_no_machine_changes_a_story_under_legal_hold_and_what_it_missed_comes_afterwards(story):
    hold(story)
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    assert dispatching.claim_due(claimer="clock") == []
    update_summary(story.pk)
    assert fresh(story).summary_version == story.summary_version
    assert Edition.objects.count() == 1
    with pytest.raises(UnderLegalHold):
        ask_again(story, by=make_chief())
    legal_holds.lift(fresh(story), reason="Settled.", by=make_chief())
    update_summary(story.pk)
    assert Edition.objects.count() == 2


def test_a_run_in_flight_saves_nothing_once_the_hold_is_set(story, monkeypatch):
    from stories.summarising import updating

    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    merge = updating.merge

    def held_meanwhile(*given, **named):
        hold(story)
        return merge(*given, **named)

    monkeypatch.setattr(updating, "merge", held_meanwhile)
    before = list(story.sentences.filter(removed_at=None).values_list("text", flat=True))
    update(fresh(story))
    assert list(story.sentences.filter(removed_at=None).values_list("text", flat=True)) == before


def test_an_automatic_edition_in_flight_does_not_go_out_once_the_hold_is_set(story, monkeypatch):
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=make_chief())
    update(fresh(story))
    compose = publishing.compose

    def held_meanwhile(composed):
        made = compose(composed)
        if not fresh(story).is_held_legally():
            hold(story)
        return made

    monkeypatch.setattr(publishing, "compose", held_meanwhile)
    assert publishing.publish_automatically(story.pk) is None
    assert publishing.publish_automatically(story.pk) is None
    assert Edition.objects.count() == 1
    assert "legal hold" in fresh(story).hold_reason


def test_nobody_removes_a_held_story_without_trace_also_where_it_was_asked_before(story):
    row = removing.ask_removal(story.published, reason="A settlement.", by=make_chief())
    hold(story)
    with pytest.raises(UnderLegalHold):
        removing.confirm_removal(row, by=make_chief())
    removing.drop_removal(row, reason="Held.", by=make_chief())
    with pytest.raises(UnderLegalHold):
        removing.ask_removal(story.published, reason="Again.", by=make_chief())
    assert PublishedStory.objects.get().state == "live"


def test_people_may_still_publish_correct_redact_hide_and_kill_a_held_story(story):
    hold(story)
    chief = make_chief()
    curating.change_story(fresh(story), seen=story.desk_revision, by=chief, kicker="Ports")
    publishing.correct(fresh(story), seen=fresh(story).desk_revision, by=chief, notice="The kicker was missing.")
    uid = fresh(story).published.current_edition.content["machine"]["sentences"][0]["uid"]
    redacting.redact(fresh(story), "sentence", uid, reason="An order.", by=chief)
    taking_back.withhold(fresh(story).published, reason="A letter.", by=chief)
    taking_back.kill(fresh(story).published, reason="Wrong.", by=chief)
    assert Edition.objects.count() == 2
    assert fresh(story).is_held_legally()


def test_a_name_that_is_forbidden_hides_a_held_story_instead_of_letting_a_machine_rewrite_it(client, story):
    hold(story)
    by = make_user("restrict_names")
    restricting.restrict(restricting.Terms("Ines Varga", "An order."), by=by)
    assert Edition.objects.count() == 1
    assert client.get(story.published.get_absolute_url()).status_code == 404


def test_a_hold_is_set_and_lifted_by_a_chief_with_a_reason_once(story):
    editor, chief = make_user("edit_any_story", "change_story"), make_chief()
    for act in (legal_holds.hold, legal_holds.lift):
        with pytest.raises(NotAllowed):
            act(story, reason="Because.", by=editor)
        with pytest.raises(BadText):
            act(story, reason="", by=chief)
    with pytest.raises(NoSuchHold):
        legal_holds.lift(story, reason="Because.", by=chief)
    hold(story)
    with pytest.raises(NoSuchHold):
        hold(story)
    legal_holds.lift(fresh(story), reason="Settled.", by=chief)
    rows = EditLog.objects.filter(subject_uid=story.uid, verb__contains="legal_hold").order_by("pk")
    assert [(row.verb, row.reason) for row in rows] == [("legal_hold", "Case 12/26."), ("lift_legal_hold", "Settled.")]


def test_a_save_that_saw_the_story_before_the_hold_is_still_taken(story):
    hold(story)
    try:
        curating.change_story(fresh(story), seen=story.desk_revision, by=make_chief(), kicker="Ports")
    except StaleSave:
        pytest.fail("a hold changes none of people's words")
