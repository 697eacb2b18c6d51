"""What editors type as a date is read in one meaning, or refused with a sentence that says what to write."""

from __future__ import annotations

from collections import Counter
from datetime import date

import edtf
import pytest

from benchmarks.dates import verdicts
from foundation.dating import DateAsked, DateRefused, TypedDate, parse_typed

TODAY = date(2026, 2, 20)

READ = {
    "2025": "2025",
    "2025-08": "2025-08",
    "Aug 2025": "2025-08",
    "August 2025": "2025-08",
    "AUG. 2025": "2025-08",
    "Sept. 2025": "2025-09",
    "may 2025": "2025-05",
    "Dec 14, 2025": "2025-12-14",
    "Dec. 14 2025": "2025-12-14",
    "Dec 14th, 2025": "2025-12-14",
    "14 December 2025": "2025-12-14",
    "14th of December, 2025": "2025-12-14",
    "2025-12-14": "2025-12-14",
    "2025/12/14": "2025-12-14",
    "13/04/2025": "2025-04-13",
    "4/13/2025": "2025-04-13",
    "3.3.2025": "2025-03-03",
    "Feb 29, 2024": "2024-02-29",
    "Jan 5-6, 2026": "2026-01-05/2026-01-06",
    "5-6 January 2026": "2026-01-05/2026-01-06",
    "January 5 to 6, 2026": "2026-01-05/2026-01-06",
    "Jan 5-Jan 6, 2026": "2026-01-05/2026-01-06",
    "2026-01-05/2026-01-06": "2026-01-05/2026-01-06",
    "2026-01-05 - 2026-01-06": "2026-01-05/2026-01-06",
    "Jan 5-5, 2026": "2026-01-05",
    "Jan 30 - Feb 2, 2026": "2026-01-30/2026-02-02",
    "30 Jan - 2 Feb 2026": "2026-01-30/2026-02-02",
    "Dec 30, 2025 - Jan 2, 2026": "2025-12-30/2026-01-02",
    "30 December 2025 - 2 January 2026": "2025-12-30/2026-01-02",
    "Jul-Sep 2025": "2025-07/2025-09",
    "Dec 2025 - Jan 2026": "2025-12/2026-01",
    "2025-08/2025-09": "2025-08/2025-09",
    "2024-2025": "2024/2025",
    "2024/2025": "2024/2025",
    "1000": "1000",
    "2999-12-31": "2999-12-31",
    "early 2026": "2026-01~/2026-04~",
    "mid-March 2026": "2026-03-11~/2026-03-20~",
    "late 2025": "2025-09~/2025-12~",
    "late Feb 2024": "2024-02-21~/2024-02-29~",
    "early to mid-March 2026": "2026-03-01~/2026-03-20~",
    "Q3 2025": "2025-35",
    "2025-Q4": "2025-36",
    "third quarter of 2025": "2025-35",
    "Q1-Q3 2025": "2025-01/2025-09",
    "H1 2026": "2026-40",
    "spring 2026": "2026-21",
    "Fall, 2025": "2025-23",
    "winter 2025-26": "2025-28",
    "winter 2025/2026": "2025-28",
    "about Aug 2025": "2025-08~",
    "circa 1990": "1990~",
    "about 5-6 January 2026": "2026-01-05~/2026-01-06~",
    "Aug 2025?": "2025-08?",
    "the 1990s": "199X",
    "early 1990s": "1990~/1993~",
    "19th century": "18XX",
    "since 2025": "2025/..",
    "2025-present": "2025/..",
    "until March 2026": "../2026-03",
    "Thu, Feb 19, 2026": "2026-02-19",
    "between 3 and 7 March 2025": "2025-03-03/2025-03-07",
    "5/6 January 2026": "2026-01-05/2026-01-06",
    "5.–6. Januar 2026": "2026-01-05/2026-01-06",
    "3. Quartal 2025": "2025-35",
    "Mitte März 2026": "2026-03-11~/2026-03-20~",
    "du 5 au 6 janvier 2026": "2026-01-05/2026-01-06",
    "1er mars 2026": "2026-03-01",
    "jusqu’en 2026": "../2026",
    "XXIe siècle": "20XX",
    "del 5 al 6 de enero del 2026": "2026-01-05/2026-01-06",
    "mar 3 de marzo de 2026": "2026-03-03",
    "2025년 8월": "2025-08",
    "2026년 1월 5일(월)": "2026-01-05",
    "2026년 1월 5일부터 6일까지": "2026-01-05/2026-01-06",
    "2026. 1. 5.": "2026-01-05",
    "2025년 3분기": "2025-35",
    "2025年8月初": "2025-08-01~/2025-08-10~",
    "2026年1月5日から6日まで": "2026-01-05/2026-01-06",
    "2025年第三季度": "2025-35",
    "２０２５年８月": "2025-08",
    "٥-٦ يناير ٢٠٢٦": "2026-01-05/2026-01-06",
    "آذار/مارس 2026": "2026-03",
    "٢٠٢٥": "2025",
    "من 5 إلى 6 كانون الثاني 2026": "2026-01-05/2026-01-06",
    "2025-08~": "2025-08~",
    "202X": "202X",
    "2025-08/..": "2025-08/..",
}


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_a_date_as_people_type_it_becomes_valid_edtf(text, expected):
    typed = parse_typed(text, today=TODAY)
    assert typed.edtf == expected
    assert str(edtf.parse_edtf(typed.edtf)) == expected


@pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
@pytest.mark.parametrize("around", ["", " ", "\u00a0", "\u202f"])
def test_every_dash_with_or_without_space_makes_a_range(dash, around):
    typed = parse_typed(f"Jan 5{around}{dash}{around}6, 2026", today=TODAY)
    assert typed.edtf == "2026-01-05/2026-01-06"


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u3000", "\t", "  ", "\n", " \u200b"])
def test_white_space_of_every_kind_separates_and_surrounds(space):
    typed = parse_typed(f"{space}Dec{space}14,{space}2025{space}(slipped){space}", today=TODAY)
    assert (typed.edtf, typed.status) == ("2025-12-14", "slipped")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Mar 2026 (planned)", "planned"),
        ("Mar 2026(Planned)", "planned"),
        ("Dec 14, 2025 (planned)", "planned"),
        ("Dec 14, 2025 (slipped)", "slipped"),
        ("Dec 14, 2025 (cancelled)", "cancelled"),
        ("Jan 5\u20116, 2026 ( canceled )", "cancelled"),
        ("Feb 20, 2026", "happened"),
        ("Feb 21, 2026", "planned"),
        ("Feb 2026", "happened"),
        ("Mar 2026", "planned"),
        ("Feb 19-22, 2026", "happened"),
        ("Feb 21-22, 2026", "planned"),
        ("geplant: 12. Juni 2026", "planned"),
        ("mars 2026 (prévu)", "planned"),
        ("2026년 3월 예정", "planned"),
        ("since March 2026", "planned"),
        ("until March 2026", "happened"),
    ],
)
def test_the_state_is_what_was_written_else_planned_only_for_what_begins_after_today(text, status):
    assert parse_typed(text, today=TODAY).status == status


def test_what_was_typed_is_kept_beside_the_days_it_is_sorted_by():
    assert parse_typed(" Jan 30 \u2011 Feb 2, 2026 (cancelled)\n", today=TODAY) == TypedDate(
        edtf="2026-01-30/2026-02-02",
        status="cancelled",
        sort_from=date(2026, 1, 30),
        sort_to=date(2026, 2, 2),
        as_typed="Jan 30 \u2011 Feb 2, 2026 (cancelled)",
    )
    year = parse_typed("2024", today=TODAY)
    assert (year.sort_from, year.sort_to) == (date(2024, 1, 1), date(2024, 12, 31))
    month = parse_typed("Feb 2024", today=TODAY)
    assert (month.sort_from, month.sort_to) == (date(2024, 2, 1), date(2024, 2, 29))


