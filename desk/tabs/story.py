"""The Story tab: the fields that people write, saved together with the revision they saw."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy

from desk.access import person
from desk.differences import Piece
from desk.lengths import shown_elsewhere
from desk.tabs.laying import lay
from desk.tabs.page import Answer, Done, FormRefused, Tab, saw, saw_in, seen_by
from desk.wholes import ways_of
from foundation import limits
from foundation.errors import NewsroomError
from reference.models import Instrument, Topic
from stories import curating
from stories.meanwhile import shown
from stories.models import Story
from stories.previewing import slug_to_come

_SHOWN = ("headline", "standfirst", "slug")
_FIELD_OF = {
    "The headline": "headline",
    "The slug": "slug",
    "The slugline": "slugline",
    "The kicker": "kicker",
    "The standfirst": "standfirst",
    "The language": "language",
    "The desk note": "desk_note",
}


def suggesting(name: str) -> forms.TextInput:
    """A text input whose suggestions come, as one types, from admin's autocomplete over that field of a story."""
    suggestions = reverse_lazy("admin:autocomplete")
    attrs = {"list": f"{name}-known", "data-suggest": name, "data-from": suggestions, "autocomplete": "off"}
    return forms.TextInput(attrs=attrs)


class NewStoryForm(forms.Form):
    """What begins a story. Only the headline is required."""

    headline = forms.CharField(
        max_length=limits.HEADLINE_CHARS,
        widget=forms.TextInput(attrs={"class": "wide", **shown_elsewhere(60, "so much a search result shows")}),
    )
    language = forms.CharField(max_length=12, required=False, help_text="A tag such as en, ko or pt-BR.")
    topics = forms.ModelMultipleChoiceField(Topic.objects.all(), required=False)
    more_topics = forms.CharField(
        required=False, label="Add topics", help_text="Names, separated by commas.", widget=suggesting("topics")
    )
    kicker = forms.CharField(max_length=limits.KICKER_CHARS, required=False)
    standfirst = forms.CharField(
        max_length=limits.STANDFIRST_CHARS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, **shown_elsewhere(155, "so much a search result shows, a card less")}),
    )

    def clean_language(self) -> str:
        """The newsroom's language where none was typed."""
        return self.cleaned_data["language"] or settings.LANGUAGE_CODE

    def clean_more_topics(self) -> list[Topic]:
        """The topics named in words. Refuses a name that no topic has."""
        rows = {row.name.casefold(): row for row in Topic.objects.all()}
        return [_named(rows, name, "topic") for name in _names(self.cleaned_data["more_topics"])]

    def chosen_topics(self) -> QuerySet[Topic]:
        """The topics that the form holds as ticked boxes."""
        return Topic.objects.filter(pk__in=_ids(self["topics"].value()))

    def changes(self) -> dict[str, Any]:
        """The typed values by the names that the verbs use."""
        values = dict(self.cleaned_data)
        values["topics"] = list(dict.fromkeys([*values["topics"], *values.pop("more_topics")]))
        return values

    def place(self, refusal: NewsroomError) -> None:
        """Put a verb's refusal at the field it speaks of, or above the form."""
        told = str(refusal)
        field = next((field for words, field in _FIELD_OF.items() if told.startswith(f"{words} ")), None)
        self.add_error(field if field in self.fields else None, told)


