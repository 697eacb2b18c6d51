"""Roles: four groups kept in step, and what each may do."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from desk.roles import ROLES, sync_roles

pytestmark = pytest.mark.django_db


def _held(role: str) -> set[str]:
    rows = Group.objects.get(name=role).permissions.select_related("content_type")
    return {f"{p.content_type.app_label}.{p.codename}" for p in rows}


@pytest.mark.parametrize("role", ROLES)
def test_after_a_migrate_each_role_has_exactly_its_permissions(role):
    assert _held(role) == set(ROLES[role])


def test_syncing_gives_back_what_was_taken_and_takes_what_was_added():
    reporter = Group.objects.get(name="reporter")
    reporter.permissions.set([Permission.objects.get(codename="publish_story")])
    assert sync_roles() == []
    assert _held("reporter") == set(ROLES["reporter"])


def test_syncing_twice_makes_no_second_group_and_leaves_others_alone():
    Group.objects.create(name="interns")
    sync_roles()
    sync_roles()
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted([*ROLES, "interns"])


def test_the_command_names_the_roles(capsys):
    call_command("sync_roles")
    assert "reporter, editor, chief, administrator" in capsys.readouterr().out


def test_only_the_chief_may_publish_and_only_the_administrator_keeps_accounts():
    assert [role for role, names in ROLES.items() if "stories.publish_story" in names] == ["chief"]
    assert [role for role, names in ROLES.items() if "foundation.change_user" in names] == ["administrator"]


def test_the_migrate_command_itself_keeps_the_roles():
    Group.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert _held("chief") == set(ROLES["chief"])
