"""No key of a row shows: the same stories, with hidden ones among them that took keys, give the same lists."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.db import transaction
from django.utils import translation

from editions.models import Edition, PublishedStory
from foundation.models import Command
from partners import keys
from reference.models import Topic
from tests.leaks.asking import Answer, Ask, answer, answers, forget_what_was_rendered
from tests.published import NEWEST, publish_content, sample_content

pytestmark = pytest.mark.django_db
STORIES = 60


@pytest.fixture(autouse=True)
def _default_language():
    with translation.override("en"):
        yield


def publish_stories(*, hidden_before_each: int) -> None:
    """The same stories at the same times; two of each time, so that keys decide between them."""
    for number in range(STORIES):
        at = NEWEST - timedelta(hours=number // 2)
        for nth in range(hidden_before_each):
            state = ("withheld", "vanished")[nth % 2]
            publish_content(sample_content("Not to be seen"), at=at, state=state, slug=f"hidden-{number}-{nth}")
        made = publish_content(sample_content(f"Story {number}"), at=at, slug=f"story-{number}")
        PublishedStory.objects.filter(pk=made.pk).update(uid=uuid.UUID(int=number, version=4))


def test_stories_that_took_keys_and_were_hidden_shift_nothing_that_is_seen():
    Topic.objects.create(slug="trade", name="Trade")
    key = keys.make_key("Vell Partner", by=Command("test"))[1]
    list(walk(key))  # the key's first use of the day is written down
    seen = []
    for hidden_before_each in (0, 2):
        with transaction.atomic():
            publish_stories(hidden_before_each=hidden_before_each)
            highest = max(PublishedStory.objects.public().values_list("pk", flat=True))
            editions = Edition.objects.count()
            seen.append(list(walk(key)))
            transaction.set_rollback(True)
    assert (highest > STORIES, editions) == (True, STORIES * 3)
    assert [ask for ask, _ in seen[0]] == [ask for ask, _ in seen[1]]
    assert seen[0] == seen[1]
    assert len(seen[0]) > 20


def walk(key: str) -> Iterator[tuple[Ask, Answer]]:
    """Every list from its first page to its last, and what names stories beside the lists."""
    partner = (("authorization", f"Bearer {key}"),)
    fixed = (
        "/feed.xml",
        "/topics/trade/feed.xml",
        "/sitemap.xml",
        "/sitemap-1.xml",
        "/sitemap-2.xml",
        "/stories/story-9/",
    )
    yield from answers(
        [*map(Ask, fixed), Ask(f"/api/v1/stories/{uuid.UUID(int=9, version=4)}/", headers=partner)]
    ).items()
    forget_what_was_rendered()
    for ask in (Ask("/"), Ask("/ko/"), Ask("/topics/trade/")):
        yield from _pages(ask, _older)
    for query in ("limit=7", "limit=9&topic=trade"):
        yield from _pages(Ask(f"/api/v1/stories/?{query}", headers=partner), _next)


def _pages(ask: Ask, following: Callable[[bytes], str]) -> Iterator[tuple[Ask, Answer]]:
    path = ask.path
    while path:
        here = Ask(path, headers=ask.headers)
        given = answer(here)
        yield here, given
        path = following(given.body)


def _older(page: bytes) -> str:
    found = re.search(r'href="([^"]*\?before=[^"]+)"', page.decode())
    return unescape(found[1]) if found else ""


def _next(document: bytes) -> str:
    return (json.loads(document)["next"] or "").removeprefix("http://localhost:8000")
