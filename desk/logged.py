"""What Django admin's own forms change is told by the edit log, as every verb is; Django's own log stays empty."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Manager, Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from desk.access import person, require
from foundation.models import EditLog

_MOST_CHARS = 2_000


class Subject:
    """A row as the subject of a log row; one without a uid of its own gets one that always is the same."""

    def __init__(self, row: Model) -> None:
        own = getattr(row, "uid", None)
        self.uid: uuid.UUID = own if own is not None else uuid.uuid5(uuid.NAMESPACE_OID, f"{row._meta.label}:{row.pk}")
        self.kind = type(row).__name__


class LoggedChanges:
    """For admin classes: one row of the edit log for each saved form, with the values before and after.

    `named_only`: fields whose values no log may hold, since its rows cannot be erased. `told_by_verbs`: fields that
    a verb saves and tells by itself.
    """

    named_only: tuple[str, ...] = ()
    told_by_verbs: tuple[str, ...] = ()

    def construct_change_message(self, request: HttpRequest, form: BaseForm, formsets: Any, add: bool = False) -> Any:
        """The values before and after, of the fields that changed."""
        names = [name for name in form.changed_data if name not in self.told_by_verbs]
        hidden = [name for name in names if name in self.named_only or "password" in name]
        before = {name: _told(form.initial.get(name)) for name in names if name not in hidden and not add}
        after: dict[str, Any] = {name: _told(form.cleaned_data.get(name)) for name in names if name not in hidden}
        if hidden:
            after["also"] = sorted({"password" if "password" in name else name for name in hidden})
        return [before, after]

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Tell that a row was made."""
        self._tell(request, "add", obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Tell what a form changed; nothing where it changed nothing."""
        if any(message):
            self._tell(request, "change", obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Tell that rows were deleted."""
        for row in queryset:
            self._tell(request, "delete", row, [{"was": str(row)}, {}])
        return []

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What the edit log says of the row."""
        require(request, "foundation.view_editlog")
        row = self.get_object(request, object_id)  # type: ignore[attr-defined]
        subject = f"?q={Subject(row).uid}" if row is not None else ""
        return HttpResponseRedirect(reverse("admin:foundation_editlog_changelist") + subject)

    def _tell(self, request: HttpRequest, act: str, row: Model, message: Any) -> None:
        before, after = message
        subject, verb = Subject(row), f"{act}_{row._meta.model_name}"[:40]
        EditLog.objects.record(verb, subject, by=person(request), before=before, after=after, kind=subject.kind)


def _told(value: Any) -> Any:
    """A value as the log keeps it: text, a number, a flag, or a list of names."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, (list, tuple, QuerySet)):
        return [str(item)[:_MOST_CHARS] for item in value]
    return str(value)[:_MOST_CHARS]
