"""What watches the newsroom learns how it is; everybody else learns only that it answers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from foundation.models import Heartbeat
from newsroom import clock, condition
from stories import curating
from stories.models import Story
from tests.making import HARBOUR, make_article, make_chief, make_story

pytestmark = pytest.mark.django_db

TOKEN = {"authorization": "Bearer watch-me"}


@pytest.fixture(autouse=True)
def _token(settings):
    settings.METRICS_TOKEN = "watch-me"


def tick_at(at):
    Heartbeat.objects.update_or_create(name=Heartbeat.CLOCK, defaults={"at": at, "by": "test"})


def waiting_story(seconds):
    """A story whose new article nobody summarised for so long."""
    story = make_story(HARBOUR[0])
    curating.attach(story, make_article(HARBOUR[1]), by=make_chief())
    since = timezone.now() - timedelta(seconds=seconds)
    Story.objects.filter(pk=story.pk).update(stale_since=since, inputs_changed_at=since)
    return story


def test_a_process_is_alive_without_its_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_without_the_token_no_answer_depends_on_the_desk(client):
    before = client.get("/readyz")
    waiting_story(500)
    after = client.get("/readyz")
    assert (before.status_code, before.content) == (after.status_code, after.content) == (200, b'{"status": "ready"}')
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "Basic watch-me"])
def test_another_token_is_none(client, given):
    assert client.get("/metrics", headers={"authorization": given}).status_code == 404
    assert "queue_age" not in client.get("/readyz", headers={"authorization": given}).json()


def test_no_token_opens_anything_where_none_is_set(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def test_a_newsroom_that_keeps_up_is_ready(client):
    clock._beaten_at = None
    clock.tick()
    answer = client.get("/readyz", headers=TOKEN)
    assert (answer.status_code, answer.json()["status"], answer.json()["late"]) == (200, "ready", [])
    assert answer.json()["clock_age"] < 5


@pytest.mark.parametrize(("at", "told"), [(None, "never ticked"), (60, "ticked 60 s ago")])
def test_a_clock_that_stands_still_is_told(client, at, told):
    if at:
        tick_at(timezone.now() - timedelta(seconds=at))
    answer = client.get("/readyz", headers=TOKEN)
    assert answer.status_code == 503
    assert told in answer.json()["late"][0]


def test_a_queue_that_nobody_works_off_is_told_with_its_age(client):
    tick_at(timezone.now())
    waiting_story(500)
    answer = client.get("/readyz", headers=TOKEN)
    assert answer.status_code == 503
    assert "A summary has been due for 50" in answer.json()["late"][0]
    assert answer.json()["queue_length"] == answer.json()["stale_count"] == 1
    assert 499 < answer.json()["stale_age"] < 560


def test_a_database_that_is_away_makes_the_process_unready(client, monkeypatch):
    def away(*_, **__):
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/readyz", headers=TOKEN)
    assert answer.status_code == 503
    assert "gone" not in answer.content.decode()


def test_prometheus_reads_requests_and_what_waits(client):
    waiting_story(40)
    client.get("/")
    answer = client.get("/metrics", headers=TOKEN)
    assert answer["Content-Type"].startswith("text/plain")
    text = answer.content.decode()
    assert re.search(r'newsroom_requests_total\{method="GET",status="200",view="readers:home"\} [1-9]', text)
    assert re.search(r"newsroom_queue_length 1\.0", text)
    age = re.search(r"newsroom_stale_age_seconds (\d+\.\d+)", text)
    assert age
    assert 39 < float(age[1]) < 100
    assert "newsroom_database_up 1.0" in text


def test_a_visitor_cannot_make_up_series(client):
    for n in range(5):
        client.generic(f"MADE{n}", f"/made-up-{n}/")
    text = client.get("/metrics", headers=TOKEN).content.decode()
    assert "made-up" not in text.lower()
    assert "MADE" not in text
    assert 'view="none"' in text or 'method="other"' in text


def test_the_condition_costs_the_same_for_many_stories(django_assert_max_num_queries):
    for _ in range(5):
        make_story(HARBOUR[0])
    with django_assert_max_num_queries(9):
        condition.look()
