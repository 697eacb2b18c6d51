"""Headings say what a sentence below them says; a clause or a whole name stands in; a fragment never does."""

from __future__ import annotations

import pytest

from stories.summarising.carrying import carries
from stories.summarising.clauses import clause_of
from stories.summarising.labels import neutral_label
from stories.summarising.preparing import prepare
from tests.summarising.story import article


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("Third death in Osk fire", "A third person has died in the Osk fire."),
        ("Museum returns bell to Velmora", "The museum returned the bell to Velmora on Monday."),
        ("Rail strike ends", "The railway strike ended early on Thursday."),
        ("Recount gives Reform League 18 seats", "Reform League has 18 seats after the recount in Osk."),
        ("La federación rechaza inscribir a Soler", "La federación rechazó inscribir a Iván Soler."),
    ],
)
def test_a_sentence_carries_a_heading_in_other_forms_of_its_words(heading, sentence):
    assert carries(sentence, heading, "es" if "federación" in heading else "en")


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("Varga banned for four years, Szel for life", "Varga has been banned for four years and fined."),
        ("Velmora closes gap in harbour wall", "A gap opened in the harbour wall of Velmora."),
        ("Court halves the pain for growers", "A court lowered the cut for growers from 40% to 25%."),
        ("Osk and Velmora plan to merge", "The office approved the merger of Osk and Velmora."),
    ],
)
def test_a_heading_whose_name_or_deed_no_sentence_has_is_not_carried(heading, sentence):
    assert not carries(sentence, heading, "en")


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "The strike of signallers in Osk ended three hours early on Thursday after both sides agreed.",
            "strike of signallers in Osk ended three hours early",
        ),
        ("Police questioned two managers of Osk Lines on Tuesday.", "Police questioned two managers of Osk Lines"),
        ("Anna Bell lodged an appeal on Thursday, her lawyer said.", ""),
        ("The gate may be raised in August, if the weather holds.", ""),
        (
            "The phone in the hall was bought by a coach on Monday.",
            "phone in the hall was bought by a coach",
        ),
        ("She left the hall of the Harbour Authority on Monday.", ""),
    ],
)
def test_a_clause_heads_a_section_only_if_the_cut_takes_no_source_and_no_doubt(sentence, wanted):
    assert clause_of(sentence, "en") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The recount in Cala Nera began at noon with forty helpers. The recount in Cala Nera ended at night there.",
            "recount in Cala Nera",
        ),
        ("Harl Bank lowers its interest in Osk. Harl Bank said it follows the others.", "Harl Bank"),
        (
            "The find was shown to visitors in Port Lisle today. Visitors travelled to Port Lisle from far away.",
            "",
        ),
        (
            "The Ministry of Public Health and Health Care confirmed a case. The Ministry of Public Health and Health "
            "Care closed a school.",
            "",
        ),
        ("Hong Kong voted on Sunday in great numbers. Hong Kong has eighteen districts in all.", ""),
        ("Forty-one people are dead, Teresa Lobo said. Boats saved others, Teresa Lobo said.", ""),
    ],
)
def test_a_label_is_a_whole_name_or_phrase_that_the_section_speaks_of_or_none(text, wanted):
    assert neutral_label(prepare(article("a", text)).sentences, (), "en", ()) == wanted