REFUSED = {
    "Feb 30, 2026": "February 2026 has 28 days.",
    "2026-02-30": "February 2026 has 28 days.",
    "29 February 2025": "February 2025 has 28 days.",
    "Jan 30 - Feb 30, 2026": "February 2026 has 28 days.",
    "31/04/2026": "April 2026 has 30 days.",
    "May 0, 2025": "There is no day 0. May 2025 has 31 days.",
    "2025-13": "There is no month 13.",
    "13/14/2025": "There is no month 14.",
    "03/04/2026": "means two things: March 4, 2026 or April 3, 2026. Write the month as a word.",
    "03-04-2026": "means two things: March 4, 2026 or April 3, 2026.",
    "3.4.2026": "means two things: March 4, 2026 or April 3, 2026.",
    "03/04/26": "can be read in several ways.",
    "Jan 6-5, 2026": "runs backwards: 2026-01-06 is after 2026-01-05. Write the earlier date first.",
    "2026-01-06/2026-01-05": "Write the earlier date first.",
    "2026-2025": "Write the earlier date first.",
    "Dec 30 - Jan 2, 2026": "If it crosses New Year, write both years: Dec 30, 2025 - Jan 2, 2026.",
    "": "The date is empty.",
    " \u202f ": "The date is empty.",
    "\u200b": "The date is empty.",
    "soonish": "'soonish' is not a date we can read. Write for example Dec 14, 2025, Aug 2025 or Jan 5-6, 2026.",
    "(planned)": "is not a date we can read.",
    "Foo 2025": "is not a date we can read.",
    "Dec 14, 2025 or so": "is not a date we can read.",
    "2025/2026/2027": "is not a date we can read.",
    "Jan 5 - 2026": "is not a date we can read.",
    "5 - Jan 2026": "is not a date we can read.",
    "2026-01-05-06": "is not a date we can read.",
    "5": "is not a date we can read.",
    "Dec 14": "'Dec 14' has no year.",
    "Aug 25": "'Aug 25' has no year.",
    "August": "'August' has no year.",
    "Dec 14, 25": "Write the year with four digits, not '25'",
    "Dec 14, 12025": "The year 12025 is outside 1000 to 2999.",
    "Q5 2025": "There is no quarter 5 in a year.",
    "H3 2025": "There is no half 3 in a year.",
    "Mon, Feb 20, 2026": "February 20, 2026 is a Friday, not a Monday.",
    "5 and 8 January 2026": "names two dates that do not follow each other.",
    "summer 2025-27": "A season has one year, or two that follow each other: winter 2025-26.",
    "1995s": "A decade begins with a year that ends in 0: 1990s.",
    "31st century": "Century 31 is outside",
    "early to Mar 2026": "is not a date we can read.",
    "2025-": "is not a date we can read.",
    "March/April 5, 2026": "names two dates that do not follow each other.",
    "Dec 14, 2025 (postponed)": "'(postponed)' is not a state we know. Write (planned), (slipped) or (cancelled)",
    "2025" + " " * 20 + "x" * 80: "A date has at most 100 characters; this has 104.",
    "9" * 5_000_000: "A date has at most 100 characters; this has 5,000,000.",
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.items(), ids=[text[:30] for text in REFUSED])
def test_what_is_no_date_or_means_two_is_refused_with_what_to_do(text, sentence):
    with pytest.raises(DateRefused) as refusal:
        parse_typed(text, today=TODAY)
    assert sentence in str(refusal.value)
    assert isinstance(refusal.value, ValueError)
    assert len(str(refusal.value)) < 300


ASKED = {
    ("03/04/2026", "en"): ["2026-03-04", "2026-04-03"],
    ("03/04/2026 (planned)", "ko"): ["2026-03-04", "2026-04-03"],
    ("3.4.2026", "en"): ["2026-03-04", "2026-04-03"],
    ("03/04/2026 - 05/06/2026", "en"): ["2026-03-04/2026-05-06", "2026-04-03/2026-06-05"],
    ("2024-25", "en"): ["2024/2025", "2024-25"],
    ("2010/11", "en"): ["2010/2011", "2010-11"],
    ("2000s", "en"): ["2000/2009", "2000/2099"],
    ("5 March", "en"): ["2025-03-05", "2026-03-05"],
    ("Feb 29", "en"): [],
    ("5/1/26", "en"): ["2026-05-01", "2026-01-05"],
    ("05.01.26", "de"): ["2026-01-05"],
    ("Jan '26", "en"): ["2026-01"],
    ("Dec 14, 98", "en"): ["1998-12-14"],
    ("Dec 30 - Jan 2, 2026", "en"): ["2025-12-30/2026-01-02"],
    ("Monday 20 February 2026", "en"): ["2026-02-20"],
}


@pytest.mark.parametrize(("typed", "language"), ASKED)
def test_what_means_two_things_is_asked_back_with_texts_that_mean_one(typed, language):
    expected = ASKED[typed, language]
    with pytest.raises(DateRefused) as refusal:
        parse_typed(typed, today=TODAY, language=language)
    assert isinstance(refusal.value, DateAsked) is bool(expected)
    choices = getattr(refusal.value, "choices", ())
    assert [choice.edtf for choice in choices] == expected
    for choice in choices:
        assert parse_typed(choice.as_typed, today=TODAY).edtf == choice.edtf
        assert choice.status == "planned" if "(planned)" in typed else True


def test_figures_begin_with_the_day_where_the_language_of_the_story_has_only_that():
    for language in ("de", "fr", "es", "ar", "en-GB", "pt_BR"):
        assert parse_typed("03/04/2026", today=TODAY, language=language).edtf == "2026-04-03"
    assert parse_typed("5.1.–6.1.2026", today=TODAY, language="de").edtf == "2026-01-05/2026-01-06"
    assert parse_typed("Tue 03/03/2026", today=TODAY).edtf == "2026-03-03"
    assert parse_typed("Wed 04/03/2026", today=TODAY).edtf == "2026-03-04"


def test_the_gold_of_a_second_hand_is_read_right_and_nothing_of_it_wrong():
    found = Counter(verdict.kind for verdict in verdicts())
    assert found["wrong"] == 0
    assert found["right"] >= 0.95 * found.total()
    assert found.total() == 300


def test_the_example_of_each_refusal_can_itself_be_read():
    for example in ("Dec 14, 2025", "Aug 2025", "Jan 5-6, 2026", "Dec 30, 2025 - Jan 2, 2026", "Jul-Sep 2025"):
        assert parse_typed(example, today=TODAY).status == "happened"
