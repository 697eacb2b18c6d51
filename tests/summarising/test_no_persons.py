"""What looks like a person's full name and is none: cables, towns, firms, offices; and persons who must stay so."""

from __future__ import annotations

import pytest

from stories.summarising.engines.extract import draft
from stories.summarising.no_persons import persons_of
from stories.summarising.preparing import prepare
from stories.summarising.pronouns import pronoun
from stories.summarising.request import Request
from tests.summarising.story import article


def known(*texts: str, language: str = "en", outlets=()):
    """The persons of a story of these texts."""
    articles = [article(f"a{number}", text, language=language) for number, text in enumerate(texts)]
    prepared = [prepare(entry) for entry in articles]
    return persons_of([(entry.sentences, entry.bearers) for entry in prepared], outlets, language)


@pytest.mark.parametrize(
    ("language", "word", "texts"),
    [
        ("en", "Torlink", ["The 700 MW Torlink cable failed. Operators said Torlink 2 may stay shut until spring."]),
        (
            "en",
            "Corrant",
            ["The fault was seen on Corrant Airways aircraft. Corrant said that six of them stay aground."],
        ),
        (
            "en",
            "Skellow",
            ["The find at Skellow Fen drew crowds. A fen is wet.", "The boat lay in a fen. It will stay in Skellow."],
        ),
        ("fr", "Montvizy", ["La Ville de Montvizy a fermé le théâtre. Il rouvrira à Montvizy en mai."]),
        ("es", "Sanidad", ["La Consejería de Sanidad cerró la torre. El brote empezó en octubre, según Sanidad."]),
        (
            "de",
            "Altenwerder",
            ["Das Werk Altenwerder Ende 2027 zu schließen, war beschlossen.", "Das Ende kam in Altenwerder früher."],
        ),
    ],
)
def test_what_the_story_uses_as_no_surname_is_no_person(language, word, texts):
    assert word not in known(*texts, language=language).bearers


@pytest.mark.parametrize(
    ("language", "full", "texts"),
    [
        (
            "en",
            "Russell Tate",
            ["Russell Tate won 4,312 votes. Tate 4,312, Benavides 4,298, said the clerk. Tate said so."],
        ),
        ("en", "Carla Young", ["Carla Young, 44, led the climb. A young guide and a young cook went with her."]),
        ("en", "Mira Dunne", ["Harbour director Mira Dunne shut the gate in Dunne.", "The road in Dunne is open."]),
        ("de", "Uwe Braun", ["Uwe Braun, 44, lackiert seit 1998. Im Braun der Halle steht ein Rad, sagt Braun."]),
        ("fr", "Claire Aubry", ["La directrice, Claire Aubry, a parlé. Le train va à Aubry. « Non », a dit Aubry."]),
    ],
)
def test_who_speaks_or_has_an_age_or_an_office_stays_a_person(language, full, texts):
    assert full in known(*texts, language=language).bearers[full.split()[1]]


def test_an_outlets_name_is_no_surname():
    text = "The Works Velmar plant closed. The plant of Velmar will be sold."
    assert "Velmar" in known(text).bearers
    assert "Velmar" not in known(text, outlets=["Velmar Cycles GmbH"]).bearers


def test_an_office_before_a_full_name_is_no_first_name():
    persons = known(
        "Councilman Andre Kessler led by 63 votes, and the town slept.",
        "Andre Kessler told supporters that he would wait. Councilman Kessler came in second.",
    )
    assert persons.bearers["Kessler"] == {"Andre Kessler"}
    assert persons.named(frozenset({"Councilman Kessler"})) == {"Andre Kessler"}


def test_a_story_without_names_has_no_persons():
    assert known("it rained all day and nobody came.").bearers == {}


def test_the_lead_of_a_story_about_a_cable_may_stand():
    lead = (
        "Engineers have begun to repair the Torlink 2 power cable between Norland and Dane Island, its operator said."
    )
    made = draft(
        Request(
            "en",
            (
                article(
                    "a1", "The 700 MW Torlink cable tripped at noon and power ran short in Norland, operators said."
                ),
                article("a2", lead + " The work on the cable is to last until January if the weather holds."),
            ),
        )
    )
    assert lead in [sentence.text for section in made.sections for sentence in section.sentences]


@pytest.mark.parametrize(
    ("text", "stays_out"),
    [
        ("Maya Sand and Peter Lock died when his boat went over the Velmora weir at noon on March 3.", True),
        ("Maya Sand, a student, and Peter Lock drowned when his boat went over the Velmora weir on March 3.", True),
        ("Peter Lock died when his boat went over the Velmora weir at noon on March 3.", False),
        ("Skipper Odo Brill said Maya Sand and Peter Lock had boarded his boat in Velmora on March 3.", False),
    ],
)
def test_what_belongs_to_a_third_is_not_told_beside_a_pair(text, stays_out):
    (sentence,) = prepare(article("a", text)).sentences
    assert pronoun(sentence, "en") is stays_out
