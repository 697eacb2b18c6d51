"""What somebody asks of the photo library beside words: whose, by what right, from when, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Left, Upper
from django.utils import timezone

from desk.access import AnyUser
from desk.library import using
from foundation import limits
from media.models import LICENCE_SIGNS, Image

# Values of the newest pictures are offered: reading all of them would cost more the larger the library is.
_NEWEST, _MOST_OFFERED = 2_000, 60
SOON = timedelta(days=7)
Images = QuerySet[Image]


def _unused(rows: Images, user: AnyUser) -> Images:
    return rows.exclude(Exists(using.placements(user).filter(image=OuterRef("pk")))).exclude(
        Exists(using.showings().filter(image=OuterRef("pk")))
    )


def _pulled(rows: Images, user: AnyUser) -> Images:
    # Asked by the index of the few: an OR over the group's row would read the whole library.
    first = Image.objects.order_by().filter(pulled_at__isnull=False).values("pk")
    return rows.filter(Q(pk__in=first) | Q(same_as__in=first))


def _alike(rows: Images, user: AnyUser) -> Images:
    return rows.filter(Q(same_as__isnull=False) | Exists(Image.objects.order_by().filter(same_as=OuterRef("pk"))))


def _ending(rows: Images, user: AnyUser) -> Images:
    return rows.filter(expires_at__lte=timezone.now() + SOON)


# Each mark with its words and what it keeps.
MARKS: Mapping[str, tuple[str, Callable[[Images, AnyUser], Images]]] = MappingProxyType(
    {
        "unused": ("Unused", _unused),
        "no-alt": ("No alt text", lambda rows, _: rows.filter(alt_text="")),
        "no-credit": ("No credit line", lambda rows, _: rows.filter(credit_line="")),
        "look-alikes": ("Look-alikes", _alike),
        "ending": ("Use ends within 7 days, or has ended", _ending),
        "pulled": ("Pulled", _pulled),
    }
)


class FilterForm(forms.Form):
    """The filters as an address holds them; whatever is blank asks for nothing."""

    credit = forms.CharField(max_length=limits.CREDIT_CHARS, required=False, label="Credit line")
    basis = forms.ChoiceField(choices=[("", "Any"), *Image.RightsBasis.choices], required=False, label="By what right")
    licence = forms.CharField(max_length=limits.URL_CHARS, required=False, label="Licence")
    day = forms.ChoiceField(choices=[("", "Uploaded"), ("taken", "Taken")], required=False, label="Which day")
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}), label="From")
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}), label="To, included")
    only = forms.MultipleChoiceField(
        choices=[(name, words) for name, (words, _) in MARKS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Only these",
    )

    def __init__(self, given: Any) -> None:
        super().__init__(given, auto_id="by-%s")
        for name in ("credit", "licence"):
            self.fields[name].widget.attrs.update({"list": f"known-{name}", "dir": "auto"})

    def is_asking(self) -> bool:
        """Whether anything is asked for."""
        return any(self.data.get(name) for name in self.fields)

    def is_asking_whole(self) -> bool:
        """Whether a credit line or a licence is asked for, which fit as a whole or not at all."""
        return any(self.data.get(name) for name in ("credit", "licence"))

    def kept(self, rows: Images, user: AnyUser) -> Images:
        """The pictures that fit; none where the form does not say what is asked for."""
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        if asked["credit"]:
            rows = rows.annotate(credit=Upper("credit_line")).filter(credit=Upper(Value(asked["credit"])))
        if asked["basis"]:
            rows = rows.filter(rights_basis=asked["basis"])
        if asked["licence"]:
            rows = rows.annotate(licence=Left("licence_url", LICENCE_SIGNS))
            rows = rows.filter(licence=asked["licence"][:LICENCE_SIGNS], licence_url=asked["licence"])
        rows = _within(rows, asked["since"], asked["until"], is_taken=asked["day"] == "taken")
        for name in asked["only"]:
            rows = MARKS[name][1](rows, user)
        return rows

    def offered(self) -> dict[str, list[str]]:
        """Credit lines and licences of the newest pictures, in one query: what the two lines suggest."""
        newest = list(Image.objects.order_by("-pk").values_list("credit_line", "licence_url")[:_NEWEST])
        return {
            name: sorted({row[place] for row in newest if row[place]})[:_MOST_OFFERED]
            for place, name in enumerate(("credit", "licence"))
        }


def _within(rows: Images, since: date | None, until: date | None, *, is_taken: bool) -> Images:
    if is_taken:
        rows = rows.filter(date_created__gte=since) if since else rows
        return rows.filter(date_created__lte=until) if until else rows
    rows = rows.filter(uploaded_at__gte=_midnight(since)) if since else rows
    return rows.filter(uploaded_at__lt=_midnight(until, days=1)) if until else rows


def _midnight(day: date, days: int = 0) -> datetime:
    # Years at either end of the calendar have no midnight in UTC.
    day = min(max(day, date(1900, 1, 1)), date(9000, 1, 1)) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time.min))
