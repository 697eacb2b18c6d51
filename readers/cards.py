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
from readers.pictures import picture, picture_html
from readers.story_page import article_count, outlet_count
from readers.streams import Row
from readers.writing import Writer, escape

# A front of fewer stories, or without a picture at the head of either column, has its lead over the whole width:
# a picture takes up what the other column is longer by.
_FRONT_STORIES, _SIDE_END, _BELOW_END = 4, 4, 6
_SIZES = {
    "wide": "(min-width: 60rem) 44rem, 100vw",
    "lead": "(min-width: 60rem) 47rem, 100vw",
    "side": "(min-width: 40rem) 24rem, 7rem",
    "below": "(min-width: 60rem) 7rem, (min-width: 40rem) 24rem, 100vw",
    "rest": "(min-width: 40rem) 17rem, 7rem",
}
# Where paper.css shows a card's picture square, whatever stands beside it: one small file is enough there.
_SQUARE_AT = {"side": "(max-width: 39.99rem)", "rest": "(max-width: 39.99rem)", "below": "(min-width: 60rem)"}
_TIER, _TIER_END = '<div class="{}">\n', "</div>\n"
_CARD = '<article class="card{}">\n  '
_LINK = '<a class="picture" href="{}" tabindex="-1" aria-hidden="true">'
_FIRST, _AT_ONCE, _LATER = ' fetchpriority="high"', "", ' loading="lazy"'
_WORDS = '<div class="words" lang="{}" dir="{}">'
_KICKER = '<p class="kicker">{}</p>\n  '
_HEADLINE = '<h2><a href="{}">{}</a></h2>\n  '
_STANDFIRST = '<p class="standfirst">{}</p>\n  '
_TIME = '<p class="meta" lang="{}" dir="{}"><span><time datetime="{}">{}</time></span>'


def cards(rows: list[Row], *, now: datetime, has_lead: bool) -> SafeString:
    """Write the cards of one page of a list, tier by tier; the first is the lead where the page has one.

    The tiers stand in the order of the rows: reading aloud, or on a phone, the newest story comes first.
    """
    before, after = story_paths()
    language, page = interface_language(), Writer()
    interface = escape(language), escape(direction(language))
    for tier, shown in _tiers(rows, has_lead=has_lead):
        page.write(_TIER, tier)
        for row in shown:
            href = escape(f"{before}{quote(row.slug)}{after}")
            page.write(_CARD, " pictured" if row.lead_image else "")
            if row.lead_image:
                _picture(row.lead_image, href, tier, page)
            _words(row, href, page)
            page.write(_TIME, *interface, written(row.updated_at), short_moment(row.updated_at, now=now))
            for count in _counts(row):
                page.write(" <span>{}</span>", count)
            page.write("</p></div>\n</article>\n")
        page.write(_TIER_END)
    return page.html()


def _tiers(rows: list[Row], *, has_lead: bool) -> list[tuple[str, list[Row]]]:
    """The rows by where they stand: the lead, beside it, below it, and the rest."""
    if not has_lead:
        tiers = [("rest", rows)]
    elif len(rows) < _FRONT_STORIES or not (rows[0].lead_image and rows[1].lead_image):
        tiers = [("wide", rows[:1]), ("rest", rows[1:])]
    else:
        side, below = rows[1:_SIDE_END], rows[_SIDE_END:_BELOW_END]
        tiers = [("lead", rows[:1]), ("side", side), ("below", below), ("rest", rows[_BELOW_END:])]
    return [tier for tier in tiers if tier[1]]


def _picture(image: Content, href: SafeString, tier: str, page: Writer) -> None:
    """Write the picture as a link; those below the fold wait until they are near."""
    shown = picture(image)
    page.write(_LINK, href)
    more = {"wide": _FIRST, "lead": _FIRST, "side": _AT_ONCE}.get(tier, _LATER)
    classes = f"{shown['colour']} {shown['focus']}".strip()
    square_at = _SQUARE_AT.get(tier, "")
    picture_html(shown, page, sizes=_SIZES[tier], alt_text="", classes=classes, more=more, square_at=square_at)
    page.write("</a>\n  ")


def _words(row: Row, href: SafeString, page: Writer) -> None:
    page.write(_WORDS, row.language, direction(row.language))
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
