"""A stored date is shown as readers expect it, in their language, and the label reads back to the same date."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import edtf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from foundation.dating import DateRefused, bounds, label, parse_typed
from foundation.dating.forms import FORMS

LABELS = [
    ("2025", "2025"),
    ("2025-08", "Aug 2025"),
    ("2025-12-14", "Dec 14, 2025"),
    ("2026-01-05/2026-01-06", "Jan 5–6, 2026"),
    ("2026-01-30/2026-02-02", "Jan 30 – Feb 2, 2026"),
    ("2025-12-30/2026-01-02", "Dec 30, 2025 – Jan 2, 2026"),
    ("2026-01-05/2026-01-05", "Jan 5, 2026"),
    ("2025-07/2025-09", "Jul – Sep 2025"),
    ("2025-12/2026-01", "Dec 2025 – Jan 2026"),
    ("2024/2025", "2024–2025"),
    ("2025/2026-01-02", "2025 – Jan 2, 2026"),
    ("2025-08~", "About Aug 2025"),
    ("2025-08?", "Aug 2025?"),
    ("2025-08%", "About Aug 2025?"),
    ("2026-01~/2026-04~", "Early 2026"),
    ("2026-03-11~/2026-03-20~", "Mid-Mar 2026"),
    ("2025-09~/2025-12~", "Late 2025"),
    ("1997~/1999~", "Late 1990s"),
    ("2025-35", "Q3 2025"),
    ("2026-40", "First half of 2026"),
    ("2026-21", "Spring 2026"),
    ("2025-28", "Winter 2025–26"),
    ("2026-29", "Spring 2026 (southern hemisphere)"),
    ("199X", "1990s"),
    ("200X", "2000–2009"),
    ("18XX", "19th century"),
    ("20XX", "21st century"),
    ("2025/..", "Since 2025"),
    ("../2026-03", "Until Mar 2026"),
    ("2026-01/", "Jan 2026 – ?"),
    ("/2026-01", "? – Jan 2026"),
    ("2025-08-XX", "Aug 2025"),
    ("-0043-03-15", "Mar 15, 44 BC"),
    ("1985-04-12T23:20:30Z", "Apr 12, 1985, 23:20 UTC"),
]


@pytest.mark.parametrize(("stored", "shown"), LABELS)
def test_readers_see_the_seeds_form_of_each_date(stored, shown):
    assert label(stored).replace("\u00a0", " ") == shown


def test_month_day_and_year_are_joined_by_no_break_spaces():
    assert label("2025-12-14") == "Dec\u00a014,\u00a02025"
    assert label("2026-01-05/2026-01-06") == "Jan\u00a05–6,\u00a02026"
    assert label("2026-01-30/2026-02-02") == "Jan\u00a030\u00a0– Feb\u00a02,\u00a02026"
    assert label("2026-03", "planned") == "Mar\u00a02026 (planned)"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en-GB", ["Aug 2025", "Dec 14, 2025", "Jan 5–6, 2026", "Jan 30 – Feb 2, 2026", "Mar 2026 (planned)"]),
        (
            "ko-KR",
            ["2025년 8월", "2025년 12월 14일", "2026년 1월 5~6일", "2026년 1월 30일~2월 2일", "2026년 3월 (예정)"],
        ),
        ("ar", ["أغسطس 2025", "14 ديسمبر 2025", "5–6 يناير 2026", "30 يناير – 2 فبراير 2026", "مارس 2026 (مقرر)"]),
        ("de", ["Aug. 2025", "14. Dez. 2025", "5.–6. Jan. 2026", "30. Jan. – 2. Feb. 2026", "März 2026 (geplant)"]),
        ("fr", ["août 2025", "14 déc. 2025", "5–6 janv. 2026", "30 janv. – 2 févr. 2026", "mars 2026 (prévu)"]),
        ("xx", ["Aug 2025", "Dec 14, 2025", "Jan 5–6, 2026", "Jan 30 – Feb 2, 2026", "Mar 2026 (planned)"]),
    ],
)
def test_each_language_has_its_own_form_and_an_unknown_one_is_shown_in_english(language, shown):
    stored = ["2025-08", "2025-12-14", "2026-01-05/2026-01-06", "2026-01-30/2026-02-02"]
    labels = [label(one, language=language) for one in stored] + [label("2026-03", "planned", language=language)]
    assert [one.replace("\u00a0", " ") for one in labels] == shown


UNSURE = ["2025-08~", "2025-09~/2025-12~", "2025-35", "2026-21", "199X", "18XX", "2025/.."]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (
            "de",
            [
                "Etwa Aug. 2025",
                "Ende 2025",
                "3. Quartal 2025",
                "Frühjahr 2026",
                "1990er Jahre",
                "19. Jahrhundert",
                "Seit 2025",
            ],
        ),
        ("fr", ["Vers août 2025", "Fin 2025", "T3 2025", "Printemps 2026", "Années 1990", "19e siècle", "Depuis 2025"]),
        (
            "es",
            ["Hacia ago. 2025", "Finales de 2025", "3T 2025", "Primavera 2026", "Años 1990", "Siglo 19", "Desde 2025"],
        ),
        ("ko", ["2025년 8월 무렵", "2025년 말", "2025년 3분기", "2026년 봄", "1990년대", "19세기", "2025년부터"]),
        ("ja", ["2025年8月頃", "2025年末", "2025年第3四半期", "2026年春", "1990年代", "19世紀", "2025年以降"]),
        ("zh", ["2025年8月左右", "2025年底", "2025年第3季度", "2026年春季", "1990年代", "19世纪", "2025年以来"]),
        ("ar", ["نحو أغسطس 2025", "أواخر 2025", "الربع 3 2025", "ربيع 2026", "عقد 1990", "القرن 19", "منذ 2025"]),
    ],
)
def test_what_is_not_sure_is_said_in_the_words_of_each_language(language, shown):
    assert [label(one, language=language).replace("\u00a0", " ") for one in UNSURE] == shown


def test_what_goes_on_from_a_day_to_come_is_not_said_to_be_since_then():
    assert label("2026-03/..", "planned") == "From\u00a0Mar\u00a02026 (planned)"


@pytest.mark.parametrize("state", ["planned", "slipped", "cancelled"])
def test_every_state_but_happened_is_said_in_every_language(state):
    for language in FORMS:
        plain = label("2026-03", language=language)
        assert label("2026-03", "happened", language=language) == plain
        assert label("2026-03", state, language=language).replace(" ", "").startswith(f"{plain}(".replace(" ", ""))


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "Aug 2025",
        "2025-8",
        "2025-13",
        "2025-00",
        "2026-02-30",
        "2025\n",
        "2026-01-06/2026-01-05",
        "2025/2026/2027",
        " 2025",
        "2025-12-14T10:00",
        "\u0662\u0660\u0662\u0665",
    ],
)
def test_what_is_no_stored_date_has_neither_label_nor_bounds(bad):
    for ask in (label, bounds):
        with pytest.raises(ValueError):
            ask(bad)


def test_an_unknown_state_is_an_error():
    with pytest.raises(ValueError, match="postponed"):
        label("2025", "postponed")


def test_bounds_are_the_first_and_last_day():
    assert bounds("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert bounds("2025") == (date(2025, 1, 1), date(2025, 12, 31))
    assert bounds("2025-12-30/2026-01-02") == (date(2025, 12, 30), date(2026, 1, 2))
    assert bounds("2025-12/2026") == (date(2025, 12, 1), date(2026, 12, 31))


WHOLE = [
    *("2025-21", "2025-22", "2025-23", "2025-24", "2025-25", "2025-28", "2025-29", "2025-30", "2025-21/2025-22"),
    *("2025-33", "2025-36", "2025-40", "2025-41", "199X", "18XX", "2025~", "2025-08~", "2025-12-14~", "2025-08?"),
    *("2025-08%", "2025-08/..", "../2025-08", "2025-08/", "/2025-08", "2025-12-14/..", "2026-01~/2026-04~"),
    *("2026-05~/2026-08~", "2026-09~/2026-12~", "2026-03-01~/2026-03-10~", "2026-03-11~/2026-03-20~"),
    *("2026-03-21~/2026-03-31~", "1990~/1993~", "1994~/1996~", "2000~/2003~", "2026-01-05~/2026-01-06~"),
    *("2024~/2025~", "2025/2026-08?", *(f"2025-{month:02}" for month in range(1, 13)), "2025-07/2025-09"),
    *("2025-12-30/2026-01-02", "2026-01-30/2026-02-02", "2026-01-05/2026-01-06", "2024/2025", "2025-12/2026-01"),
]


@pytest.mark.parametrize("state", ["happened", "planned", "slipped", "cancelled"])
@pytest.mark.parametrize("language", FORMS)
def test_every_label_reads_back_in_its_own_language(language, state):
    for stored in WHOLE:
        typed = parse_typed(label(stored, state, language=language), today=date(3000, 1, 1), language=language)
        assert (typed.edtf, typed.status) == (stored, state)


POINTS = st.dates(date(1000, 1, 1), date(2999, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


@st.composite
def stored_dates(draw: st.DrawFn) -> str:
    """A year, month or day, or an interval of two whose ends stand in order."""
    start = draw(POINTS)
    if draw(st.booleans()):
        return start
    end = draw(st.one_of(POINTS, st.sampled_from([f"{start[:4]}-06", f"{start[:4]}-12-28"])))
    assume(start != end and bounds(start)[0] <= bounds(end)[1])
    return f"{start}/{end}"


@settings(max_examples=40)
@given(stored_dates(), st.sampled_from(["happened", "planned", "slipped", "cancelled"]))
def test_every_label_reads_back_to_the_same_date_and_state(stored, status):
    typed = parse_typed(label(stored, status), today=date(3000, 1, 1))
    assert (typed.edtf, typed.status) == (stored, status)
    assert (typed.sort_from, typed.sort_to) == bounds(stored)
    assert str(edtf.parse_edtf(stored)) == stored
    assert parse_typed(stored, today=date(3000, 1, 1)).edtf == stored


@given(st.lists(st.dates(date(1000, 1, 1), date(2999, 12, 31)), min_size=2, max_size=2, unique=True))
def test_ranges_of_days_read_back_in_order_and_are_refused_backwards(days):
    for start, end in pairwise(sorted(days)):
        assert parse_typed(label(f"{start}/{end}"), today=end).edtf == f"{start}/{end}"
        with pytest.raises(DateRefused, match="runs backwards"):
            parse_typed(f"{end} - {start}", today=end)


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused_and_what_is_read_can_be_shown(text):
    today = date(2026, 2, 20)
    try:
        typed = parse_typed(text, today=today)
    except DateRefused:
        return
    assert parse_typed(label(typed.edtf, typed.status), today=today).edtf == typed.edtf
