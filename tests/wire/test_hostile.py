"""Hundreds of hostile addresses and pages: each is refused or read within its limits, and leaves nothing odd."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from foundation.hosts import NotPublic
from foundation.text import clean_line, clean_text
from stories.models import Article
from tests.making import make_story
from tests.wire import hostile
from tests.wire.hostile_addresses import addresses
from tests.wire.hostile_pages import pages
from tests.wire.network import net
from wire import asking, dispatching, tasks
from wire.models import Fetch
from wire.sites import same_site

PAGES = pages()
# A few of each kind of page run always.
SEED = {name for number, (name, _) in enumerate(PAGES) if number % 61 == 7}


def test_there_are_five_hundred():
    assert len(addresses()) + len(PAGES) >= 500


def test_no_spelling_of_an_address_inside_and_no_way_to_it_is_asked(monkeypatch):
    with net(lambda caller: None, monkeypatch) as made:
        for case in addresses():
            outcome = hostile.visit(made, case)
            assert isinstance(outcome.refusal, NotPublic), case.name
            assert not hostile.went_inside(made, case), case.name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "says"),
    [pytest.param(*case, id=case[0], marks=[] if case[0] in SEED else pytest.mark.deep) for case in PAGES],
)
def test_a_hostile_page_ends_as_an_article_that_can_be_stored_or_with_a_reason(name, says, monkeypatch, settings):
    settings.FETCH_HOST_PAUSE_SECONDS, settings.FETCH_DEADLINE_SECONDS = 0, 6
    robots = b"User-agent: *\nAllow: /\n"

    def say(caller):
        caller.answer(robots, kind="text/plain") if caller.path == "/robots.txt" else says(caller)

    with net(say, monkeypatch):
        story = make_story()
        [fetch] = asking.ask(story, hostile.URL, by=story.owner).waiting
        for pk in dispatching.claim_due(claimer="tests"):
            tasks.fetch(pk)
    fetch.refresh_from_db()
    assert fetch.state in {"done", "failed", "waiting"}, name
    assert fetch.state == "done" or fetch.reason.strip(), name
    assert not Fetch.objects.filter(state="fetching").exists()
    article = Article.objects.first()
    assert (article is not None) == (fetch.state == "done")
    if article is not None:
        assert same_site(article.canonical_url, hostile.URL)
        assert datetime(1600, 1, 1, tzinfo=UTC) < article.published_at < timezone.now() + timezone.timedelta(days=3)
        text = article.current_snapshot.text
        assert clean_text(text, name="The text", max_chars=1_000_000) == text
        assert clean_line(article.headline, name="The headline", max_chars=250) == article.headline
        assert "\ufffd" not in text
