"""EDTF itself: every form of levels 0 and 1 is accepted, and nothing that they do not have.

The cases follow the specification's own list of features (Library of Congress, 2019), feature by feature.
"""

from __future__ import annotations

from datetime import date
from itertools import product

import edtf
import pytest

from foundation.dating import DateAsked, DateRefused, bounds, label, parse_typed
from foundation.dating.forms import FORMS
from foundation.dating.notation import read_edtf

TODAY = date(2026, 2, 20)
DATES = ["1985", "1985-04", "1985-04-12", "0000", "0001-01-01", "9999-12-31", "2024-02-29", "0999", "3000", "-1985"]
CLOCKS = ["T00:00:00", "T23:20:30", "T23:59:59Z", "T23:20:30-04", "T23:20:30+04:30", "T24:00:00", "T23:20:30+14:00"]
VALID = [
    *DATES,
    *("-0001-12-31", "-0004-02-29", "0000-02-29", "2000-02-29", "1985-12-31"),
    *(f"1985-04-12{clock}" for clock in CLOCKS),
    *("1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08", "2004-02-01/2005-02", "2004-02-01/2005", "2005/2006-02"),
    *("2004-06/2004", "2004/2004", "-0005/0001", "-1985-04/-1985-05"),
    *("Y170000002", "Y-170000002", "Y10000"),
    *(f"2001-{season}" for season in range(21, 25)),
    *(f"{one}{mark}" for one, mark in product(("1984", "2004-06", "2004-06-11", "-0044"), "?~%")),
    *("201X", "20XX", "2004-XX", "1985-04-XX", "1985-XX-XX", "201X~", "2004-XX?"),
    *(f"{one}/{gap}" for one, gap in product(("1985", "1985-04", "1985-04-12"), ("..", ""))),
    *(f"{gap}/{one}" for one, gap in product(("1985", "1985-04", "1985-04-12"), ("..", ""))),
    *("1984~/2004-06", "1984/2004-06~", "1984~/2004~", "-1984?/2004%", "1984?/2004-06~", "1984-06-02?/2004-08-08~"),
    *("1984-06-02?/", "2003-22/2004-22", "../2001-21"),
]
INVALID = [
    *("", " ", "198", "19850", "85", "1985-4", "1985-04-1", "1985-00", "1985-13", "1985-04-00", "1985-04-31"),
    *("1985-02-29", "1900-02-29", "-0001-02-29", "-0000", "+1985", "1985-04-12-", "-", "1985--04", "1985/04/12"),
    *("19850412", "1985-0412", "1985-W15-5", "1985-102", "1985-04-12 ", "1985-04-12\n", "１９８５", "١٩٨٥"),
    *("1985-04-12T", "1985-04-12T23", "1985-04-12T23:20", "1985-04-12T25:00:00", "1985-04-12T23:60:00"),
    *("1985-04-12T23:20:60", "1985-04-12T24:00:01", "1985-04-12T23:20:30+15", "1985-04-12T23:20:30+14:30"),
    *("1985-04-12T23:20:30+04:60", "1985-04T23:20:30", "1985-04-12T23:20:30z", "1985-04-12T23:20:30.5", "T23:20:30"),
    *("2008/1964", "2004-06/2004-05", "2004-02-02/2004-02-01", "2004/2003-12-31", "1964/2008/2010", "1964//2008"),
    *(
        "1985-04-12T23:20:30/1985-04-13",
        "1964 / 2008",
        "1964-2008",
        "1964–2008",
        "/",
        "..",
        "../..",
        "../",
        "/..",
        "1985/...",
        "./1985",
        "1985/unknown",
    ),
    *("Y1985", "Y0170000", "Y+170000", "y170000002", "170000002", "Y-1985", "Y17e7"),
    *("2001-20", "2001-42", "2001-99", "2001-21-01", "2001-21~", "2001-2X", "21-2001"),
    *("1984*", "~1984", "?2004-06", "2004~-06", "2004-06~-11", "1984~~", "1984?~", "1984 ~"),
    *(
        "2X",
        "20X",
        "2XXX",
        "XXXX",
        "X985",
        "1X85",
        "19X5",
        "201x",
        "20X1",
        "1985-X4",
        "1985-XX-04",
        "201X-04",
        "201X-XX",
    ),
    *("1985-04-1X", "XXXX-12-25", "{1985,1986}", "[1985..1990]", "1985S2", "1985E3", "open/1985"),
]


@pytest.mark.parametrize("stored", VALID)
def test_every_form_of_levels_0_and_1_is_accepted_and_kept_as_it_is(stored):
    span = read_edtf(stored)
    assert span.edtf == ("2004" if stored == "2004/2004" else stored)
    assert edtf.parse_edtf(stored)
    typed = parse_typed(stored, today=TODAY)
    assert typed.edtf == span.edtf
    assert (typed.sort_from, typed.sort_to) == bounds(stored)
    assert typed.sort_from <= typed.sort_to
    for language in FORMS:
        assert label(stored, language=language).strip()


@pytest.mark.parametrize("bad", INVALID)
def test_what_levels_0_and_1_do_not_have_is_refused(bad):
    for ask in (read_edtf, label, bounds):
        with pytest.raises(ValueError):
            ask(bad)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024])
def test_every_day_that_the_calendar_has_is_accepted_and_none_other(year, month):
    for day in range(32):
        stored = f"{year}-{month:02}-{day:02}"
        try:
            date(year, month, day)
        except ValueError:
            with pytest.raises(ValueError):
                read_edtf(stored)
        else:
            assert bounds(stored) == (date(year, month, day), date(year, month, day))


def test_a_pair_of_years_that_edtf_reads_as_a_season_is_asked_back_with_both():
    with pytest.raises(DateAsked) as asked:
        parse_typed("2023-24", today=TODAY)
    assert [choice.edtf for choice in asked.value.choices] == ["2023/2024", "2023-24"]


def test_quarters_and_halves_are_those_of_level_2():
    for number, stored in enumerate(["2025-33", "2025-34", "2025-35", "2025-36"], 1):
        assert parse_typed(f"Q{number} 2025", today=TODAY).edtf == stored
        assert edtf.parse_edtf(stored)
    assert bounds("2025-35") == (date(2025, 7, 1), date(2025, 9, 30))
    assert bounds("2025-41") == (date(2025, 7, 1), date(2025, 12, 31))


def test_years_without_dates_are_sorted_at_the_ends_of_the_calendar():
    assert bounds("-0044-03-15") == (date.min, date.min)
    assert bounds("Y170000002") == (date.max, date.max)


@pytest.mark.parametrize("stored", ["Y" + "9" * 60, "1985" + "0" * 200])
def test_what_does_not_fit_the_column_is_refused(stored):
    with pytest.raises(DateRefused):
        parse_typed(stored, today=TODAY)
