"""The edit log: one act, exactly one actor, never changed."""

from __future__ import annotations

import itertools
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import ProtectedError

from foundation.models import Command, EditLog, Engine, Partner, User

pytestmark = pytest.mark.django_db

ACTORS = ("person", "engine", "command", "partner")


def _someone(name: str = "ines") -> User:
    return User.objects.create_user(name, first_name="Ines", last_name="Varga")


def _save(*actors: str) -> EditLog:
    row = EditLog(verb="publish", subject_kind="Story", subject_uid=uuid.uuid4())
    for actor in actors:
        setattr(row, actor, _someone() if actor == "person" else "somebody")
    with transaction.atomic():
        row.save()
    return row


@pytest.mark.parametrize("actor", ACTORS)
def test_one_actor_of_any_kind_is_taken(actor):
    assert _save(actor).actor_name() in {"Ines Varga", "somebody"}


@pytest.mark.parametrize(
    "actors", [(), *itertools.combinations(ACTORS, 2), *itertools.combinations(ACTORS, 3), ACTORS], ids="-".join
)
def test_no_actor_and_several_are_refused_by_the_database(actors):
    with pytest.raises(IntegrityError, match="exactly_one_actor"):
        _save(*actors)
    assert not EditLog.objects.exists()


@pytest.mark.parametrize(
    ("by", "name"),
    [
        (Engine("extract 1"), "extract 1"),
        (Command("import_story"), "import_story"),
        (Partner("Radio Vell"), "Radio Vell"),
    ],
    ids=["engine", "command", "partner"],
)
def test_a_row_says_who_did_what_to_which_subject_and_why(by, name):
    subject = _someone()
    EditLog.objects.record("kill", subject, by=by, before={"state": "live"}, after={"state": "killed"}, reason="Wrong.")
    row = EditLog.objects.get()
    assert (row.verb, row.subject_kind, row.subject_uid, row.reason) == ("kill", "User", subject.uid, "Wrong.")
    assert (row.before, row.after) == ({"state": "live"}, {"state": "killed"})
    assert row.actor_name() == name
    assert row.at.utcoffset() is not None


def test_a_person_is_named_in_full_or_by_log_in():
    assert EditLog.objects.record("edit", _someone(), by=_someone("oskar")).actor_name() == "Ines Varga"
    nameless = User.objects.create_user("petra")
    assert EditLog.objects.record("edit", nameless, by=nameless).actor_name() == "petra"


@pytest.mark.parametrize("act", [lambda row: row.save(), lambda row: row.delete()], ids=["change", "delete"])
def test_a_row_cannot_be_changed_or_deleted(act):
    row = _save("command")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act(row)
    assert EditLog.objects.filter(verb="publish").count() == 1


def test_whoever_acted_cannot_be_deleted():
    person = _someone()
    EditLog.objects.record("edit", person, by=person)
    with pytest.raises(ProtectedError):
        person.delete()
