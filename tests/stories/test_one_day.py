"""What happened on one day is read in the order in which people wrote it, at the desk and on the page alike."""

from __future__ import annotations

import pytest

from stories import chronology, publishing
from stories.models import Story, TimelineEntry
from tests.making import HARBOUR, make_chief, make_story

pytestmark = pytest.mark.django_db
HOURS = [f"At {hour} a bell rings." for hour in ("six", "seven", "eight", "nine", "ten", "eleven", "noon")]


def read(client, story: Story) -> list[str]:
    """Publish the story; the hours in the order in which its page tells them."""
    story.refresh_from_db()
    edition = publishing.publish(story, seen=story.desk_revision, by=make_chief())
    page = client.get(edition.story.get_absolute_url()).content.decode()
    timeline = page[page.index('class="block timeline"') :]
    return sorted(HOURS, key=lambda hour: timeline.index(hour.removesuffix(" rings.")))


def write(story: Story, hours: list[str], *, date: str = "Aug 14, 2025") -> None:
    for hour in hours:
        story.refresh_from_db()
        chronology.add_entry(story, date=date, text=hour, seen=story.desk_revision, by=make_chief())


def test_entries_of_one_day_are_read_as_they_were_written(client):
    story = make_story(*HARBOUR[:2])
    write(story, HOURS)
    assert read(client, story) == HOURS
    assert [entry.text for entry in TimelineEntry.objects.all()] == HOURS


def test_an_entry_moved_to_another_day_is_the_last_of_that_day_and_one_reworded_stays_in_its_place(client):
    story, by = make_story(*HARBOUR[:2]), make_chief()
    write(story, HOURS[-1:], date="Aug 13, 2025")
    write(story, HOURS[:-1])
    moved, reworded = TimelineEntry.objects.get(text=HOURS[-1]), TimelineEntry.objects.get(text=HOURS[2])
    story.refresh_from_db()
    chronology.change_entry(moved, date="Aug 14, 2025", text=HOURS[-1], seen=story.desk_revision, by=by)
    story.refresh_from_db()
    chronology.change_entry(reworded, date="Aug 14, 2025", text=HOURS[2], seen=story.desk_revision, by=by)
    assert read(client, story) == HOURS
