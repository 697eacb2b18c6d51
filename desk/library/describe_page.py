"""The page that describes the chosen pictures at once: what is said of all, each one's alt text; then the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from desk.access import person, require
from desk.library.choosing import MOST, keys_in
from desk.library.describing import AltText, describe_all
from desk.library.finding import UNSHOWN
from foundation import limits
from foundation.errors import BadText
from media.models import Image
from media.saying import end_of

_EMPTIED = {
    "credit_line": "Credit line",
    "usage_terms": "Usage terms",
    "licence_url": "Licence",
    "expires_at": "Last day of use",
}
_STAYS = "Blank: each keeps its own."


class AllForm(forms.Form):
    """What is said of all of the pictures; what is blank stays as it is with each."""

    credit_line = forms.CharField(
        max_length=limits.CREDIT_CHARS, required=False, help_text=f"Printed ownership. {_STAYS}"
    )
    usage_terms = forms.CharField(max_length=500, required=False, help_text=f"What we may do with it. {_STAYS}")
    rights_basis = forms.ChoiceField(
        choices=[("", "Each keeps its own"), *Image.RightsBasis.choices], required=False, label="By what right"
    )
    licence_url = forms.URLField(
        max_length=limits.URL_CHARS, required=False, label="Licence", assume_scheme="https", help_text=_STAYS
    )
    expires_on = forms.DateField(
        required=False,
        label="Last day of use",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=f"After it no story may show them. {_STAYS}",
    )
    emptied = forms.MultipleChoiceField(
        choices=list(_EMPTIED.items()), required=False, widget=forms.CheckboxSelectMultiple, label="Empty with all"
    )

    def clean_expires_on(self) -> date | None:
        """Refuses a day that is over: their stories would lose them at once."""
        day: date | None = self.cleaned_data["expires_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(
                "This day is over. Pictures that must leave at once are pulled, each on its page."
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Refuses what is to be filled and emptied at once."""
        for name in self.cleaned_data.get("emptied", ()):
            if self.cleaned_data.get("expires_on" if name == "expires_at" else name):
                self.add_error(
                    "emptied", f"“{_EMPTIED[name]}” is filled above and emptied here. Choose one of the two."
                )
        return self.cleaned_data

    def words(self) -> dict[str, Any]:
        """What is said, as the library's verb takes it."""
        given = self.cleaned_data
        found = {name: given[name] for name in ("credit_line", "usage_terms", "rights_basis", "licence_url")}
        found = {name: word for name, word in found.items() if word}
        if given["expires_on"]:
            found["expires_at"] = end_of(given["expires_on"])
        return found | {name: None if name == "expires_at" else "" for name in given["emptied"]}


def describe_page(request: HttpRequest) -> HttpResponse:
    """Show the form for the pictures of ?image=; a POST describes them and reports."""
    require(request, "media.change_image")
    given = request.POST if request.method == "POST" else request.GET
    pks = keys_in(given.getlist("image"))
    if request.method != "POST":
        told = f"At most {MOST} pictures are described at once: choose fewer." if len(pks) > MOST else ""
        return _page(request, pks[:MOST], AllForm(), {}, told=told)
    form, alt_texts = AllForm(request.POST), _alt_texts(request.POST, pks)
    if not form.is_valid():
        return _page(request, pks[:MOST], form, alt_texts, status=400)
    words = form.words()
    if not words and not any(alt.is_new() for alt in alt_texts.values()):
        return _page(request, pks[:MOST], form, alt_texts, told="Nothing was filled in, so nothing was changed.")
    try:
        report = describe_all(pks, words, alt_texts, by=person(request))
    except BadText as refusal:
        return _page(request, pks[:MOST], form, alt_texts, told=str(refusal))
    return TemplateResponse(request, "desk/image_edit_report.html", {**_frame(request), "report": report})


def _alt_texts(given: Mapping[str, str], pks: Sequence[int]) -> dict[int, AltText]:
    return {
        pk: AltText(given.get(f"seen-{pk}", ""), " ".join(given[f"alt-{pk}"].split()))
        for pk in pks
        if f"alt-{pk}" in given
    }


def _page(
    request: HttpRequest,
    pks: Sequence[int],
    form: AllForm,
    alt_texts: Mapping[int, AltText],
    *,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = Image.objects.filter(pk__in=pks).select_related("same_as").defer(*UNSHOWN).order_by("-uploaded_at", "-pk")
    images: list[Any] = list(rows)
    for image in images:
        alt = alt_texts.get(image.pk, AltText(image.alt_text, image.alt_text))
        image.seen, image.typed = alt.seen, alt.typed
    context = {**_frame(request), "images": images, "form": form, "told": told, "alt_chars": limits.ALT_TEXT_CHARS}
    return TemplateResponse(request, "desk/image_edit.html", context, status=400 if told else status)


def _frame(request: HttpRequest) -> dict[str, Any]:
    return {**admin.site.each_context(request), "title": "Describe pictures", "opts": Image._meta}
