"""The calendar of all that is planned, and the promise as partners read it; what waits at the desk is in neither."""

from __future__ import annotations

import re
import zipfile
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.files.storage import default_storage

from editions.models import Listing
from foundation.models import User
from newsroom.dossiers.making import make_dossier
from partners import keys
from stories import chronology, dossiers, publishing, sharing, taking_back
from stories.models import Story
from stories.timelines import promises
from tests.desk.making import make_person
from tests.making import HARBOUR, make_chief, make_story

pytestmark = pytest.mark.django_db
_PROPERTY = re.compile(r"[A-Z-]+(;[A-Z-]+=[^:;,]+)*:.*")
_TEXT = re.compile(r"(?:[^\\;,\n]|\\[\\;,nN])*")


@pytest.fixture
def chief():
    return make_chief()


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published").get(pk=story.pk)


def seen(story: Story) -> int:
    return fresh(story).desk_revision


def add(story: Story, chief, text: str, when: str):
    return chronology.add_entry(story, date=when, text=text, seen=seen(story), by=chief)


def publish(story: Story, chief) -> str:
    return publishing.publish(fresh(story), seen=seen(story), by=chief).story.get_absolute_url()


def events(client, path: str = "/planned.ics") -> dict[str, dict[str, str]]:
    """The events of a calendar by their UID, read as strictly as RFC 5545 has it; parameters of names are left out."""
    file = client.get(path)
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    raw = file.content
    assert raw.endswith(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in raw.split(b"\r\n"))
    lines = raw.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert all(_PROPERTY.fullmatch(line) for line in lines)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found: dict[str, dict[str, str]] = {}
    for event in "\n".join(lines).split("BEGIN:VEVENT\n")[1:]:
        body = event.partition("\nEND:VEVENT")[0].split("\n")
        pairs = [(name.partition(";")[0], value) for name, _, value in (line.partition(":") for line in body)]
        names = [name for name, _ in pairs]
        assert len(set(names)) == len(names)
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS"} <= set(names)
        told = dict(pairs)
        assert _TEXT.fullmatch(told["SUMMARY"])
        assert _TEXT.fullmatch(told["DESCRIPTION"])
        assert told["DTSTART"] < told["DTEND"]
        assert told["UID"] not in found
        found[told["UID"]] = told
    return found


def test_the_calendar_of_all_has_the_plans_of_live_stories_and_follows_them(chief, client):
    first, second = (
        make_story(*HARBOUR[:2], by=chief, headline=name) for name in ("The Port, Again; A Vote", "No Plan")
    )
    entry = add(
        first,
        chief,
        "Parliament of Vell votes; the union, the mayor\\court and all others speak, " * 2,
        "Mar 2030 (planned)",
    )
    add(second, chief, "The strike begins.", "Feb 3, 2026")
    publish(first, chief)
    publish(second, chief)
    ((uid, told),) = events(client).items()
    assert uid.startswith(f"{entry.uid}@")
    assert told["STATUS"] == "TENTATIVE"
    assert told["SUMMARY"].startswith("Mar\u00a02030: Parliament of Vell votes\\; the union\\, the mayor\\\\court")
    assert told["DESCRIPTION"].startswith("The Port\\, Again\\; A Vote\\n")
    kept = client.get("/planned.ics")["ETag"]
    assert client.get("/planned.ics", headers={"if-none-match": kept}).status_code == 304
    # It slips to nobody knows when, and then to a day: every version is newer than the one before.
    steps = [lambda: promises.slipped(entry, to="", seen=seen(first), by=chief)]
    steps += [lambda: promises.slipped(entry, to="Apr 1, 2031", seen=seen(first), by=chief)]
    steps += [lambda: promises.cancelled(entry, seen=seen(first), by=chief)]
    numbers = [int(told["SEQUENCE"])]
    for step in steps:
        step()
        publish(first, chief)
        ((same, told),) = events(client).items()
        assert same == uid
        numbers.append(int(told["SEQUENCE"]))
    assert numbers == sorted(set(numbers))
    assert (told["STATUS"], told["DTSTART"]) == ("CANCELLED", "20310401")
    assert client.get("/planned.ics", headers={"if-none-match": kept}).status_code == 200
    taking_back.withhold(fresh(first).published, reason="Wrong.", by=chief)
    assert events(client) == {}


