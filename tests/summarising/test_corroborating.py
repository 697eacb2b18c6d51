"""Which passage may be cited for a sentence of another article, and which figures count the same thing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from stories.summarising.conflicts import differences
from stories.summarising.corroboration import corroborators
from stories.summarising.days_told import days_told, words_of_time
from stories.summarising.engines.extract import draft
from stories.summarising.joining import widened
from stories.summarising.matter import gather
from stories.summarising.request import Request
from stories.summarising.vectors import Vectors, most_central
from tests.summarising.story import SEVEN, article

WHEN = datetime(2026, 3, 3, 8, tzinfo=UTC)


def cited(first: str, second: str) -> bool:
    """Whether the second article's sentence is cited for the first one's."""
    rest = " Ferries in Velmora stopped. Shops in Velmora closed."
    matter = gather(
        [
            article("a", first + rest, published_at=WHEN),
            article("b", second + " Trams in Osk were late.", published_at=WHEN + timedelta(hours=1)),
        ]
    )
    return any(matter.rows[row][0] == 1 for row, _ in corroborators(matter, 0))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Osk Lines cancelled 26 crossings between Velmora and Brindle.",
            "Osk Lines cancelled 26 crossings between Velmora and Brindle on Tuesday, and no refund was paid.",
        ),
        (
            "Some 4,200 people in the Lower Quay district were told to leave their homes.",
            "About 4,200 people were told to leave their homes in the Lower Quay district.",
        ),
        (
            "The council of Velmora voted 29 to 24 to rent a barge from Clearstrand, officials said.",
            "By 29 votes to 24 the council of Velmora voted to rent a barge from Clearstrand.",
        ),
        (
            "Osk Lines affects 312,000 people of Velmora with its cuts of May, a third more than first thought.",
            "VELMORA, May 15 (Coast Wire) - Osk Lines affects 312,000 people of Velmora with its cuts of May, "
            "a third more than first thought.",
        ),
        (
            "Firefighters brought the fire at the Kestrel Warehouse of Velmora under control at 4:30 a.m. on March 11.",
            "Crews had the fire at the Kestrel Warehouse of Velmora under control at 4:30 a.m. on March 11.",
        ),
        (
            "The trial of the trams of Velmora began at the Brindle depot in heavy snow.",
            "The trial of the trams of Velmora started in heavy snow at the Brindle depot.",
        ),
        (
            "Work on a 400-metre section of the £84m bypass has been paused until 31 October.",
            "The council has paused work on 400 metres of the £84m scheme until 31 October.",
        ),
        (
            "VELMORA, Mich. (CW) - A recount gave Mira Dunne of the Harbour Union a win by nine votes in Brindle.",
            "A recount gave Mira Dunne of the Harbour Union a win by nine votes in Brindle, the board said.",
        ),
        (
            "The Velmora 2 tunnel between Osk and Brindle flooded at 03:12 on March 3.",
            "The Velmora 2 tunnel flooded between Osk and Brindle at 03:12 on Tuesday.",
        ),
        (
            "Two passengers of the Velmora ferry, 19-year-old Mira Dunne and 72-year-old Ivo Castell, were killed.",
            "Two passengers of the Velmora ferry, Mira Dunne, 19, a student, and Ivo Castell, 72, a baker, died.",
        ),
        (
            "Osk Lines told 214 people to leave the Kestrel Tower of Velmora, a block of 102 flats.",
            "All 214 residents must leave the Kestrel Tower of Velmora, a block of 102 flats, Osk Lines said.",
        ),
    ],
    ids=[
        "a negation elsewhere in the passage",
        "another order",
        "who says it",
        "a wire copy of May",
        "other verbs",
        "another word for it",
        "the same figures, and no name",
        "a dateline with a state",
        "a weekday that is the day, and a number that is part of a name",
        "ages behind the names",
        "people who are residents",
    ],
)
def test_a_passage_that_says_the_same_is_cited(first, second):
    assert cited(first, second)


def together(first: str, second: str, language: str = "en") -> bool:
    """Whether neighbouring sentences of the second article are cited together for the first one's sentence."""
    matter = gather(
        [
            article("a", first, language=language, published_at=WHEN),
            article("b", second, language=language, published_at=WHEN + timedelta(hours=1)),
        ]
    )
    return any(matter.passage(row)[0] == 1 for row, _ in widened(matter, 0, [], ()))


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        (
            "Osk Lines was fined 36 million crowns for the outage in Velmora, its regulator announced.",
            "The regulator of Osk Lines unveiled the penalty on Tuesday. It is 36 million crowns for the failure that "
            "hit Velmora.",
            "en",
        ),
        (
            "L'entreprise Osk a été condamnée mardi à 2,4 millions d'euros d'amende pour la pollution de Velmora.",
            "Le tribunal a condamné mardi la société Osk pour la pollution de Velmora. Elle devra verser une amende "
            "de 2,4 millions d'euros.",
            "fr",
        ),
    ],
    ids=["other words", "an entreprise is no name"],
)
def test_two_sentences_that_say_it_together_are_cited(first, second, language):
    assert together(first, second, language)


