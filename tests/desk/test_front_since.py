"""Since my last shift: when somebody was last here, what others changed since, what is promised and owed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk import shifts
from desk.models import Shift
from foundation.models import EditLog
from stories import curating, publishing
from tests.desk.making import address, make_story, summarise, text_of
from tests.desk.test_front import FRONT, part

pytestmark = pytest.mark.django_db


def was_here(person, hours):
    """This person was last at the desk so long ago, and comes now."""
    now = timezone.now()
    Shift.objects.update_or_create(
        person=person,
        defaults={"began_at": now, "last_seen_at": now, "left_at": now - timedelta(hours=hours)},
    )


def test_a_shift_begins_after_a_gap_and_remembers_when_the_last_one_ended(chief, settings):
    settings.SHIFT_GAP_HOURS = 4
    came = timezone.now() - timedelta(hours=30)
    shifts.touch(chief, came)
    lunch = shifts.touch(chief, came + timedelta(hours=3, minutes=59))
    assert (lunch.began_at, lunch.left_at) == (came, None)
    again = shifts.touch(chief, came + timedelta(hours=20))
    assert again.left_at == came + timedelta(hours=3, minutes=59)
    assert again.began_at == again.last_seen_at == came + timedelta(hours=20)


def test_opening_a_page_says_that_somebody_is_here(login, chief):
    login(chief).get(FRONT)
    assert Shift.objects.get().person == chief


@pytest.mark.parametrize("page", ["/", "/feed.xml", "/api/v1/docs/", "/healthz"])
def test_no_public_page_says_that_somebody_is_here(login, chief, page):
    assert login(chief).get(page).status_code == 200
    assert not Shift.objects.exists()


def test_a_page_left_open_that_asks_by_itself_is_no_sign_of_anybody(login, chief):
    story, client = make_story(chief), login(chief)
    client.get(address(story, "summary/state"))
    client.get("/admin/stories/summaryrun/queue/")
    client.get(FRONT, headers={"Sec-Fetch-Mode": "cors"})
    assert not Shift.objects.exists()
    client.get(FRONT, headers={"Sec-Fetch-Mode": "navigate"})
    assert Shift.objects.exists()


def test_a_second_page_within_the_minute_writes_nothing(login, chief):
    client = login(chief)
    client.get(FRONT)
    with CaptureQueriesContext(connection) as queries:
        client.get("/admin/stories/story/")
    assert not [query["sql"] for query in queries if "desk_shift" in query["sql"]]


def test_what_others_did_since_leads_to_the_history_and_what_i_did_is_left_out(login, chief, editor):
    story = summarise(make_story(editor, headline="Port of Vell Reopens"))
    was_here(editor, hours=2)
    curating.change_story(story, seen=story.desk_revision, by=editor, headline="Mine alone")
    client = login(editor)
    assert "Nobody changed anything." in part(client.get(FRONT), "changed")
    story.refresh_from_db()
    curating.change_story(story, seen=story.desk_revision, by=chief, kicker="Ports")
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    told = part(client.get(FRONT), "changed")
    assert "You were last here on" in part(client.get(FRONT), "since")
    assert f'href="{address(story, "history")}?version=1"' in told
    assert "Version 1 by Mina Park" in told
    assert "Mina Park: changed the story" in told


def test_what_was_before_my_last_shift_is_not_told_again(login, chief, editor):
    story = make_story(editor)
    curating.change_story(story, seen=story.desk_revision, by=chief, kicker="Ports")
    was_here(editor, hours=0)
    assert "Nobody changed anything." in part(login(editor).get(FRONT), "changed")


def test_only_mine_is_what_i_own_or_edited(login, chief, editor):
    owned, edited, other = (
        make_story(by, headline=headline)
        for by, headline in ((editor, "I own it"), (chief, "I edited it"), (chief, "Never seen it"))
    )
    curating.change_story(edited, seen=edited.desk_revision, by=editor, kicker="Mine")
    was_here(editor, hours=0)
    for story in (owned, edited, other):
        story.refresh_from_db()
        curating.change_story(story, seen=story.desk_revision, by=chief, kicker="Theirs")
    client = login(editor)
    mine, everything = (part(client.get(FRONT + query), "changed") for query in ("?whose=mine", ""))
    assert "I own it" in mine
    assert "I edited it" in mine
    assert "Never seen it" not in mine
    assert "Never seen it" in everything


def test_a_reporter_is_not_told_of_a_story_that_was_given_to_somebody_else(login, chief, reporter):
    story = make_story(reporter, headline="Given away")
    was_here(reporter, hours=1)
    type(story).objects.filter(pk=story.pk).update(owner=chief)
    curating.change_story(story, seen=story.desk_revision, by=chief, kicker="Theirs")
    assert "Given away" not in text_of(login(reporter).get(FRONT))


def test_whoever_was_never_here_is_told_of_the_last_day_and_whoever_was_long_away_of_the_last_week(chief):
    now = timezone.now()
    assert shifts.since_when(chief, now) == (now - shifts.FIRST_LOOK, False)
    was_here(chief, hours=30 * 24)
    assert shifts.since_when(chief, now) == (now - shifts.LONGEST_LOOK, False)


def test_suggestions_that_are_open_are_owed(login, chief):
    story = summarise(make_story(chief))
    run = story.runs.first()
    for n in range(2):
        story.suggestions.create(kind="add", run=run, text=f"A further sentence {n}.")
    client = login(chief)
    owed = part(client.get(FRONT), "owed")
    assert f'href="{address(story, "summary")}#suggestions"' in owed
    assert "2 suggestions are open" in owed
    story.suggestions.update(state="rejected")
    assert "Suggestions open" not in part(client.get(FRONT), "owed")


def test_hundreds_of_acts_are_told_as_a_few_lines(login, chief, editor):
    story = make_story(editor)
    was_here(editor, hours=1)
    EditLog.objects.bulk_create(
        EditLog(verb="edit_sentence", subject_kind="Story", subject_uid=story.uid, person=chief) for _ in range(40)
    )
    told = part(login(editor).get(FRONT), "changed")
    assert "Mina Park: edited a sentence (40 times)" in told
    assert told.count("<li>") == 1
