"""Nothing leaks: every public address answers the same with hidden stories beside the public ones as without them.

The same requests are made twice: beside an embargoed, a scheduled, a drafted, a deleted, a withheld and a vanished
story, and again after the database was taken back to before they were made. Topics, publishers and instruments are the
house's, not a story's: they are the same in both.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation
from django.utils.timezone import localdate

from editions.models import PublishedStory
from media.addresses import rendition_url
from stories import curating, publishing, sealing
from stories.models import Story
from stories.summarising.updating import update
from tests.leaks.asking import Answer, Ask, answer, answers
from tests.leaks.doors import load_public_urls, public_patterns
from tests.leaks.rows import ROWS, asks_at, bearer, rows
from tests.leaks.world import SECRET, Hidden, World, add_hidden, make_picture, make_world, publish_story, write

# How many paths of each kind in a row are asked in every way; the others are in a few.
FULLY_ASKED = (1, pytest.param(2, marks=pytest.mark.deep))

pytestmark = pytest.mark.django_db


@dataclass(slots=True)
class Seen:
    """The answers beside hidden stories and without any, and which path each hidden one's is to be like.

    The database is as it was without any.
    """

    world: World
    beside: dict[Ask, Answer]
    without: dict[Ask, Answer]
    never: dict[str, str]
    hidden: Hidden


@pytest.fixture(scope="module", params=FULLY_ASKED)
def seen(request, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Seen]:
    """Both worlds asked, once for all tests of this file."""
    own = {
        "ROOT_URLCONF": load_public_urls(),
        "DOORS": "public",
        "MEDIA_ROOT": tmp_path_factory.mktemp("media"),
        "METRICS_TOKEN": "a token that nobody outside has",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with django_db_blocker.unblock(), override_settings(**own), translation.override("en"), transaction.atomic():
        logging.disable(logging.WARNING)  # thousands of addresses are not found
        world, day, found = make_world(), None, None
        while day != localdate():  # once more where midnight came between: pages name their day
            day = localdate()
            answers([Ask("/api/v1/stories/", headers=(bearer(world),))])  # a key's first use of the day is written down
            found = _look(world, fully=request.param)
        logging.disable(logging.NOTSET)
        yield found
        transaction.set_rollback(True)


def _look(world: World, *, fully: int) -> Seen:
    with transaction.atomic():
        hidden = add_hidden(world)
        asks, never = _asks(world, hidden, fully)
        beside = answers(asks)
        conditions = list(_conditions(beside))
        beside |= answers(conditions)
        transaction.set_rollback(True)
    return Seen(world, beside, answers(asks) | answers(conditions), never, hidden)


def _asks(world: World, hidden: Hidden, fully: int) -> tuple[list[Ask], dict[str, str]]:
    asks: list[Ask] = []
    never: dict[str, str] = {}
    for row in rows():
        would_be = list(row.hidden(hidden))
        never |= dict.fromkeys(would_be, row.never)
        for paths in (row.public(world), would_be, filter(None, [row.never])):
            for place, path in enumerate(paths):
                asks += asks_at(path, world, is_keyed=row.is_keyed, is_brief=place >= fully)
    return asks, never


def _conditions(found: dict[Ask, Answer]) -> Iterator[Ask]:
    """Ask again with the tag and the time that were given."""
    for ask, given in found.items():
        if ask.method != "GET" or any(name.startswith("if-") for name, _ in ask.headers):
            continue
        for condition, header in (("if-none-match", "ETag"), ("if-modified-since", "Last-Modified")):
            if header in given.headers:
                yield Ask(ask.path, "GET", (*ask.headers, (condition, given.headers[header])))


def test_every_public_address_has_a_row_here():
    served = set(public_patterns())
    new = served - ROWS.keys()
    assert not new, f"Add a Row to ROWS in tests/leaks/rows.py that asks at each of: {sorted(new)}"
    gone = ROWS.keys() - served
    assert not gone, f"Take out of ROWS in tests/leaks/rows.py what is served no more: {sorted(gone)}"


def test_answers_are_the_same_with_and_without_hidden_stories(seen):
    different = [_difference(ask, seen.beside[ask], seen.without[ask]) for ask in seen.without]
    _assert_none(different)
    assert seen.beside.keys() == seen.without.keys()


def test_what_is_hidden_answers_like_what_never_was(seen):
    different = []
    for ask, given in seen.beside.items():
        if ask.path in seen.never:
            other = seen.never[ask.path]
            never = seen.beside.get(Ask(other, ask.method, ask.headers))
            assert never is not None, ask
            different.append(_difference(ask, given.with_path_as(ask.path, other), never))
    assert len(different) > 150
    _assert_none(different)


def test_no_answer_holds_a_word_of_what_is_hidden(seen):
    words = seen.hidden.words()
    for ask, given in seen.beside.items():
        if ask.path in seen.never:
            continue
        told = f"{given.headers} {given.body.decode(errors='replace')}"
        for text in (told.lower(), unquote(told).lower()):
            assert not [word for word in words if word in text], ask


def test_the_world_that_is_asked_has_something_to_tell(seen):
    """Without this an empty site would pass."""
    statuses = [given.status for ask, given in seen.beside.items() if ask.method == "GET" and len(ask.headers) < 2]
    rare = {status for status in (200, 301, 304, 400, 401, 404, 410) if statuses.count(status) < 3}
    assert not rare
    assert not [ask for ask in seen.beside if ask.path in seen.never and seen.beside[ask].status in {200, 301, 410}]


def test_what_is_let_out_is_seen_at_once_so_that_the_comparison_is_not_blind(seen):
    world = seen.world
    picture = make_picture(11, by=world.chief)
    publish_story(world, write(world, f"{SECRET} Let Out", topics=[world.topic], pictures=[picture]))
    paths = ("/", "/ko/", "/topics/trade/", "/feed.xml", "/topics/trade/feed.xml", "/sitemap-1.xml")
    asks = [*map(Ask, paths), Ask("/api/v1/stories/", headers=(bearer(world),))]
    for ask, given in answers(asks).items():
        assert given.body != seen.without[ask].body, ask
        assert SECRET.lower() in given.body.decode().lower(), ask
    assert answer(Ask(f"/stories/{SECRET.lower()}-let-out/")).status == 200
    assert answer(Ask(rendition_url(picture.uid, 1, 400, "jpeg"))).status == 200


def test_what_is_published_beside_hidden_stories_says_what_it_would_say_alone(seen):
    world, pictures = seen.world, list(seen.world.pictures.values())
    first = write(world, "Vell Port Opens", topics=[world.topic], pictures=pictures)
    later = write(world, "Vell Port Counts the Cost", texts=3, pictures=pictures)
    publish_story(world, later)
    curating.attach(later, world.articles[3], by=world.chief)
    update(later)
    with transaction.atomic():
        add_hidden(world)
        for headline in (first.headline, later.headline):
            twin = write(world, headline, pictures=pictures, secret=SECRET)
            sealing.seal(twin, seen=twin.desk_revision, by=world.chief, until=None)
        beside = _publish_both(world, first, later)
        transaction.set_rollback(True)
    assert _publish_both(world, first, later) == beside


def _publish_both(world: World, first: Story, later: Story) -> list[tuple[object, ...]]:
    """Publish one for the first time and the other by its policy, and return all that readers get of both."""
    told = publish_story(world, Story.objects.get(pk=first.pk))
    assert publishing.publish_automatically(later.pk) is not None
    rows = [told, PublishedStory.objects.get(uid=later.uid)]
    return [
        (row.slug, row.current_edition.kind, row.current_edition.content, row.current_edition.changes, row.lead_image)
        for row in rows
    ]


def _assert_none(differences: list[str]) -> None:
    told = [one for one in differences if one]
    assert not told, "\n".join([f"{len(told)} answers betray what is hidden, among them:", *told[:5]])


def _difference(ask: Ask, one: Answer, other: Answer) -> str:
    """What tells two answers apart, in words; empty where nothing does."""
    parts = [
        f"{name}: {a!r:.300} is not {b!r:.300}"
        for name, a, b in (
            ("status", one.status, other.status),
            ("headers", sorted(one.headers.items()), sorted(other.headers.items())),
            ("body", one.body, other.body),
            ("statements", one.statements, other.statements),
        )
        if a != b
    ]
    return f"{ask}: {'; '.join(parts)}" if parts else ""
