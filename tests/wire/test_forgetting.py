"""Old looks at pages are forgotten by the clock; what an article, a citation, an editor or a court needs stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone

from newsroom import clock
from stories import legal_holds
from stories.models import Citation
from stories.summarising.updating import update
from tests.making import HARBOUR, make_chief, make_story
from wire import forgetting, scheduling
from wire.models import Fetch

pytestmark = pytest.mark.django_db
URL = "http://paper.news/strike"


@pytest.fixture(autouse=True)
def clock_begins(monkeypatch):
    """Let the clock tidy at its next tick, from the beginning."""
    monkeypatch.setattr(clock, "_tidied_at", None)
    monkeypatch.setattr(clock, "_forgot_to", 0)


@pytest.fixture
def story():
    return make_story(*HARBOUR[:2])


@pytest.fixture
def article(story):
    return story.story_articles.order_by("pk").first().article


def look(article, *, days: int, **fields) -> Fetch:
    """A look that ended so many days ago."""
    at = timezone.now() - timedelta(days=days)
    given = {"purpose": "again", "state": "done", "result": "unchanged", "status": 200, "text_hash": "a" * 64}
    given |= {"url": URL, "host": "paper.news:80", "due_at": at, "finished_at": at} | fields
    row = Fetch.objects.create(article=article, **given)
    Fetch.objects.filter(pk=row.pk).update(asked_at=at)
    return row


def left() -> set[int]:
    clock.tick()
    return set(Fetch.objects.values_list("pk", flat=True))


def test_the_clock_forgets_old_looks_and_keeps_the_newest_of_each_article(article, story):
    other = story.story_articles.order_by("pk").last().article
    old = [look(article, days=days) for days in (300, 200, 100)]
    alone = look(other, days=400, url="http://paper.news/other")
    assert left() == {old[-1].pk, alone.pk}


def test_looks_within_the_days_that_are_set_stay(article, settings):
    rows = [look(article, days=days) for days in (95, 50, 10)]
    settings.FETCH_KEPT_DAYS = 100
    assert left() == {row.pk for row in rows}
    clock._tidied_at, settings.FETCH_KEPT_DAYS = None, 90
    assert left() == {row.pk for row in rows[1:]}


def test_what_the_open_look_compares_with_stays(article):
    look(article, days=320, etag="older")
    seen = look(article, days=300, etag="seen", text_hash="b" * 64)
    look(article, days=290, state="done", result="missing", status=404, text_hash="")
    missing = look(article, days=280, state="done", result="missing", status=404, text_hash="")
    look(article, days=270, state="failed", result="", status=500, text_hash="")
    failed = look(article, days=260, state="failed", result="", status=500, text_hash="")
    waiting = look(article, days=250, state="waiting", finished_at=None, status=None, text_hash="")
    assert left() == {seen.pk, missing.pk, failed.pk, waiting.pk}
    assert scheduling.last_seen(article.pk) == seen
    assert scheduling.was_missing(article)


def test_the_first_look_that_saw_a_cited_text_stays_and_so_does_the_way_of_an_address(article, story):
    update(story)
    snapshot = Citation.objects.filter(article=article).first().snapshot
    look(article, days=400, text_hash="c" * 64)
    first = look(article, days=300, text_hash=snapshot.text_hash)
    look(article, days=290, text_hash=snapshot.text_hash)
    led_on = look(article, days=280, purpose="add", story=story, url="http://short.news/x", text_hash="")
    newest = look(article, days=270, text_hash="d" * 64)
    assert left() == {first.pk, led_on.pk, newest.pk}


def test_what_stands_open_before_an_editor_stays_until_it_is_put_out_of_sight(story):
    asked = {"purpose": "add", "story": story, "state": "failed", "result": "", "text_hash": ""}
    shown = look(None, days=300, **asked)
    look(None, days=300, **asked, hidden_at=timezone.now())
    assert left() == {shown.pk}


def test_everything_of_a_story_under_legal_hold_stays(article, story):
    rows = [look(article, days=days) for days in (300, 200, 100)]
    legal_holds.hold(story, reason="Case 12/26.", by=make_chief())
    assert left() == {row.pk for row in rows}


def test_a_long_past_is_gone_through_in_pieces(article, monkeypatch):
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    rows = [look(article, days=300 - n) for n in range(5)]
    now, after, gone = timezone.now(), 0, []
    for _ in range(3):
        count, after = forgetting.forget_old(now, after=after)
        gone.append(count)
    assert (gone, after) == ([2, 2, 0], 0)
    assert set(Fetch.objects.values_list("pk", flat=True)) == {rows[-1].pk}


def test_days_that_end_before_the_looks_do_are_refused_at_the_start(settings):
    settings.FETCH_KEPT_DAYS = scheduling.LOOKS[-1].days
    with pytest.raises(SystemCheckError, match="FETCH_KEPT_DAYS"):
        call_command("check", tags=["newsroom"])
