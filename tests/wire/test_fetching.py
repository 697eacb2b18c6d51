"""An article by its address: asked for at the desk, fetched by a worker, attached, or refused with a reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from foundation.errors import BadText
from foundation.models import EditLog
from foundation.outbound import Response
from reference.models import Publisher
from stories.curating import MergedStory
from stories.joining_stories import merge
from stories.models import Article, StoryArticle
from tests.making import make_article, make_story
from tests.wire.network import net
from tests.wire.pages import STRIKE, Site, page, work
from wire import asking, dispatching, fetching, settling, tasks
from wire.found import Page
from wire.models import Fetch, Host

pytestmark = pytest.mark.django_db
URL = "http://paper.news/strike"


@pytest.fixture
def site(monkeypatch, settings):
    settings.FETCH_HOST_PAUSE_SECONDS = 0
    made = Site()
    with net(made, monkeypatch) as made.net:
        yield made


def asked(story, lines=URL):
    return asking.ask(story, lines, by=story.owner).waiting


def test_an_article_is_taken_in_with_what_its_page_says(site):
    site.pages["/strike"] = page()
    story = make_story()
    [fetch] = asked(story)
    assert (fetch.state, site.net.dialled) == ("waiting", [])
    work()
    article = Article.objects.get()
    assert (article.headline, article.byline, article.language) == ("Strike in Vell ends", "Ann Lee", "en")
    assert article.published_at == datetime(2026, 2, 19, 5, 5, tzinfo=UTC)
    assert (article.precision, article.publisher.name, article.publisher.reuse) == ("minute", "paper.news", "quote")
    assert article.current_snapshot.text == "\n\n".join(STRIKE)
    assert article.canonical_url == URL
    row = StoryArticle.objects.get()
    assert (row.story, row.article, row.attached_by) == (story, article, story.owner)
    fetch.refresh_from_db()
    assert (fetch.state, fetch.result, fetch.article, fetch.status) == ("done", "new", article, 200)
    story.refresh_from_db()
    assert not story.is_summary_current()


def test_several_addresses_are_asked_for_at_once_and_what_we_have_is_attached_at_once(site):
    known, other = make_article("The union in Vell has said yes.", url=f"{URL}?a=1"), make_story()
    found = asking.ask(
        other, f"{URL}?a=1&utm_source=x\n\n http://paper.news/b \nhttp://paper.news/b#end\n", by=other.owner
    )
    assert found.attached == [known]
    assert [fetch.url for fetch in found.waiting] == ["http://paper.news/b"]
    assert asking.ask(other, f"{URL}?a=1", by=other.owner).standing == [known]
    assert [fetch.pk for fetch in asked(other, "http://paper.news/b")] == [found.waiting[0].pk]


def test_an_address_that_led_on_to_another_is_known_the_next_time(site):
    site.pages["/short"] = lambda caller: caller.answer(b"", status="301 Moved", head="Location: /strike\r\n")
    site.pages["/strike"] = page(head='<link rel="canonical" href="/strike?id=7">')
    asked(make_story(), "http://paper.news/short")
    work()
    article = Article.objects.get()
    assert article.canonical_url == f"{URL}?id=7"
    other = make_story()
    assert asking.ask(other, "http://paper.news/short", by=other.owner).attached == [article]


def test_a_line_that_is_no_address_is_named_and_nothing_is_asked_for(site):
    story = make_story()
    with pytest.raises(BadText, match=r"Line 2: 'ftp://paper\.news/b' is not a web address"):
        asked(story, "http://paper.news/a\nftp://paper.news/b")
    with pytest.raises(BadText, match="41 addresses, and 40"):
        asked(story, "\n".join(f"http://paper.news/{n}" for n in range(41)))
    assert not Fetch.objects.exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"published": ""}, "The page does not say when it was published"),
        ({"paragraphs": ["Subscribe to read."]}, "No article could be read from the page"),
    ],
)
def test_what_cannot_be_found_is_asked_from_the_editor_with_what_was_found(site, changes, reason):
    site.pages["/strike"] = page(*changes.pop("paragraphs", []), **changes)
    [fetch] = asked(make_story())
    work()
    fetch.refresh_from_db()
    assert (fetch.state, fetch.reason[: len(reason)]) == ("failed", reason)
    assert (fetch.found["headline"], fetch.found["url"]) == ("Strike in Vell ends", URL)
    assert not Article.objects.exists()


def test_the_publisher_is_known_by_the_nearest_domain(site):
    publisher = Publisher.objects.create(name="The Paper", domain="paper.news", reuse="licensed")
    site.pages["/strike"] = page()
    asked(make_story(), "http://live.paper.news/strike")
    work()
    assert Article.objects.get().publisher == publisher


def test_robots_txt_is_asked_once_and_kept_to(site):
    site.robots = "User-agent: *\nDisallow: /private\n\nUser-agent: Newsroom\nDisallow: /strike\n"
    site.pages["/strike"] = site.pages["/private"] = page()
    story = make_story()
    [fetch] = asked(story)
    work()
    fetch.refresh_from_db()
    assert fetch.state == "refused"
    assert "asks programs not to read this page (robots.txt)" in fetch.reason
    asked(story, "http://paper.news/private")
    work()
    assert StoryArticle.objects.count() == 1
    paths = [head.split()[1] for head in site.net.server.seen]
    assert paths == ["/robots.txt", "/private"]


def test_robots_txt_of_the_site_that_a_redirect_leads_to_is_kept_to_as_well(site):
    def by_host(caller):
        if caller.header("Host") == "short.news":
            caller.answer(b"", status="302 Found", head=f"Location: {URL}\r\n")
        else:
            caller.answer(page())

    site.pages["/x"] = site.pages["/strike"] = by_host
    Host.objects.create(
        name="paper.news:80", robots="User-agent: *\nDisallow: /", robots_status=200, robots_read_at=timezone.now()
    )
    [fetch] = asked(make_story(), "http://short.news/x")
    work()
    fetch.refresh_from_db()
    assert fetch.state == "refused"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"body": b"", "status": "403 Forbidden"}, "does not show the page to us (403)"),
        ({"body": b"", "status": "404 Not Found"}, "not found"),
        ({"body": b"%PDF", "kind": "application/pdf"}, "which is not read here"),
        ({"body": b"", "status": "302 Found", "head": "Location: http://127.0.0.1/\r\n"}, "not public"),
        ({"body": b"x" * 4_000_001}, "larger than"),
    ],
)
def test_what_comes_to_nothing_says_why_and_keeps_the_address(site, answer, reason):
    body = answer.pop("body")
    site.pages["/strike"] = lambda caller: caller.answer(body, **answer)
    [fetch] = asked(make_story())
    work()
    fetch.refresh_from_db()
    assert fetch.state == "failed"
    assert reason in fetch.reason
    assert fetch.found["url"] == URL


def test_a_fault_that_may_pass_is_tried_three_times_with_growing_pauses(site):
    site.pages["/strike"] = lambda caller: caller.answer(b"", status="503 Busy")
    [fetch] = asked(make_story())
    pauses = []
    for _ in range(3):
        work()
        fetch.refresh_from_db()
        pauses.append((fetch.due_at - timezone.now()).total_seconds())
        Fetch.objects.filter(pk=fetch.pk).update(due_at=timezone.now())
    assert (fetch.state, fetch.attempts) == ("failed", 3)
    assert pauses[0] < pauses[1]
    assert "503" in fetch.reason
    site.pages["/strike"] = page()
    [again] = [asking.ask_again(fetch, by=fetch.asked_by)]
    work()
    again.refresh_from_db()
    assert again.state == "done"


def test_one_server_is_asked_by_one_worker_at_a_time_and_left_in_peace_between(site, settings):
    settings.FETCH_HOST_PAUSE_SECONDS = 60
    site.pages = {f"/{n}": page() for n in range(3)}
    story = make_story()
    asked(story, "http://paper.news/0\nhttp://paper.news/1\nhttp://other.news/2")
    claimed = dispatching.claim_due(claimer="a")
    assert sorted(Fetch.objects.filter(pk__in=claimed).values_list("host", flat=True)) == [
        "other.news:80",
        "paper.news:80",
    ]
    assert dispatching.claim_due(claimer="b") == []
    for pk in claimed:
        tasks.fetch(pk)
    assert dispatching.claim_due(claimer="b") == []
    Host.objects.update(free_at=timezone.now())
    assert len(dispatching.claim_due(claimer="b")) == 1


def test_no_more_are_fetched_at_once_than_may_be(site, settings):
    settings.FETCHES_AT_ONCE = 3
    asked(make_story(), "\n".join(f"http://paper{n}.news/" for n in range(9)))
    assert len(dispatching.claim_due(claimer="a")) == 3
    assert dispatching.claim_due(claimer="b") == []


def test_the_second_message_of_one_look_is_skipped(site):
    site.pages["/strike"] = page()
    asked(make_story())
    [pk] = dispatching.claim_due(claimer="a")
    tasks.fetch(pk)
    tasks.fetch(pk)
    assert [head.split()[1] for head in site.net.server.seen] == ["/robots.txt", "/strike"]
    assert EditLog.objects.filter(verb="attach").count() == 1


def test_what_a_killed_worker_held_is_looked_at_again_when_its_lease_ends(site):
    site.pages["/strike"] = page()
    [fetch] = asked(make_story())
    [pk] = dispatching.claim_due(claimer="a")
    Fetch.objects.filter(pk=pk).update(state="fetching", attempts=1)
    assert dispatching.claim_due(claimer="b") == []
    past = timezone.now() - timedelta(seconds=1)
    Fetch.objects.update(claimed_until=past)
    Host.objects.update(free_at=past)
    work()
    fetch.refresh_from_db()
    assert (fetch.state, fetch.attempts) == ("done", 2)


def test_a_page_that_kills_its_worker_three_times_is_given_up(site):
    [fetch] = asked(make_story())
    for _ in range(3):
        dispatching.claim_due(claimer="a")
        Fetch.objects.filter(pk=fetch.pk).update(state="fetching", attempts=fetching.F("attempts") + 1)
        assert dispatching.free_claims(claimer="a") == 1
    work()
    fetch.refresh_from_db()
    assert (fetch.state, fetch.reason) == ("failed", "Reading the page stopped 3 times in the middle.")
    assert site.net.dialled == []


def test_a_worker_that_was_taken_for_dead_settles_nothing(site):
    asked(make_story())
    [pk] = dispatching.claim_due(claimer="a")
    Fetch.objects.filter(pk=pk).update(state="fetching", attempts=1)
    dead = Fetch.objects.get(pk=pk)
    Fetch.objects.filter(pk=pk).update(attempts=2)
    found = Page(text="Dockworkers voted. " * 40, headline="Strike ends", published="2026-02-19")
    settling.settle(dead, Response(200, {}, URL, b""), found)
    assert not Article.objects.exists()
    assert Fetch.objects.get(pk=pk).state == "fetching"


def test_who_may_not_change_the_story_any_more_attaches_nothing(site):
    site.pages["/strike"] = page()
    story = make_story()
    [fetch] = asked(story)
    story.owner.user_permissions.clear()
    work()
    fetch.refresh_from_db()
    assert fetch.state == "failed"
    assert "belongs to somebody else" in fetch.reason
    assert not StoryArticle.objects.exists()


def test_what_was_asked_for_a_story_that_was_merged_meanwhile_goes_into_the_survivor(site):
    site.pages["/strike"] = page()
    story = make_story()
    survivor = make_story(by=story.owner)
    asked(story)
    merge(story, into=survivor, by=story.owner)
    work()
    assert StoryArticle.objects.get().story == survivor
    with pytest.raises(MergedStory):
        asked(story, "http://paper.news/another")


def test_a_page_given_up_is_not_fetched(site):
    [fetch] = asked(make_story())
    asking.put_out_of_sight(fetch, by=fetch.asked_by)
    work()
    assert site.net.dialled == []
