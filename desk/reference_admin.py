"""Topics, publishers and tickers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from desk.access import person
from desk.clean_form import CleanForm
from desk.frozen import KeptAdmin
from editions.restrictions import Restricted, standing
from foundation.errors import BadText
from foundation.limits import NAME_CHARS
from foundation.text import clean_line
from reference.models import Instrument, Publisher, Topic
from stories import curating


class TopicForm(CleanForm):
    """A topic, whose name and address are public as soon as it is saved."""

    def clean(self) -> dict[str, Any]:
        """The cleaned values. Refuses a name that must not be published."""
        values = super().clean()
        try:
            standing().refuse([values.get(name, "") for name in ("name", "slug", "description")], what="This topic")
        except Restricted as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return values


@admin.register(Topic)
class TopicAdmin(KeptAdmin[Topic]):
    form = TopicForm
    list_display = ("name", "slug", "position")
    search_fields = ("name", "slug")
    fields = ("name", "slug", "description", "position")

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> tuple[str, ...]:
        """The slug is settled once the topic is there: published lists and their addresses are keyed by it."""
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Topic | None = None) -> dict[str, Sequence[str]]:
        """A new topic's slug is offered from its name."""
        return {} if obj else {"slug": ("name",)}


MOST_ALIASES = 50


class InstrumentForm(CleanForm):
    """A security; its other names one to a line."""

    aliases = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text="Other names, one to a line."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["aliases"] = "\n".join(self.instance.aliases)

    def clean_aliases(self) -> list[str]:
        """The names as a list, each once."""
        lines = [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]
        if len(lines) > MOST_ALIASES:
            raise forms.ValidationError(f"Write at most {MOST_ALIASES} names.")
        try:
            clean = [clean_line(line, name="A name", max_chars=NAME_CHARS) for line in lines]
        except BadText as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return list(dict.fromkeys(clean))


@admin.register(Instrument)
class InstrumentAdmin(KeptAdmin[Instrument]):
    list_display = ("name", "symbol", "mic", "isin")
    search_fields = ("name", "symbol", "isin")
    list_filter = ("mic",)
    fields = ("symbol", "mic", "name", "isin", "aliases")
    form = InstrumentForm


@admin.register(Publisher)
class PublisherAdmin(KeptAdmin[Publisher]):
    form = CleanForm
    list_display = ("name", "domain", "language", "country", "reuse", "reuse_basis")
    search_fields = ("name", "domain")
    list_filter = ("reuse",)
    readonly_fields = ("reuse_since",)
    told_by_verbs = ("reuse", "reuse_basis")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fields = (
        "name",
        "domain",
        "home_page",
        "language",
        "country",
        "reuse",
        "reuse_basis",
        "reuse_reference",
        "reuse_since",
    )

    def save_model(self, request: HttpRequest, obj: Publisher, form: Any, change: bool) -> None:
        """Save what the publisher is; what we may do with its words goes through a verb: summaries rest on it."""
        if not change:
            obj.reuse_since = timezone.localdate()
            super().save_model(request, obj, form, change)
            return
        plain = [name for name in form.changed_data if name not in {"reuse", "reuse_basis"}]
        obj.save(update_fields=plain)
        if {"reuse", "reuse_basis"} & set(form.changed_data):
            stories = curating.change_publisher_rights(obj, reuse=obj.reuse, basis=obj.reuse_basis, by=person(request))
            messages.info(request, f"Stories that are summarised anew: {stories}.")