def test_a_month_is_told_by_the_day_that_a_passage_names_and_by_the_month_in_which_it_was_published():
    first = "Der Rat von Velmora hatte im März den Bau der Brücke beschlossen."
    second = "Am Dienstag hat der Rat von Velmora die Brücke beschlossen."
    matter = gather([article("a", first, language="de"), article("b", second, language="de", published_at=WHEN)])
    told = days_told(matter, 0, [1])
    assert told == {WHEN.date()}
    assert {"marz", "dienstag", "3"} <= words_of_time(matter, 0, [1], told)
    assert "marz" in words_of_time(matter, 0, [1], frozenset())
    assert "marz" not in words_of_time(matter, 0, [1], frozenset({WHEN.date().replace(month=2)}))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Osk Lines denied 36 counts of fraud at the ferry port of Velmora in court.",
            "Osk Lines was in court over the ferry port of Velmora. It was 36 counts of fraud that the jury found.",
        ),
        (
            "A woman died after 36 doses of the vaccine of Osk Lines were recalled in Velmora.",
            "Osk Lines said that its vaccine was recalled in Velmora. A woman received one of 36 doses of it.",
        ),
        (
            "Ysolde was a storm of 140 km/h when it crossed the coast of Velmora.",
            "Ysolde is a storm of 140 km/h. It is due to cross the coast of Velmora.",
        ),
    ],
    ids=["a denial", "a death", "what is still expected"],
)
def test_two_sentences_that_leave_out_what_weighs_most_are_not_cited(first, second):
    assert not together(first, second)


def test_a_reprint_without_the_agencys_dateline_is_cited_for_the_agencys_own_sentence():
    line = "Tavria's central bank cut its interest rate by half a point to 3.25 per cent on Thursday."
    wire = article("wire", f"OSTBY, March 5 (Equinox) - {line}", kind="wire_copy")
    reprint = article("reprint", line + " Shops in Ostby stayed open.")
    made = draft(Request("en", (wire, reprint)))
    told = [one for section in made.sections for one in section.sentences if "3.25" in one.text]
    assert [len(one.evidence) for one in told] == [2]
    assert not told[0].text.startswith("OSTBY")


