"""The hash chain over the edit log: whole through everything that is allowed, and telling of everything that is not."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from foundation import guards, log_chain
from foundation.models import Command, EditLog, LogLink, User

pytestmark = pytest.mark.django_db
TABLES = ("foundation_editlog", "foundation_loglink")


def write(count: int, *, verb: str = "edit") -> list[int]:
    """Write rows by turns of a person and a command, with values of every kind."""
    person = User.objects.first() or User.objects.create_user("ines", first_name="Ines")
    rows = []
    for n in range(count):
        by = person if n % 2 else Command("import_story")
        values = {"z": n, "a": ["ä", 1.5, None, True], "text": "Vell’s “harbour” 🚢"}
        rows.append(EditLog.objects.record(verb, person, by=by, before=values, after={}, reason=f"because {n}"))
    return [row.pk for row in rows]


def verified(**options: str) -> None:
    """Have the command prove the log whole; it prints what it found."""
    call_command("verify_log", **options)


def faults(**options: str) -> list[str]:
    return list(log_chain.verify(log_chain.Verified(), **options))


def raw(statement: str, *values: object) -> None:
    """Change what stands as somebody would who took the triggers away."""
    with transaction.atomic(), guards.lifted(*TABLES), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_rows_are_linked_once_in_their_order_and_the_log_is_whole(capsys):
    pks = write(7)
    assert log_chain.link_new(limit=3) == 3
    assert [log_chain.link_new(), log_chain.link_new()] == [4, 0]
    assert list(LogLink.objects.order_by("position").values_list("row_id", flat=True)) == pks
    verified()
    assert "7 rows checked, the log is whole." in capsys.readouterr().out


def test_rows_that_are_not_linked_yet_are_counted_and_are_no_fault(capsys):
    write(3)
    log_chain.link_new()
    write(2)
    verified()
    assert "Not in the chain yet: 2 rows" in capsys.readouterr().out


def test_an_empty_log_is_whole(capsys):
    verified()
    assert "0 rows checked, the log is whole." in capsys.readouterr().out


CHANGES = {
    "verb": "publish",
    "reason": "another",
    "subject_kind": "Edition",
    "subject_uid": uuid.uuid4(),
    "before": '{"z": 9}',
    "after": '{"x": 1}',
    "at": timezone.now() - timedelta(days=1),
    "command": "other",
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_row_altered_past_the_triggers_is_found_and_named(column):
    pks = write(9)
    log_chain.link_new()
    value = CHANGES[column].hex if column == "subject_uid" and connection.vendor == "sqlite" else CHANGES[column]
    raw(f"UPDATE foundation_editlog SET {column} = %s WHERE id = %s", value, pks[4])
    found = faults()
    assert len(found) == 1
    assert found[0].startswith(f"Altered: row {pks[4]} of the log")
    with pytest.raises(CommandError, match="9 rows checked, 1 faults"):
        verified()


def test_an_act_given_to_another_person_is_found():
    pks = write(4)
    log_chain.link_new()
    other = User.objects.create_user("oskar")
    raw("UPDATE foundation_editlog SET person_id = %s WHERE id = %s", other.pk, pks[1])
    assert faults() == [f"Altered: row {pks[1]} of the log (edit), link 2, is not what was written."]


def test_a_row_taken_out_with_its_link_is_found():
    pks = write(6)
    log_chain.link_new()
    raw("DELETE FROM foundation_loglink WHERE row_id = %s", pks[2])
    raw("DELETE FROM foundation_editlog WHERE id = %s", pks[2])
    assert faults() == ["Missing: links 3 to 3 of the chain were taken out."]


def test_a_row_taken_out_alone_is_found_and_named():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps a row that a link points at, triggers or not")
    pks = write(6)
    log_chain.link_new()
    with connection.cursor() as cursor, guards.lifted(*TABLES):
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute("DELETE FROM foundation_editlog WHERE id = %s", [pks[2]])
    assert faults() == [f"Missing: row {pks[2]} of the log, link 3, was taken out."]
    with connection.cursor() as cursor, guards.lifted(*TABLES):  # the test's own transaction ends with a check
        cursor.execute("DELETE FROM foundation_loglink WHERE row_id = %s", [pks[2]])


def test_a_chain_cut_at_its_end_or_built_anew_is_found_by_the_head_that_was_written_down(capsys):
    pks = write(6)
    log_chain.link_new()
    verified()
    head = capsys.readouterr().out.partition("Head: ")[2].split()[0]
    assert faults(head=head) == []
    raw("DELETE FROM foundation_loglink WHERE row_id > %s", pks[3])
    raw("DELETE FROM foundation_editlog WHERE id > %s", pks[3])
    assert faults() == []
    assert faults(head=head) == ["Missing: links 5 to 6 of the chain were cut off its end."]
    raw("UPDATE foundation_editlog SET reason = 'nothing' WHERE id = %s", pks[0])
    raw("DELETE FROM foundation_loglink")
    write(2)
    log_chain.link_new()
    assert faults() == []
    assert faults(head=head) == ["Another: link 6 is not the one that was told; the chain was built anew."]


def test_a_row_put_in_afterwards_with_an_old_time_is_told(capsys):
    write(3)
    log_chain.link_new()
    row = EditLog(verb="approve", subject_kind="Story", subject_uid=uuid.uuid4(), command="forged")
    row.save()
    raw("UPDATE foundation_editlog SET at = %s WHERE id = %s", timezone.now() - timedelta(hours=3), row.pk)
    log_chain.link_new()
    verified()
    assert f"Written long after the time they bear: rows {row.pk}." in capsys.readouterr().out


def test_a_row_whose_transaction_ended_late_comes_after_those_that_were_linked_before_it():
    pks = write(5)
    missing = EditLog.objects.get(pk=pks[1])
    raw("DELETE FROM foundation_editlog WHERE id = %s", pks[1])
    log_chain.link_new()
    EditLog.objects.bulk_create([missing])
    assert log_chain.link_new() == 1
    assert LogLink.objects.get(position=5).row_id == pks[1]
    assert faults() == []


def test_a_row_below_the_window_is_linked_when_everything_is_looked_through(monkeypatch):
    monkeypatch.setattr(log_chain, "WINDOW_ROWS", 2)
    pks = write(8)
    missing = EditLog.objects.get(pk=pks[1])
    raw("DELETE FROM foundation_editlog WHERE id = %s", pks[1])
    log_chain.link_new()
    EditLog.objects.bulk_create([missing])
    assert log_chain.link_new() == 0
    assert log_chain.link_new(everything=True) == 1
    assert faults() == []


@pytest.mark.parametrize("act", ["UPDATE foundation_loglink SET hash = ''", "DELETE FROM foundation_loglink"])
def test_links_are_neither_changed_nor_deleted(act):
    write(1)
    log_chain.link_new()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


def test_the_clock_links_what_was_written(settings, monkeypatch):
    from newsroom import clock

    for name in ("_linked_at", "_linked_all_at"):
        monkeypatch.setattr(clock, name, None)
    write(3)
    clock.tick()
    assert LogLink.objects.count() == EditLog.objects.count() == 3


def test_a_head_that_is_none_is_refused():
    with pytest.raises(CommandError, match="is no head"):
        verified(head="12")


@pytest.mark.django_db(transaction=True)
def test_writers_and_two_clocks_at_once_leave_one_whole_chain():
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time by itself")
    person = User.objects.create_user("ines")
    failed: list[BaseException] = []

    def run(work) -> None:
        try:
            for _ in range(25):
                work()
        except BaseException as fault:
            failed.append(fault)
        finally:
            connection.close()

    def act() -> None:
        with transaction.atomic():
            for _ in range(3):
                EditLog.objects.record("edit", person, by=person)

    works = [act, act, act, log_chain.link_new, log_chain.link_new]
    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert failed == []
    log_chain.link_new(everything=True)
    assert LogLink.objects.count() == EditLog.objects.count() == 225
    assert faults() == []
