"""Admin classes that show rows and change nothing: deleting at the desk is a state, and verbs make the changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from desk.logged import LoggedChanges

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin as Base
else:

    class Base(admin.ModelAdmin):
        """Django's class does not take a type at run time."""

        def __class_getitem__(cls, model: Any) -> Any:
            return cls


Row = TypeVar("Row", bound=Model)


class KeptAdmin(LoggedChanges, Base[Row]):
    """Rows that nobody deletes through a form."""

    show_full_result_count = False
    list_per_page = 50
    view_on_site = False  # A process may serve the desk alone, without public addresses.

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Nobody: rows are kept."""
        return False


class ReadOnlyAdmin(KeptAdmin[Row]):
    """Rows that are shown only."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: verbs make these rows."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Nobody: verbs change these rows."""
        return False
