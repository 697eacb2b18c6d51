"""Reading a text: folding, sentences, figures, relative days. Offsets are exact on any string."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.summarising.figures import figures
from stories.summarising.folding import fold, fold_map, squash
from stories.summarising.reldates import resolve, with_brackets
from stories.summarising.sentences import split

TRICKY = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(list("0123456789.,$%-–\u202f\u00a0\u00ad “”'\n!?。 한글ا")),
    ),
    max_size=200,
)


@given(TRICKY)
def test_folding_any_text_keeps_a_way_back_to_the_raw_offsets(text):
    folded = fold_map(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@given(TRICKY)
def test_sentences_of_any_text_are_exact_ordered_and_trimmed(text):
    spans = split(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@given(TRICKY)
def test_figures_of_any_text_are_finite_and_in_order(text):
    found = figures(text)
    assert all(0 <= figure.start < figure.end <= len(text) and figure.value.is_finite() for figure in found)
    assert [figure.start for figure in found] == sorted(figure.start for figure in found)


def test_typography_folds_to_one_form_and_offsets_lead_back():
    text = "“Working\u2011level” talks:\u202f9\u00a0km, so\u00adft ﬁn"
    folded = fold_map(text)
    assert folded.text == '"Working-level" talks: 9 km, soft fin'
    at = folded.text.index("soft")
    start, end = folded.raw_span(at, at + 4)
    assert text[start:end] == "so\u00adft"


def test_fractions_and_superscripts_do_not_become_other_numbers():
    assert fold("5½ and 10²") == "5½ and 10²"


def test_squashing_forgets_line_breaks_only():
    assert squash("one\n two  three") == "one two three"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Kim met Sen. J. R. Smith on Feb. 17. They talked.", 2),
        ("He lives in the U.S. The house is small.", 2),
        ("The U.S. President spoke.", 1),
        ("Acme Inc. shares fell. Beta Corp. The rest rose.", 3),
        ("It began at 5 p.m. Monday. It ended at 9 p.m. Police left.", 3),
        ("“Will they go?” she asked. Nobody knew!", 2),
        ("No. 5 won 3.5 million. That was all.", 2),
        ("He waited... and left. Done.", 2),
        ("A headline without stop\nA first sentence. A second.", 3),
        ("One.\n\nTwo", 2),
        ("Dr. Li of St. Mary's Hospital v. the city. Next.", 2),
        ("これは文です。次の文です！「はい。」と言った。", 3),
        ("그는 말했다. 다음 문장이다.", 2),
        ("هل وصل؟ نعم وصل. انتهى.", 3),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, count):
    assert len(split(text)) == count


def test_wrapped_lines_are_one_paragraph():
    text = (
        "The Harbour Authority of the town of Velmora has closed the\n"
        "barrier after a storm that engineers called the worst since\n"
        "the winter of 1987. Nobody was hurt."
    )
    assert [text[start:end][-5:] for start, end in split(text)] == ["1987.", "hurt."]


def test_splitting_stays_linear_on_a_megabyte_of_dots():
    assert len(split("a. " * 300_000)) >= 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("$1.5bn", "US$1.5 billion"),
        ("ten people", "10 people"),
        ("3 pct", "3%"),
        ("9.2-GW", "9.2 gigawatts"),
        ("1\u202f051\u00a0635 cases", "1,051,635 cases"),
        ("US$350‑billion", "$350 billion"),
        ("twenty-four hours", "24 hours"),
        ("350조원", "350 trillion won"),
        ("17 February", "Feb. 17"),
        ("10 a.m.", "10:00 GMT"),
        ("a 60-year-old man", "a man aged 60"),
        ("３ percent", "3 per cent"),
    ],
)
def test_one_value_written_in_two_ways_is_the_same_figure(left, right):
    one, two = figures(left), figures(right)
    assert len(one) == len(two) == 1
    assert one[0].same_as(two[0])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("2 billion won", "$2 billion"),
        ("in 2011", "2011 homes"),
        ("aged 60", "60 people"),
        ("15 percent", "15 percentage points"),
        ("won 3-1", "3 goals"),
        ("Feb 17", "March 17"),
        ("1.5 million", "1.5 billion"),
    ],
)
def test_what_only_looks_alike_is_another_figure(left, right):
    assert not figures(left)[0].same_as(figures(right)[0])


@pytest.mark.parametrize("text", ["COVID-19", "H1N1", "SARS-CoV-2", "two-thirds of them", "no numbers"])
def test_digits_in_names_and_fractions_are_no_quantities(text):
    assert figures(text) == ()


def test_figures_are_exact_decimals_with_raw_offsets():
    text = "cost\u00a0US$0.1\u00a0million"
    (figure,) = figures(text)
    assert figure.value == Decimal("100000")
    assert text[figure.start : figure.end] == "US$0.1\u00a0million"


THURSDAY = date(2026, 2, 19)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On Tuesday, the Assembly met.", "On Tuesday [Feb 17], the Assembly met."),
        ("The Assembly met yesterday.", "The Assembly met yesterday [Feb 18]."),
        ("Thursday's vote failed.", "Thursday's [Feb 19] vote failed."),
        ("The Assembly will meet on Tuesday.", "The Assembly will meet on Tuesday [Feb 24]."),
        ("Schools will stay closed until Friday.", "Schools will stay closed until Friday [Feb 20]."),
        ("On Tuesday, the mayor said she will resign.", "On Tuesday [Feb 17], the mayor said she will resign."),
        ("The bill failed last month.", "The bill failed last month [Jan 2026]."),
        ("It happened last year.", "It happened last year [2025]."),
        ("A vote is due next week.", "A vote is due next week [week of Feb 23]."),
        ("It met on Tuesday, Feb 3.", "It met on Tuesday, Feb 3."),
        ("Super Tuesday matters.", "Super Tuesday matters."),
    ],
)
def test_a_relative_day_is_resolved_against_the_articles_date(text, wanted):
    found = resolve(text, THURSDAY, "en")
    assert found is not None
    assert with_brackets(text, found)[0] == wanted


def test_a_day_in_another_year_says_the_year():
    found = resolve("It sank on Wednesday.", date(2026, 1, 2), "en")
    assert found is not None
    assert found[0].inserted == "[Dec 31, 2025]"


@pytest.mark.parametrize(
    "text",
    [
        "It closed over the weekend.",
        "The Assembly met last Friday.",
        "The minister resigned two days ago.",
        "She said, “I will come on Tuesday.”",
        "They had until Monday to reply.",
        "The mayor, who will resign, voted on Tuesday.",
    ],
)
def test_a_day_that_cannot_be_told_for_certain_stays_unresolved(text):
    assert resolve(fold(text), THURSDAY, "en") is None
