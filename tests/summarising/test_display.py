"""Headlines and captions against the live sentences: what is told, and what harmless forms pass."""

from __future__ import annotations

from datetime import date

import pytest

from stories.summarising.support.display import BoardFigure, display_findings

ON = date(2026, 2, 19)
LINES = [
    "South Korea will invest US$350 billion in the United States, Minister Kim Jung-kwan said on Tuesday [Feb 17].",
    "At least 40 people died in the fire at Vell Harbour.",
    "The court rejected the appeal of Mira Dunne.",
    "Iranian officials met in Geneva on 19 February.",
    "The fleet grew by 2.01 million tonnes.",
]


def told(headline: str, **given) -> list[str]:
    return [found.reason for found in display_findings("Headline", headline, LINES, on=ON, **given)]


@pytest.mark.parametrize(
    ("headline", "reason"),
    [
        ("12 dead in harbour fire", "Headline says 12, the summary says 40"),
        ("Fire Kills 12 at Vell Harbour", "Headline says 12, the summary says 40"),
        ("US to get $530bn", "Headline says $530bn, the summary says US$350 billion"),
        ("New talks on Feb 20 in Geneva", "Headline says Feb 20; no sentence of the summary does"),
        ("Minister Lena Groot leads talks", "Headline names Lena Groot; no sentence of the summary does"),
        ("UK court rejects appeal", "Headline names UK; no sentence of the summary does"),
        ("Court accepts Dunne's appeal", "The summary says “rejected”, Headline says “accepts”"),
        ('Minister sees "a deal for the ages"', "Headline quotes “a deal for the ages”"),
    ],
)
def test_what_no_live_sentence_carries_is_told_with_what_the_summary_says(headline, reason):
    assert [found for found in told(headline) if found.startswith(reason)]


@pytest.mark.parametrize(
    "headline",
    [
        "South Korea to invest $350bn in US, says Kim",
        "Korean minister promises America 350 billion dollars",
        "Forty dead in harbour fire",
        "Forty Dead in Harbour Fire as Court Rejects an Appeal",
        "Iran meets officials in Geneva in February",
        "Fleet grows by about 2 million tonnes",
        "Appeal of Mira Dunne rejected",
        "",
    ],
)
def test_the_same_facts_in_the_words_of_a_headline_are_told_nothing(headline):
    assert told(headline) == []


def test_a_summary_without_lines_contradicts_nothing():
    assert display_findings("Headline", "12 dead", [], on=ON) == []


def test_a_figure_of_the_board_carries_a_headline_and_an_older_value_of_it_does_not():
    board = (BoardFigure("Injured", "7", older=("5",)),)
    assert told("7 hurt in harbour fire", figures_kept=board) == []
    assert "Headline says 5, the figures board says 7 (Injured)" in told("5 hurt in harbour fire", figures_kept=board)


def test_a_figure_is_compared_with_what_counts_the_same_and_told_once():
    lines = [
        "The harbour authority of Calder Reach moved nine ships to Pier One.",
        "Sixteen people were injured in the fire at the Kestrel Warehouse.",
    ]
    headline = "Fire Injures 12 in the Port of Calder Reach"
    (found,) = display_findings("Headline", headline, lines, on=ON)
    assert found.reason == "Headline says 12, the summary says Sixteen"
    board = [BoardFigure("Injured", "Sixteen", older=("Twelve",))]
    (found,) = display_findings("Headline", headline, lines, on=ON, figures_kept=board)
    assert found.reason == "Headline says 12, the figures board says Sixteen (Injured)"
