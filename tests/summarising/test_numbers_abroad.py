"""Numbers and dates of German, French, Spanish and Korean sentences in the support check."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from unicodedata import normalize

import pytest

from stories.summarising.figures import figures
from stories.summarising.folding import fold
from stories.summarising.numbers_abroad import figures_in
from stories.summarising.support.display import display_findings
from tests.summarising.supporting import failed, verdict


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("de", "15.000 Tonnen", "15000", "tonne"),
        ("de-AT", "2.500.000,50 Euro", "2500000.5", "EUR"),
        ("de", "1,05 Milliarden Euro", "1050000000", "EUR"),
        ("de", "einundzwanzig Tage", "21", ""),
        ("fr", "2,4 millions d'euros", "2400000", "EUR"),
        ("fr", "soixante-douze ans", "72", ""),
        ("es", "12 mil millones de dólares", "12000000000", "USD"),
        ("es", "1,500 pesos", "1500", ""),
        ("es", "treinta y dos años", "32", ""),
        ("it", "1,5", "1.5", ""),
        ("en", "1,500", "1500", ""),
        ("en", "two and a half", "2.5", ""),
        ("en", "2½", "2.5", ""),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(language, text, value, unit):
    (figure,) = figures_in(f"x {text}", language)
    assert (figure.value, figure.unit) == (Decimal(value), unit)
    assert f"x {text}"[figure.start : figure.end].startswith(text.split(" ", 1)[0])


@pytest.mark.parametrize("text", ["9.10am", "9:10 a.m.", "9.10 am", "9h10", "9.10 Uhr"])
def test_a_clock_with_a_dot_or_an_h_is_a_clock(text):
    assert [(figure.kind, figure.value) for figure in figures(text)] == [("clock", Decimal(910))]


@pytest.mark.parametrize(
    ("language", "source", "text"),
    [
        ("de", "Es waren 15.000 Tonnen.", "Es waren 15 Tonnen."),
        ("de", "Sie bauten drei Brücken.", "Sie bauten neun Brücken."),
        ("de", "Es kostet 1,3 Milliarden Euro.", "Es kostet 1,3 Millionen Euro."),
        ("de", "Er blieb zwei Wochen.", "Er blieb zwei Monate."),
        ("fr", "Le pont mesure 40 mètres.", "Le pont mesure 40 kilomètres."),
        ("es", "Costó 18 millones de euros.", "Costó 18 millones de dólares."),
        ("ko", "사용료는 18만 원이다.", "사용료는 18만 달러이다."),
        ("en", "Hundreds of people fled.", "Thousands of people fled."),
        ("en", "It began at 3.35 p.m. in the hall.", "It began at 3.35 a.m. in the hall."),
    ],
)
def test_another_number_or_unit_is_told(language, source, text):
    assert any(found.startswith("V1") for found in failed(text, source, language=language))


@pytest.mark.parametrize(
    ("language", "source", "text"),
    [
        ("de", "Am 14. August beginnt es.", "Am 14. März beginnt es."),
        ("de", "Sie trafen sich am Dienstag.", "Sie trafen sich am Freitag."),
        ("de", "Das Amt hat es heute vorgestellt.", "Das Amt hat es gestern vorgestellt."),
        ("fr", "Il rouvrira le 12 décembre.", "Il rouvrira le 12 novembre."),
        ("fr", "Elle est rentrée mercredi.", "Elle est rentrée samedi."),
        ("es", "El plazo termina el 31 de agosto.", "El plazo termina el 31 de mayo."),
        ("ko", "재단이 2월 3일 계획을 발표했다.", "재단이 3월 3일 계획을 발표했다."),
        ("ko", "장터는 금요일 문을 연다.", "장터는 수요일 문을 연다."),
        ("en", "Candidates may file until October 2.", "Candidates may file until October 14."),
        ("en", "The barge is due in July 2026.", "The barge is due in July 2027."),
    ],
)
def test_another_day_is_told(language, source, text):
    assert any(found.startswith("V2") for found in failed(text, source, language=language))


@pytest.mark.parametrize(
    ("language", "source", "text"),
    [
        ("de", "Die Beteiligung lag bei 71,4 Prozent.", "Die Beteiligung lag bei 71,4 %."),
        ("de", "Es waren 15.000 Tonnen.", "Es waren 15000 Tonnen."),
        ("de", "Es waren drei Brücken.", "Es waren 3 Brücken."),
        ("fr", "Les 2 300 évacués sont rentrés.", "Les 2300 évacués sont rentrés."),
        ("ko", "사용료는 18만 원이다.", normalize("NFD", "사용료는 18만 원이다.")),
        ("en", "It opens at 9.10am on Friday.", "It opens at 9:10 a.m. on Friday."),
        ("en", '"It is a fair offer for all of them."', '"It is a fair offer for all of them".'),
        ("en", '"It is fair," she said at noon.', '"It is fair", she said at noon.'),
        ("en", "She called it fair. It cost $7 million.", "She called it fair. It cost $7m."),
    ],
)
def test_the_same_number_in_another_form_is_the_sources_own_words(language, source, text):
    assert verdict(text, source, language=language).tier in ("A", "B")


def test_a_decomposed_syllable_folds_to_the_composed_one():
    assert fold(normalize("NFD", "강바람 18만 원")) == "강바람 18만 원"


def test_marks_that_turn_letters_round_are_told():
    assert failed("The toll is \u202e38\u202c.", "The toll is 38.") == [
        "V6 marks in this turn its letters round: readers see another text than is checked"
    ]


def test_a_german_headline_is_compared_with_german_numbers_and_dates():
    lines = ["Drei Menschen starben am 14. August, 1.200 wurden verletzt."]
    given = {"on": date(2026, 8, 20), "language": "de"}
    assert display_findings("Headline", "3 Tote am 14. August, 1200 Verletzte", lines, **given) == []
    found = display_findings("Headline", "12 Tote am 4. August", lines, **given)
    assert [one.rule for one in found if one.rule in ("V1", "V2")].count("V2") == 1
