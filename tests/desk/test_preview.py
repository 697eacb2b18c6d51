"""The preview shows exactly what goes out, in a frame that only our own desk may draw, at three widths."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import override_settings
from django.utils import timezone

from newsroom.markup import readdressed, with_pictures_at
from stories import chronology, curating, publishing, redacting, sealing
from stories.models import Story
from tests.desk.making import make_article, make_story, summarise, text_of
from tests.leaks.world import make_picture

pytestmark = pytest.mark.django_db


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


@pytest.fixture
def story(chief) -> Story:
    """A story that is ready, with a picture and a sentence that speaks of an address of ours."""
    made = summarise(make_story(chief))
    curating.place_image(made, make_picture(1, by=chief), seen=made.desk_revision, by=chief)
    made = fresh(made)
    uid = made.placements.get().image.uid
    trap = f'See src="/pictures/{uid}/1/360.webp" and /pictures/{uid}/1/400.jpeg or https://x.example/admin/'
    curating.change_story(made, seen=made.desk_revision, by=chief, standfirst=trap)
    return fresh(made)


def shown(browser, story: Story, of: str = "") -> str:
    """The framed page as a person sees its source."""
    return text_of(browser.get(f"/admin/preview/{story.uid}/page/{of}"))


def body(page: str) -> str:
    """All between the tags of the body. What a page says of itself and of the minute is the same everywhere."""
    found = re.search(r"<body>.*</body>", page, re.DOTALL)[0]
    found = readdressed(found, lambda name, value: value.replace("/admin/preview/pictures/", "/pictures/"))
    found = re.sub(r' data-etag="[^"]*" data-newer="[^"]*" data-show="[^"]*"', "", found)
    found = re.sub(r'<script type="module" src="[^"]*live.js"></script>', "", found)
    return re.sub(r'<time datetime="[^"]*" itemprop="dateModified">[^<]*</time>', "<time/>", found)


def published(client, story: Story) -> str:
    return body(text_of(client.get(fresh(story).published.get_absolute_url())))


def publish(story: Story, chief) -> None:
    story = fresh(story)
    publishing.publish(story, seen=story.desk_revision, by=chief)


def test_what_the_preview_shows_is_what_publishing_puts_out(client, login, chief, story):
    browser = login(chief)
    before = shown(browser, story)
    assert f'src="/admin/preview/pictures/{story.lead_image.uid}' in before
    publish(story, chief)
    assert published(client, story) == body(before)


def test_the_next_version_is_shown_as_it_goes_out_with_what_was_removed(client, login, chief, story):
    browser = login(chief)
    publish(story, chief)
    story = fresh(story)
    first = story.published.current_edition.content
    redacting.redact(story, "sentence", first["machine"]["sentences"][1]["uid"], reason="A court.", by=chief)
    redacting.redact(story, "entry", first["desk"]["timeline"][0]["uid"], reason="A court.", by=chief)
    curating.attach(story, make_article(7, by=chief, text="Harbour master Ada Wren resigned on Friday."), by=chief)
    summarise(story)
    story = fresh(story)
    chronology.add_entry(story, date="Feb 20, 2026", text="Ada Wren resigns.", seen=story.desk_revision, by=chief)
    before = shown(browser, story)
    assert before.count('class="removed"') == 2
    publish(story, chief)
    assert published(client, story) == body(before)
    assert "Updated" in before


@pytest.mark.deep
def test_a_version_that_moves_no_fact_keeps_its_time_in_the_preview_too(client, login, chief, story):
    publish(story, chief)
    moved = timezone.now() - timezone.timedelta(days=40)
    public = fresh(story).published
    type(public).objects.filter(pk=public.pk).update(first_published_at=moved, updated_at=moved)
    story = fresh(story)
    curating.change_story(story, seen=story.desk_revision, by=chief, kicker="Harbour")
    before = re.search(r'<p class="stamp">.*?</p>', shown(login(chief), story), re.DOTALL)[0]
    publish(story, chief)
    assert before in text_of(client.get(fresh(story).published.get_absolute_url()))


@pytest.mark.deep
def test_words_that_look_like_an_address_of_ours_stay_as_they_were_written(login, chief, story):
    page = unescape(shown(login(chief), story))
    assert story.standfirst in page
    assert with_pictures_at('<p title="x">/pictures/a</p>', "/y/") == '<p title="x">/pictures/a</p>'


@pytest.mark.deep
def test_what_was_sealed_is_what_is_shown_and_what_stands_at_the_desk_beside_it(client, login, chief, story):
    browser = login(chief)
    sealing.seal(story, seen=story.desk_revision, by=chief, until=None)
    curating.change_story(fresh(story), seen=story.desk_revision, by=chief, headline="Changed After the Seal")
    sealed = shown(browser, story)
    assert "Changed After the Seal" not in sealed
    assert "Changed After the Seal" in shown(browser, story, "?of=desk")
    assert "exactly this goes out" in text_of(browser.get(f"/admin/preview/{story.uid}/"))
    sealing.release(fresh(story), by=chief)
    assert published(client, story) == body(sealed)


def test_only_the_framed_page_may_be_framed_and_only_by_us(login, chief, story):
    browser = login(chief)
    around, framed = browser.get(f"/admin/preview/{story.uid}/"), browser.get(f"/admin/preview/{story.uid}/page/")
    policy = framed["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-src 'self'" in around["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in around["Content-Security-Policy"]
    assert around["X-Frame-Options"] == "DENY"
    other = browser.get(f"/admin/stories/story/{story.pk}/publish/")["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in other
    assert "frame-src" not in other


@pytest.mark.deep
def test_the_frame_is_as_wide_as_was_asked_for_and_nothing_else(login, chief, story):
    browser = login(chief)
    for asked, width in (("360", "360"), ("768", "768"), ("1280", "1280"), ("9999", "1280"), ('"><b>', "1280")):
        page = text_of(browser.get(f"/admin/preview/{story.uid}/", {"width": asked, "light": "dark"}))
        assert re.findall(r'<iframe [^>]*width="(\d+)"', page) == [width]
        assert "/page/?light=dark" in page
    framed = text_of(browser.get(f"/admin/preview/{story.uid}/page/", {"light": "dark"}))
    assert body(framed) == body(shown(browser, story))
    assert '<link rel="stylesheet" href="/admin/preview/dark.css">' in framed
    rules = text_of(browser.get("/admin/preview/dark.css"))
    assert "prefers-color-scheme" not in rules
    assert "color-scheme: dark" in rules
    assert "/static/readers/paper.css" in text_of(browser.get(f"/admin/preview/{story.uid}/page/", {"light": "x"}))
    assert browser.get("/admin/preview/pink.css").status_code == 404


@pytest.mark.parametrize("part", ["", "page/"])
def test_the_preview_of_anothers_story_is_not_found_and_a_stranger_logs_in(client, login, reporter, chief, story, part):
    address = f"/admin/preview/{story.uid}/{part}"
    assert login(reporter).get(address).status_code == 404
    assert client.get(address)["Location"].startswith("/admin/login/")
    assert login(chief).post(address).status_code == 405


@pytest.mark.deep
def test_a_process_of_the_desk_alone_shows_the_same_page(login, chief, story):
    from tests.desk.doors import desk_urls

    browser = login(chief)
    here = shown(browser, story)
    with override_settings(ROOT_URLCONF=desk_urls(), DOORS="desk"):
        assert body(shown(browser, story)) == body(here)
