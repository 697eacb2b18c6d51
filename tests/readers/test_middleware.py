"""The interface speaks the language of the address, whatever the reader's program asks for or keeps."""

from __future__ import annotations

import pytest
from django.conf import settings as configured
from django.http import HttpResponse
from django.utils import translation

from readers.middleware import AddressLanguageMiddleware
from tests.published import publish_content
from tests.readers.reading import read
from tests.readers.test_addresses import every_page

pytestmark = pytest.mark.django_db
OURS = "readers.middleware.AddressLanguageMiddleware"
KOREAN = {"Accept-Language": "ko-KR,ko;q=0.9", "Cookie": "django_language=ko"}


@pytest.fixture(autouse=True)
def _with_ours(settings):
    """Ours in the place of Django's, where it does not stand there already."""
    django = "django.middleware.locale.LocaleMiddleware"
    settings.MIDDLEWARE = [OURS if name == django else name for name in configured.MIDDLEWARE]
    assert OURS in settings.MIDDLEWARE


@pytest.mark.parametrize(
    ("prefix", "language", "direction"), [("", "en", "ltr"), ("/ko", "ko", "ltr"), ("/ar", "ar", "rtl")]
)
def test_the_prefix_of_the_address_is_the_language(client, prefix, language, direction):
    story = publish_content()
    for path in ("/", "/feeds/", story.get_absolute_url()):
        response = client.get(prefix + path)
        assert response["Content-Language"] == language
        html = read(response.content.decode()).one("html")
        assert (html.attributes["lang"], html.attributes["dir"]) == (language, direction)


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_neither_header_nor_cookie_changes_the_language(client, prefix):
    address = prefix + publish_content().get_absolute_url()
    plain, asked = client.get(address), client.get(address, headers=KOREAN)
    assert asked.content == plain.content
    assert (asked["ETag"], asked["Content-Language"]) == (plain["ETag"], plain["Content-Language"])


def test_no_public_answer_differs_by_the_readers_program(client):
    for path in every_page(client):
        assert "Vary" not in client.get(path, headers=KOREAN), path


def test_what_is_not_found_says_so_in_the_language_of_its_address(client):
    found = {prefix: client.get(f"{prefix}/stories/none/", headers=KOREAN) for prefix in ("", "/ko")}
    assert {response.status_code for response in found.values()} == {404}
    assert {prefix: response["Content-Language"] for prefix, response in found.items()} == {"": "en", "/ko": "ko"}
    with translation.override("ko"):
        heading = translation.gettext("Page not found")
    assert heading in found["/ko"].content.decode()
    assert heading not in found[""].content.decode()


@pytest.mark.parametrize("path", ["/en/", "/fr/", "/korean/", "/ko-/", "/api/ko/"])
def test_a_prefix_that_is_no_language_of_the_paper_is_not_found_in_the_default_one(client, path):
    response = client.get(path, headers=KOREAN)
    assert (response.status_code, response["Content-Language"]) == (404, "en")


def test_one_readers_language_does_not_stay_for_the_next(client):
    assert client.get("/ko/")["Content-Language"] == "ko"
    assert client.get("/")["Content-Language"] == "en"
    assert client.get("/feed.xml")["Content-Language"] == "en"


def test_an_answer_that_names_its_own_language_keeps_it(rf):
    named = AddressLanguageMiddleware(lambda request: HttpResponse(headers={"Content-Language": "de"}))
    assert named(rf.get("/ko/"))["Content-Language"] == "de"
