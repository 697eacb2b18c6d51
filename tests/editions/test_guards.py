"""The guards of the append-only tables come back after every migration."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from editions.models import Edition
from foundation import guards
from tests.published import publish_content


@pytest.mark.django_db
def test_a_table_that_lost_its_guard_is_guarded_again_by_migrate():
    publish_content()
    guards.unguard("editions_edition")
    call_command("migrate", verbosity=0, interactive=False)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Edition.objects.update(by_text="somebody else")


@pytest.mark.django_db
def test_only_tables_that_stand_are_guarded(monkeypatch):
    monkeypatch.setattr(guards, "GUARDED_TABLES", ("editions_edition", "no_such_table"))
    guards.guard_all(database=connection)
    guards.guard_all(database=connection)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "again"])
def test_tables_can_be_emptied_between_transactional_tests(time):
    assert not Edition.objects.exists()
    publish_content()
    assert Edition.objects.count() == 1
