"""Cuts: what may go, how it is recorded, and that the source's words come back."""

from __future__ import annotations

import pytest

from stories.summarising.folding import fold
from stories.summarising.operations import undo, whitelist
from stories.summarising.trims import shortened, without_opening

LONG = (
    "Osk Lines, which runs ferries between the islands and the mainland, cancelled crossings (mostly at night) "
    "between Velmora and Brindle, a town on the far shore of the bay, while divers inspected the gate of the "
    "barrier, which had cracked in the storm."
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("However, the Harbour Authority closed it.", "The Harbour Authority closed it."),
        ("But prices rose in Velmora.", "Prices rose in Velmora."),
        ("VELMORA, March 3 (Coast Wire) — The gate is shut.", "The gate is shut."),
        ("VELMORA, Neb., Aug. 15, 2025 — The gate is shut.", "The gate is shut."),
        ("VELMORA, Feb 19 CWN - The gate is shut.", "The gate is shut."),
        ("VELMORA, 28 nov 2025 (CW) - La digue est fermée.", "La digue est fermée."),
        ("“But” is a word.", None),
        ("But for the rain, prices rose.", None),
        ("In contrast to Osk, prices rose.", None),
        ("Still waters run deep in Velmora.", None),
    ],
)
def test_a_dateline_or_an_opening_connective_is_cut_and_comes_back(text, wanted):
    made = without_opening(text, fold(text))
    assert (made and made[0]) == wanted
    if made:
        assert undo(*made) == (text, [])
        assert whitelist(*made) == []


@pytest.mark.parametrize("most", [40, 35, 30, 25])
def test_asides_are_cut_until_the_sentence_is_short_enough(most):
    made = shortened(LONG, (), most)
    assert made is not None
    assert len(made[0].split()) <= most
    assert undo(*made) == (LONG, [])
    assert whitelist(*made) == []


def test_earlier_cuts_come_back_too():
    text = "Meanwhile, " + LONG[0].lower() + LONG[1:]
    opened = without_opening(text, fold(text))
    assert opened is not None
    made = shortened(*opened, 30)
    assert made is not None
    assert undo(*made) == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        "The minister, who denied it all, resigned from the cabinet in the harbour town of Velmora at noon.",
        "The minister (said to be ill) resigned from the cabinet in the harbour town of Velmora at noon.",
        "The minister, who has 4 cars, resigned from the cabinet in the harbour town of Velmora at noon.",
        "The minister, who met the mayor on Friday, resigned from the cabinet in the harbour town of Velmora.",
        "The minister, who may return, resigned from the cabinet in the harbour town of Velmora at noon then.",
    ],
    ids=["speech", "in brackets", "figure", "day", "hedge"],
)
def test_what_limits_or_attributes_a_claim_is_never_cut(text):
    assert shortened(text, (), 12) is None