class StoryForm(NewStoryForm):
    """Everything on the Story tab."""

    language = forms.CharField(max_length=12, help_text="A tag such as en, ko or pt-BR.")
    slug = forms.CharField(
        max_length=120,
        required=False,
        help_text="Made from the headline when left empty.",
        widget=forms.TextInput(attrs=shown_elsewhere(60, "longer addresses are cut where they are shown")),
    )
    slugline = forms.CharField(max_length=80, required=False, help_text="The desk's own handle, never shown.")
    instruments = forms.ModelMultipleChoiceField(
        Instrument.objects.all(),
        required=False,
        label="Tickers",
    )
    more_instruments = forms.CharField(
        required=False,
        label="Add tickers",
        help_text="Symbols, separated by commas: KRX:010130, NYSE:LMT.",
        widget=suggesting("instruments"),
    )
    desk_note = forms.CharField(
        max_length=limits.NOTE_CHARS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For colleagues; never shown to readers.",
    )
    is_sensitive = forms.BooleanField(
        required=False, label="Sensitive", help_text="Every update waits for an editor, whatever the policy."
    )
    summary_policy = forms.ChoiceField(choices=Story.SummaryPolicy, label="When the summary changes")

    def clean_more_instruments(self) -> list[Instrument]:
        """The tickers named by symbol, with or without exchange. Refuses a symbol that no instrument has."""
        rows: dict[str, Instrument] = {}
        for row in Instrument.objects.all():
            for name in (row.symbol, f"{row.mic}:{row.symbol}", f"{row.exchange()}:{row.symbol}"):
                rows.setdefault(name.casefold(), row)
        return [_named(rows, name, "ticker") for name in _names(self.cleaned_data["more_instruments"])]

    def chosen_instruments(self) -> QuerySet[Instrument]:
        """The tickers that the form holds as ticked boxes."""
        return Instrument.objects.filter(pk__in=_ids(self["instruments"].value()))

    def changes(self) -> dict[str, Any]:
        """The typed values by the names that the verbs use."""
        values = super().changes()
        values["instruments"] = list(dict.fromkeys([*values["instruments"], *values.pop("more_instruments")]))
        return values


def _ids(values: Iterable[Any] | None) -> list[int]:
    found = [str(getattr(value, "pk", value)) for value in values or []]
    return [int(value) for value in found if value.isdecimal() and len(value) < 19]


def _names(line: str) -> list[str]:
    return [name.strip() for name in line.split(",") if name.strip()]


def _named(rows: dict[str, Any], name: str, kind: str) -> Any:
    row = rows.get(name.casefold())
    if row is None:
        raise forms.ValidationError(f"There is no {kind} called “{name}”. Check the spelling, or add it first.")
    return row


def initial_of(story: Story) -> dict[str, Any]:
    """What stands in each field of the form."""
    plain = ("headline", "slug", "slugline", "kicker", "standfirst", "language", "desk_note")
    return {
        **{name: getattr(story, name) for name in (*plain, "is_sensitive", "summary_policy")},
        "topics": list(story.topics.all()),
        "instruments": list(story.instruments.all()),
    }


def save(request: HttpRequest, story: Story) -> Done:
    """Change the story's own fields."""
    form = StoryForm(request.POST)
    if not form.is_valid():
        raise FormRefused(form)
    changes = {name: value for name, value in form.changes().items() if request.POST.get(f"take-{name}") != "theirs"}
    try:
        curating.change_story(story, seen=seen_by(request), saw=saw(request), by=person(request), **changes)
    except NewsroomError as refusal:
        form.place(refusal)
        raise FormRefused(form, refusal) from refusal
    return Done("Saved.")


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """The form, and beside it what stands now where somebody else saved the same field meanwhile.

    A form that comes back is laid on what stands: fields that the person did not change show what others made of them.
    """
    stands, saw_now = initial_of(story), shown(story)
    is_refused = answer.refusal is not None and not answer.is_row
    saw_then = saw_in(str(answer.typed.get("saw", ""))) if is_refused else None
    form = answer.form or StoryForm(answer.typed if is_refused else None, initial=stands)
    both: list[tuple[str, list[Piece]]] = []
    if is_refused and answer.shows_both:
        laid, both = lay(answer.typed, stands, saw_then)
        form = StoryForm(laid, initial=stands)
    return {
        "form": form,
        "both": [(name, _label(name), words) for name, words in both],
        "seen": answer.seen(story, is_refused=is_refused),
        "ways": ways_of(story, person(request)),
        "other_slug": _other_slug(story),
        "looks": {"host": urlsplit(settings.PUBLIC_URL).netloc, **{name: form[name].value() or "" for name in _SHOWN}},
        "saw": json.dumps(saw_now if saw_then is None or answer.shows_both else saw_then, separators=(",", ":")),
    }


def _other_slug(story: Story) -> str:
    """The end of the address that it gets where another story has the one that was saved; else ""."""
    to_come = slug_to_come(story, story.wanted_slug())
    return to_come if to_come != story.wanted_slug() else ""


def _label(name: str) -> str:
    return str(StoryForm.base_fields[name].label or name.replace("_", " ").capitalize())


TAB = Tab("story", context, {"save": save})
