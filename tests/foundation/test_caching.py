"""A cache that is down, slow or full of somebody else's bytes never breaks a page."""

from __future__ import annotations

import socket
import threading
import time

import pytest
from django.core.cache import caches
from django.test import override_settings

from foundation import caching
from readers.freshness import release
from tests.published import publish_content
from tests.servers.programs import find_redis
from tests.servers.starting import free_port, redis


def pages_at(url):
    """The settings of a newsroom whose pages are pressed there."""
    return override_settings(
        CACHES={
            "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
            "pages": {
                "BACKEND": "foundation.caching.ForgivingRedisCache",
                "LOCATION": url,
                "OPTIONS": {
                    "serializer": "foundation.caching.JsonSerializer",
                    "socket_timeout": 0.1,
                    "socket_connect_timeout": 0.1,
                },
            },
        }
    )


@pytest.fixture(autouse=True)
def _rested():
    caching._resting_until.clear()
    yield
    caching._resting_until.clear()


@pytest.fixture(scope="module")
def server():
    if find_redis() is None:
        pytest.skip("Redis is not installed")
    with redis() as url:
        yield url


@pytest.fixture
def hung():
    """A server that accepts and never answers; it counts who came."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=50)
    came: list[socket.socket] = []

    def accept():
        while True:
            try:
                came.append(listener.accept()[0])
            except OSError:
                return

    threading.Thread(target=accept, daemon=True).start()
    yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0", came
    listener.close()


def test_what_is_kept_comes_back_and_what_is_not_is_a_miss(server):
    with pages_at(server):
        pages = caches["pages"]
        pages.set("a", "항구 – “page”")
        assert pages.get("a") == "항구 – “page”"
        assert pages.add("a", "other") is False
        assert pages.get_many(["a", "b"]) == {"a": "항구 – “page”"}
        assert pages.delete("a") is True
        assert pages.get("a", "none") == "none"


def test_bytes_that_are_not_ours_are_a_miss(server):
    import redis as client

    with pages_at(server):
        pages = caches["pages"]
        key = pages.make_and_validate_key("foreign")
        client.Redis.from_url(server).set(key, b"\x80\x04\x95pickle")
        assert pages.get("foreign") is None


def test_a_server_that_is_away_is_an_empty_one():
    with pages_at(f"redis://127.0.0.1:{free_port()}/0"):
        pages = caches["pages"]
        pages.set("a", "x")
        assert pages.get("a") is None
        assert pages.add("a", "x") is False
        assert pages.get_many(["a"]) == {}
        assert pages.has_key("a") is False
        assert pages.clear() is False
        with pytest.raises(ValueError, match="not found"):
            pages.incr("a")


def test_a_server_that_hangs_is_asked_once_and_then_left_alone(hung):
    url, came = hung
    with pages_at(url):
        for _ in range(20):
            assert caches["pages"].get("a") is None
        time.sleep(0.05)
    assert len(came) == 1


@pytest.mark.django_db
def test_a_page_is_the_same_with_a_press_a_hung_one_and_none(client, server, hung):
    story = publish_content()
    address = f"/stories/{story.slug}/"
    plain = client.get(address).content
    with pages_at(hung[0]):
        assert client.get(address).content == plain
    with pages_at(server):
        assert client.get(address).content == plain
        assert client.get(address).content == plain
        assert caches["pages"]._cache.get_client().dbsize() >= 1


@pytest.mark.django_db
def test_a_pressed_page_is_not_shown_once_the_story_is_taken_back(client, server):
    story = publish_content()
    address = f"/stories/{story.slug}/"
    with pages_at(server):
        assert client.get(address).status_code == 200
        type(story).objects.filter(pk=story.pk).update(state="killed")
        assert client.get(address).status_code == 410


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [("TIME_ZONE", "Europe/Berlin"), ("SITE_NAME", "The Other"), ("PUBLIC_URL", "https://other.example")],
)
def test_a_page_pressed_under_other_settings_is_not_shown(client, server, settings, name, value):
    address = f"/stories/{publish_content().slug}/"
    with pages_at(server):
        before = client.get(address)
        setattr(settings, name, value)
        release.cache_clear()
        after = client.get(address)
        asked = client.get(address, headers={"If-None-Match": before["ETag"]})
        caches["pages"].clear()
        assert after.content == client.get(address).content != before.content
    release.cache_clear()
    assert asked.status_code == 200
