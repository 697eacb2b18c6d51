"""A broken story file is refused whole, with the line and the reason, before anything is stored."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foundation.errors import BadText
from foundation.models import Command
from media.models import Image
from reference.models import Instrument, Publisher, Topic
from stories import receiving
from stories.models import Article, Story, TimelineEntry
from tests.making import make_publisher
from tests.wire.filing import broken, everything_stored, picture, story_file, take
from wire import story_file as story_file_module
from wire.importing import import_story
from wire.lined_json import line_of
from wire.moments import moment
from wire.story_file import BadFile

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (json.dumps(story_file(), indent=1).encode()[:900], r"Line \d+: this is not whole JSON"),
        (b"", "Line 1: this is not whole JSON"),
        (b"[" * 200_000, "Line 1"),
        (b'{"story": "x", "articles": "\xff"}', "Line 1: the file is not UTF-8"),
        (b"[]", "Line 1: the file: .* is not of type 'object'"),
        (broken(["articles", 1, "published_at"], "2026-02-30"), r"Line \d+: articles/1: '2026-02-30' is no date"),
        (broken(["articles", 1, "published_at"], "yesterday evening"), "articles/1: .* is no date"),
        (broken(["articles", 2, "text"], ""), "articles/2/text"),
        (broken(["articles", 2, "text"], "a\x00b"), r"articles/2/text: The text holds a character .*U\+0000"),
        (broken(["articles", 2, "text"], "a\ud800b"), r"articles/2/text: The text holds .*U\+D800"),
        (broken(["articles", 2, "text"], "word " * 1_000_001), "articles/2/text: The text is too long"),
        (broken(["articles", 0, "url"], "javascript:alert(1)"), "articles/0: .* is not a web address"),
        (broken(["articles", 1, "url"], "https://paper1.example/1"), r"articles/1/url: The address stands .* twice"),
        (broken(["articles", 0, "kind"], "gossip"), "articles/0/kind"),
        (broken(["timeline", 0, "date"], "Feb 30, 2026"), "timeline/0: February 2026 has 28 days"),
        (broken(["timeline", 0, "articles"], ["https://other.example/"]), "timeline/0/articles: .* is no article"),
        (broken(["images", 0, "article"], "https://other.example/"), "images/0/article: .* is no article"),
        (broken(["headline"], "x" * 300), "headline: The headline is too long"),
        (broken(["unknown"], 1), "unknown"),
        (broken(["articles", 0, "byline"], "a\x00b"), r"articles/0/byline: The byline holds .*U\+0000"),
        (broken(["articles", 0, "byline"], "x" * 301), "articles/0/byline: The byline is too long: 301"),
        (broken(["articles", 0, "publisher"], "x" * 201), "articles/0/publisher: The publisher is too long"),
        (broken(["articles", 0, "publisher"], "a\ud800"), r"articles/0/publisher: .*U\+D800"),
        (broken(["articles", 0, "publisher"], "\u200b"), "articles/0/publisher: The publisher is empty"),
        (broken(["articles", 0, "published_at"], "1500-01-01"), "articles/0: .* cannot be right"),
        (broken(["articles", 0, "published_at"], "3000-01-01"), "articles/0: .* cannot be right"),
        (broken(["articles", 0, "published_at"], "0001-01-01T00:00+09:00"), "articles/0: .* is no date"),
        (broken(["articles", 0, "published_at"], "9999-12-31T23:59-09:00"), "articles/0: .* is no date"),
        (broken(["articles", 0, "arrives"], 1.5), "articles/0/arrives: 1.5 is no whole number"),
        (broken(["articles", 0, "arrives"], float("nan")), "articles/0/arrives: NaN is no whole number"),
        (broken(["articles", 0, "arrives"], float("-inf")), "articles/0/arrives: -Infinity is no whole number"),
        (broken(["articles", 0, "arrives"], 10**4000), "articles/0/arrives: 10+... is too large a number"),
        (broken(["articles", 0, "language"], "e\x00"), r"articles/0/language: .*U\+0000"),
        (broken(["language"], "\u200b\u200b"), "language: .* does not match"),
        (broken(["story"], "\u200b"), "story: The story is empty"),
        (broken(["kicker"], "x" * 61), "kicker: The kicker is too long"),
        (broken(["standfirst"], "x" * 601), "standfirst: The standfirst is too long"),
        (broken(["topics", 0, "name"], "x" * 201), "topics/0/name: The name is too long"),
        (broken(["topics", 0, "name"], "a\ud800"), r"topics/0/name: .*U\+D800"),
        (broken(["topics", 0, "slug"], "\x00"), r"topics/0/slug: .*U\+0000"),
        (broken(["tickers", 0, "name"], "a\ud800"), r"tickers/0/name: .*U\+D800"),
        (broken(["tickers", 0, "symbol"], "V M/ü"), "tickers/0/symbol: “V M/ü” is no symbol"),
        (broken(["tickers", 0, "aliases"], ["good", "a\x00"]), r"tickers/0/aliases/1: The aliases holds .*U\+0000"),
        (broken(["publishers"], [{"name": "Q\ud800"}]), r"publishers/0/name: .*U\+D800"),
        (broken(["publishers"], [{"name": "Q", "domain": "a b"}]), "publishers/0: .* is not a web address"),
        (broken(["publishers"], [{"name": "Q", "home_page": "javascript:a()"}]), "publishers/0: .* not a web address"),
        (
            broken(["publishers"], [{"name": "Q", "domain": "q.example"}, {"name": "R", "domain": "www.Q.example"}]),
            "publishers/1/domain: The domain q.example stands in the file twice",
        ),
        (broken(["timeline", 0, "date"], "Aug\x002025"), r"timeline/0/date: .*U\+0000"),
        (broken(["timeline", 0, "text"], "x" * 1_201), "timeline/0/text: The text is too long"),
        (broken(["images", 0, "file"], "a\x00.png"), r"images/0/file: .*U\+0000"),
        (broken(["images", 0, "file"], "a\ud800.png"), r"images/0/file: .*U\+D800"),
        (broken(["images", 0, "caption"], "a\ud800"), r"images/0/caption: .*U\+D800"),
        (broken(["images", 0, "credit_line"], "x" * 201), "images/0/credit_line: The credit line is too long"),
        (broken(["images", 0, "article"], "not a url"), "images/0/article: .* is not a web address"),
        (broken(["images", 0, "source_url"], "not a url"), "images/0/source_url: .* is not a web address"),
        (broken(["\ud800"], 1), "unexpected"),
        (broken(["\ud800"], "\x00"), r"\\ud800: .*U\+0000"),
        (b'{"story": "a",\n "story": "b", "articles": []}', "story: This name stands twice"),
        (b'{"story": "a", "articles": ' + b"[" * 400 + b"]" * 400 + b"}", "nested too deeply"),
        (b'"\\u0000"', r"the file: The file as a whole holds .*U\+0000"),
    ],
)
def test_a_broken_file_is_refused_whole_with_line_and_reason(data, told):
    before = everything_stored()
    with pytest.raises(BadFile, match=told) as refused:
        take(data, publish=True)
    assert str(refused.value).startswith("Line ")
    assert everything_stored() == before


@pytest.mark.parametrize("raw", [b"no picture", b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:500]])
def test_a_picture_that_is_none_refuses_the_file(raw):
    before = everything_stored()
    with pytest.raises(BadFile, match=r"The picture 'port\.jpg'"):
        import_story(json.dumps(story_file()).encode(), by=Command("test"), read_image=lambda name: raw)
    assert everything_stored() == before


def test_the_line_of_a_place_is_where_its_value_begins():
    text = '{\n "a": [1,\n  {"b":\n   "x"}]\n}'
    assert line_of(text, ["a", 1, "b"]) == 4
    assert line_of(text, ["a", 1]) == 3
    assert line_of(text, ["a", 1, "missing"]) == 3
    assert line_of(text, []) == 1


def test_the_refusal_names_the_line_of_the_very_value():
    raw = json.dumps(broken(["tickers", 0, "name"], "a\x00"), indent=1).encode()
    line = next(n for n, written in enumerate(raw.decode().split("\n"), start=1) if "a\\u0000" in written)
    with pytest.raises(BadFile, match=f"^Line {line}: tickers/0/name: "):
        take(raw)


def test_a_picture_that_is_not_there_is_told_with_its_line():
    def absent(name):
        raise FileNotFoundError(2, "No such file or directory")

    with pytest.raises(BadFile, match=r"^Line \d+: images/0/file: The picture 'port\.jpg' cannot be read"):
        import_story(json.dumps(story_file()).encode(), by=Command("test"), read_image=absent)
    assert not Story.objects.exists()


def test_a_new_publisher_cannot_take_the_domain_of_one_that_stands():
    Publisher.objects.create(name="The Owner", domain="q.example")
    before = everything_stored()
    with pytest.raises(BadFile, match=r"^Line 2: publishers/0/domain: The domain q\.example belongs to The Owner"):
        take(b'{"story": "s", "articles": [],\n "publishers": [{"name": "Q", "domain": "Q.example"}]}')
    assert everything_stored() == before


@pytest.mark.parametrize(
    ("written", "is_taken"), [("1599-12-31", False), ("1600-01-01", True), ("2020-02-29", True), ("2999-12-31", False)]
)
def test_the_file_takes_the_years_that_receiving_takes(written, is_taken):
    copy = receiving.Copy(
        headline="Old news",
        text="The harbour opened.",
        publisher=make_publisher(),
        published_at=datetime.fromisoformat(written).replace(tzinfo=UTC),
        url="https://old.example/1",
    )
    for attempt in (lambda: moment(written), lambda: receiving.receive(copy, by=Command("test"))):
        if is_taken:
            attempt()
        else:
            with pytest.raises(BadText):
                attempt()


@pytest.mark.parametrize(
    ("place", "model", "fields"),
    [
        ("", Story, "headline kicker standfirst language"),
        ("topics", Topic, "name slug description"),
        ("tickers", Instrument, "symbol mic name isin"),
        ("publishers", Publisher, "name domain home_page language country reuse_basis"),
        ("articles", Article, "headline byline language"),
        ("timeline", TimelineEntry, "text"),
        ("images", Image, "caption alt_text credit_line usage_terms source_url"),
    ],
)
def test_the_longest_that_the_form_allows_can_be_stored(place, model, fields):
    form = json.loads((Path(story_file_module.__file__).parent / "schema" / "story-1.json").read_text())["properties"]
    here = form[place]["items"]["properties"] if place else form
    for name in fields.split():
        allowed = here[name].get("maxLength", 4 if name == "mic" else None)
        assert allowed is not None, name
        assert allowed <= model._meta.get_field(name).max_length, name


def test_what_is_longer_only_before_it_is_put_together_is_taken():
    headline = unicodedata.normalize("NFD", "항" * 250)
    assert take(story_file(headline=headline)).story.headline == "항" * 250
