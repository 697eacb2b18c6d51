"""Pages of the tickers' editors: taking in a file, and what became of a ticker (renamed, delisted, listed again)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from desk.access import person, require
from editions.restrictions import standing
from foundation.errors import BadText, NewsroomError
from reference.importing.reading import BadFile, refuse_large
from reference.importing.saving import Imported, import_exchanges, import_tickers
from reference.models import Instrument
from stories.tickers import renaming

MOST_TOLD = 200


class FileForm(forms.Form):
    """A list of tickers or of exchanges."""

    file = forms.FileField(help_text="CSV in UTF-8, plain or gzip. Its first line names the columns.")
    mic = forms.CharField(
        max_length=4, required=False, label="Exchange (MIC)", help_text="Of lines that name none, like XNYS."
    )
    kind = forms.ChoiceField(
        choices=[("tickers", "Tickers: symbol, name, exchange, ISIN"), ("exchanges", "Exchanges: MIC and short name")],
        widget=forms.RadioSelect,
        initial="tickers",
        label="What it lists",
    )


def import_page(request: HttpRequest) -> HttpResponse:
    """Show the form; a POST tries the file or takes it in, and tells what became of its lines."""
    require(request, "reference.change_instrument")
    require(request, "reference.add_instrument")
    form = FileForm(request.POST or None, request.FILES or None)
    made: Imported | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = _take(request, form.cleaned_data)
        except NewsroomError as refusal:
            form.add_error("file", str(refusal))
    context = {
        **admin.site.each_context(request),
        "title": "Import tickers",
        "opts": Instrument._meta,
        "form": form,
        "made": made,
        "refused": made.refused[:MOST_TOLD] if made else [],
        "changed": made.changed[:MOST_TOLD] if made else [],
    }
    return TemplateResponse(request, "desk/import_tickers.html", context, status=400 if form.errors else 200)


def _take(request: HttpRequest, given: dict[str, Any]) -> Imported:
    refuse_large(given["file"].size)
    raw, dry_run = given["file"].read(), request.POST.get("act") != "take"
    if not raw:
        raise BadFile("The file is empty.")
    if given["kind"] == "exchanges":
        return import_exchanges(raw, by=person(request), dry_run=dry_run)
    mic, forbidden = given["mic"].strip().upper(), standing().names
    return import_tickers(raw, by=person(request), forbidden=forbidden, mic=mic, dry_run=dry_run)


def becomes_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Say what became of a ticker: a new name or symbol, the end of its listing, or that neither was right."""
    require(request, "reference.change_instrument")
    row = get_object_or_404(Instrument.objects.select_related("successor"), pk=object_id)
    told = ""
    if request.method == "POST":
        try:
            shown = _become(request, row)
        except NewsroomError as refusal:
            told = str(refusal)
        else:
            return HttpResponseRedirect(reverse("admin:reference_instrument_change", args=[shown.pk]))
    context = {
        **admin.site.each_context(request),
        "title": f"What became of {row}",
        "opts": Instrument._meta,
        "row": row,
        "told": told,
        "typed": request.POST,
    }
    return TemplateResponse(request, "desk/ticker_becomes.html", context, status=400 if told else 200)


def _become(request: HttpRequest, row: Instrument) -> Instrument:
    """Do what was pressed; the row to go on to."""
    act, by = request.POST.get("act", ""), person(request)
    if act == "rename":
        new = renaming.NewName(*(request.POST.get(name, "") for name in ("symbol", "mic", "name", "isin")))
        later = renaming.rename(row, new, on=_day(request), by=by)
        messages.success(request, f"{row} is {later} from now on. Its old page leads there.")
        return later
    if act == "delist":
        renaming.delist(row, on=_day(request), by=by)
        messages.success(request, f"{row} is delisted. Its page and its stories stay.")
    elif act == "relist":
        renaming.relist(row, by=by)
        messages.success(request, f"{row} is listed again, as before.")
    else:
        raise BadText("This page has no such button. Load it again.")
    return row


def _day(request: HttpRequest) -> date | None:
    typed = request.POST.get("on", "").strip()
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise BadText(f"“{typed[:40]}” is no day: write it like 2026-02-19, or leave it empty.") from error
