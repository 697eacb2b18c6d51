"""Ending the sessions of a person whose password, roles or rights changed, wherever that was done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import F, Model

from foundation.models import User


def end_sessions(people: Iterable[int]) -> int:
    """End every session of these people (by id). Returns of how many people.

    Whoever is to keep the session they act in calls Django's `update_session_auth_hash` afterwards.
    """
    return User.objects.filter(pk__in=list(people)).update(session_stamp=F("session_stamp") + 1)


def watched_tables() -> tuple[type[Model], ...]:
    """The tables that give rights: of people, and of the roles they have."""
    return User.groups.through, User.user_permissions.through, Group.permissions.through


def roles_changed(sender: type[Model], instance: Any, action: str, pk_set: set[int] | None, **_: Any) -> None:
    """Django's event that rows of a table of rights were added or taken away, from either end."""
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return
    if sender is Group.permissions.through:
        groups = [instance.pk] if isinstance(instance, Group) else pk_set or instance.group_set.values("pk")
        end_sessions(User.objects.filter(groups__in=groups).values_list("pk", flat=True))
    elif isinstance(instance, User):
        end_sessions([instance.pk])
        instance.refresh_from_db(fields=["session_stamp"])
    else:
        end_sessions(instance.user_set.values_list("pk", flat=True) if pk_set is None else pk_set)
