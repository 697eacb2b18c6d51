"""Runs at the desk: the queue as it moves, each run's account, and what it refused and why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stories.models import Story, SummaryRun
from tests.desk.making import address, make_person, make_story, summarise, text_of

pytestmark = pytest.mark.django_db
LIST = "admin:stories_summaryrun_changelist"


@pytest.fixture
def story(chief) -> Story:
    return summarise(make_story(chief))


def test_the_queue_tells_what_waits_what_is_made_and_what_needs_people(login, chief, story):
    client = login(chief)
    waiting = make_story(chief, headline="Waits For The Clock")
    broken = make_story(chief, headline="Needs A Person")
    Story.objects.filter(pk=broken.pk).update(needs_attention=True, last_error="ValueError: no luck")
    now = timezone.now()
    Story.objects.filter(pk=story.pk).update(claimed_by="w", claimed_until=now + timedelta(seconds=30))
    run = story.runs.get()
    SummaryRun.objects.filter(pk=run.pk).update(outcome="running", step="comparing sentences", percent=40)
    for name in (LIST, "admin:stories_summaryrun_queue"):
        page = text_of(client.get(reverse(name)))
        assert "1 being made, 1 waiting, 1 in need of people" in page
        assert "comparing sentences, 40%" in page
        assert waiting.headline in page
        assert "ValueError: no luck" in page
    assert "<html" not in text_of(client.get(reverse("admin:stories_summaryrun_queue")))


def test_a_run_tells_its_account_and_what_it_refused(login, chief, story):
    article = story.story_articles.first().article
    refusal = {"article": str(article.uid), "text": "Ships may wait.", "rule": "V5", "reason": "the hedge was dropped"}
    run = story.runs.get()
    SummaryRun.objects.filter(pk=run.pk).update(
        refusals=[refusal], tokens_in=6500, tokens_out=1600, cost_micros=12_500, error="ran out of luck"
    )
    client = login(chief)
    page = text_of(client.get(reverse("admin:stories_summaryrun_change", args=[run.pk])))
    for told in ("Ships may wait.", "the hedge was dropped", article.headline, "6500 in, 1600 out", "0.0125"):
        assert told in page
    assert "ran out of luck" in page
    listed = text_of(client.get(reverse(LIST), {"story__id__exact": story.pk}))
    assert "0.0125" in listed
    assert "added" in listed
    tab = text_of(client.get(address(story, "summary")))
    assert reverse("admin:stories_summaryrun_change", args=[run.pk]) in tab
    assert "1 refused" in tab


def test_a_reporter_sees_the_runs_of_own_stories_only(login, chief, story):
    reporter = make_person("rita", "reporter")
    own = summarise(make_story(reporter, headline="Hers"))
    client = login(reporter)
    page = text_of(client.get(reverse(LIST)))
    assert "Hers" in page
    assert story.headline not in page
    others = client.get(reverse("admin:stories_summaryrun_change", args=[story.runs.get().pk]))
    assert others.status_code == 404
    assert client.get(reverse("admin:stories_summaryrun_change", args=[own.runs.get().pk])).status_code == 200
    Story.objects.filter(pk=story.pk).raise_inputs()
    assert story.headline not in text_of(client.get(reverse("admin:stories_summaryrun_queue")))


def test_nobody_from_outside_sees_the_queue(client):
    assert client.get(reverse("admin:stories_summaryrun_queue")).status_code == 302
