"""What answers at an address: stories, notices, redirects, nothing; and what every answer carries."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from editions.models import Edition, Listing, OldSlug, PublishedStory
from reference.models import Topic
from tests.published import NEWEST, publish_content, sample_content
from tests.readers.reading import read
from tests.readers.test_story_page import image

pytestmark = pytest.mark.django_db


def merge(story: PublishedStory, into: PublishedStory) -> None:
    PublishedStory.objects.filter(pk=story.pk).update(state="merged", merged_into=into)


@pytest.mark.parametrize("state", ["withheld", "vanished"])
def test_hidden_removed_and_unknown_stories_cannot_be_told_apart(client, state):
    story = publish_content(state=state)
    OldSlug.objects.create(slug="an-old-address", story=story)
    hidden = client.get(story.get_absolute_url())
    old = client.get("/stories/an-old-address/")
    unknown = client.get("/stories/never-was/")
    assert [hidden.status_code, old.status_code, unknown.status_code] == [404, 404, 404]
    assert hidden.content == old.content == unknown.content
    assert dict(hidden.headers) == dict(unknown.headers)


def test_a_killed_story_leaves_a_notice_that_repeats_nothing_of_it(client):
    story = publish_content(state="killed")
    response = client.get(story.get_absolute_url())
    assert response.status_code == 410
    page = read(response.content.decode())
    assert page.one("h1").text == "Story withdrawn"
    assert story.headline not in response.content.decode()
    assert "Dockworkers" not in response.content.decode()


def test_the_notice_shows_the_public_lines_of_the_kill_alone(client):
    story = publish_content()
    content = sample_content()
    content["machine"]["notices"] = [{"at": "2026-02-20T09:00:00Z", "text": "The story named the wrong company."}]
    tombstone = Edition.objects.create(
        story=story,
        number=2,
        kind=Edition.Kind.KILL,
        published_at=NEWEST,
        by_text="Mina Park",
        schema_version=1,
        content=content,
        content_digest="0" * 64,
    )
    PublishedStory.objects.update(state="killed", current_edition=tombstone)
    assert "The story named the wrong company." in client.get(story.get_absolute_url()).content.decode()


def test_an_old_slug_leads_to_todays_address(client):
    story = publish_content()
    OldSlug.objects.create(slug="항만-파업", story=story)
    response = client.get("/stories/항만-파업/")
    assert (response.status_code, response["Location"]) == (301, story.get_absolute_url())
    assert "max-age" in response["Cache-Control"]


def test_a_merged_story_leads_to_the_survivor_through_every_merge(client):
    first, second, third = (publish_content(sample_content(f"Story {n}")) for n in range(3))
    merge(first, second)
    merge(second, third)
    response = client.get(first.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, third.get_absolute_url())


def test_a_merge_does_not_betray_a_survivor_that_is_hidden(client):
    story = publish_content(sample_content("First"))
    merge(story, publish_content(sample_content("Hidden"), state="withheld"))
    assert client.get(story.get_absolute_url()).content == client.get("/stories/never-was/").content


def test_merges_in_a_ring_are_not_found(client):
    first, second = (publish_content(sample_content(f"Story {n}")) for n in range(2))
    merge(first, second)
    merge(second, first)
    assert client.get(first.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("path", ["/stories/a%00b/", "/topics/a%00b/", "/stories/a.b/", f"/stories/{'a' * 121}/"])
def test_what_no_slug_can_be_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_addresses_take_every_script(client):
    story = publish_content(sample_content("한국 대표단 워싱턴 도착"))
    assert "%ED" in story.get_absolute_url()
    assert client.get(story.get_absolute_url()).status_code == 200
    assert client.get("/").content.decode().count(story.get_absolute_url()) == 1


def every_page(client):
    Topic.objects.create(slug="trade", name="Trade")
    story = publish_content()
    killed = publish_content(sample_content("Killed"), state="killed")
    return [
        *(story.get_absolute_url(), killed.get_absolute_url(), "/", "/feeds/", "/topics/trade/", "/ko/", "/nothing/"),
        *("/feed.xml", "/topics/trade/feed.xml", "/sitemap.xml", "/sitemap-1.xml", "/robots.txt"),
    ]


def test_no_public_page_sets_a_cookie_or_depends_on_one(client):
    for path in every_page(client):
        client.cookies["sessionid"] = "something"
        response = client.get(path)
        assert not response.cookies, path
        assert "Cookie" not in response.get("Vary", ""), path
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_no_page_has_a_style_or_script_in_it(client):
    for path in every_page(client):
        html = client.get(path).content.decode()
        assert "<style" not in html, path
        if not html.startswith("<?xml") and html.lstrip().startswith("<!doctype"):
            for element in read(html).all():
                assert "style" not in element.attributes, path
                assert not [name for name in element.attributes if name.startswith("on")], path
                assert element.tag != "script" or (element.attributes["src"] and not element.inside), path


def test_no_public_template_marks_text_as_safe():
    folder = Path(settings.BASE_DIR) / "templates"
    sources = [*folder.glob("readers/**/*.html"), *folder.glob("4*.html"), folder / "500.html"]
    assert len(sources) > 12
    for source in sources:
        assert not re.search(r"\|\s*safe\b|autoescape off|<style|\sstyle=|javascript:", source.read_text()), source


def test_pages_may_be_kept_five_seconds_and_asked_for_again(client):
    address = publish_content().get_absolute_url()
    for path in (address, "/"):
        first = client.get(path)
        assert first["Cache-Control"] == "public, max-age=5"
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
        assert client.head(path)["ETag"] == first["ETag"]


def test_a_new_edition_has_a_new_tag_and_another_language_has_its_own(client):
    story = publish_content()
    address = story.get_absolute_url()
    before = client.get(address)["ETag"]
    korean = client.get(f"/ko{address}")["ETag"]
    PublishedStory.objects.update(updated_at=NEWEST + timedelta(hours=1))
    after = client.get(address, headers={"If-None-Match": before})
    assert after.status_code == 200
    assert len({before, korean, after["ETag"]}) == 3


def test_pages_answer_to_reading_only(client):
    story = publish_content()
    for path in (story.get_absolute_url(), "/", "/feeds/", "/feed.xml", "/robots.txt"):
        assert client.post(path).status_code in {403, 405}, path


def test_the_front_page_costs_four_queries_at_most(client, django_assert_max_num_queries):
    for number in range(30):
        publish_content(sample_content(f"Story {number}"), at=NEWEST - timedelta(hours=number))
    with django_assert_max_num_queries(4) as captured:
        page = read(client.get("/").content.decode())
    assert len(page.all("article", "card")) == 24
    assert not [query for query in captured if '"content"' in query["sql"]]


def test_the_front_page_goes_on_without_a_gap_or_a_double(client):
    for number in range(60):
        # Two of each time: the key decides between them.
        publish_content(sample_content(f"Story {number}"), at=NEWEST - timedelta(hours=number // 2))
    PublishedStory.objects.filter(headline="Story 30").update(state="withheld")
    path, seen = "/", []
    while path:
        page = read(client.get(path).content.decode())
        seen += [heading.text for heading in page.all("h2")]
        path = next((link.attributes["href"] for link in page.all("a") if link.text == "Older headlines"), "")
    assert len(seen) == len(set(seen)) == 59
    assert seen[0] in {"Story 0", "Story 1"}
    assert {seen[-1], seen[-2]} == {"Story 58", "Story 59"}


@pytest.mark.parametrize("word", ["", "x", "1-", "0-0", "-1-2", f"{'f' * 20}-1", "1-1%00", "１-1"])
def test_a_cursor_that_is_none_of_ours_is_not_found(client, word):
    publish_content()
    assert client.get(f"/?before={word}").status_code == 404


def test_an_empty_paper_says_so(client):
    assert "No stories yet." in client.get("/").content.decode()


def test_a_card_shows_one_article_in_the_singular(client):
    publish_content(sample_content(articles=1))
    card = read(client.get("/").content.decode()).one("article", "card")
    assert card.one("p", "meta").text == "Feb\u00a019,\u00a02026, 14:05 1 article"


def test_a_topic_shows_its_own_stories_and_is_not_found_where_there_is_none(client):
    Topic.objects.create(slug="trade", name="Trade", description="Ports and tariffs.")
    Topic.objects.create(slug="경제", name="경제")
    publish_content()
    assert "Ten‑Day Strike" in client.get("/topics/trade/").content.decode()
    assert "Ten‑Day Strike" not in client.get("/topics/경제/").content.decode()
    assert client.get("/topics/none/").status_code == 404
    feeds = read(client.get("/feeds/").content.decode())
    assert "/topics/%EA%B2%BD%EC%A0%9C/feed.xml" in [link.attributes["href"] for link in feeds.all("a")]


def test_a_listing_of_a_story_that_is_not_public_shows_nothing(client):
    for state in ("withheld", "killed", "vanished"):
        publish_content(sample_content(f"Not {state}"), state=state)
    assert Listing.objects.filter(kind="all").count() == 3
    assert read(client.get("/").content.decode()).all("article") == []
    assert b"Not withheld" not in client.get("/feed.xml").content
    assert b"not-withheld" not in client.get("/sitemap-1.xml").content


HOSTILE = '<script>alert(1)</script>\u202egnp.exe\u202c & "15\u202f%"'


def test_hostile_text_stays_text(client):
    content = sample_content()
    desk, machine = content["desk"], content["machine"]
    desk.update(kicker=HOSTILE[:60], standfirst=HOSTILE, headline=HOSTILE)
    desk["tickers"][0]["name"] = desk["timeline"][0]["text"] = desk["sentences"][0]["author"] = HOSTILE
    machine["label"] = machine["sections"][0]["heading"] = machine["sentences"][0]["text"] = HOSTILE
    machine["sentences"][0]["citations"][0]["quote"] = machine["sentences"][3]["outlet"] = HOSTILE
    for article in machine["articles"]:
        article.update(headline=HOSTILE, byline=HOSTILE, reference=HOSTILE, language='"><script>')
        article["publisher"].update(name=HOSTILE, home_page="javascript:alert(1)")
        article["url"] = "javascript:alert(1)"
    machine["notices"] = [{"at": "2026-02-19T15:00:00Z", "text": HOSTILE}]
    story = publish_content(content, slug="hostile")
    for path in (story.get_absolute_url(), "/", "/feed.xml"):
        text = client.get(path).content.decode()
        assert "<script>" not in text, path
        assert "\u202e" not in text, path
        assert "15\u202f%" in text, path
    page = read(client.get(story.get_absolute_url()).content.decode())
    assert not [link for link in page.all("a") if not re.match(r"/|#|https?://", link.attributes["href"])]
    assert page.one("h1").text == '<script>alert(1)</script>gnp.exe & "15\u202f%"'


def test_hostile_words_of_a_picture_and_a_ticker_stay_text(client):
    content = sample_content()
    words = {"caption": HOSTILE, "credit_line": HOSTILE, "source_url": "javascript:alert(1)"}
    shown = {**image("1"), **words, "alt_text": HOSTILE + "{}{0}"}
    shown["also"] = [{"uid": shown["uid"], **words, "caption": HOSTILE + "{}{0}%s"}]
    content["desk"].update(images=[shown, {**shown, "uid": image("2")["uid"]}], lead_image=shown["uid"])
    content["desk"]["tickers"][0].update(symbol=HOSTILE[:20], exchange=HOSTILE[:20])
    text = client.get(publish_content(content).get_absolute_url()).content.decode()
    assert "<script>" not in text
    assert "\u202e" not in text
    gallery = read(text).one("ul", "gallery")
    plain = HOSTILE.replace("\u202e", "").replace("\u202c", "")
    assert [one.attributes["alt"] for one in gallery.all("img")] == [plain + "{}{0}"] * 2
    assert [one.text for one in gallery.all("small")] == [f"Also published as: {plain}{{}}{{0}}%s Image: {plain}"] * 2
    assert {link.text for link in gallery.all("a")} == {"Full size"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//paper.example", "http:"])
def test_only_addresses_of_the_web_become_links(client, url):
    content = sample_content(articles=1)
    content["machine"]["articles"][0]["url"] = url
    page = read(client.get(publish_content(content).get_absolute_url()).content.decode())
    assert page.one("section", "articles").all("a") == []
    assert "Paper 1 on the port of Vell" in page.one("section", "articles").text


def test_an_unknown_uid_has_no_page(client):
    publish_content()
    assert client.get(f"/stories/{uuid.uuid4()}/").status_code == 404
