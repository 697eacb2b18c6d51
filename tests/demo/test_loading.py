"""The demo as `manage.py demo` loads it: a story of each standing, and nothing twice."""

from __future__ import annotations

import html

import pytest
from django.core.management import call_command

from editions.models import Edition
from foundation.models import User
from newsroom.demo import loading, promises
from stories.models import Story, TickerSuggestion, TimelineEntry

pytestmark = [pytest.mark.django_db, pytest.mark.deep]


def test_the_demo_has_a_story_of_each_standing_and_adds_nothing_the_second_time(client):
    call_command("demo")
    closed = Story.objects.get(phase="closed", published__state="live")
    assert "Closed: no longer updated" in client.get(closed.published.get_absolute_url()).content.decode()
    waits = Story.objects.get(editorial_state="in_review")
    assert waits.owner == User.objects.get(username=loading.REPORTER[0])
    assert waits.published is None
    assert waits.sentences.filter(removed_at=None).exists()
    client.force_login(User.objects.get(username=loading.LOGIN), backend="django.contrib.auth.backends.ModelBackend")
    front = client.get("/admin/").content.decode()
    assert "Waiting for your approval" in front
    assert loading.FOLLOW_UP["headline"] in front
    assert Story.objects.filter(published__state="live").count() == len(loading.STORIES)
    _ledger_and_tickers(client)
    counted = (Story.objects.count(), Edition.objects.count(), User.objects.count())
    call_command("demo", again=True)
    assert (Story.objects.count(), Edition.objects.count(), User.objects.count()) == counted


def _ledger_and_tickers(client) -> None:
    """A promise that slipped, with two outcomes ahead, one that was kept, and a ticker of each standing."""
    states = dict(TickerSuggestion.objects.values_list("instrument__symbol", "state"))
    assert states == {"CRRNT": "confirmed", "HRBUN": "denied", "KSTRL": "open"}
    slipped = TimelineEntry.objects.get(promised=[promises.SLIPPED])
    assert slipped.status == "planned"
    assert slipped.outcomes.count() == 2
    page = client.get(slipped.story.published.get_absolute_url()).content.decode()
    assert "Corrente Ferries</" in page
    assert "They sail" not in page
    kept = TimelineEntry.objects.get(promised=[promises.KEPT])
    assert kept.status == "happened"
    page = html.unescape(client.get(kept.story.published.get_absolute_url()).content.decode())
    assert "steel from Lethmark falls from 20%" in page
    renamed = client.get("/tickers/QDEM:CRRNT/"), client.get("/tickers/XNYS:SRNIN/")
    assert [answer.status_code for answer in renamed] == [200, 200]
    assert kept.story.headline in html.unescape(renamed[1].content.decode())
