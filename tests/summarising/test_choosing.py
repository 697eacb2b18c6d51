"""The engine's parts: which sentences may stand, who says the same, what repeats, how headings are clipped."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from stories.summarising.candidates import refusal
from stories.summarising.choosing import Choice, outlet_cap
from stories.summarising.corroboration import corroborators
from stories.summarising.engines.extract import draft
from stories.summarising.headings import clips, title_case
from stories.summarising.matter import gather
from stories.summarising.pooling import FEWEST, pool
from stories.summarising.preparing import is_boilerplate, prepare
from stories.summarising.request import Request, Reuse
from stories.summarising.sectioning import section_count
from stories.summarising.support import check
from stories.summarising.wording import names
from tests.summarising.story import article, texts_of

NAMES = ["Anse", "Brill", "Corve", "Dunne", "Elver", "Farrow", "Gant", "Hode", "Ilse", "Jory", "Karn", "Lond"]
NAMES += ["Mire", "Nold", "Orsk", "Pell", "Quay", "Rusk", "Sorn", "Tarn"]
REAL_NEWS = Path(__file__).resolve().parents[3] / "shared" / "real-news"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The Harbour Authority closed the barrier in Velmora.", ""),
        ("Too short to stand.", "length"),
        ("He said the Harbour Authority would pay for it all.", "anaphor"),
        ("Both parties in Velmora agreed to the plan on paper.", "anaphor"),
        ("The move surprised the Harbour Authority in Velmora.", "anaphor"),
        ("Meanwhile the Harbour Authority closed the barrier.", "anaphor"),
        ("The Harbour Authority also closed the Velmora barrier.", "anaphor"),
        ("Who will pay for the barrier in Velmora and when?", "question"),
        ("“We closed the gate before the tide came in at last.”", "quotation"),
        ("The Harbour Authority said “the gate is closed.", "quotation"),
        ("Officials in Velmora showed our reporter the eastern gate.", "own voice"),
        ("Officials told this newspaper that Velmora was safe now.", "own voice"),
        ("When asked again, she spoke of the barrier in Velmora.", "pronoun"),
        ("VELMORA — The Harbour Authority closed the barrier early.", "dateline"),
    ],
)
def test_a_sentence_is_kept_out_by_the_rule_it_breaks(text, rule):
    (sentence,) = prepare(article("a", text)).sentences
    assert refusal(sentence, "en") == rule


@pytest.mark.parametrize(
    "passage",
    [
        "Wednesday, June 5, 2019",
        "██ Harbour Party - 365 seats.",
        "* Two members had left before.",
        "Sign up for our daily briefing.",
        "Copyright 2026 Osk Gazette.",
        "Ivo Castell contributed to this report.",
        "By Mira Dunne",
        "—Mira Dunne, Twitter",
    ],
)
def test_labels_tables_and_notices_are_no_sentences(passage):
    assert is_boilerplate(passage)


def test_names_lose_a_common_first_word_and_split_at_possessives():
    text = "Protesters met Mira Dunne. Velmora's City Assembly waited."
    assert names(text, frozenset({"protesters"})) == ("Mira Dunne", "Velmora", "City Assembly")


def pair(second: str, *, hours: int = 1, reuse: Reuse = Reuse.LICENSED):
    first = "The Harbour Authority shut the Velmora sea barrier on Monday after a storm opened three cracks."
    when = datetime(2026, 3, 3, 8, tzinfo=UTC)
    return gather(
        [
            article("a", first + " Nobody in Velmora was hurt.", published_at=when),
            article(
                "b", second + " The Velmora ferries stopped.", published_at=when + timedelta(hours=hours), reuse=reuse
            ),
        ]
    )


def test_another_outlet_that_says_the_same_is_cited():
    matter = pair(
        "The Velmora sea barrier was shut by the Harbour Authority on Monday after a storm opened three cracks."
    )
    assert [matter.rows[row][0] for row, _ in corroborators(matter, 0)] == [1]


@pytest.mark.parametrize(
    "second",
    [
        "The Harbour Authority shut the Velmora sea barrier on Monday after a storm opened five cracks.",
        "The Harbour Authority did not shut the Velmora sea barrier on Monday after a storm opened three cracks.",
        "The Harbour Authority may shut the Velmora sea barrier on Monday after a storm opened three cracks.",
        "The Harbour Authority shut the Velmora sea barrier on Tuesday after a storm opened three cracks.",
        "Officials shut a sea barrier on Monday after a storm opened three cracks.",
    ],
    ids=["number", "negation", "hedge", "day", "name"],
)
def test_what_differs_in_substance_is_not_cited(second):
    assert corroborators(pair(second), 0) == []


def test_a_report_of_weeks_later_without_a_day_is_not_cited():
    same = "The Harbour Authority shut the Velmora sea barrier after a storm opened three cracks."
    assert corroborators(pair(same, hours=2), 0)
    assert corroborators(pair(same, hours=24 * 20), 0) == []


def test_beyond_fourteen_sentences_trifles_are_not_told():
    lines = [f"Engineer {name} of Velmora measured the long gate at {name} Quay on March 3." for name in NAMES]
    matter = gather([article("a", " ".join(lines))])
    matter.gram[:] = np.eye(len(matter.rows))
    rows = sorted(matter.candidates)
    weights = np.array([2.0 if row < 3 else 1.1 if row < 16 else 0.8 for row in range(len(matter.rows))])
    assert len(rows) == len(NAMES)
    assert pool(matter, weights, rows, {}) == rows[:16]
    assert pool(matter, np.full(len(matter.rows), 0.3), rows, {}) == rows[:FEWEST]


def test_beyond_fourteen_sentences_an_outlet_without_a_say_still_gets_one():
    lines = [f"Engineer {name} of Velmora measured the long gate at {name} Quay on March 3." for name in NAMES]
    other = (
        "Mayor Odo Brill of Velmora opened a kitchen for those who had to leave. "
        "The barge Odo Brill brought soup to the Velmora school."
    )
    matter = gather([article("a", " ".join(lines)), article("b", other)])
    matter.gram[:] = np.eye(len(matter.rows))
    rows = sorted(matter.candidates)
    of_other = [row for row in rows if matter.article(row).key == "b"]
    weights = np.array([0.6 if row in of_other else 0.8 for row in range(len(matter.rows))])
    assert len(of_other) == 2
    assert pool(matter, weights, rows, {}) == [*rows[:FEWEST], of_other[0]]
    assert pool(matter, weights - 0.2, rows, {}) == rows[:FEWEST]


def test_a_quoted_article_gives_one_sentence_or_a_tenth_of_its_words():
    lines = [
        f"Velmora engineer number {n} measured the eastern gate of the sea barrier near quay {n}." for n in range(30)
    ]
    source = article("q", " ".join(lines), reuse=Reuse.QUOTE)
    matter = gather([source])
    choice = Choice(matter, None, dict.fromkeys(range(30), 0), per_section=30, outlet_cap=30)
    for row in range(30):
        if not choice.quote_full(row):
            choice.chosen.append(row)
    words = sum(matter.rows[row][1].words for row in choice.chosen)
    assert len(choice.chosen) > 1
    assert words <= min(90, 0.1 * matter.prepared[0].words)


def test_two_sentences_with_the_same_figures_are_one_report_in_other_words():
    lines = [
        "Members of the Sarrow Nurses' Association accepted the offer of the government by 68 per cent to 32.",
        "The Nurses' Association of Sarrow says 68 per cent of those who voted were in favour.",
        "Health minister Simon Lavery of Sarrow put the price of the accord at £7.2 million for two winters.",
    ]
    matter = gather([article("a", " ".join(lines))])
    choice = Choice(matter, None, dict.fromkeys(range(3), 0), per_section=9, outlet_cap=9, chosen=[0])
    assert [choice.fits(row) for row in (1, 2)] == [False, True]


@pytest.mark.parametrize(("outlets", "sentences", "cap"), [(2, 10, 10), (3, 9, 3), (7, 10, 3), (7, 5, 1), (12, 15, 4)])
def test_one_outlets_share_is_thirty_per_cent_from_three_up(outlets, sentences, cap):
    assert outlet_cap(outlets, sentences) == cap


@pytest.mark.parametrize(
    ("articles", "candidates", "sections"),
    [(1, 20, 1), (3, 20, 2), (4, 7, 2), (4, 20, 3), (7, 20, 4), (50, 30, 5), (2, 4, 1)],
)
def test_thin_material_gets_fewer_sections(articles, candidates, sections):
    assert section_count(articles, candidates, 5) == sections


@pytest.mark.parametrize(
    ("headline", "wanted"),
    [
        (
            "Harbour Authority shuts barrier after storm opens three wide cracks in gate",
            "Harbour Authority shuts barrier",
        ),
        ("Velmora mends its gate", "Velmora mends its gate"),
        ("Minister resigns over barrier in Velmora, three aides to the mayor say", None),
        ("Study: barrier may not hold another winter in Velmora, engineers fear", None),
        ("Will the barrier in Velmora hold?", None),
        ("Ferries stop today", None),
        ("Osk, Brindle and Tarn order new gates from Kesten Steel this winter again", None),
    ],
)
def test_headlines_are_clipped_at_clause_borders_only(headline, wanted):
    assert next(clips(headline, date(2026, 3, 3), "en"), None) == wanted


def test_title_case_keeps_small_words_and_capitals():
    assert title_case("minister of trade visits NATO base in osk") == "Minister of Trade Visits NATO Base in Osk"


def real_stories() -> list[Path]:
    return sorted(REAL_NEWS.glob("*.json"))


@pytest.mark.skipif(not REAL_NEWS.is_dir(), reason="the folder of real news is not at hand")
def test_real_running_stories_become_readable_cited_summaries():
    assert len(real_stories()) == 5
    for path in real_stories():
        articles = tuple(
            article(
                entry["url"],
                entry["text"],
                headline=entry["headline"],
                outlet=entry["publisher"],
                published_at=datetime.fromisoformat(entry["published_at"]).replace(tzinfo=UTC),
            )
            for entry in json.loads(path.read_text())["articles"]
        )
        made = draft(Request("en", articles))
        published = {entry.key: entry.published_at for entry in articles}
        assert 2 <= len(made.sections) <= 5, path.name
        for section in made.sections:
            assert len(section.heading.split()) <= 9
            assert section.heading or section.needs_heading
            for sentence in section.sentences:
                assert not sentence.text.startswith(("He ", "She ", "They ", "It ", "The move", "Both "))
                verdict = check(sentence.text, sentence.evidence, texts_of(articles), published, sentence.operations)
                assert verdict.tier in ("A", "B")
