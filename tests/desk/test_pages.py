"""Every page of the desk: nothing inline that the policy would block, few fields, few queries."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.models import User
from media.library import add_image
from partners.keys import make_key
from stories import curating
from stories.models import Article
from tests.desk.making import (
    PASSWORD,
    TABS,
    address,
    fill_summary,
    make_person,
    make_story,
    picture,
    summarise,
    text_of,
)

pytestmark = pytest.mark.django_db


class Inline(HTMLParser):
    """Collects what a strict policy blocks, and the number of fields of each form."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.fields = [0]
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if tag == "style" or "style" in names or any(name.startswith("on") for name in names):
            self.found.append(self.get_starttag_text() or tag)
        if tag == "script" and "src" not in names and names.get("type") != "application/json":
            self.found.append("script without src")
        if any(re.match(r"\s*(javascript|data):", value or "", re.IGNORECASE) for value in names.values()):
            self.found.append(self.get_starttag_text() or tag)
        if tag == "form":
            self.fields.append(0)
        if tag in {"input", "textarea", "select"}:
            self.fields[-1] += 1


def _everything(chief: User) -> list[str]:
    story = summarise(make_story(chief))
    image = add_image(picture(), by=chief, caption="A ship")
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    article, key = Article.objects.all()[0], make_key("Agency", by=chief)[0]
    pages = [address(story, tab) for tab in TABS]
    pages += [f"{address(story, tab)}?q=e" for tab in ("articles", "images")]
    pages += [f"{address(story, 'timeline')}?edit={story.timeline_entries.get().uid}"]
    pages += ["/admin/", "/admin/stories/story/", "/admin/stories/story/?q=zzz", "/admin/stories/story/add/"]
    pages += ["/admin/stories/article/", f"/admin/stories/article/{article.pk}/change/"]
    pages += ["/admin/media/image/", f"/admin/media/image/{image.pk}/change/"]
    for model, row in (
        ("reference/topic", None),
        ("reference/publisher", article.publisher),
        ("reference/instrument", None),
        ("foundation/user", chief),
    ):
        pages += [f"/admin/{model}/", f"/admin/{model}/add/"]
        pages += [f"/admin/{model}/{row.pk}/change/"] if row else []
    pages += ["/admin/foundation/editlog/", f"/admin/foundation/user/{chief.pk}/password/", "/admin/password_change/"]
    pages += ["/admin/partners/apikey/", "/admin/partners/apikey/add/", f"/admin/partners/apikey/{key.pk}/change/"]
    pages += ["/admin/auth/group/", f"/admin/auth/group/{Group.objects.all()[0].pk}/change/"]
    return [*pages, "/admin/editions/publishedstory/", "/admin/login/"]


def test_no_page_holds_an_inline_script_style_or_handler(login, chief):
    root = User.objects.create_superuser("root", password=PASSWORD)
    client = login(root)
    blocked: dict[str, object] = {}
    for page in _everything(chief):
        response = client.get(page, follow=True)
        assert response.status_code == 200, page
        inline = Inline(text_of(response))
        if inline.found or max(inline.fields) > 200:
            blocked[page] = inline.found[:3] or max(inline.fields)
    assert blocked == {}


def test_every_page_comes_with_the_strict_policy(login, chief):
    policy = login(chief).get("/admin/stories/story/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_login_page_names_the_site_and_a_wrong_password_is_told(client, settings, chief):
    settings.SITE_NAME = "The Harbour Post"
    page = text_of(client.get("/admin/login/"))
    assert "The Harbour Post desk" in page
    wrong = client.post("/admin/login/", {"username": "chief", "password": "wrong"})
    assert "Log-in name or password is wrong." in text_of(wrong)


def test_the_page_after_logging_out_speaks_as_the_desk_does(login, chief):
    client = login(chief)
    told = text_of(client.post("/admin/logout/"))
    assert "Nobody is logged in here any more." in told
    assert "quality time" not in told
    assert client.get("/admin/").status_code == 302


def test_a_tab_takes_as_many_queries_for_sixty_articles_as_for_thirty(login, db):
    chief = make_person("busy", "chief")
    client, counts = login(chief), []
    client.get("/admin/password_change/")  # that somebody is here is written down once a minute
    for size, name in ((30, "Thirty"), (60, "Sixty")):
        story = make_story(chief, articles=size, headline=name)
        fill_summary(story, size * 3)
        counts.append({tab: _queries_of(client, address(story, tab)) for tab in TABS})
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 40


def _queries_of(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200, page
    return len(queries)


@pytest.mark.deep
def test_no_form_of_a_story_with_a_hundred_articles_has_more_than_two_hundred_fields(login, chief):
    story = make_story(chief, articles=100)
    fill_summary(story, 60)
    for tab in TABS:
        inline = Inline(text_of(login(chief).get(address(story, tab))))
        assert max(inline.fields) <= 200, tab
