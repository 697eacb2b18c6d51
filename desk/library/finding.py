"""A page of the photo library: what was looked for and filtered by, newest first, with where each picture is used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from desk import library_search
from desk.access import AnyUser
from desk.library import using
from desk.library.choosing import MOST, Chosen, chosen, keys_in
from desk.library.filters import FilterForm
from media.models import Image

# A page fills rows of two, three, four, five and six.
PAGE, PICKED = 60, 20
# What knows a picture again is 5 kB of every row, and no page shows it.
UNSHOWN = ("windows", "sketch", "same_as__windows", "same_as__sketch")


@dataclass(frozen=True, slots=True)
class Pictures:
    """One page. `after` is the id to go on after, None at the end; `told` says what was wrong with the search.

    `query` asks for the same again, without a place in it, and `kept` is that by name and value; `is_later` where newer
    ones come before; `offered` are credit lines and licences to choose from.
    """

    form: FilterForm
    q: str = ""
    rows: list[Any] = field(default_factory=list)
    after: int | None = None
    told: str = ""
    query: str = ""
    is_later: bool = False
    offered: dict[str, list[str]] = field(default_factory=dict)
    chosen: Chosen = field(default_factory=Chosen)
    kept: tuple[tuple[str, str], ...] = ()


def pictures(asked: QueryDict, user: AnyUser, *, size: int = PAGE) -> Pictures:
    """Look for pictures that hold the words of `q` in caption, alt text, credit line or source page, and fit the rest.

    Each row has `used` (using.Used), `is_over`, whether its time is, and `is_alike`, whether look-alikes of it are in
    the library. At most nine queries, and one more for `every`, which chooses all that are found.
    """
    form = FilterForm(asked)
    rows = form.kept(Image.objects.select_related("same_as").defer(*UNSHOWN), user)
    found = library_search.page_of(rows, asked.get("q", ""), "uploaded_at", asked.get("after", ""), size=size)
    every = _every(rows, asked) if "every" in asked and not found.told else []
    counts, now = using.used(found.rows, user), timezone.now()
    first = set(Image.objects.order_by().filter(same_as__in=found.rows).values_list("same_as", flat=True))
    for row in found.rows:
        row.used, row.is_over = counts[row.pk], row.is_expired(now)
        row.is_alike = row.same_as_id is not None or row.pk in first
    asking = [(name, value) for name in ("q", *form.fields) for value in asked.getlist(name) if value]
    looks = [("view", "list")] if asked.get("view") == "list" else []
    return Pictures(
        form,
        found.q,
        found.rows,
        found.after,
        found.told,
        query=urlencode([*asking, *looks]),
        is_later=bool(asked.get("after")),
        offered=form.offered(),
        chosen=chosen(keys_in(asked.getlist("image")), every, (row.pk for row in found.rows)),
        kept=(*asking, *looks),
    )


def _every(rows: QuerySet[Image], asked: QueryDict) -> list[int]:
    """The keys of all that are found: one more than may be chosen, where there are more."""
    found = library_search.page_of(
        rows.select_related(None).only("pk"), asked.get("q", ""), "uploaded_at", "", size=MOST + 1
    )
    return [row.pk for row in found.rows]
