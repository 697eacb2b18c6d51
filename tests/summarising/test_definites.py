"""Definite nouns, offices and hours that point at nothing, in three stories that no rule was made for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stories.summarising.candidates import candidates
from stories.summarising.preparing import prepare
from tests.summarising.story import article

NEWEST = date(2026, 6, 12)


def read(text: str, language: str = "en", day: int = 3):
    source = article("a", text, language=language, published_at=datetime(2026, 6, day, 9, tzinfo=UTC))
    prepared = prepare(source)
    starts = {sentence.start for sentence in prepared.sentences}
    return {one.sentence.text: one for one in candidates(0, source, prepared, starts, NEWEST)}


def stands(found, text: str) -> bool:
    return text in found and found[text].stands_alone()


BRIDGE = {
    "A goods lorry broke through the parapet of the Osk Bridge in Farrow on June 2 and fell into the river Tane.": True,
    "The driver climbed out through a window and was taken to hospital in Brell with a broken arm.": False,
    "Witnesses said that the lorry had swerved to avoid a cyclist who came out of a side street.": False,
    "The repair of the Osk Bridge costs 4 million crowns, the town council of Farrow estimates.": True,
    "Commissioner Lotte Brand asked why no barrier had been put up when money was there.": False,
    "Brand's deputy, Ivo Karsten, told reporters in Farrow that they had lost it.": False,
    "Crews searched for the others with lamps and dogs along the banks of the Tane.": False,
    "A crane from Brell is expected to lift it onto the bank within hours.": False,
    "Divers were on their way from the coast to Farrow with special equipment.": False,
    "The Osk Bridge was closed at eight that evening and opened again after dark for buses.": False,
    "Farrow Haulage is proud to serve more than 900 customers in every part of the province.": False,
    "Engineers of the province examine the Osk Bridge every five years with ultrasound equipment.": True,
}
BRAND = {
    "Das Rathaus von Ellern ist am 2. Juni 2026 bei einem Brand schwer beschädigt worden, wie die Polizei "
    "mitteilte.": True,
    "Das sagte Bürgermeisterin Carla Wendt vor Journalisten in der Turnhalle von Ellern.": False,
    "Ursache ist nach ersten Erkenntnissen der Feuerwehr ein Kurzschluss in einem Verteilerkasten.": False,
    "Die Stadt Ellern muss damit bis zum Herbst ohne großen Sitzungssaal auskommen, teilte sie mit.": False,
    "Der Dachstuhl brannte vollständig aus und stürzte in den darunter liegenden Sitzungssaal.": False,
    "Die Landesregierung verlangt zudem ein Gutachten über den Brandschutz in allen Rathäusern.": False,
    "Ministerpräsidentin Anna Hoppe versprach Ellern am 2. Juni 2026 eine Soforthilfe von 500.000 Euro.": True,
}
PUERTO = {
    "El puerto de Valmar cerró el 2 de junio de 2026 tras el hundimiento de una grúa de 60 metros en el "
    "muelle norte.": True,
    "El documento llevaba la firma de dos ingenieros de la empresa Gruasur, según el ayuntamiento de Valmar.": False,
    "El presidente Luis Ferrán aseguró que la obra cumplía todas las normas de seguridad.": False,
    "El tribunal de Valmar abrió el 3 de junio de 2026 una investigación contra la empresa Gruasur.": True,
    "Lleva tres días sin trabajar por orden de la inspección de Valmar.": False,
    "La grúa debe retirarla una empresa de Brisas con dos remolcadores.": False,
}


@pytest.mark.parametrize(("language", "story"), [("en", BRIDGE), ("de", BRAND), ("es", PUERTO)])
def test_of_an_unseen_story_only_what_stands_by_itself_opens_a_section(language, story):
    found = read(" ".join(story), language)
    assert {text: stands(found, text) for text in story} == story


def test_a_noun_told_of_before_waits_for_its_sentence_and_follows_it():
    told = "Police found a phone in the hall of Velmora on June 2."
    points = "Ilya Brann denied in Velmora that the phone was his own."
    first, second = read(f"{told} {points}").values()
    assert second.after([first]) is second
    assert second.after([]) is None


def test_what_follows_its_source_sentence_is_introduced_by_it():
    first, second = read(
        "Two hospitals of Corwen, St. Anne and Mill Lane, became one group on June 2. "
        "The clinics must keep all wards of Corwen open until 2029 and freeze prices."
    ).values()
    assert not second.stands_alone()
    assert second.after([first]) is second


def test_the_company_of_another_article_introduces_nothing():
    (one,) = read("A ferry company of Osk ordered three ships on June 2 in Brell.").values()
    other = read("Shipyards in Brell are full. The company has suspended its technical director, Vasco Reis.", day=11)
    needing = other["The company has suspended its technical director, Vasco Reis."]
    assert needing.article == one.article
    moved = [type(one)(**{name: getattr(one, name) for name in one.__dataclass_fields__} | {"article": 1})]
    assert needing.after(moved) is None


@pytest.mark.parametrize(
    "text",
    [
        "The sun warmed the harbour of Velmora after a week of rain and fog.",
        "The police of Velmora arrested two men in a market hall on June 2.",
        "The tallest of the towers in Velmora measures 92 metres with its mast.",
        "Mutual Cross, the largest insurer in Velmora, raised its fees by 3 per cent.",
    ],
)
def test_one_of_its_kind_needs_nobody_before_it(text):
    assert stands(read("Velmora is a town of 9,000 people by a river in the hills. " + text), text)


@pytest.mark.parametrize(
    "text",
    [
        "Canyon Electric has restored power to 8,200 of its customers in Velmora.",
        "About 7,000 people of Velmora are still evacuated from their homes by the river.",
        "The coast guard of Velmora warned that the storm may damage the dam.",
        "Six wells of Velmora have yet to be tested for salt by a laboratory.",
    ],
)
def test_a_passing_state_without_a_day_leaves_when_newer_articles_follow(text):
    lead = "Velmora counted its wells on June 2 after a storm of two days. "
    assert text not in read(lead + text)
    assert text in read(lead + text, day=12)


def test_a_spanish_dateline_is_cut_and_recorded():
    (found,) = read(
        "ARRABAL, 2 jun (Meridional) - Iván Robles ganó el 1 de junio la carrera de Valmar por dos segundos.", "es"
    ).values()
    assert found.text.startswith("Iván Robles")
    assert [one["kind"] for one in found.operations] == ["dateline"]


def test_half_of_a_contrast_stays_out():
    half = "In Velmora the wells of the old town hold sweet water in most years."
    assert half not in read(f"{half} The wells of the new town, however, have turned salty since 2020.")
    assert half in read(f"{half} The wells of the new town have turned salty since 2020.")
