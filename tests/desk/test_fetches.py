"""Articles by their addresses at the desk: typed, followed, finished by hand, looked at again."""

from __future__ import annotations

import pytest
from django.utils import timezone

from newsroom import clock
from newsroom.celery import app
from reference.models import Publisher
from stories import curating, publishing
from stories.models import Article, Citation, Flag, StoryArticle
from tests.desk.making import address, make_story
from tests.wire.network import net, serving
from tests.wire.pages import STRIKE, Site, page, work
from wire.models import Fetch

pytestmark = pytest.mark.django_db
URL = "http://paper.news/strike"


@pytest.fixture
def site(monkeypatch, settings):
    settings.FETCH_HOST_PAUSE_SECONDS = 0
    made = Site()
    made.pages["/strike"] = page()
    with net(made, monkeypatch) as made.net:
        yield made


@pytest.fixture
def story(chief):
    return make_story(chief)


@pytest.fixture
def desk(login, chief):
    return login(chief)


def state(client, story):
    return client.get(address(story, "articles") + "state/").json()


def read(client, story, **query):
    return client.get(address(story, "articles"), query).content.decode()


def test_addresses_are_typed_one_a_line_and_stand_on_the_page_at_once(site, desk, story):
    response = desk.post(address(story, "articles"), {"act": "ask", "urls": f"{URL}\nhttp://paper.news/b"}, follow=True)
    told = response.content.decode()
    assert "2 pages will be fetched." in told
    assert told.count('data-state="waiting"') == 2
    assert site.net.dialled == []
    stands = state(desk, story)
    assert stands["is_busy"]
    assert {row["words"] for row in stands["pages"].values()} == {"waiting"}


@pytest.mark.deep
def test_the_page_that_asks_learns_when_a_page_was_taken_in(site, desk, story):
    desk.post(address(story, "articles"), {"act": "ask", "urls": URL})
    before = state(desk, story)
    work()
    after = state(desk, story)
    assert [row["words"] for row in after["pages"].values()] == ["taken in and attached"]
    assert before["mark"] != after["mark"]
    assert not after["is_busy"]
    told = read(desk, story)
    assert "Strike in Vell ends" in told
    assert "Next look" in told


def test_a_line_that_is_no_address_is_told_and_what_was_typed_stays(site, desk, story):
    response = desk.post(address(story, "articles"), {"act": "ask", "urls": f"{URL}\nnonsense"})
    told = response.content.decode()
    assert response.status_code == 400
    assert "Line 2: &#x27;nonsense&#x27; is not a web address." in told
    assert f"{URL}\nnonsense</textarea>" in told
    assert not Fetch.objects.exists()


@pytest.mark.deep
def test_what_we_have_is_attached_at_once(site, desk, story, chief):
    other = make_story(chief)
    desk.post(address(other, "articles"), {"act": "ask", "urls": URL})
    work()
    told = desk.post(address(story, "articles"), {"act": "ask", "urls": URL}, follow=True).content.decode()
    assert "We had 1 article, attached at once." in told
    assert StoryArticle.objects.filter(story=story, article__canonical_url=URL).exists()


def test_a_page_that_comes_to_nothing_says_why_and_is_finished_by_hand(site, desk, story):
    site.pages["/strike"] = page(published="")
    desk.post(address(story, "articles"), {"act": "ask", "urls": URL})
    work()
    told = read(desk, story)
    assert "The page does not say when it was published." in told
    assert "Complete it by hand" in told
    fetch = Fetch.objects.get()
    form = read(desk, story, **{"from": str(fetch.uid)})
    assert f'value="{URL}"' in form
    assert 'value="Strike in Vell ends"' in form
    assert STRIKE[0] in form
    typed = {"act": "paste", "url": URL, "headline": "Strike ends", "date": "2026-02-19", "kind": "news"}
    desk.post(address(story, "articles"), {**typed, "text": "\n".join(STRIKE), "fetch": str(fetch.uid)})
    assert Article.objects.filter(canonical_url=URL).exists()
    assert "The page does not say" not in read(desk, story)


def test_a_refused_page_is_taken_off_the_list_or_fetched_again(site, desk, story):
    site.robots = "User-agent: *\nDisallow: /"
    desk.post(address(story, "articles"), {"act": "ask", "urls": URL})
    work()
    assert "robots.txt" in read(desk, story)
    uid = str(Fetch.objects.get().uid)
    desk.post(address(story, "articles"), {"act": "again", "row": uid})
    assert Fetch.objects.open().count() == 1
    desk.post(address(story, "articles"), {"act": "hide", "row": str(Fetch.objects.open().get().uid)})
    assert not Fetch.objects.open().exists()
    assert URL not in read(desk, story)


def test_who_may_not_take_articles_in_asks_for_none(site, login, administrator, story):
    response = login(administrator).post(address(story, "articles"), {"act": "ask", "urls": URL})
    assert response.status_code in {403, 404}
    assert not Fetch.objects.exists()


def test_anothers_fetches_are_not_found(site, login, reporter, desk, story):
    desk.post(address(story, "articles"), {"act": "ask", "urls": URL})
    assert login(reporter).get(address(story, "articles") + "state/").status_code == 404


# A figure of each paragraph, and what a publisher may make of it later.
CORRECTED = dict(zip(STRIKE, [("4.5%", "5.4%"), ("812", "821"), ("6 a.m.", "9 a.m."), ("23", "32")], strict=True))


@pytest.fixture
def eager(settings):
    """Workers that take a message at once."""
    settings.FETCH_HOST_PAUSE_SECONDS = settings.SUMMARY_STALE_SECONDS = 0
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_an_address_typed_at_the_desk_ends_in_a_summary_that_follows_its_page(settings, eager, desk, chief):
    """As a person does it: type, wait for the clock, read and publish; then the page changes."""
    story = curating.create_story(by=chief, headline="Strike in Vell")
    site = Site()
    site.pages["/strike"] = page()
    with serving(site) as server:
        settings.OUTBOUND_PRIVATE_HOSTS = frozenset({server.host})
        url = f"http://{server.host}/strike"
        Publisher.objects.create(name="The Paper", domain="127.0.0.1", reuse="licensed", language="en")
        desk.post(address(story, "articles"), {"act": "ask", "urls": url})
        clock.tick()
        clock.tick()
        article = Article.objects.get(canonical_url=url)
        assert "Strike in Vell ends" in read(desk, story)
        story.refresh_from_db()
        publishing.publish(story, seen=story.desk_revision, by=chief)
        cited = Citation.objects.filter(article=article, sentence__removed_at__isnull=True, lost_at__isnull=True)
        stays, goes = [c.quote for c in cited if c.quote in CORRECTED][:2]
        sentence = cited.get(quote=goes).sentence

        new = goes.replace(*CORRECTED[goes])
        site.pages["/strike"] = page(*(new if text == goes else text for text in STRIKE))
        Fetch.objects.open().update(due_at=timezone.now())
        clock.tick()
        article.refresh_from_db()
        assert article.snapshots.count() == 2
        assert Flag.objects.filter(sentence=sentence, kind="changed", note=goes).exists()
        clock.tick()
        assert goes not in {c.quote for c in cited.all()}
        assert cited.get(quote=stays).snapshot == article.current_snapshot
        story.refresh_from_db()
        edition = f"{story.published.current_edition.content}"
        assert (goes in edition, stays in edition) == (False, True)
