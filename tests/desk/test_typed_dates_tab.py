"""The Timeline tab: a date that means two is asked back with both, and told in words what it means."""

from __future__ import annotations

import re
from html import unescape

import pytest

from stories import chronology
from stories.models import TimelineEntry
from tests.desk.making import address, make_story, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chief):
    return make_story(chief)


def forms(page: str) -> list[str]:
    return [form for form in re.findall(r"<form.*?</form>", page, re.S) if 'name="date"' in form]


def test_a_date_that_means_two_is_asked_back_and_one_press_takes_either(login, chief, story):
    client = login(chief)
    typed = {"act": "add", "seen": story.desk_revision, "date": "03/04/2026 (planned)", "text": "The port reopens."}
    answer = client.post(address(story, "timeline"), typed)
    assert answer.status_code == 400
    (form,) = (form for form in forms(text_of(answer)) if 'name="reading"' in form)
    readings = [unescape(value) for value in re.findall(r'name="reading" value="([^"]*)"', form)]
    assert readings == ["March 4, 2026 (planned)", "April 3, 2026 (planned)"]
    assert "Friday, 2026-04-03" in form
    assert 'name="act" value="add" hidden' in form
    assert form.index("hidden>Save") < form.index('name="reading"')
    client.post(address(story, "timeline"), {**typed, "asked": typed["date"], "reading": readings[1]})
    entry = TimelineEntry.objects.get(text="The port reopens.")
    assert (entry.date, entry.status, entry.as_typed) == ("2026-04-03", "planned", readings[1])


def test_a_choice_counts_only_for_the_date_that_was_asked_about(login, chief, story):
    typed = {"act": "add", "seen": story.desk_revision, "date": "Mar 9, 2026", "text": "The port reopens."}
    login(chief).post(address(story, "timeline"), {**typed, "asked": "03/04/2026", "reading": "April 3, 2026"})
    assert TimelineEntry.objects.get(text="The port reopens.").date == "2026-03-09"


def test_a_choice_serves_an_entry_that_is_changed_as_well(login, chief, story):
    entry = chronology.add_entry(story, date="2025", text="The port closes.", seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    typed = {"act": "change", "row": str(entry.uid), "seen": story.desk_revision, "text": "It closes."}
    typed["date"] = "2024-25"
    page = text_of(login(chief).post(address(story, "timeline"), typed))
    assert 'name="reading" value="2024 to 2025"' in page
    login(chief).post(address(story, "timeline"), {**typed, "asked": "2024-25", "reading": "2024 to 2025"})
    entry.refresh_from_db()
    assert entry.date == "2024/2025"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("early 2026", {"means": "Early\u00a02026 – 2026-01-01 to 2026-04-30"}),
        ("Feb 19, 2026", {"means": "Feb\u00a019,\u00a02026 – Thursday, 2026-02-19"}),
        ("2025/..", {"means": "Since\u00a02025 – from 2025-01-01 on"}),
        ("Feb 30, 2026", {"refused": "February 2026 has 28 days.", "choices": []}),
    ],
)
def test_what_a_date_means_is_told_before_it_is_saved(login, chief, story, typed, answer):
    found = login(chief).get(f"{address(story, 'timeline')}date/", {"typed": typed})
    assert found.json() == answer
    assert "no-store" in found["Cache-Control"]
    asked = login(chief).get(f"{address(story, 'timeline')}date/", {"typed": "03/04/2026"}).json()
    assert asked["choices"] == ["March 4, 2026", "April 3, 2026"]


def test_a_timeline_of_many_entries_is_shown_in_pages_and_each_row_found(login, chief, story):
    rows = [
        TimelineEntry(
            story=story,
            date=f"20{n // 12:02}-{n % 12 + 1:02}",
            sort_from=f"20{n // 12:02}-{n % 12 + 1:02}-01",
            sort_to=f"20{n // 12:02}-{n % 12 + 1:02}-02",
            text=f"Fact {n}.",
        )
        for n in range(230)
    ]
    TimelineEntry.objects.bulk_create(rows)
    client = login(chief)
    first, last = (text_of(client.get(f"{address(story, 'timeline')}{query}")) for query in ("", "?page=3"))
    assert "Fact 99." in first
    assert "Fact 100." not in first
    assert "Fact 229." in last
    assert "Entries 201 to 231 of 231" in " ".join(last.split())
    assert f'value="{rows[150].uid}"' in text_of(client.get(f"{address(story, 'timeline')}?edit={rows[150].uid}"))
    typed = {"act": "change", "row": str(rows[150].uid), "seen": story.desk_revision, "text": "Put.", "date": "2012-07"}
    assert client.post(address(story, "timeline"), typed)["Location"].endswith(f"?page=2#e-{rows[150].uid}")
    assert max(form.count("name=") for form in re.findall(r"<form.*?</form>", first, re.S)) < 200
