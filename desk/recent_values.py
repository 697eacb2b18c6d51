"""A filter by the values of a column that offers those of the newest rows: its cost does not grow with the table."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AllValuesFieldListFilter
from django.db.models import Field, Model
from django.http import HttpRequest

NEWEST_ROWS = 2_000


class RecentValuesFilter(AllValuesFieldListFilter):
    """Django's filter by all values reads the whole table for its choices at every request; this one its newest rows.

    A value that is in the address is offered too, however long ago it was used.
    """

    def __init__(
        self,
        field: Field[Any, Any],
        request: HttpRequest,
        params: dict[str, Any],
        model: type[Model],
        model_admin: Any,
        field_path: str,
    ) -> None:
        super().__init__(field, request, params, model, model_admin, field_path)
        newest = model_admin.get_queryset(request).order_by("-pk").values_list(field_path, flat=True)
        self.lookup_choices: Any = sorted({*newest[:NEWEST_ROWS], *(self.lookup_val or [])})
