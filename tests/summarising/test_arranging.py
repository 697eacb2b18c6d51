"""Caps, sections and headings of whole summaries: the demo's stories and written ones, on any number of threads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from stories.summarising.engines.extract import draft
from stories.summarising.headings import clips, heading_for, still_fits
from stories.summarising.labels import neutral_label
from stories.summarising.matter import gather
from stories.summarising.preparing import prepare
from stories.summarising.request import Draft, DraftSentence, Request, Reuse, SourceArticle
from stories.summarising.wording import word_count
from tests.summarising.story import article

ROOT = Path(__file__).resolve().parents[2]
DEMO = sorted((ROOT / "newsroom" / "demo" / "stories").glob("*.json"))


def told_by_demo(path: Path) -> tuple[str, tuple[SourceArticle, ...]]:
    """Language and articles of a story of the demo."""
    told = json.loads(path.read_text())
    rights = {one["name"]: one.get("reuse", "quote") for one in told["publishers"]}
    articles = tuple(
        SourceArticle(
            key=one["url"],
            snapshot=sha256(one["text"].encode()).hexdigest(),
            text=one["text"],
            headline=one["headline"],
            outlet=one["publisher"],
            publisher=one["publisher"],
            language=one.get("language", "en"),
            kind=one.get("kind", "news"),
            published_at=datetime.fromisoformat(one["published_at"]),
            reuse=Reuse("licensed" if rights[one["publisher"]] == "own" else rights[one["publisher"]]),
        )
        for one in told["articles"]
    )
    return told.get("language", "en"), articles


@pytest.fixture(scope="module", params=DEMO, ids=lambda path: path.stem)
def demo(request) -> tuple[tuple[SourceArticle, ...], Draft]:
    language, articles = told_by_demo(request.param)
    return articles, draft(Request(language, articles))


def sentences(made: Draft) -> list[DraftSentence]:
    return [sentence for section in made.sections for sentence in section.sentences]


def test_every_cap_on_other_peoples_words_holds(demo):
    articles, made = demo
    by_key = {one.key: one for one in articles}
    quoted: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for sentence in sentences(made):
        source = by_key[sentence.evidence[0].article]
        assert source.reuse in (Reuse.LICENSED, Reuse.QUOTE)
        assert (sentence.form, sentence.outlet) == (
            ("quotation", source.outlet) if source.reuse is Reuse.QUOTE else ("plain", "")
        )
        if source.reuse is Reuse.QUOTE:
            quoted[source.key] += word_count(sentence.evidence[0].quote)
            count[source.key] += 1
    for key, words in quoted.items():
        assert count[key] == 1 or words <= min(90, word_count(by_key[key].text) / 10)
    for section in made.sections:
        if section.heading_article:
            assert by_key[section.heading_article].reuse is Reuse.LICENSED


def test_no_outlet_has_more_than_its_share_or_three_sentences_in_a_row(demo):
    articles, made = demo
    outlet = {one.key: one.publisher for one in articles}
    read = [(outlet[one.evidence[0].article], word_count(one.text)) for one in sentences(made)]
    spoken: Counter[str] = Counter()
    for name, words in read:
        spoken[name] += words
    usable = len({one.publisher for one in articles if one.reuse in (Reuse.LICENSED, Reuse.QUOTE)})
    assert usable >= 3
    if len(read) >= 10 and usable > 3:
        assert max(spoken.values()) <= 0.31 * sum(spoken.values())  # brackets of dates are ours
    assert max(Counter(name for name, _ in read).values()) <= max(1, 0.3 * len(read), -(-len(read) // usable))
    for at in range(len(read) - 2):
        assert len({name for name, _ in read[at : at + 3]}) > 1


def test_every_heading_fits_what_stands_under_it(demo):
    _, made = demo
    for section in made.sections:
        if section.heading:
            assert 1 <= len(section.heading.split()) <= 9
        if section.heading_article:
            assert still_fits(section.heading, [sentence.text for sentence in section.sentences])


def test_stories_of_seven_and_more_cite_several_outlets_for_a_quarter_of_their_sentences():
    cited = []
    for path in DEMO:
        language, articles = told_by_demo(path)
        if len(articles) >= 7:
            cited += [len(one.evidence) > 1 for one in sentences(draft(Request(language, articles)))]
    assert sum(cited) * 4 >= len(cited)


def test_one_thread_or_two_draft_the_same_bytes():
    program = (
        "import hashlib\n"
        "from benchmarks.news_copy import make_articles\n"
        "from stories.summarising.engines.extract import draft\n"
        "from stories.summarising.request import Request\n"
        "print(hashlib.sha256(repr(draft(Request('en', make_articles(12)))).encode()).hexdigest())"
    )
    made = set()
    for threads in ("1", "2"):
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        made.add(done.stdout)
    assert len(made) == 1


@pytest.mark.parametrize(
    ("headline", "wanted"),
    [
        ("Velmora's harbour chief resigns", "Velmora's harbour chief resigns"),
        ("Workers' union accepts Osk offer", "Workers' union accepts Osk offer"),
        ("Six days of rain flood Velmora", "Six days of rain flood Velmora"),
    ],
)
def test_possessives_and_spells_of_days_may_stand_in_a_heading(headline, wanted):
    assert next(clips(headline, date(2026, 3, 3), "en"), None) == wanted


def test_a_spell_of_days_is_no_quantity_that_the_section_must_have():
    text = (
        "Rain flooded the old town of Velmora and the Lower Quay on Tuesday. "
        "Days of rain had filled the river in Velmora."
    )
    matter = gather([article("a", text, headline="Six days of rain flood Velmora")])
    assert heading_for(matter, [0, 1], [0], set())[0] == "Six Days of Rain Flood Velmora"


def test_a_heading_with_a_number_that_the_section_has_not_is_not_taken():
    text = "Rain flooded the old town of Velmora on Tuesday. Rain had filled the river in Velmora for days."
    matter = gather([article("a", text, headline="Rain floods 400 houses in Velmora")])
    heading, needs_heading, _ = heading_for(matter, [0, 1], [0], set())
    assert needs_heading
    assert heading == "Rain Flooded the Old Town of Velmora"


def test_a_heading_that_its_section_has_left_behind_fits_no_more():
    assert still_fits("Rain Floods 400 Houses in Velmora", ["Rain flooded 400 houses in the old town of Velmora."])
    assert not still_fits("Rain Floods 400 Houses in Velmora", ["Rain flooded 650 houses in the old town of Velmora."])
    assert not still_fits("Ferries Stop at Noon in Osk", ["The City Assembly voted to spend 60 million crowns."])


ENGLISH = (
    "Engineers of the Harbour Authority inspected the eastern gate. The Harbour Authority closed the eastern gate."
)
KOREAN = "여의나루상인회는 쓰레기 대책을 요구했다. 여의나루상인회가 쓰레기와 소음을 걱정한다고 말했다."
ARABIC = "أغلقت السلطات الحاجز البحري بعد العاصفة. وقال المهندسون إن الحاجز تضرر من العاصفة كثيرا."
JAPANESE = "港湾局は水門を閉鎖した。港湾局によると水門に亀裂が三つ見つかった。"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", ENGLISH, "Harbour Authority"),
        ("ko", KOREAN, "여의나루상인회와 쓰레기"),
        ("ar", ARABIC, "الحاجز والعاصفة"),
        ("ja", JAPANESE, "港湾局と水門"),
    ],
)
def test_neutral_labels_read_as_their_language_is_written(language, text, wanted):
    shown = prepare(article("a", text, language=language)).sentences
    assert neutral_label(shown, (), language, ()) == wanted


def test_an_article_of_another_subject_changes_no_cosine():
    _, articles = told_by_demo(DEMO[0])
    stray = article(
        "stray",
        "Gardeners in Nareth grew the heaviest pumpkin ever weighed. Judges praised people with compost and rainwater.",
        published_at=datetime(2026, 12, 1, tzinfo=UTC),
    )
    before = gather(sorted(articles, key=lambda one: one.published_at))
    after = gather([*sorted(articles, key=lambda one: one.published_at), stray])
    assert after.off_subject == {len(articles)}
    assert (before.gram == after.gram).all()
    assert list(before.candidates) == list(after.candidates)
