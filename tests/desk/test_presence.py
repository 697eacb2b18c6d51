"""Who is in which tab of a story: told to colleagues who may open it, for half a minute, in few writes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.models import Presence
from stories.models import Story
from tests.desk.making import address, make_story, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(reporter) -> Story:
    return make_story(reporter)


def here(client, story: Story, tab: str = "timeline"):
    where = f"/admin/stories/story/{story.pk}/here/"
    return client.get(where, {"tab": tab}, headers={"Sec-Fetch-Mode": "cors"})


def test_a_colleague_is_told_by_name_and_tab_and_nobody_is_told_of_themselves(login, chief, editor, story):
    assert here(login(chief), story).json() == {"here": ""}
    assert here(login(editor), story, "story").json() == {"here": "Mina Park is in Timeline"}
    assert here(login(chief), story).json() == {"here": "editor is in Story"}
    assert "Mina Park is in Timeline" in text_of(login(editor).get(address(story, "publish")))


def test_moving_to_another_tab_is_told_at_once_and_one_row_holds_it(login, chief, editor, story):
    client = login(chief)
    for tab in ("timeline", "summary", "images"):
        here(client, story, tab)
    assert here(login(editor), story).json() == {"here": "Mina Park is in Images"}
    assert Presence.objects.filter(person=chief).count() == 1


@pytest.mark.parametrize("seconds", [31, -31])
def test_a_row_of_half_a_minute_ago_or_of_a_wrong_clock_is_told_no_more(login, chief, editor, story, seconds):
    here(login(chief), story)
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=seconds))
    assert here(login(editor), story).json() == {"here": ""}


def test_a_row_is_written_at_most_every_fourteen_seconds(login, chief, story):
    client = login(chief)
    here(client, story)
    first = Presence.objects.get().seen_at
    with CaptureQueriesContext(connection) as queries:
        here(client, story)
    assert Presence.objects.get().seen_at == first
    assert len(queries) <= 6
    assert not [query for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))]
    Presence.objects.update(seen_at=first - timedelta(seconds=15))
    with CaptureQueriesContext(connection) as queries:
        here(client, story)
    assert Presence.objects.get().seen_at > first
    assert len(queries) <= 7


def test_it_is_told_only_of_stories_that_one_may_open(login, client, chief, reporter, administrator, story):
    here(login(chief), story)
    other = make_story(chief, headline="Another's story")
    here(login(chief), other)
    assert here(login(reporter), story).json() == {"here": "Mina Park is in Timeline"}
    assert here(login(reporter), other).status_code == 404
    assert here(login(administrator), story).status_code == 404
    assert here(client, story).status_code == 302
    assert not Presence.objects.filter(person=reporter, story=other).exists()


def test_a_tab_that_is_none_is_not_told(login, chief, editor, story):
    here(login(chief), story, "<b>everywhere, ha")
    assert here(login(editor), story).json() == {"here": "Mina Park is in Story"}


def test_the_summarys_own_question_carries_it_along_when_asked_to(login, chief, editor, story):
    state = f"{address(story, 'summary')}state/"
    assert "here" not in login(chief).get(state).json()
    assert not Presence.objects.exists()
    assert login(chief).get(state, {"here": "1"}).json()["here"] == ""
    assert here(login(editor), story).json() == {"here": "Mina Park is in Summary"}
