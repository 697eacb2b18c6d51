"""The demo's stories are whole: the importer takes them, timelines rest on what the articles say, words are our own."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from foundation.dating import parse_typed
from stories.summarising.evidence import best_passages
from wire import story_file

FOLDER = Path(__file__).resolve().parent.parent / "newsroom" / "demo" / "stories"
WORDS = {"trade-pledge": (150, 400), "harbour-fire": (150, 250), "korean-story": (120, 200)}
STORIES = {name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in WORDS}
TODAY = date(2026, 2, 20)

every_story = pytest.mark.parametrize("name", WORDS)


@every_story
def test_the_importer_accepts_the_file(name):
    raw = (FOLDER / f"{name}.json").read_bytes()
    assert story_file.read(raw)["format"] == "newsroom-story/1"
    assert unicodedata.is_normalized("NFC", raw.decode())


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
def test_articles_have_their_own_address_a_time_with_offset_and_the_length_of_a_report(name):
    articles = STORIES[name]["articles"]
    assert len({article["url"] for article in articles}) == len(articles)
    shortest, longest = WORDS[name]
    for article in articles:
        assert datetime.fromisoformat(article["published_at"]).tzinfo is not None
        assert shortest <= len(article["text"].split()) <= longest, article["headline"]


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
    assert len({image["file"] for image in images}) == len(images)
    for image in images:
        assert image["caption"]
        assert image["alt_text"]
        assert image["caption"] != image["alt_text"]
        assert image["credit_line"] == "Demo drawing"
        assert image["article"] in {article["url"] for article in STORIES[name]["articles"]}


def test_the_stories_have_the_shape_a_visitor_is_to_see():
    trade, fire, korean = (STORIES[name] for name in WORDS)
    assert [len(trade[part]) for part in ("articles", "publishers", "timeline", "images")] == [7, 7, 9, 5]
    reuse = [publisher["reuse"] for publisher in trade["publishers"]]
    assert [reuse.count(right) for right in ("licensed", "quote", "facts_only")] == [4, 2, 1]
    assert {(ticker["symbol"], ticker["mic"]) for ticker in trade["tickers"]} == {("010130", "XKRX"), ("LMT", "XNYS")}
    for story in (trade, korean):
        newest = max(story["articles"], key=lambda article: datetime.fromisoformat(article["published_at"]))
        assert [article for article in story["articles"] if article.get("arrives") == 2] == [newest]
    assert fire["summary_policy"] == "hold"
    counts = [word for word in ("Twelve", "Fourteen") for a in fire["articles"] if f"{word} people were" in a["text"]]
    assert counts == ["Twelve", "Fourteen"]
    assert (korean["language"], len(korean["articles"])) == ("ko", 4)


@every_story
def test_no_six_words_running_are_those_of_the_page_the_matter_was_taken_from(name, shared):
    seed = _runs((shared / "seed-story-page.txt").read_text(encoding="utf-8"))
    ours = set().union(*(_runs(text) for text in _texts(STORIES[name])))
    assert not ours & seed


def _said(text: str) -> Iterator[str]:
    """Figures and capitalised words inside sentences, without a possessive ending."""
    for word in re.findall(r"\$?\d[\d,.]*\d|\$?\d|\b[A-Z][\w-]+", text):
        yield word.removesuffix("'s")


def _texts(value: Any) -> Iterator[str]:
    """Every string of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _runs(text: str) -> set[tuple[str, ...]]:
    """All runs of six words, in lower case; "Jung-sung" and "U.S." are two words each."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())
    return {tuple(words[at : at + 6]) for at in range(len(words) - 5)}
