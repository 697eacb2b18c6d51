"""An attached article is looked at again: unchanged, another text, a correction, gone, withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.digests import text_digest
from stories import curating, sources
from stories.models import Flag, Snapshot
from tests.making import make_article, make_chief, make_story
from tests.wire.network import net
from tests.wire.pages import STRIKE, Site, etag_of, look_at, page, work
from wire import scheduling
from wire.models import Fetch, Host
from wire.sites import host_of

pytestmark = pytest.mark.django_db
MORE = "The employers' association confirmed the agreement late on Thursday evening."
URL = "http://paper.news/strike"


@pytest.fixture
def site(monkeypatch, settings):
    settings.FETCH_HOST_PAUSE_SECONDS = 0
    made = Site()
    made.pages["/strike"] = page()
    with net(made, monkeypatch) as made.net:
        yield made


@pytest.fixture
def article(site):
    """An article as a fetch left it: attached, its page seen once, its next look in the schedule."""
    text, story = "\n\n".join(STRIKE), make_story()
    made = make_article(text, url=URL)
    curating.attach(story, made, by=story.owner)
    body = site.pages["/strike"]
    Fetch.objects.create(
        story=story,
        article=made,
        url=URL,
        host=host_of(URL),
        state="done",
        result="new",
        status=200,
        etag=etag_of(body),
        text_hash=text_digest(text),
        due_at=timezone.now(),
        finished_at=timezone.now(),
    )
    assert scheduling.schedule(made, since=timezone.now())
    return made


def texts(article):
    return Snapshot.objects.filter(article=article).count()


def test_six_looks_come_after_an_article_was_attached(article):
    since = Fetch.objects.open().get().since
    hours = []
    while (look := Fetch.objects.open().first()) is not None:
        hours.append((look.due_at - since).total_seconds() / 3600)
        assert look_at(article).result == "unchanged"
    assert hours == [1, 6, 24, 72, 168, 720]


def test_a_page_that_did_not_change_need_not_be_sent(site, article):
    look = look_at(article)
    assert (look.status, look.result) == (304, "unchanged")
    assert texts(article) == 1


def test_what_changes_around_the_text_is_no_other_text(site, article):
    site.pages["/strike"] = page(aside="<p>Buy our new cookbook now.</p><a href='/x'>Read more: harbour prices</a>")
    assert look_at(article).result == "unchanged"
    assert texts(article) == 1


def test_another_text_becomes_a_further_snapshot_and_the_story_is_summarised_anew(site, article):
    story = article.story_articles.get().story
    before = story.inputs_revision
    site.pages["/strike"] = page(
        *STRIKE, "The employers' association confirmed the agreement late on Thursday evening."
    )
    assert look_at(article).result == "changed"
    article.refresh_from_db()
    assert texts(article) == 2
    assert article.current_snapshot.text.endswith("late on Thursday evening.")
    assert article.text_set_by is None
    story.refresh_from_db()
    assert story.inputs_revision > before
    assert look_at(article).result == "unchanged"


def test_the_text_before_comes_back_as_the_snapshot_it_was(site, article):
    first = article.current_snapshot
    site.pages["/strike"] = page(
        *STRIKE, "The employers' association confirmed the agreement late on Thursday evening."
    )
    look_at(article)
    site.pages["/strike"] = page()
    assert look_at(article).result == "changed"
    article.refresh_from_db()
    assert (texts(article), article.current_snapshot) == (2, first)


def test_a_page_that_shows_only_the_beginning_takes_no_text_away(site, article):
    site.pages["/strike"] = page(STRIKE[0], "Subscribe to read on.")
    assert look_at(article).result == "shorter"
    assert texts(article) == 1


def test_an_address_is_gone_when_it_is_missing_twice(site, article):
    del site.pages["/strike"]
    assert look_at(article).result == "missing"
    article.refresh_from_db()
    assert article.gone_at is None
    assert Fetch.objects.open().get().due_at < timezone.now() + timedelta(hours=2)
    assert look_at(article).result == "gone"
    article.refresh_from_db()
    assert article.gone_at is not None
    assert [flag.kind for flag in Flag.objects.standing()] == ["gone"]
    site.pages["/strike"] = page()
    look_at(article)
    article.refresh_from_db()
    assert article.gone_at is None
    assert not Flag.objects.standing().exists()


def test_a_page_that_was_missing_once_is_not_gone(site, article):
    kept = site.pages.pop("/strike")
    look_at(article)
    site.pages["/strike"] = kept
    look_at(article)
    del site.pages["/strike"]
    assert look_at(article).result == "missing"


def test_a_notice_of_correction_marks_the_article_and_is_kept(site, article):
    notice = "Correction: An earlier version of this article gave the wrong number of ships."
    site.pages["/strike"] = page(*STRIKE, notice)
    assert look_at(article).result == "unchanged"
    article.refresh_from_db()
    assert (article.status, article.notice) == ("corrected", notice)
    assert texts(article) == 1
    assert sorted(flag.kind for flag in Flag.objects.standing()) == ["corrected"]
    look_at(article)
    assert Flag.objects.count() == 1


def test_a_notice_of_retraction_asks_the_desk_and_withdraws_nothing(site, article):
    site.pages["/strike"] = page(*STRIKE, "This article has been retracted after an internal review.")
    look_at(article)
    article.refresh_from_db()
    assert article.status == "live"
    flag = Flag.objects.standing().get()
    assert (flag.kind, flag.note) == ("question", "This article has been retracted after an internal review.")
    chief = make_chief()
    sources.clear_flag(flag, by=chief)
    look_at(article)
    assert not Flag.objects.standing().exists()


def test_a_site_in_trouble_changes_nothing_and_is_looked_at_at_its_next_time(site, article):
    site.pages["/strike"] = lambda caller: caller.answer(b"", status="500 Oops")
    look = Fetch.objects.open().get()
    for _ in range(3):
        Fetch.objects.filter(pk=look.pk).update(due_at=timezone.now())
        work()
    look.refresh_from_db()
    assert look.state == "failed"
    assert Fetch.objects.open().get().step == 1


def test_an_article_that_was_pasted_is_compared_from_the_first_look_on(site):
    story = make_story()
    pasted = make_article("\n\n".join(["By Ann Lee, Vell", *STRIKE]), url=URL)
    curating.attach(story, pasted, by=story.owner)
    assert scheduling.sweep() == 1
    assert look_at(pasted).result == "first"
    assert texts(pasted) == 1
    site.pages["/strike"] = page(
        *STRIKE[:3], "Shipping agents counted 32 vessels at anchor outside the breakwater of Vell."
    )
    assert look_at(pasted).result == "changed"
    assert texts(pasted) == 2


def test_every_door_that_attaches_is_followed_once_and_made_up_addresses_are_not(site):
    first, second = make_story(), make_story()
    for url in (URL, "https://paper.example/x"):
        article = make_article("The union in Vell has said yes.", url=url)
        for story in (first, second):
            curating.attach(story, article, by=story.owner)
    assert scheduling.sweep() == 1
    assert scheduling.sweep() == 0
    assert Fetch.objects.get().url == URL


def test_what_no_story_holds_any_more_is_not_looked_at_again(site, article):
    story = article.story_articles.get().story
    curating.detach(story, article, by=story.owner)
    look_at(article)
    assert not Fetch.objects.open().exists()
    curating.attach(story, article, by=story.owner)
    assert scheduling.sweep() == 1


def test_somebody_may_look_now(site, article):
    chief = make_chief()
    scheduling.look_now(article, by=chief)
    work()
    seen = Fetch.objects.over().filter(purpose="again").get()
    assert (seen.asked_by, seen.result) == (chief, "unchanged")
    Fetch.objects.open().delete()
    scheduling.look_now(article, by=chief)
    work()
    assert not Fetch.objects.open().exists()
    assert Host.objects.count() == 1
