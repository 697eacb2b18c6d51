"""The list of stories, and the form that begins one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reference.models import Topic
from stories import curating, publishing, sealing
from stories.models import Story
from tests.desk.making import address, make_story, summarise, text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/stories/story/"
SEALED_UNTIL = timezone.now().replace(month=12, day=1, hour=9, minute=0) + timedelta(days=365)
LENGTHS = {"The long one": 4, "The middle one": 3, "The short one": 5}


def test_a_reporter_sees_only_their_own_stories_in_the_list(login, reporter, chief):
    make_story(chief, headline="The chief's story")
    make_story(reporter, headline="The reporter's story")
    page = text_of(login(reporter).get(LIST))
    assert "The reporter&#x27;s story" in page
    assert "The chief&#x27;s story" not in page


@pytest.mark.parametrize(("query", "is_found"), [("q=reopens", True), ("q=vell-handle", True), ("q=zebra", False)])
def test_the_search_reads_headline_and_slugline(login, chief, query, is_found):
    Story.objects.filter(pk=make_story(chief).pk).update(slugline="vell-handle")
    assert ("Port of Vell Reopens" in text_of(login(chief).get(f"{LIST}?{query}"))) is is_found


@pytest.mark.few(0, 3, 6)
@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("published=yes", True),
        ("published=no", False),
        ("summary=attention", False),
        ("summary=waiting", False),
        ("summary=held", False),
        ("editorial_state__exact=approved", True),
        ("language=ko", False),
    ],
)
def test_each_filter_keeps_what_it_names(login, chief, query, is_found):
    story = summarise(make_story(chief))
    publishing.publish(story, seen=story.desk_revision, by=chief)
    assert ("Port of Vell Reopens" in text_of(login(chief).get(f"{LIST}?{query}"))) is is_found


def test_a_story_without_articles_has_no_summary_yet_on_the_list_and_on_its_pages(login, chief):
    story = curating.create_story(by=chief, headline="Nothing yet")
    for page in (LIST, address(story, "summary"), address(story, "publish")):
        assert "no summary yet: no articles" in text_of(login(chief).get(page)).lower()
    curating.attach(story, make_story(chief, articles=1).story_articles.get().article, by=chief)
    assert "no summary yet" not in text_of(login(chief).get(address(story, "summary")))


def test_the_list_says_how_many_articles_stand_and_that_the_summary_is_waited_for(login, chief):
    make_story(chief, articles=4)
    page = text_of(login(chief).get(LIST))
    assert 'class="field-articles">4<' in page
    assert "waiting to be updated" in page


@pytest.mark.parametrize(
    ("until", "told"), [(SEALED_UNTIL, f"sealed until {SEALED_UNTIL:%-d %b %Y, %H:%M}"), (None, "sealed")]
)
def test_the_list_and_the_head_of_every_tab_say_that_a_story_is_sealed(login, chief, until, told):
    story = summarise(make_story(chief))
    sealing.seal(story, seen=story.desk_revision, by=chief, until=until)
    client = login(chief)
    assert f'class="field-public">{told}<' in text_of(client.get(LIST))
    page = text_of(client.get(address(story, "summary")))
    assert f">{told}<" in page
    assert "not published" not in page


def test_the_list_gives_times_as_the_desk_writes_them_elsewhere(login, chief):
    story = make_story(chief)
    Story.objects.filter(pk=story.pk).update(changed_at=datetime(2026, 2, 19, 14, 5, tzinfo=UTC))
    assert 'class="field-changed">19 Feb 2026, 14:05<' in text_of(login(chief).get(LIST))


def test_the_list_takes_as_many_queries_for_twenty_stories_as_for_two(login, chief):
    client = login(chief)
    client.get(LIST)  # that somebody is here is written down once a minute
    counts = []
    for made in (2, 18):
        for n in range(made):
            Story.objects.create(headline=f"Story {made}-{n}", owner=chief)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_a_story_needs_only_a_headline_and_leads_on_to_its_articles(login, reporter):
    response = login(reporter).post(f"{LIST}add/", {"headline": "A new matter"})
    story = Story.objects.get(headline="A new matter")
    assert response["Location"] == f"/admin/stories/story/{story.pk}/articles/"
    assert (story.owner, story.language, story.slug) == (reporter, "en", "a-new-matter")


def test_a_story_begins_with_topics_kicker_and_standfirst(login, chief):
    Topic.objects.create(name="Trade", slug="trade")
    typed = {"headline": "H", "more_topics": "trade", "kicker": "Ports", "standfirst": "It is over.", "language": "ko"}
    login(chief).post(f"{LIST}add/", typed)
    story = Story.objects.get(headline="H")
    assert [topic.name for topic in story.topics.all()] == ["Trade"]
    assert (story.kicker, story.standfirst, story.language) == ("Ports", "It is over.", "ko")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"headline": ""}, "This field is required"),
        ({"headline": "x" * 251}, "at most 250 characters"),
        ({"headline": "nul\x00nul"}, "Null characters are not allowed"),
        ({"headline": "bell\x07"}, "U+0007"),
        ({"headline": "H", "more_topics": "Zebras"}, "no topic called “Zebras”"),
    ],
)
def test_a_refused_beginning_shows_why_and_keeps_what_was_typed(login, chief, typed, told):
    response = login(chief).post(f"{LIST}add/", {"standfirst": "Typed with care.", **typed})
    assert response.status_code == 400
    assert told in text_of(response)
    assert "Typed with care." in text_of(response)
    assert not Story.objects.exists()


@pytest.mark.parametrize(("order", "first"), [("5", "The short one"), ("-5", "The long one")])
def test_the_list_is_ordered_by_how_many_articles_stand_without_those_taken_out(login, chief, order, first):
    made = {headline: make_story(chief, articles=n, headline=headline) for headline, n in LENGTHS.items()}
    rows = made["The short one"].story_articles
    rows.exclude(pk=rows.first().pk).update(removed_at=timezone.now())
    page = text_of(login(chief).get(f"{LIST}?o={order}"))
    assert page.index(first) == min(page.index(headline) for headline in made)
    assert 'class="field-articles">1<' in page
