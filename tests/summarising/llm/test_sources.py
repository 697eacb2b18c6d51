"""The source sentences: bounded whatever comes, and always with what the embedded engine drafted."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from stories.summarising.engines import get_engine
from stories.summarising.engines.extract import draft
from stories.summarising.engines.llm import prompt
from stories.summarising.engines.llm.sources import collect
from stories.summarising.request import Deleted, Request
from stories.summarising.wording import stems
from tests.summarising.story import SEVEN, article

NAMES = ("Harbour Board", "City Assembly", "Rescue Service", "Fishers Guild", "Tarn Line", "Quay Office", "Salt Works")
DEEDS = ("ordered", "inspected", "repaired", "sold", "closed", "surveyed", "rented out", "painted", "insured")
THINGS = ("tugs", "cranes", "gates", "sheds", "pumps", "lamps", "barges", "nets", "buoys", "lifts", "vans")


def many(count: int):
    """Articles of one matter, every sentence another."""
    rng = random.Random(7)
    for n in range(count):
        lines = [
            f"The {rng.choice(NAMES)} of Velmora {rng.choice(DEEDS)} {rng.randint(2, 900)} {rng.choice(THINGS)} at the "
            f"sea barrier near pier {rng.randint(1, 90)} on March {rng.randint(1, 28)}, its office said."
            for _ in range(12)
        ]
        yield article(f"a{n}", " ".join(lines), published_at=datetime(2026, 3, 28, tzinfo=UTC) + timedelta(hours=n))


def test_of_a_large_story_a_bounded_part_is_shown_the_newest_article_in_it():
    request = Request("en", tuple(many(16)))
    embedded = draft(request)
    material = collect(request, embedded)
    messages = prompt.for_summary(material.sources, sections=5, language="en", is_judged=False)
    assert 60 <= len(material.sources) <= 120
    assert sum(len(message["content"]) for message in messages) < 26_000  # about 6,500 tokens
    assert "a15" in {source.article.key for source in material.sources}
    shown = {source.evidence for source in material.sources}
    assert {sentence.evidence[0] for section in embedded.sections for sentence in section.sentences} <= shown


def test_every_source_is_a_span_of_its_article_with_a_sentence_that_could_stand():
    material = collect(Request("en", SEVEN), draft(Request("en", SEVEN)))
    for source in material.sources:
        cited = source.evidence
        assert source.article.text[cited.start : cited.end] == cited.quote
        assert source.ready.evidence[0] == cited
        assert source.ready.tier in ("A", "B")
    assert [source.id for source in material.sources] == [f"E{n}" for n in range(1, len(material.sources) + 1)]


def test_what_a_person_took_out_is_not_shown():
    material = collect(Request("en", SEVEN), draft(Request("en", SEVEN)))
    gone = material.sources[0].evidence.quote
    request = Request("en", SEVEN, deleted=(Deleted(gone, (), (), tuple(sorted(set(stems(gone, "en"))))),))
    shown = [source.evidence.quote for source in collect(request, draft(request)).sources]
    assert shown
    assert gone not in shown


def test_without_a_provider_it_is_the_embedded_engine():
    request = Request("en", SEVEN)
    assert get_engine("llm").draft(request, lambda step, per_cent: None) == draft(request)