def test_of_german_nouns_which_all_look_like_names_one_may_be_missing():
    first = article(
        "a",
        "Die Mitglieder der Gewerkschaft stimmen vom 11. bis 13. Mai über den Kompromiss ab. Altenrode ruht.",
        language="de",
    )
    second = article(
        "b", "Die Mitglieder der Gewerkschaft stimmen vom 11. bis 13. Mai ab. Züge in Altenrode fahren.", language="de"
    )
    matter = gather([first, second])
    assert [matter.rows[row][0] for row, _ in corroborators(matter, 0)] == [1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Reform League and Green Coast will govern Maravell with 26 seats, the smallest majority ever.",
            "Reform League and Green Coast will govern Maravell together with 26 seats.",
        ),
        (
            "Lena Castrovel and Tomas Okell signed their agreement in a fish restaurant in Velmora.",
            "Lena Castrovel and Tomas Okell signed the agreement in Velmora in the end.",
        ),
        (
            "Pia Romello of Velmora beat Aldo Serrin of Brindle in the recount by nine votes.",
            "Aldo Serrin of Brindle beat Pia Romello of Velmora in the recount by nine votes.",
        ),
        (
            "Velmora held its primary elections in the states of Osk and Brindle.",
            "Velmora is scheduled to hold its primary elections in the states of Osk and Brindle.",
        ),
        (
            "The Harbour Authority of Velmora opened the eastern gate of the barrier after the storm.",
            "The Harbour Authority of Velmora closed the eastern gate of the barrier after the storm.",
        ),
        (
            "The Velmora caucuses were the third step in the election cycle of the Harbour Party.",
            "The Velmora caucuses were the fourth step in the election cycle of the Harbour Party.",
        ),
        (
            "Twelve people were injured in the fire at the Kestrel Warehouse in Velmora.",
            "Twelve people were killed in the fire at the Kestrel Warehouse in Velmora.",
        ),
        (
            "Mira Dunne, Lena Groot and Ivo Castell of the Harbour Authority resigned in Velmora.",
            "Mira Dunne, Lena Groot and Ivo Castell of the Harbour Authority met journalists in Velmora.",
        ),
        (
            "Crews of Osk Lines get ten hours of rest between shifts in Velmora.",
            "Crews of Osk Lines are asking for ten hours of rest between shifts in Velmora.",
        ),
    ],
    ids=[
        *("a superlative", "a place", "roles", "a plan", "an opposite", "a rank", "who was hit how", "names alone"),
        "a demand",
    ],
)
def test_a_passage_that_says_less_or_else_is_not_cited(first, second):
    assert not cited(first, second)


def compared(*told: tuple[int, str, str]):
    """The differences among sentences: hours after the first, outlet, text."""
    articles = [
        article(f"{n}", text + " Trams in Velmora stopped.", outlet=outlet, published_at=WHEN + timedelta(hours=hours))
        for n, (hours, outlet, text) in enumerate(told)
    ]
    matter = gather(articles)
    return matter, differences(matter)


OLD_TOLL = "Twelve people were killed when the ferry Aurora sank off Velmora."
NEW_TOLL = "The death toll of the ferry Aurora rose to 31 people in Velmora, the coast guard said."


def test_the_newest_toll_replaces_the_older_one_and_keeps_it_as_history():
    matter, found = compared((0, "Wire", OLD_TOLL), (9, "Post", NEW_TOLL))
    (pair,) = found.replaced
    assert (str(pair.one.figure.value), str(pair.other.figure.value), pair.label) == ("12", "31", "people dead")
    assert [matter.rows[row][0] for row in found.superseded] == [0]
    assert found.conflicts == ()


def test_equally_new_reports_that_differ_are_a_conflict_unless_one_says_it_is_an_update():
    other = "Fourteen people were killed when the ferry Aurora sank off Velmora, police said."
    _, found = compared((0, "Wire", OLD_TOLL), (1, "Post", other))
    assert [(str(p.one.figure.value), str(p.other.figure.value)) for p in found.conflicts] == [("12", "14")]
    assert found.superseded == frozenset()
    assert compared((0, "Wire", OLD_TOLL), (1, "Post", NEW_TOLL))[1].conflicts == ()


def test_an_outlet_that_reports_again_replaces_itself_however_soon():
    other = "Fourteen people were killed when the ferry Aurora sank off Velmora, police said."
    _, found = compared((0, "Wire", OLD_TOLL), (1, "Wire", other))
    assert found.conflicts == ()
    assert len(found.replaced) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Gusts of Storm Ysolde reached 140 km/h at Velmora.", "Storm Ysolde moves east from Velmora at 35 km/h."),
        (
            "Twelve people died in the ferry Aurora off Velmora.",
            "Forty people were hurt in the ferry Aurora.",
        ),
        (
            "The fund covers only a third of the $18 billion that Velmora wants.",
            "Velmora can draw on a fund of $6 billion from today on.",
        ),
        (
            "Rain over Velmora fell to 212 millimetres in 2025, the weather office said.",
            "Rain over Velmora of 64 millimetres fell in three days, the weather office said.",
        ),
        (
            "About 140 firefighters fought the fire in Velmora.",
            "In Velmora 143 firefighters fought the fire.",
        ),
    ],
    ids=["speed of another thing", "another fate", "a part", "a year's own", "a rounding"],
)
def test_figures_of_different_things_neither_differ_nor_replace(first, second):
    _, found = compared((0, "Wire", first), (1, "Post", second))
    assert found.conflicts == ()
    assert compared((0, "Wire", first), (30, "Post", second))[1].superseded == frozenset()


