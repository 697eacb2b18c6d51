"""The demo's stories are whole: the importer takes them, timelines rest on the articles, no article repeats another."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

import pytest

from foundation.dating import parse_typed
from newsroom.demo import drawing
from newsroom.demo.loading import FOLDER
from stories.summarising.evidence import best_passages
from wire import story_file

STORIES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
TODAY = date(2026, 2, 20)
ARTICLES = {"reservoir": (30, 30), "storm-night": (8, 12)}  # The long one, and the one that is played live.
ARTICLES_OF_OTHERS = (4, 8)
WORDS = {"ar": (90, 250), "he": (90, 250)}
WORDS_OF_OTHERS = (120, 250)
CHARACTERS = {"ja": (300, 900), "ko": (300, 900)}  # Words are no measure where endings or no spaces join them.
SHARED_RUNS = 0.08

every_story = pytest.mark.parametrize("name", STORIES)


@every_story
def test_the_importer_accepts_the_file(name):
    raw = (FOLDER / f"{name}.json").read_bytes()
    assert story_file.read(raw)["format"] == "newsroom-story/1"
    assert unicodedata.is_normalized("NFC", raw.decode())


@every_story
def test_a_story_says_what_it_is_about_and_nothing_of_being_a_demo(name):
    story = STORIES[name]
    assert len(story["headline"].split()) <= 12
    assert story["topics"]
    for part in ("headline", "kicker", "standfirst"):
        assert story[part]
        assert not re.search(r"\b(demo|invented|fictional)\b", story[part], re.IGNORECASE), part


@every_story
def test_every_publisher_is_invented_and_marked_as_demo(name):
    publishers = {publisher["name"]: publisher for publisher in STORIES[name]["publishers"]}
    for publisher in publishers.values():
        assert publisher["name"].endswith(" (demo)")
        assert publisher["domain"].endswith(".example")
        assert publisher["reuse_basis"]
    for article in STORIES[name]["articles"]:
        host = urlsplit(article["url"]).hostname
        assert host == f"www.{publishers[article['publisher']]['domain']}"
        assert article["byline"]


@every_story
def test_a_story_has_enough_articles_each_with_its_own_address_and_a_time_with_offset(name):
    articles = STORIES[name]["articles"]
    fewest, most = ARTICLES.get(name, ARTICLES_OF_OTHERS)
    assert fewest <= len(articles) <= most
    assert len({article["url"] for article in articles}) == len(articles)
    for article in articles:
        assert datetime.fromisoformat(article["published_at"]).tzinfo is not None, article["headline"]


@every_story
def test_every_article_has_the_length_of_a_report(name):
    for article, language in _articles(name):
        text = article["text"]
        if language in CHARACTERS:
            (shortest, longest), length = CHARACTERS[language], len(text)
        else:
            (shortest, longest), length = WORDS.get(language, WORDS_OF_OTHERS), len(text.split())
        assert shortest <= length <= longest, article["headline"]


@every_story
def test_no_two_articles_of_a_story_are_paraphrases(name):
    runs = [(article["headline"], _runs(article["text"], language)) for article, language in _articles(name)]
    for (one, ours), (other, theirs) in combinations(runs, 2):
        shorter = min(len(ours), len(theirs))
        assert len(ours & theirs) <= SHARED_RUNS * shorter, (one, other, sorted(ours & theirs))


@every_story
def test_every_timeline_date_can_be_read_and_every_entry_rests_on_articles_of_the_file(name):
    urls = {article["url"] for article in STORIES[name]["articles"]}
    starts = []
    for entry in STORIES[name]["timeline"]:
        starts.append(parse_typed(entry["date"], today=TODAY).sort_from)
        assert entry["articles"], entry["text"]
        assert set(entry["articles"]) <= urls
    assert starts == sorted(starts)


@every_story
def test_figures_and_names_of_a_timeline_entry_stand_in_the_articles_it_cites(name):
    texts = {article["url"]: article["text"] for article in STORIES[name]["articles"]}
    for entry in STORIES[name]["timeline"]:
        cited = " ".join(texts[url] for url in entry["articles"])
        told = set(_said(cited))
        assert not [item for item in _said(entry["text"]) if item not in told], entry["date"]


@every_story
def test_each_article_a_timeline_entry_cites_has_a_passage_that_carries_it(name):
    texts = {article["url"]: article["text"] for article in STORIES[name]["articles"]}
    for entry in STORIES[name]["timeline"]:
        found = best_passages(entry["text"], [(url, "snapshot", texts[url]) for url in entry["articles"]])
        assert {passage.article for passage in found} == set(entry["articles"]), entry["date"]


@every_story
def test_every_picture_says_what_it_shows_and_that_it_is_drawn(name):
    images = STORIES[name]["images"]
    assert images
    assert len({image["file"] for image in images}) == len(images)
    for image in images:
        assert image["caption"]
        assert image["alt_text"]
        assert image["caption"] != image["alt_text"]
        assert image["credit_line"] == "Demo drawing"
        assert image["usage_terms"]
        assert image["source_url"]
        assert image["article"] in {article["url"] for article in STORIES[name]["articles"]}


def test_there_are_eight_stories_over_five_topics_in_three_scripts():
    assert len(STORIES) >= 8
    assert len({topic["name"] for story in STORIES.values() for topic in story["topics"]}) >= 5
    languages = {story["language"] for story in STORIES.values()}
    assert languages & {"ko", "ja"}
    assert languages & {"ar", "he"}


@every_story
def test_every_picture_of_a_story_can_be_drawn(name):
    assert {image["file"] for image in STORIES[name]["images"]} <= set(drawing.NAMES)


def test_the_trade_story_has_the_shape_a_visitor_is_to_see():
    trade = STORIES["trade-pact"]
    assert [len(trade[part]) for part in ("articles", "publishers", "timeline", "images", "tickers")] == [7, 7, 9, 5, 2]
    reuse = [publisher["reuse"] for publisher in trade["publishers"]]
    assert [reuse.count(right) for right in ("licensed", "quote", "facts_only")] == [4, 2, 1]
    newest = max(trade["articles"], key=lambda article: datetime.fromisoformat(article["published_at"]))
    assert [article for article in trade["articles"] if article.get("arrives") == 2] == [newest]


def test_the_harbour_fire_is_held_because_two_counts_of_the_injured_differ():
    fire = STORIES["harbour-fire"]
    assert fire["summary_policy"] == "hold"
    counts = [word for word in ("Twelve", "Fourteen") for a in fire["articles"] if f"{word} people were" in a["text"]]
    assert counts == ["Twelve", "Fourteen"]


def test_the_articles_of_the_long_story_span_about_four_months():
    times = [datetime.fromisoformat(article["published_at"]) for article in STORIES["reservoir"]["articles"]]
    assert 100 <= (max(times) - min(times)).days <= 140


def _articles(name: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Every article of a story with its language, without the region."""
    story = STORIES[name]
    for article in story["articles"]:
        yield article, (article.get("language") or story.get("language") or "en").split("-")[0].lower()


def _said(text: str) -> Iterator[str]:
    """Figures and capitalised words inside sentences, without a possessive ending."""
    for word in re.findall(r"\$?\d[\d,.]*\d|\$?\d|\b[A-Z][\w-]+", text):
        yield word.removesuffix("'s")


def _runs(text: str, language: str) -> set[tuple[str, ...]]:
    """All runs of four words in lower case; of eight characters where words are no measure."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())
    parts, length = (list("".join(words)), 8) if language in CHARACTERS else (words, 4)
    return {tuple(parts[at : at + length]) for at in range(len(parts) - length + 1)}
