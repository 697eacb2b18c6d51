"""Cards of the front page and of topic pages: from columns of the published story, never from an edition's content.

They are written here and not by a loop of the template: a page has two dozen of them with ten values each.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from django.utils.safestring import SafeString

from readers.evidence import Content
from readers.languages import direction
from readers.links import story_paths
from readers.moments import interface_language, short_moment, written
from readers.pictures import picture
from readers.story_page import article_count, outlet_count
from readers.streams import Row
from readers.writing import Writer, escape

# How many cards after the lead stand above the fold, with larger headlines.
_SECOND_CARDS = 4
_SIZES = {
    "lead": "(min-width: 60rem) 44rem, 100vw",
    "second": "(min-width: 60rem) 24rem, (min-width: 40rem) 50vw, 100vw",
    "rest": "9rem",
}
_CARD = '<article class="card {}{}" lang="{}" dir="{}">\n  '
_LINK = '<a class="picture" href="{}" tabindex="-1" aria-hidden="true">'
_IMAGE = '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt=""'
_AT_ONCE, _LATER = "></a>\n  ", ' loading="lazy"></a>\n  '
_KICKER = '<p class="kicker">{}</p>\n  '
_HEADLINE = '<h2><a href="{}">{}</a></h2>\n  '
_STANDFIRST = '<p class="standfirst">{}</p>\n  '
_TIME = '<p class="meta" lang="{}" dir="auto"><span><time datetime="{}">{}</time></span>'


def cards(rows: list[Row], *, now: datetime, has_lead: bool) -> SafeString:
    """Write the cards of one page of a list; the first is the lead where the page has one."""
    before, after = story_paths()
    language, page = escape(interface_language()), Writer()
    for place, row in enumerate(rows):
        href = escape(f"{before}{quote(row.slug)}{after}")
        rank = _rank(place) if has_lead else "rest"
        pictured = " pictured" if row.lead_image else ""
        page.write(_CARD, rank, pictured, row.language, direction(row.language))
        if row.lead_image:
            _picture(row.lead_image, href, rank, page)
        _words(row, href, page)
        page.write(_TIME, language, written(row.updated_at), short_moment(row.updated_at, now=now))
        for count in _counts(row):
            page.write(" <span>{}</span>", count)
        page.write("</p></div>\n</article>\n")
    return page.html()


def _rank(place: int) -> str:
    if place == 0:
        return "lead"
    return "second" if place <= _SECOND_CARDS else "rest"


def _picture(image: Content, href: SafeString, rank: str, page: Writer) -> None:
    """Write the picture as a link; those below the fold wait until they are near."""
    shown = picture(image)
    page.write(_LINK, href)
    page.write(_IMAGE, shown["src"], shown["srcset"], _SIZES[rank], shown["width_px"], shown["height_px"])
    page.write(_LATER if rank == "rest" else _AT_ONCE)


def _words(row: Row, href: SafeString, page: Writer) -> None:
    page.write('<div class="words">')
    if row.kicker:
        page.write(_KICKER, row.kicker)
    page.write(_HEADLINE, href, row.headline)
    if row.standfirst:
        page.write(_STANDFIRST, row.standfirst)


def _counts(row: Row) -> list[str]:
    """How many articles by how many outlets; the second only where it says more than the first."""
    articles, outlets = row.article_count, row.publisher_count
    counts = [article_count(articles)] if articles else []
    return [*counts, outlet_count(outlets)] if outlets > 1 else counts
