"""What is kept of what waits for people: opened when it arises, closed when it is mended, whoever looks how often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom import clock
from stories import attention, board, curating, publishing, taking_back
from stories.models import Attention, Story, SummaryRun
from tests.desk.making import make_article, make_person, make_story, summarise

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(db):
    return make_person("chief", "chief")


def headline(story, words, by):
    story.refresh_from_db()
    curating.change_story(story, seen=story.desk_revision, by=by, headline=words)


def conflict(story, first=0, second=1):
    rows = [row.article for row in story.story_articles.order_by("pk")]
    sides = {
        name: {"article": str(rows[place].uid), "snapshot": "", "start": 0, "end": 4, "quote": "36 m"}
        for name, place in (("first", first), ("second", second))
    }
    story.runs.filter(outcome="changed").update(
        conflicts=[{"unit": "USD", "first_value": "$36 million", "second_value": "$40 million", **sides}]
    )


def standing(story):
    return [(row.kind, row.where, row.subject) for row in Attention.objects.standing().filter(story=story)]


def test_a_headline_that_says_more_than_the_summary_is_kept_until_it_is_mended(chief):
    story = summarise(make_story(chief))
    headline(story, "Port of Vell reopens after 99 days", chief)
    assert attention.check(story.pk)
    assert ("headline", "story", "headline") in standing(story)
    headline(story, "Dockworkers in Vell accept a pay rise", chief)
    assert attention.check(story.pk)
    assert standing(story) == []
    closed = Attention.objects.get(text__contains="99")
    assert closed.closed_at >= closed.opened_at


def standfirst(story, words, by):
    story.refresh_from_db()
    curating.change_story(story, seen=story.desk_revision, by=by, standfirst=words)
    attention.check(story.pk)
    return [row.text for row in Attention.objects.standing().filter(story=story, subject="standfirst")]


def test_what_an_article_says_and_the_summary_leaves_out_calls_nobody(chief):
    story = make_story(chief)
    text = "The port of Vell handles 9,300 containers on a usual day. Clerks of the port are paid monthly."
    curating.attach(story, make_article(8, by=chief, text=text, headline="A usual day"), by=chief)
    summarise(story)
    assert standfirst(story, "The port of Vell handles 9,300 containers on a usual day.", chief) == []
    assert standfirst(story, "The port of Vell handles 9,400 containers on a usual day.", chief)
    assert standfirst(story, "The two sides of Vell have met.", chief) == []


def test_looking_twice_changes_nothing(chief):
    story = summarise(make_story(chief))
    headline(story, "Port of Vell reopens after 99 days", chief)
    attention.check(story.pk)
    rows = list(Attention.objects.values_list("pk", "opened_at", "closed_at"))
    assert rows
    attention.check(story.pk)
    assert list(Attention.objects.values_list("pk", "opened_at", "closed_at")) == rows


def test_figures_that_differ_are_kept_while_both_articles_stand(chief):
    story = summarise(make_story(chief))
    conflict(story)
    attention.check(story.pk)
    row = Attention.objects.get(kind="figures", closed_at=None)
    assert "$36 million (Paper 1) against $40 million (Paper 2)" in row.text
    curating.detach(story, story.story_articles.order_by("pk")[0].article, by=chief)
    attention.check(story.pk)
    assert not Attention.objects.standing().filter(kind="figures").exists()


def test_nothing_waits_of_a_story_that_was_killed(chief):
    story = summarise(make_story(chief))
    conflict(story)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    attention.check(story.pk)
    assert standing(story)
    story.refresh_from_db()
    taking_back.kill(story.published, reason="Wrong harbour.", by=chief)
    attention.look_again(Story.objects.filter(pk=story.pk))
    attention.check(story.pk)
    assert standing(story) == []


def test_a_story_is_looked_at_after_every_save_and_every_run_and_not_between(chief):
    story = make_story(chief)
    assert story.pk in attention.claim_unchecked()
    attention.check(story.pk)
    assert attention.claim_unchecked() == []
    summarise(story)
    assert attention.claim_unchecked() == [story.pk]
    assert attention.claim_unchecked() == []
    attention.check(story.pk)
    headline(story, "Another headline", chief)
    assert attention.claim_unchecked() == [story.pk]


def test_what_was_saved_in_the_middle_of_a_look_is_looked_at_again(chief, monkeypatch):
    story = summarise(make_story(chief))
    look = attention.unbacked

    def slow(read):
        found = look(read)
        headline(Story.objects.get(pk=story.pk), "Port of Vell reopens after 99 days", chief)
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(attention, "unbacked", slow)
        assert not attention.check(story.pk)
    assert standing(story) == []
    assert attention.claim_unchecked() == [story.pk]
    assert attention.check(story.pk)
    assert standing(story)


def test_a_look_whose_worker_died_is_done_by_another_and_stands_in_nobodys_way(chief):
    dead, fresh = make_story(chief), Story.objects.create(headline="A fresh one", desk_revision=1)
    now = timezone.now()
    Story.objects.filter(pk=dead.pk).update(check_after=now + timedelta(seconds=30))
    assert attention.claim_unchecked() == [fresh.pk]
    Story.objects.filter(pk=dead.pk).update(check_after=now - timedelta(seconds=1))
    assert attention.claim_unchecked() == [dead.pk]
    Story.objects.filter(pk=dead.pk).update(check_after=now + timedelta(days=2))
    assert attention.claim_unchecked() == [dead.pk]


def test_no_more_looks_are_sent_than_a_worker_does_between_two_summaries(chief):
    Story.objects.bulk_create(Story(headline=f"Story {n}", desk_revision=1) for n in range(12))
    first = attention.claim_unchecked()
    assert len(first) == attention.CLAIMS_AT_ONCE
    assert attention.claim_unchecked() == []
    assert attention.put_back(first) == len(first)
    assert sorted(attention.claim_unchecked()) == sorted(first)


def test_the_clock_has_a_story_looked_at(chief, settings, monkeypatch):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    story = summarise(make_story(chief))
    headline(story, "Port of Vell reopens after 99 days", chief)
    sent = []
    monkeypatch.setattr("newsroom.clock.check_story.delay", sent.append)
    clock.tick()
    assert sent == [story.pk]
    clock.check_story(sent[0])
    assert standing(story)


def test_a_run_without_figures_that_differ_closes_what_the_one_before_found(chief):
    story = summarise(make_story(chief))
    conflict(story)
    attention.check(story.pk)
    SummaryRun.objects.filter(story=story).update(conflicts=[])
    attention.look_again(Story.objects.filter(pk=story.pk))
    attention.check(story.pk)
    assert standing(story) == []


def test_a_figure_of_the_board_that_the_headline_has_not_followed_is_kept_until_it_is_taken_out(chief):
    story = summarise(make_story(chief))
    headline(story, "Strike in Vell leaves 31 people injured", chief)
    attention.check(story.pk)
    line = board.add_line(story, label="Injured", value="31", by=chief)
    assert attention.claim_unchecked() == [story.pk]
    attention.check(story.pk)
    assert not Attention.objects.standing().filter(text__contains="board").exists()
    value = board.add_value(line, value="40", by=chief)
    assert attention.claim_unchecked() == [story.pk]
    attention.check(story.pk)
    assert Attention.objects.standing().filter(text__contains="board says 40").exists()
    board.remove_value(value, by=chief)
    attention.check(story.pk)
    assert not Attention.objects.standing().filter(text__contains="board").exists()