def test_no_replaced_figure_stands_beside_the_newer_one():
    later = [
        article(
            f"toll-{n}",
            f"At least {toll} people were hurt in the storm at Velmora, the Rescue Service said.\n\n"
            "The Harbour Authority counted the damage to the sea barrier in Velmora.",
            outlet=f"Outlet {n}",
            published_at=datetime(2026, 3, 5 + n, 9, tzinfo=UTC),
        )
        for n, toll in enumerate((12, 31, 40))
    ]
    made = draft(Request("en", (*SEVEN, *later)))
    text = " ".join(sentence.text for section in made.sections for sentence in section.sentences)
    assert "12 people" not in text
    assert "31 people" not in text
    assert {(one.older_value, one.newer_value) for one in made.superseded} >= {("12", "40"), ("31", "40")}
    for one in made.superseded:
        assert one.older_value in one.older.quote
        assert one.newer_value in one.newer.quote


def test_cosines_are_those_of_the_definition_and_the_same_in_any_blocks():
    rows = [["a", "b", "b", "c"], ["a", "b"], ["c", "d", "d"], ["x", "y"], ["a"]] * 30
    vectors = Vectors(rows)
    gram = vectors.gram(range(len(rows)))
    idf = {t: np.log((1 + len(rows)) / (1 + sum(t in row for row in rows))) + 1 for t in "abcdxy"}

    def unit(row: list[str]) -> np.ndarray:
        weights = np.array([(1 + np.log(row.count(t))) * idf[t] if t in row else 0.0 for t in "abcdxy"])
        return weights / np.linalg.norm(weights)

    units = np.array([unit(row) for row in rows])
    assert np.abs(gram - units @ units.T).max() < 0.002
    assert np.array_equal(gram, gram.T)
    backwards = vectors.gram(range(len(rows) - 1, -1, -1))
    assert np.array_equal(backwards[::-1, ::-1], gram)


def test_what_must_be_compared_is_never_left_out():
    rows = [["subject", f"word{n}"] for n in range(60)] + [["outlier"]]
    kept = most_central(Vectors(rows), [0] * 61, always=[60], limit=10)
    assert len(kept) == 10
    assert 60 in kept


@pytest.mark.parametrize(
    ("first", "second", "values"),
    [
        (
            "The Quail Ridge fire destroyed at least 90 homes on March 3, Fire Chief Dale Hollis said.",
            "It destroyed 214 homes and 53 other buildings, a final count showed.",
            ("90", "214"),
        ),
        (
            "Damage teams in Velmora have counted 197 destroyed homes and 41 other buildings.",
            "The storm in Velmora destroyed 214 homes and 53 other buildings.",
            ("197", "214"),
        ),
        (
            "Divers recovered the body of Captain Rui Santos on March 3, bringing the number of confirmed dead to 39.",
            "Forty-one people are confirmed dead and 26 are missing, commander Teresa Lobo said.",
            ("39", "41"),
        ),
    ],
    ids=["at least, and a final count", "behind a participle", "in other words, without a shared name"],
)
def test_a_count_that_only_grows_is_replaced_whatever_day_each_stage_names(first, second, values):
    _, found = compared((0, "Wire", first), (60, "Post", second))
    assert values in {(str(pair.one.figure.value), str(pair.other.figure.value)) for pair in found.replaced}
    assert found.superseded


def test_a_level_of_another_day_that_was_a_record_may_stand_beside_todays():
    low = "The Kestering Reservoir stood at 21% full on March 2, the lowest level since it was filled."
    now = "The Kestering Reservoir stood at 41% full on March 5 after weeks of rain."
    _, found = compared((0, "Wire", low), (60, "Post", now))
    assert found.superseded == frozenset()
    assert found.series


def test_those_pulled_from_the_water_and_a_few_more_that_were_saved_are_one_count():
    first = article(
        "a",
        "Fishing boats pulled 118 people from the water, Teresa Lobo said.",
        published_at=datetime(2026, 7, 16, 20, tzinfo=UTC),
    )
    later = article("b", "Rescuers have saved 120 people.", published_at=datetime(2026, 7, 17, 12, tzinfo=UTC))
    matter = gather([first, later])
    assert differences(matter).superseded == frozenset({0})
