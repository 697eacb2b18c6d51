"""Lists of the desk over a long archive: their filters and searches find what they did, at a cost that stays."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk import recent_values
from foundation.models import Command, EditLog
from stories.models import Story
from tests.desk.making import text_of

pytestmark = pytest.mark.django_db
STORIES, LOG = "/admin/stories/story/", "/admin/foundation/editlog/"
BY = Command("test")


def test_a_filter_offers_the_values_of_the_newest_rows_and_the_one_in_the_address(login, chief, monkeypatch):
    monkeypatch.setattr(recent_values, "NEWEST_ROWS", 2)
    for language in ("ko", "en", "ar"):
        Story.objects.create(headline=f"In {language}", language=language)
    client = login(chief)
    page = text_of(client.get(STORIES))
    assert "?language=ar" in page
    assert "?language=ko" not in page
    chosen = text_of(client.get(f"{STORIES}?language=ko"))
    assert "?language=ko" in chosen
    assert "In ko" in chosen
    assert "In ar" not in chosen


@pytest.mark.parametrize("written", [str, lambda uid: uid.hex, lambda uid: f" {str(uid).upper()} "])
def test_the_log_is_searched_by_a_uid_however_it_is_written(login, administrator, written):
    story, other = (Story.objects.create(headline=headline) for headline in ("One", "Other"))
    EditLog.objects.record("publish", story, by=BY, reason="Ready.")
    EditLog.objects.record("spike", other, by=BY, reason="Not a story.")
    page = text_of(login(administrator).get(LOG, {"q": written(story.uid)}))
    assert "Ready." in page
    assert "Not a story." not in page


def test_the_log_is_searched_by_words_of_a_reason(login, administrator):
    story = Story.objects.create(headline="One")
    EditLog.objects.record("publish", story, by=BY, reason="Ready at noon.")
    EditLog.objects.record("kill", story, by=BY, reason="Wrong harbour.")
    page = text_of(login(administrator).get(LOG, {"q": "harbour"}))
    assert "Wrong harbour." in page
    assert "Ready at noon." not in page


def test_a_uid_in_the_log_is_looked_up_and_not_compared_as_text(login, administrator):
    story = Story.objects.create(headline="One")
    with CaptureQueriesContext(connection) as queries:
        login(administrator).get(LOG, {"q": str(story.uid)})
    assert not [query["sql"] for query in queries if "editlog" in query["sql"] and "LIKE" in query["sql"]]
