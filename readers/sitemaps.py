"""Sitemaps: an index, and files of stories by ranges of keys, so that none is found by counting others."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from editions.models import PublishedStory
from editions.restrictions import shown_topics
from readers.freshness import PAGE_SECONDS, keep
from readers.links import in_full, story_paths
from readers.moments import written

# Keys in one file: half of what the sitemap protocol allows, so a file also stays below its 50 MB.
RANGE = 25_000
_TOP = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every file that has something in it: one query each, which looks for the next public story."""
    numbers = [1]  # the first holds the front page and the feeds as well
    while (key := _first_after(numbers[-1] * RANGE)) is not None:
        numbers.append((key - 1) // RANGE + 1)
    paths = [reverse("files:sitemap-page", kwargs={"number": number}) for number in numbers]
    return _answer(render_to_string("readers/sitemap_index.xml", {"addresses": [in_full(path) for path in paths]}))


@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One file of the sitemap. Raises Http404 where it would be empty."""
    if not 1 <= number <= 2**40:
        raise Http404
    first = (number - 1) * RANGE + 1
    stories = PublishedStory.objects.public().filter(pk__gte=first, pk__lt=first + RANGE).order_by("pk")
    before, after = story_paths()
    entries = [
        _entry(in_full(f"{before}{quote(slug)}{after}"), written(modified_at))
        for slug, modified_at in stories.values_list("slug", "modified_at")
    ]
    if number == 1:
        entries = [*_fixed(), *entries]
    if not entries:
        raise Http404
    # Written here: a template of 25,000 entries took three times as long.
    return _answer(f"{_TOP}{''.join(entries)}</urlset>\n")


def _entry(address: str, changed: str = "") -> str:
    """One address of the file, and when its page last changed."""
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{escape(address)}</loc>{lastmod}</url>\n"


def _fixed() -> list[str]:
    """The pages that are no story."""
    topics = [topic.get_absolute_url() for topic in shown_topics()]
    paths = [reverse("readers:home"), reverse("readers:feeds"), *topics]
    return [_entry(in_full(path)) for path in paths]


def _first_after(key: int) -> int | None:
    found: int | None = (
        PublishedStory.objects.public().filter(pk__gt=key).order_by("pk").values_list("pk", flat=True).first()
    )
    return found


def _answer(xml: str) -> HttpResponse:
    response = HttpResponse(xml, content_type="application/xml; charset=utf-8")
    keep(response, seconds=PAGE_SECONDS)
    return response
