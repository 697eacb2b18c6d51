"""The form of a flash: a headline, a paragraph, its source, one button. What cannot go out stays in the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from desk.access import person, require
from desk.tabs.page import tab_address
from foundation import limits
from foundation.errors import NewsroomError
from stories import flashing
from stories.models import Story
from wire import asking


class FlashForm(forms.Form):
    """Three things to type, and the language where it is not the newsroom's."""

    headline = forms.CharField(max_length=limits.HEADLINE_CHARS, widget=forms.TextInput(attrs={"class": "wide"}))
    paragraph = forms.CharField(
        max_length=flashing.PARAGRAPH_CHARS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What is known. You vouch for it by name; readers see “newsroom reporting”.",
    )
    source = forms.CharField(
        max_length=flashing.SOURCE_CHARS,
        help_text="Who says so, as readers shall read it: Port authority, by telephone.",
    )
    address = forms.CharField(
        max_length=limits.URL_CHARS,
        required=False,
        help_text="Where a page says so too: it is fetched as the first article, and the summary begins with it.",
    )
    language = forms.CharField(max_length=12, help_text="A tag such as en, ko or pt-BR.")


@require_http_methods(["GET", "HEAD", "POST"])
def flash_page(request: HttpRequest) -> HttpResponse:
    """Show the form; a POST publishes the flash, or sends it to review where the writer may not publish."""
    require(request, "stories.add_story")
    form = FlashForm(request.POST if request.method == "POST" else None, initial={"language": settings.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        try:
            done = _flash(request, form.cleaned_data)
        except NewsroomError as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(tab_address(done.story, "publish" if done.edition else "articles"))
    context: dict[str, Any] = {**admin.site.each_context(request), "title": "Flash", "form": form}
    context |= {"opts": Story._meta, "may_publish": request.user.has_perm("stories.publish_story")}
    return TemplateResponse(request, "desk/flash.html", context, status=400 if form.errors else 200)


def _flash(request: HttpRequest, typed: dict[str, str]) -> flashing.Flashed:
    """Do it, then ask for the page: an address that is none, or a page that does not come, never holds up the flash."""
    by, address = person(request), typed.pop("address")
    done = flashing.flash(**typed, by=by)
    told = "is public" if done.edition else "waits in review: a chief has to publish it"
    messages.success(request, f"The flash “{done.story.headline}” {told}.")
    if address:
        try:
            asking.ask(done.story, address, by=by)
        except NewsroomError as refusal:
            messages.warning(request, f"The page was not asked for: {refusal}")
    return done
