"""Topics, publishers and tickers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone

from desk.access import person
from desk.clean_form import CleanForm
from desk.frozen import KeptAdmin
from desk.ticker_pages import becomes_page, import_page
from editions.restrictions import Restricted, standing
from foundation.errors import BadText
from foundation.limits import NAME_CHARS
from foundation.text import clean_line
from reference.importing.isin import why_no_isin
from reference.importing.saving import first_aliases
from reference.matching.aliases import BadAlias, read_line, read_stored
from reference.models import Instrument, Publisher, Topic
from reference.symbols import why_no_mic, why_no_symbol
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
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            "Other names, one to a line. After a name: “| context” where it means something else too, “| plain” where "
            "it never does, and a language it is for: “Target | context”, “삼성 | context | ko”. Of a name of one word "
            "that says neither, context is taken."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["aliases"] = "\n".join(alias.line() for alias in read_stored(self.instance.aliases))

    def clean_symbol(self) -> str:
        """The symbol in capitals; one without the form of symbols could have no page."""
        symbol = str(self.cleaned_data["symbol"]).strip().upper()
        if why := why_no_symbol(symbol):
            raise forms.ValidationError(why)
        return symbol

    def clean_mic(self) -> str:
        """The exchange as ISO 10383 has it."""
        mic = str(self.cleaned_data["mic"]).strip().upper()
        if why := why_no_mic(mic):
            raise forms.ValidationError(why)
        return mic

    def clean_isin(self) -> str:
        """The ISIN, whose last figure fits the others."""
        isin = str(self.cleaned_data["isin"]).strip().upper()
        if isin and (why := why_no_isin(isin)):
            raise forms.ValidationError(why)
        return isin

    def clean_aliases(self) -> list[dict[str, Any]]:
        """The names as the row keeps them, each once."""
        lines = [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]
        if len(lines) > MOST_ALIASES:
            raise forms.ValidationError(f"Write at most {MOST_ALIASES} names.")
        try:
            read = [read_line(clean_line(line, name="A name", max_chars=NAME_CHARS)) for line in lines]
        except (BadText, BadAlias) as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return [alias.as_json() for alias in {(one.text, one.language): one for one in read}.values()]

    def clean(self) -> dict[str, Any]:
        """The values; a new name of one word needs context unless a line says that it is plain.

        Refuses a name that must not be published: it stands on the ticker's page.
        """
        values = super().clean()
        try:
            standing().refuse([str(values.get(name, "")) for name in ("symbol", "name")], what="This ticker")
        except Restricted as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        said = {alias["text"].casefold() for alias in values.get("aliases", [])}
        if self.instance.pk is None and str(values.get("name", "")).casefold() not in said:
            values["aliases"] = [*values.get("aliases", []), *first_aliases(values.get("name", ""))]
        return values


@admin.register(Instrument)
class InstrumentAdmin(KeptAdmin[Instrument]):
    list_display = ("name", "symbol", "mic", "isin", "status")
    search_fields = ("name", "symbol", "isin")
    list_filter = ("status", "mic")
    fields = ("symbol", "mic", "name", "isin", "aliases", "status", "ended_on", "successor")
    form = InstrumentForm
    change_form_template = "desk/ticker.html"
    change_list_template = "desk/ticker_list.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Instrument | None = None) -> tuple[str, ...]:
        """Symbol and exchange are settled once the ticker is there: pages and editions lead to them."""
        became = ("status", "ended_on", "successor")
        return ("symbol", "mic", *became) if obj else became

    def get_urls(self) -> list[URLPattern]:
        """The pages for a file and for what became of a ticker stand beside Django's own."""
        view = self.admin_site.admin_view
        return [
            path("import/", view(import_page), name="reference_instrument_import"),
            path("<int:object_id>/becomes/", view(becomes_page), name="reference_instrument_becomes"),
            *super().get_urls(),
        ]


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
