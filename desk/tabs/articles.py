"""The Articles tab: what is attached, articles by address, search of the library, and pasting one in."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest

from desk import library_search
from desk.access import person, require
from desk.tabs import fetches, pasting
from desk.tabs.page import Answer, Done, FormRefused, Tab, row_id
from desk.typed_dates import read_published_at
from foundation.errors import NewsroomError
from reference.models import Publisher
from stories import curating, receiving
from stories.composing import articles_of, numbers_of
from stories.curating import AlreadyAttached, NotAttached
from stories.models import Article, Citation, Story

MOST_GONE = 50
# What the engine's codes mean to an editor (StoryArticle.note).
WHY_UNUSED = {
    "language": "another language",
    "kind": "opinion and the like are not summarised",
    "reuse": "its words may not be shown",
    "nothing_new": "nothing new beside the others",
    "no_usable_text": "no usable text",
    "retracted": "retracted by publisher",
    "restricted": "carries a name that must not be published",
}
_FIELD_OF = {
    "The headline": "headline",
    "The text": "text",
    "The publisher": "publisher",
    "The byline": "byline",
    "The language": "language",
    "The publication": "date",
    "The date": "date",
    "The address": "url",
    "The reference": "reference",
    "Seen by": "seen_by",
    "An article without an address": "url",
    "Say who published": "publisher",
}


class PasteForm(forms.Form):
    """An article as pasted: the text and what is known about it."""

    url = forms.CharField(
        required=False, label="Address", widget=forms.TextInput(attrs={"inputmode": "url", "class": "wide"})
    )
    headline = forms.CharField(widget=forms.TextInput(attrs={"class": "wide"}))
    publisher = forms.CharField(
        required=False,
        help_text="Empty: the publisher known by the address.",
        widget=forms.TextInput(attrs={"list": "publishers", "autocomplete": "off"}),
    )
    date = forms.CharField(label="Published", help_text="2026-02-19, 2026-02-19 14:05 or Feb 19, 2026.")
    kind = forms.ChoiceField(choices=Article.Kind, initial=Article.Kind.NEWS)
    byline = forms.CharField(required=False)
    language = forms.CharField(required=False, help_text="Empty: the publisher's.")
    text = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="The article alone, without the page around it.",
    )
    reference = forms.CharField(required=False, label="What it is", help_text="Only where it has no address.")
    seen_by = forms.CharField(required=False, label="Seen by", help_text="Only where it has no address.")
    fetch = forms.CharField(required=False, widget=forms.HiddenInput)

    def place(self, refusal: NewsroomError) -> None:
        """Put a verb's refusal at the field it speaks of, or above the form."""
        told = str(refusal)
        field = next((field for words, field in _FIELD_OF.items() if told.startswith(words)), None)
        self.add_error("url" if field is None and "web address" in told else field, told)


def attach(request: HttpRequest, story: Story) -> Done:
    """Attach an article of the library."""
    article = _article(row_id(request))
    curating.attach(story, article, by=person(request))
    return Done(f"“{article.headline}” is attached. The summary will be brought up to date.", "attached")


def detach(request: HttpRequest, story: Story) -> Done:
    """Take an article out of the story."""
    article = _article(row_id(request))
    curating.detach(story, article, by=person(request), reason=request.POST.get("reason", ""))
    return Done(f"“{article.headline}” is no longer attached.", "attached")


def paste(request: HttpRequest, story: Story) -> Done:
    """Take a pasted article in and attach it, all or nothing."""
    require(request, "stories.add_article")
    form = PasteForm(request.POST)
    if not form.is_valid():
        raise FormRefused(form)
    try:
        published_at = read_published_at(form.cleaned_data["date"])
    except NewsroomError as refusal:
        form.add_error("date", str(refusal))
        raise FormRefused(form, refusal) from refusal
    try:
        with transaction.atomic():
            told = _take_in(request, story, form.cleaned_data, *published_at)
            fetches.finish_by_hand(story, form.cleaned_data["fetch"], request)
    except NewsroomError as refusal:
        form.place(refusal)
        raise FormRefused(form, refusal) from refusal
    return Done(told, "attached")


