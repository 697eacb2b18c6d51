"""The embedded engine, seen from outside: what stands, what it cites, and what it refuses."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stories.summarising.engines import get_engine
from stories.summarising.engines.extract import draft
from stories.summarising.folding import fold
from stories.summarising.request import Deleted, Draft, Incumbent, OutOfTime, Request, Reuse, Span
from stories.summarising.support import check
from stories.summarising.wording import stems, word_count
from tests.summarising.story import SEVEN, article, texts_of

ROOT = Path(__file__).resolve().parents[2]


def sentences(made: Draft):
    return [sentence for section in made.sections for sentence in section.sentences]


def texts(made: Draft) -> list[str]:
    return [sentence.text for sentence in sentences(made)]


@pytest.fixture(scope="module")
def made() -> Draft:
    return draft(Request("en", SEVEN))


def test_every_sentence_passes_the_support_check_with_its_own_evidence(made):
    published = {entry.key: entry.published_at for entry in SEVEN}
    for sentence in sentences(made):
        assert sentence.evidence
        verdict = check(sentence.text, sentence.evidence, texts_of(SEVEN), published, sentence.operations)
        assert verdict.tier == sentence.tier
        assert verdict.tier in ("A", "B")
        assert verdict.evidence == sentence.evidence


def test_every_evidence_is_a_span_of_the_snapshot(made):
    stored = texts_of(SEVEN)
    for sentence in sentences(made):
        for cited in sentence.evidence:
            assert stored[cited.snapshot][cited.start : cited.end] == cited.quote
            assert 0 <= cited.score <= 1000


def test_the_summary_has_the_agreed_shape(made):
    assert 3 <= len(made.sections) <= 5
    for section in made.sections:
        assert 1 <= len(section.sentences) <= 3
        assert len(section.heading.split()) <= 9
        assert section.needs_heading or section.heading_article
    assert all(7 <= word_count(text) <= 49 for text in texts(made))
    headings = [section.heading for section in made.sections if section.heading]
    assert len(set(headings)) == len(headings) >= 2


def test_what_several_outlets_report_cites_several(made):
    several = [sentence for sentence in sentences(made) if len(sentence.evidence) > 1]
    assert len(several) * 4 >= len(sentences(made))
    shut = next(sentence for sentence in several if "shut" in sentence.text)
    assert {cited.article for cited in shut.evidence} == {"courier", "wire"}
    assert shut.origins == 2


def test_the_first_section_opens_with_the_newest_development(made):
    assert made.sections[0].sentences[0].evidence[0].article == "post"


def test_no_sentence_leans_on_one_that_is_not_there(made):
    for text in texts(made):
        assert not text.startswith(("He ", "She ", "They ", "It ", "The company", "This "))
        assert "?" not in text
        assert "newsletter" not in text


def test_days_are_resolved_in_brackets_and_recorded(made):
    dated = [sentence for sentence in sentences(made) if "Monday" in sentence.text]
    assert dated
    for sentence in dated:
        assert "Monday [March 2]" in sentence.text
        assert sentence.operations[0]["op"] == "resolve_date"
        assert sentence.text[sentence.operations[0]["at"] :].startswith("[March 2]")


def test_the_order_of_the_articles_changes_nothing(made):
    for seed in range(5):
        shuffled = random.Random(seed).sample(SEVEN, len(SEVEN))
        assert draft(Request("en", tuple(shuffled))) == made


def test_another_process_with_another_hash_seed_drafts_the_same(made):
    program = (
        "from stories.summarising.engines.extract import draft\n"
        "from stories.summarising.request import Request\n"
        "from tests.summarising.story import SEVEN\n"
        "made = draft(Request('en', SEVEN))\n"
        "print(repr([(s.heading, [t.text for t in s.sentences]) for s in made.sections]))"
    )
    expected = repr([(s.heading, [t.text for t in s.sentences]) for s in made.sections])
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
        )
        assert done.stdout.strip() == expected


def test_one_more_article_keeps_most_sentences():
    before = draft(Request("en", SEVEN[:6]))
    standing = tuple(
        Incumbent(str(n), s.text, tuple(Span(e.article, e.snapshot, e.start, e.end) for e in s.evidence))
        for n, s in enumerate(sentences(before))
    )
    after = draft(Request("en", SEVEN, incumbents=standing))
    assert len(set(texts(before)) & set(texts(after))) >= len(texts(before)) - 2
    assert any(sentence.evidence[0].article == "post" for sentence in sentences(after))


def test_an_article_off_the_subject_changes_nothing_but_the_list_of_unused(made):
    stray = article(
        "stray",
        "Gardeners in Nareth grew the heaviest pumpkin ever weighed at the autumn fair. Judges praised Rhea Kolb's "
        "patience with compost, worms and rainwater during a dry summer.",
        headline="Pumpkin record falls",
        published_at=datetime(2026, 3, 6, tzinfo=UTC),
    )
    after = draft(Request("en", (*SEVEN, stray)))
    assert texts(after) == texts(made)
    assert after.unused["stray"] == "nothing_new"


def test_quoted_publishers_are_named_and_held_to_their_caps(made):
    rights = {entry.key: entry.reuse for entry in SEVEN}
    outlets = {entry.key: entry.outlet for entry in SEVEN}
    quoted: Counter[str] = Counter()
    for sentence in sentences(made):
        source = sentence.evidence[0].article
        is_quote = rights[source] is Reuse.QUOTE
        assert sentence.form == ("quotation" if is_quote else "plain")
        assert sentence.outlet == (outlets[source] if is_quote else "")
        quoted[source] += is_quote
    assert max(quoted.values()) <= 1


def test_from_three_outlets_up_none_has_more_than_its_share(made):
    counts = Counter(sentence.evidence[0].article for sentence in sentences(made))
    assert max(counts.values()) <= max(1, round(0.3 * len(sentences(made))))


@pytest.mark.parametrize("reuse", [Reuse.FACTS_ONLY, Reuse.LINK_ONLY, Reuse.NONE])
def test_words_that_may_not_be_used_verbatim_never_appear(reuse):
    changed = tuple(replace(entry, reuse=reuse) if entry.key == "post" else entry for entry in SEVEN)
    made = draft(Request("en", changed))
    assert made.unused["post"] == "reuse"
    assert all(cited.article != "post" for sentence in sentences(made) for cited in sentence.evidence)
    assert all(section.heading_article != "post" for section in made.sections)


def test_headings_come_from_licensed_headlines_only(made):
    rights = {entry.key: entry.reuse for entry in SEVEN}
    for section in made.sections:
        if section.heading_article:
            assert rights[section.heading_article] is Reuse.LICENSED


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "retracted"}, "retracted"),
        ({"kind": "opinion"}, "kind"),
        ({"kind": "live_blog"}, "kind"),
        ({"language": "ko"}, "language"),
        ({"text": "Photo: a gate"}, "no_usable_text"),
    ],
)
def test_an_article_that_cannot_be_used_says_why(change, code):
    changed = tuple(replace(entry, **change) if entry.key == "wire" else entry for entry in SEVEN)
    made = draft(Request("en", changed))
    assert made.unused["wire"] == code
    assert made.sections


def test_a_press_release_is_named_as_one_by_its_outlet():
    changed = tuple(replace(entry, kind="press_release") if entry.key == "post" else entry for entry in SEVEN)
    for sentence in sentences(draft(Request("en", changed))):
        if sentence.evidence[0].article == "post":
            assert (sentence.form, sentence.outlet) == ("quotation", "Market Post")


def test_no_articles_and_no_usable_text_give_an_empty_draft():
    assert draft(Request("en", ())) == Draft()
    made = draft(Request("en", (article("a", ""), article("b", "Sign up now!"))))
    assert made.sections == ()
    assert made.unused == {"a": "no_usable_text", "b": "no_usable_text"}


def test_one_article_is_one_source_without_headings():
    made = draft(Request("en", SEVEN[:1]))
    assert made.label == "One source: Tarn Courier"
    assert made.original_reports == 1
    assert [section.heading for section in made.sections] == [""]


def test_copies_of_one_wire_are_one_original_report():
    wire = SEVEN[1]
    copies = [
        replace(
            wire,
            key=f"copy{n}",
            outlet=f"Copy {n}",
            publisher=f"p{n}",
            published_at=wire.published_at + timedelta(hours=n),
        )
        for n in range(3)
    ]
    made = draft(Request("en", tuple(copies)))
    assert made.original_reports == 1
    assert all(sentence.origins == 1 for sentence in sentences(made))
    assert made.label == "3 articles, one original report"


def test_what_a_person_took_out_does_not_come_back(made):
    victim = next(text for text in texts(made) if "4,200" in text or "shut" in text)
    deleted = Deleted(victim, (), (), stems(fold(victim), "en"))
    assert victim not in texts(draft(Request("en", SEVEN, deleted=(deleted,))))


def test_equally_new_reports_with_another_figure_are_a_conflict():
    other = replace(
        SEVEN[1],
        key="rival",
        outlet="Rival",
        publisher="rival",
        text="About 5,300 people were told to leave their homes in the Lower Quay district.",
        snapshot="rival",
    )
    made = draft(Request("en", (*SEVEN, other)))
    values = {frozenset((clash.first_value, clash.second_value)) for clash in made.conflicts}
    assert frozenset(("4,200", "5,300")) in values


def test_a_plan_whose_day_has_passed_leaves():
    plan = article(
        "plan",
        "The Harbour Authority of Velmora will reopen the sea barrier for ships on March 4.",
        published_at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    assert not any("will reopen" in text for text in texts(draft(Request("en", (*SEVEN, plan)))))


def test_a_surname_alone_waits_for_the_full_name(made):
    for section in made.sections:
        read = ""
        for sentence in section.sentences:
            read += sentence.text
            if "Dunne" in sentence.text:
                assert "Mira Dunne" in read


KOREAN = (
    "산업부는 벨모라 항만 방벽에 균열 세 곳이 발견됐다고 밝혔다. "
    "항만청은 주민 4200명에게 대피를 권고했다고 설명했다.\n\n"
    "시의회는 방벽 수리에 6000만 크라운을 쓰기로 의결했다고 전했다."
)
ARABIC = (
    "أغلقت هيئة الميناء الحاجز البحري في فيلمورا بعد أن كشفت العاصفة ثلاثة شقوق في بوابته الشرقية. "
    "وقالت الهيئة إن نحو 4200 شخص غادروا منازلهم في حي الرصيف السفلي."
)


@pytest.mark.parametrize(("language", "text"), [("ko", KOREAN), ("ar", ARABIC)])
def test_other_scripts_are_cited_with_exact_offsets(language, text):
    source = article("a", text, headline="방벽", language=language)
    made = draft(Request(language, (source,)))
    assert sentences(made)
    for sentence in sentences(made):
        cited = sentence.evidence[0]
        assert text[cited.start : cited.end] == cited.quote == sentence.text


def test_a_passed_deadline_stops_the_run():
    with pytest.raises(OutOfTime):
        draft(Request("en", SEVEN, deadline=time.monotonic() - 1))


def test_progress_rises_to_a_hundred():
    seen: list[int] = []
    get_engine("extract").draft(Request("en", SEVEN), lambda step, per_cent: seen.append(per_cent))
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_an_unknown_engine_is_refused_by_name():
    with pytest.raises(ValueError, match=r"no summary engine .gpt.*extract"):
        get_engine("gpt")


def test_the_newest_development_is_told_in_the_words_that_several_carry():
    longer = (
        "Engineers have begun to mend the Torlink power cable between Norland and Dane Island, lifting the first of "
        "its two ends on Monday, the Norlandic grid operator Ostgrid said on Tuesday."
    )
    shorter = longer.replace("the Norlandic grid operator Ostgrid", "Ostgrid")
    older = "The Torlink power cable failed on Sunday and cut trade between Norland and Dane Island, Ostgrid said."
    made = draft(
        Request(
            "en",
            (
                article("a", older, published_at=datetime(2026, 3, 1, 9, tzinfo=UTC)),
                article("b", shorter, published_at=datetime(2026, 3, 4, 9, tzinfo=UTC)),
                article("c", longer, published_at=datetime(2026, 3, 4, 12, tzinfo=UTC)),
            ),
        )
    )
    opening = made.sections[0].sentences[0]
    assert "Norlandic" not in opening.text
    assert {one.article for one in opening.evidence} == {"b", "c"}
