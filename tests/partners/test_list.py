"""The list over REST: every live story once, newest first, by an index range, and strict about what it is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from editions.models import Listing, PublishedStory
from reference.models import Instrument
from tests.published import NEWEST, publish_content, sample_content

pytestmark = pytest.mark.django_db
LIST = "/api/v1/stories/"
TICKER = sample_content()["desk"]["tickers"][0]


def publish_many(count):
    """Stories a minute apart, in threes at the same instant."""
    return [publish_content(at=NEWEST - timedelta(minutes=n // 3), slug=f"story-{n}") for n in range(count)]


def walk(partner, address, *, between=lambda page: None):
    """Every uid in the order a partner meets them."""
    met, pages = [], 0
    while address:
        page = partner.get(address.removeprefix("http://localhost:8000")).json()
        met += [story["uid"] for story in page["stories"]]
        address, pages = page["next"], pages + 1
        between(pages)
    return met


def test_a_walk_meets_each_of_130_stories_once_and_newest_first(partner):
    stories = publish_many(130)
    met = walk(partner, f"{LIST}?limit=7")
    newest_first = sorted(stories, key=lambda s: (s.updated_at, s.pk), reverse=True)
    assert met == [str(story.uid) for story in newest_first]


def test_a_story_republished_during_the_walk_never_comes_twice_and_hides_no_other(partner):
    stories = publish_many(130)
    seen_already, not_yet = max(stories, key=lambda s: s.updated_at), stories[-1]

    def republish(page):
        for story in (seen_already, not_yet) if page == 2 else ():
            at = NEWEST + timedelta(hours=1)
            Listing.objects.filter(story=story).update(sort_at=at)
            PublishedStory.objects.filter(pk=story.pk).update(updated_at=at, modified_at=at)

    met = walk(partner, f"{LIST}?limit=10", between=republish)
    assert len(met) == len(set(met))
    assert {str(s.uid) for s in stories} - set(met) == {str(not_yet.uid)}
    since = partner.get(LIST, {"updated_since": "2026-02-19T14:06:00Z"}).json()["stories"]
    assert {s["uid"] for s in since} == {str(seen_already.uid), str(not_yet.uid)}


def test_a_line_has_the_storys_addresses(partner):
    story = publish_content(slug="포트-벨-재개")
    line = partner.get(LIST).json()["stories"][0]
    assert line["url"] == "http://localhost:8000" + story.get_absolute_url()
    assert line["document"] == f"http://localhost:8000{LIST}{story.uid}/"
    assert (line["version"], line["article_count"]) == (1, 7)


@pytest.mark.parametrize("state", ["withheld", "killed", "vanished", "merged", "without edition"])
def test_only_what_the_queryset_calls_public_is_listed(partner, state):
    live, other = publish_content(), publish_content()
    change = {"state": state, "merged_into": live if state == "merged" else None}
    change = {"current_edition": None} if state == "without edition" else change
    PublishedStory.objects.filter(pk=other.pk).update(**change)
    assert list(PublishedStory.objects.public()) == [live]
    assert [s["uid"] for s in partner.get(LIST).json()["stories"]] == [str(live.uid)]


def test_each_filter_gives_its_stories_only(partner):
    story = publish_content()
    Listing.objects.create(kind="publisher", key=str(story.uid), sort_at=NEWEST, story=story)
    other = sample_content("Elsewhere")
    other["desk"].update(topics=[], tickers=[], language="ko")
    publish_content(other)
    Instrument.objects.create(uid=TICKER["uid"], mic="XNYS", symbol="LMT", name="Lockheed Martin")
    asked = [
        {"topic": "trade"},
        {"instrument": TICKER["uid"]},
        {"instrument": "XNYS:LMT"},
        {"instrument": "xnys:lmt"},
        {"publisher": str(story.uid)},
        {"language": "en"},
    ]
    for parameters in asked:
        found = partner.get(LIST, parameters).json()["stories"]
        assert [s["uid"] for s in found] == [str(story.uid)], parameters
    for parameters in ({"topic": "none"}, {"instrument": "XNYS:NONE"}, {"publisher": TICKER["uid"]}):
        assert partner.get(LIST, parameters).json() == {"stories": [], "next": None}


@pytest.mark.parametrize(
    ("parameters", "names", "says"),
    [
        ({"limit": "0"}, "limit", "1 to 100"),
        ({"limit": "101"}, "limit", "1 to 100"),
        ({"limit": "-1"}, "limit", "1 to 100"),
        ({"limit": "٣"}, "limit", "1 to 100"),
        ({"limit": "1e1"}, "limit", "1 to 100"),
        ({"limit": "9" * 10_000}, "limit", "too long"),
        ({"limit": ""}, "limit", "empty"),
        ({"offset": "10"}, "offset", "no such parameter"),
        ({"<script>": "1"}, "?script?", "no such parameter"),
        ({"topic": "a\x00b"}, "topic", "U+0000"),
        ({"topic": "x" * 10_000}, "topic", "too long"),
        ({"topic": ["a", "b"]}, "topic", "once"),
        ({"topic": "trade", "language": "en"}, "topic", "One filter at a time"),
        ({"publisher": "the-times"}, "publisher", "uid"),
        ({"publisher": "-1"}, "publisher", "uid"),
        ({"instrument": "LMT"}, "instrument", "XNYS:LMT"),
        ({"instrument": ":"}, "instrument", "XNYS:LMT"),
        ({"updated_since": "yesterday"}, "updated_since", "2026-02-19T14:05:00Z"),
        ({"updated_since": "2026-02-30T00:00:00Z"}, "updated_since", "no such time"),
        ({"updated_since": "2026-02-19T14:05:00"}, "updated_since", "2026-02-19T14:05:00Z"),
        ({"updated_since": "0001-01-01T00:00:00+14:00"}, "updated_since", "no such time"),
    ],
)
def test_a_wrong_parameter_is_named_and_told_what_to_write(partner, parameters, names, says):
    answer = partner.get(f"{LIST}?{urlencode(parameters, doseq=True)}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    error = answer.json()["errors"][0]
    assert error["parameter"] == names
    assert says in error["detail"]
    assert len(answer.content) < 3_000


def test_a_thousand_parameters_and_more_are_refused_with_a_problem(partner):
    for count in (900, 1_500):
        answer = partner.get(LIST + "?" + "&".join(f"p{n}=1" for n in range(count)))
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"


def test_a_cursor_that_was_tampered_with_or_is_another_lists_is_refused(partner):
    publish_many(3)
    following = partner.get(LIST, {"limit": 1}).json()["next"]
    cursor = following.partition("cursor=")[2]
    hostile = [cursor[:-1], "a" + cursor, cursor.upper(), "0-0", ".", "\x00", "-1", "x" * 10_000, "🚢", cursor + "\n."]
    for wrong in hostile:
        answer = partner.get(LIST, {"limit": 1, "cursor": wrong})
        assert answer.status_code == 400, wrong
        assert answer["Content-Type"] == "application/problem+json"
    elsewhere = partner.get(LIST, {"limit": 1, "cursor": cursor, "topic": "trade"})
    assert elsewhere.status_code == 400
    assert "Begin again" in elsewhere.json()["detail"]
    assert partner.get(LIST, {"limit": 1, "cursor": cursor}).status_code == 200


def test_the_list_costs_two_queries_and_one_more_for_new_lines_at_any_size_and_never_fetches_content(partner):
    partner.get(LIST)
    for size in (1, 12, 40):
        for n in range(size):
            publish_content(slug=f"story-{size}-{n}")
        for expected in (3, 2):
            with CaptureQueriesContext(connection) as queries:
                assert len(partner.get(LIST, {"limit": 100}).json()["stories"]) >= size
            assert len(queries) == expected
            for query in queries:
                assert '"content"' not in query["sql"]
                assert "COUNT(" not in query["sql"]
                assert "OFFSET" not in query["sql"]


def test_a_line_kept_from_before_is_not_shown_once_the_story_moved_or_left(partner):
    story = publish_content()
    assert partner.get(LIST).json()["stories"][0]["headline"] == story.headline
    PublishedStory.objects.filter(pk=story.pk).update(slug="another-address")
    assert partner.get(LIST).json()["stories"][0]["url"].endswith("/another-address/")
    PublishedStory.objects.filter(pk=story.pk).update(state="withheld")
    assert partner.get(LIST).json()["stories"] == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is read in SQLite's words")
def test_a_page_is_read_in_the_order_of_the_listings_index(partner):
    publish_many(9)
    following = partner.get(LIST, {"limit": 2, "topic": "trade"}).json()["next"].removeprefix("http://localhost:8000")
    with CaptureQueriesContext(connection) as queries:
        partner.get(following + "&updated_since=2026-01-01T00:00:00Z")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries[1]['sql']}")
        plan = " ".join(str(row[3]) for row in cursor.fetchall())
    assert "listing_newest_first" in plan
    assert "sort_at>? AND (sort_at,story_id)<(?,?)" in plan
    assert "TEMP B-TREE" not in plan


def test_whoever_has_the_page_is_answered_304(partner):
    publish_content()
    etag = partner.get(LIST)["ETag"]
    assert partner.get(LIST, headers={"if-none-match": etag}).status_code == 304
    publish_content()
    assert partner.get(LIST, headers={"if-none-match": etag}).status_code == 200
