"""The site's own texts: name, contact, logo and pages, edited at the desk and seen by readers."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pillow

from foundation.models import EditLog
from reference import site
from reference.models import Site, SitePage
from tests.desk.making import make_person, picture
from tests.published import publish_content

pytestmark = pytest.mark.django_db
SITE = "/admin/reference/site/1/change/"


@pytest.fixture
def desk() -> Client:
    """The browser of somebody who keeps the site's texts, and a site that is read anew."""
    site.forget()
    client = Client()
    client.force_login(make_person("keeper", "administrator"), backend="django.contrib.auth.backends.ModelBackend")
    client.get("/admin/reference/site/")
    return client


def page_of(client: Client, path: str) -> str:
    site.forget()
    return client.get(path).content.decode()


def _saved(desk: Client, path: str, **typed: object) -> None:
    response = desk.post(path, typed)
    assert response.status_code == 302, response.content.decode()


def test_the_name_and_the_contact_stand_on_every_page(desk, client):
    story = publish_content()
    before = client.get(f"/stories/{story.slug}/")
    _saved(desk, SITE, name="The Vell <Courier>", contact="desk@courier.example, Pier 4")
    for path in ("/", "/feeds/", f"/stories/{story.slug}/", "/stories/none/", "/ko/", "/api/v1/docs/"):
        assert "The Vell &lt;Courier&gt;" in page_of(client, path), path
    assert 'href="mailto:desk@courier.example"' in page_of(client, "/")
    assert "<title>The Vell &lt;Courier&gt;</title>" in page_of(client, "/feed.xml")
    assert "The Vell &lt;Courier&gt; desk" in page_of(desk, "/admin/")
    asked = client.get(f"/stories/{story.slug}/", headers={"If-None-Match": before["ETag"]})
    assert asked.status_code == 200
    row = EditLog.objects.get(verb="change_site")
    assert (row.person.username, row.after["name"]) == ("keeper", "The Vell <Courier>")
    _saved(desk, SITE, name="", contact="")
    assert "Courier" not in page_of(client, "/")


def test_a_page_is_seen_at_its_address_and_named_at_the_foot_once_it_is_shown(desk, client):
    text = "# How we correct\n\nWe say <b>so</b>, at https://courier.example/log.\nSecond line.\n\n## Contact\nPier 4"
    typed = {"title": "Corrections", "slug": "corrections", "body": text, "language": "en", "position": "0"}
    _saved(desk, "/admin/reference/sitepage/add/", **typed)
    assert client.get("/about/corrections/").status_code == 404
    assert "Readers do not see it: tick" in page_of(desk, "/admin/reference/sitepage/")
    assert "/about/corrections/" not in page_of(client, "/")
    page = SitePage.objects.get()
    _saved(desk, f"/admin/reference/sitepage/{page.pk}/change/", **typed, is_shown="on")
    shown = page_of(client, "/about/corrections/")
    assert "<h2>How we correct</h2>" in shown
    assert "<h2>Contact</h2>" in shown
    assert "We say &lt;b&gt;so&lt;/b&gt;, at" in shown
    assert '<a href="https://courier.example/log" rel="nofollow">' in shown
    assert "<br>Second line." in shown
    for path in ("/", "/about/corrections/", "/stories/none/"):
        assert 'href="/about/corrections/"' in page_of(client, path)
    assert 'href="/ko/about/corrections/"' in page_of(client, "/ko/")
    assert [row.verb for row in EditLog.objects.order_by("pk")] == ["add_sitepage", "change_sitepage"]


def test_a_page_that_is_not_shown_answers_as_one_that_never_was(client):
    SitePage.objects.create(slug="draft", title="A draft", body="Not yet.")
    hidden, never = client.get("/about/draft/"), client.get("/about/never/")
    assert (hidden.status_code, hidden.content) == (404, never.content)


def test_a_logo_is_encoded_anew_shown_on_every_page_and_taken_away_again(desk, client):
    upload = io.BytesIO(picture(size=(900, 300), form="PNG"))
    upload.name = "logo.png"
    _saved(desk, SITE, name="", contact="", new_logo=upload)
    row = Site.objects.get()
    assert (row.logo_width_px, row.logo_height_px) == (360, 120)
    address = f"/logo/{row.logo_digest}.webp"
    assert f'src="{address}" width="360" height="120" alt=""' in page_of(client, "/")
    response = client.get(address)
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert Pillow.open(io.BytesIO(response.content)).size == (360, 120)
    _saved(desk, SITE, name="", contact="", no_logo="on")
    assert "/logo/" not in page_of(client, "/")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "data", [b"<svg onload='x'/>", b"GIF8 not really", picture()[:900]], ids=["svg", "not", "torn"]
)
def test_what_is_no_picture_is_refused_at_its_field(desk, data):
    upload = io.BytesIO(data)
    upload.name = "logo.png"
    response = desk.post(SITE, {"name": "", "contact": "", "new_logo": upload})
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not Site.objects.get().logo_digest


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_the_sites_texts_are_closed_to_reporters_and_editors(role):
    client = Client()
    client.force_login(make_person(role, role), backend="django.contrib.auth.backends.ModelBackend")
    for path in ("/admin/reference/site/", SITE, "/admin/reference/sitepage/", "/admin/reference/sitepage/add/"):
        assert client.get(path).status_code in {302, 403}, path
        assert client.post(path, {"name": "Mine"}).status_code in {302, 403}
    assert not Site.objects.exists()
    assert not SitePage.objects.exists()


def test_the_site_is_read_once_in_a_while_and_never_once_a_page(client):
    site.forget()
    client.get("/feeds/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/feeds/")
    assert not [query for query in queries if "reference_site" in query["sql"]]


def test_a_database_that_does_not_answer_leaves_the_last_known_name(client, settings):
    settings.SITE_NAME = "The Harbour Post"
    with connection.execute_wrapper(_fail):
        site.forget()
        assert site.current().name == "The Harbour Post"


def _fail(execute, sql, params, many, context):
    from django.db import OperationalError

    raise OperationalError("away")