def test_stories_that_ran_before_there_was_a_list_are_found_by_the_upgrade(chief, client):
    story, other = (make_story(*HARBOUR[:2], by=chief, headline=name) for name in ("Planned", "Not Planned"))
    add(story, chief, "Parliament votes.", "Mar 2030 (planned)")
    add(other, chief, "The strike begins.", "Feb 3, 2026")
    publish(story, chief)
    publish(other, chief)
    Listing.objects.filter(kind="planned").delete()
    assert events(client) == {}
    upgrade = import_module("editions.migrations.0015_fill_planned_lists")
    for _ in range(2):
        upgrade.fill(apps, SimpleNamespace())
    assert len(events(client)) == 1
    upgrade.empty(apps, SimpleNamespace())
    assert not Listing.objects.filter(kind="planned").exists()


def test_partners_read_for_when_it_was_planned_before_and_what_became_of_it(chief, client):
    _, key = keys.make_key("A partner", by=chief)
    story = make_story(*HARBOUR[:2], by=chief)
    moved = add(story, chief, "Parliament votes.", "Mar 2030 (planned)")
    plain = add(story, chief, "The strike begins.", "Feb 3, 2026")

    def told() -> dict[str, tuple[str, str, list[str]]]:
        publish(story, chief)
        given = client.get(f"/api/v1/stories/{fresh(story).uid}/", headers={"authorization": f"Bearer {key}"}).json()
        return {one["uid"]: (one["date"], one["status"], one["promised"]) for one in given["timeline"]}

    assert told()[str(moved.uid)] == ("2030-03", "planned", [])
    promises.slipped(moved, to="Apr 2031", seen=seen(story), by=chief)
    assert told()[str(moved.uid)] == ("2031-04", "planned", ["2030-03"])
    promises.slipped(moved, to="", seen=seen(story), by=chief)
    assert told()[str(moved.uid)] == ("2031-04", "slipped", ["2030-03", "2031-04"])
    promises.happened(moved, on="Feb 20, 2026", seen=seen(story), by=chief)
    assert told() == {
        str(moved.uid): ("2026-02-20", "happened", ["2030-03", "2031-04"]),
        str(plain.uid): ("2026-02-03", "happened", []),
    }


def _left(story: Story, chief, client, key: str) -> str:
    """Everything of a story that somebody outside may hold: page, calendars, the API's answers, a link, a dossier."""
    row = fresh(story)
    path, uid = row.published.get_absolute_url(), row.uid
    _, token = sharing.share(row, lasts="1d", seen=row.desk_revision, by=chief)
    public = [path, f"{path}planned.ics", "/planned.ics", "/feed.xml", f"/admin/shared/{token}/"]
    partner = {"authorization": f"Bearer {key}"}
    asked = [f"/api/v1/stories/{uid}/", "/api/v1/stories/"]
    given = [client.get(one) for one in public] + [client.get(one, headers=partner) for one in asked]
    assert [answer.status_code for answer in given] == [200] * len(given)
    shown = [b"".join(answer) if answer.streaming else answer.content for answer in given]
    asked_for = dossiers.ask(row, by=User.objects.filter(username="head").first() or make_person("head", "chief"))
    for pk in dossiers.claim_due():
        make_dossier(pk)
    asked_for.refresh_from_db()
    found = zipfile.ZipFile(default_storage.open(asked_for.file.name))
    shown += [found.read(name) for name in found.namelist()]
    return "\n".join(one.decode(errors="replace") for one in shown)


def test_an_outcome_that_was_written_ahead_is_in_nothing_that_somebody_outside_holds(chief, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    _, key = keys.make_key("A partner", by=chief)
    story = make_story(*HARBOUR[:2], by=chief)
    entry = add(story, chief, "Parliament votes on the port bill.", "Mar 2030 (planned)")
    rows = [
        ("The zebra way", "happened", "Parliament passes the zebra bill."),
        ("The giraffe way", "cancelled", "Parliament throws out the giraffe bill."),
    ]
    first, _ = promises.draft_outcomes(entry, rows, seen=seen(story), by=chief)
    publish(story, chief)
    left = _left(story, chief, client, key)
    assert left.count("votes on the port bill") >= 5
    assert "zebra" not in left
    assert "giraffe" not in left
    promises.choose_outcome(first, seen=seen(story), by=chief)
    publish(story, chief)
    left = _left(story, chief, client, key)
    assert left.count("passes the zebra bill") >= 5
    assert "giraffe" not in left
