"""Pictures by their addresses, and that of an article's own page: rights unknown until somebody chose a basis."""

from __future__ import annotations

import json
import re

import pytest

from foundation.errors import BadText, NotAllowed
from media.models import Image
from stories import publishing
from stories.models import Placement
from stories.publishing import NotReady
from tests.making import make_chief, make_story, make_user
from tests.media.conftest import encoded, scene
from tests.wire.network import net
from tests.wire.pages import Site, page, work
from wire import asking, picturing
from wire.models import Fetch

pytestmark = pytest.mark.django_db
URL = "http://paper.news/port.jpg"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def site(monkeypatch, settings):
    settings.FETCH_HOST_PAUSE_SECONDS = 0
    made = Site()
    with net(made, monkeypatch) as made.net:
        yield made


def sent(data: bytes, kind: str = "image/jpeg"):
    return lambda caller: caller.answer(data, kind=kind)


def adder():
    return make_user("add_image")


def test_a_picture_comes_by_its_address_into_the_library_with_its_rights_unknown(site):
    site.pages["/port.jpg"] = sent(encoded(scene(1, 400, 300)))
    [fetch] = picturing.ask_for_pictures(URL, by=adder())
    assert Image.objects.count() == 0
    work()
    image = Image.objects.get()
    assert (image.rights_basis, image.source_url) == ("unknown", URL)
    fetch.refresh_from_db()
    assert (fetch.state, fetch.result, fetch.image) == ("done", "new", image)


def test_asked_for_a_story_it_is_placed_there_and_cannot_run_before_a_basis_is_chosen(site):
    site.pages["/port.jpg"] = sent(encoded(scene(1, 400, 300)))
    by = make_user("add_image", "publish_story", "change_story", "edit_any_story")
    story = make_story("The port of Vell opened on Monday after ten days of strike.", by=by)
    picturing.ask_for_pictures(URL, by=by, story=story)
    work()
    assert Placement.objects.get().story == story
    story.refresh_from_db()
    with pytest.raises(NotReady, match="rights in picture"):
        publishing.publish(story, seen=story.desk_revision, by=make_chief())


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (lambda c: c.answer(b"<html>no", kind="text/html"), "text/html"),
        (sent(b"<html><body>no picture</body></html>"), "web page, not a picture"),
        (lambda c: c.answer(b"x" * 3000), "text/html"),
        (sent(b"\xff\xd8\xff" + b"x" * 30_000), "larger than the 20,000 bytes"),
        (sent(b"\xff\xd8\xff" + b"x" * 300), "damaged"),
        (
            lambda c: c.answer(b"", status="302 Found", head="Location: http://127.0.0.1/x.jpg\r\n"),
            "not public|own net",
        ),
        (lambda c: c.answer(b"", status="404 Not Found"), "not found"),
    ],
)
def test_what_is_no_picture_too_large_or_leads_inside_is_refused_with_a_reason(site, settings, said, reason):
    settings.IMAGE_MAX_BYTES = 20_000
    site.pages["/port.jpg"] = said
    [fetch] = picturing.ask_for_pictures(URL, by=adder())
    work()
    fetch.refresh_from_db()
    assert (fetch.state, Image.objects.count()) == ("failed", 0)
    assert re.search(reason, fetch.reason), fetch.reason


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/a.jpg", "http://[::1]/a.jpg", "http://10.0.0.8/a.jpg", "ftp://a.news/a"]
)
def test_no_address_inside_the_network_is_asked(site, url):
    try:
        picturing.ask_for_pictures(url, by=adder())
    except BadText:
        return
    work()
    assert Fetch.objects.get().state == "failed"
    assert Image.objects.count() == 0


def test_nobody_without_leave_to_add_pictures_asks_for_one():
    with pytest.raises(NotAllowed):
        picturing.ask_for_pictures(URL, by=make_user())


def test_the_same_file_by_another_address_is_the_picture_that_stands(site):
    data = encoded(scene(1, 400, 300))
    site.pages |= {"/port.jpg": sent(data), "/again.jpg": sent(data)}
    by = adder()
    picturing.ask_for_pictures(f"{URL}\nhttp://paper.news/again.jpg", by=by)
    work(2)
    assert Image.objects.count() == 1
    assert sorted(Fetch.objects.values_list("result", flat=True)) == ["known", "new"]


OG = '<meta property="og:image" content="/img/port.jpg"><meta property="og:image:alt" content="Cranes at night">'
JSON_LD = {
    "@type": "NewsArticle",
    "image": {"@type": "ImageObject", "url": "http://paper.news/img/port.jpg", "creditText": "Ann / The Paper"},
}


@pytest.mark.parametrize(
    ("head", "alt", "credit"),
    [
        (OG, "Cranes at night", ""),
        (f'<script type="application/ld+json">{json.dumps(JSON_LD)}</script>', "", "Ann / The Paper"),
    ],
    ids=["og", "json-ld"],
)
def test_an_attached_articles_own_picture_is_taken_on_demand_with_what_the_page_says(site, head, alt, credit):
    by = make_user("add_image", "edit_any_story", "change_story", "add_article")
    site.pages |= {"/strike": page(head=head), "/img/port.jpg": sent(encoded(scene(1, 400, 300)))}
    story = make_story(by=by)
    asking.ask(story, "http://paper.news/strike", by=by)
    work()
    article = story.story_articles.get().article
    assert Image.objects.count() == 0
    picturing.ask_for_own_picture(story, article, by=by)
    work()
    image = Image.objects.get()
    assert (image.alt_text, image.credit_line, image.rights_basis) == (alt, credit, "unknown")
    assert image.source_url == article.canonical_url
    assert Placement.objects.get().source_article == article


def test_an_article_whose_page_names_no_picture_says_so(site):
    site.pages["/strike"] = page()
    by = make_user("add_image", "edit_any_story", "change_story", "add_article")
    story = make_story(by=by)
    asking.ask(story, "http://paper.news/strike", by=by)
    work()
    with pytest.raises(picturing.NoPicture):
        picturing.ask_for_own_picture(story, story.story_articles.get().article, by=by)