def _take_in(request: HttpRequest, story: Story, typed: dict[str, Any], published_at: datetime, precision: str) -> str:
    by = person(request)
    received = receiving.receive(
        receiving.Copy(
            headline=typed["headline"],
            text=typed["text"],
            publisher=receiving.publisher_of(typed["url"], name=typed["publisher"]),
            published_at=published_at,
            precision=precision,
            **{name: typed[name] for name in ("url", "kind", "language", "byline", "reference", "seen_by")},
        ),
        by=by,
    )
    headline = received.article.headline
    try:
        curating.attach(story, received.article, by=by)
    except AlreadyAttached:
        if not received.has_new_text:
            raise
        return f"“{headline}” was attached already. Its new text was taken in; the summary will follow."
    if received.is_new:
        return f"“{headline}” was taken in and attached. The summary will be brought up to date."
    text = "its new text was kept beside the old" if received.has_new_text else "with the text it had"
    return f"We had an article under this address: “{headline}” is attached, {text}."


def _article(uid: str) -> Article:
    try:
        return Article.objects.select_related("publisher").get(uid=uuid.UUID(uid))
    except (Article.DoesNotExist, ValueError):
        raise NotAttached("There is no such article any more. Load the page again.") from None


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """Attached articles with number and use, tombstones, the library's answer, and the paste form."""
    rows: list[Any] = list(articles_of(story))
    numbers = numbers_of(rows)
    for row in rows:
        row.shown_number = numbers[row.pk]
        row.why_unused = WHY_UNUSED.get(row.note, row.note.replace("_", " "))
        row.reuse_words = row.article.publisher.get_reuse_display().split(":")[0]
    attached = sorted((row for row in rows if row.removed_at is None), key=lambda row: row.shown_number)
    sentences = Citation.objects.filter(sentence__story=story, sentence__removed_at__isnull=True)
    cited = set(sentences.values_list("article_id", flat=True))
    gone = story.story_articles.filter(removed_at__isnull=False)
    fetches.add_looks(row.article for row in attached)
    found = None
    if "q" in request.GET:
        found = library_search.articles(request.GET["q"], after=request.GET.get("after", ""))
        here = {row.article_id for row in attached}
        for article in found.rows:
            article.is_attached = article.pk in here
    return {
        "attached": attached,
        "taken_out": list(gone.select_related("article__publisher", "removed_by").order_by("-removed_at")[:MOST_GONE]),
        "is_numbered": any(row.number is not None for row in rows),
        "used": {row.pk for row in attached if not row.note and row.article_id in cited},
        "found": found,
        "form": answer.form or _form(request, story, answer),
        "boxes": pasting.boxes(answer),
        "most_boxes": pasting.MOST_BOXES,
        "is_one_open": answer.form is not None or answer.typed.get("act") == "paste" or "from" in request.GET,
        "pages": fetches.shown(story),
        "typed_urls": answer.typed.get("urls", "") if answer.typed.get("act") == "ask" else "",
        "publisher_names": Publisher.objects.order_by("name").values_list("name", flat=True)[:500],
        "may_paste": request.user.has_perm("stories.add_article"),
    }


def _form(request: HttpRequest, story: Story, answer: Answer) -> PasteForm:
    """The paste form: as it was refused, with what a fetch found, or empty."""
    if answer.typed.get("act") == "paste":
        return PasteForm(answer.typed)
    return PasteForm(initial=fetches.article_of(story, request.GET["from"]) if "from" in request.GET else None)


ACTS = {
    "paste_all": pasting.paste_all,
    "ask": fetches.ask,
    "again": fetches.again,
    "hide": fetches.hide,
    "look": fetches.look_now,
}
TAB = Tab("articles", context, {"attach": attach, "detach": detach, "paste": paste, **ACTS})
