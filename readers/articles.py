"""The articles of a story as the page names them: in lists, and above each passage."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, TypedDict

import orjson
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext

from readers.languages import direction
from readers.links import web_link
from readers.moments import article_moment
from readers.writing import NOTHING, Writer, escape, filled, plain

Content = dict[str, Any]

_LINK = '<a href="{}" rel="noopener nofollow"{}><bdi>{}</bdi></a>'
_DATE = '<time datetime="{}" lang="{}" dir="{}">{}</time>'
_ROW = '<li><span class="number">[{}]</span> <div><p class="title">{}'
_REFERENCE = ' <span class="reference">{}</span>'
_ROW_FACTS = '</p>\n  <p class="meta">{}</p></div></li>\n'
_OUTLET = '<li><span class="outlet">{}</span>\n  <ul>'
_OUTLET_LINK = '<li><span class="outlet"><a href="{}" rel="noopener nofollow">{}</a></span>\n  <ul>'
_OUTLET_ROW = '<li><span class="number">[{}]</span> {}</li>\n  '
# Each begins within an attribute, behind the anchor.
_MARK = '" aria-label="{}">[{}]</a>'
_PASSAGE = '" tabindex="-1"><p class="source"><span class="number">[{}]</span> {}</p>\n'
_SOURCE = '{} <span class="meta"><span><bdi>{}</bdi></span> <span>{}</span></span>'


class Cited(NamedTuple):
    """What stands around each mark and each passage of an article, behind their anchors: safe markup, made once.

    `passage` ends where its first words begin, `quote` is what other words of the article begin with.
    """

    mark: str
    passage: str
    quote: str


class SourceArticle(TypedDict):
    """One article as lists and passages show it. `title` is its headline, as a link where it is on the web.

    `facts` is the line about it in the list of articles.
    """

    number: SafeString
    uid: str
    title: SafeString
    is_linked: bool
    reference: str
    outlet: str
    outlet_uid: str
    outlet_link: str
    facts: SafeString
    instant: str
    cited: Cited


def source_article(article: Content, interface: tuple[SafeString, SafeString]) -> SourceArticle:
    """Return an article of the content as the page shows it; `interface` is the reader's language and direction.

    Remembered by all that it is made of, the zone of its times too, since an edition repeats most articles of the one
    before. Whoever gets it changes nothing in it.
    """
    return _source_article(orjson.dumps(article), interface, get_current_timezone_name())


@lru_cache(maxsize=2048)
def _source_article(content: bytes, interface: tuple[SafeString, SafeString], zone: str) -> SourceArticle:
    article = orjson.loads(content)
    outlet, tongue = escape(article["publisher"]["name"]), escape(article["language"])
    number = escape(article["number"])
    language = filled(' lang="{}" dir="{}"', tongue, direction(tongue)) if tongue else NOTHING
    link = web_link(article["url"])
    title = (
        filled(_LINK, link, filled(' lang="{}"', tongue) if tongue else NOTHING, article["headline"])
        if link
        else filled("<bdi>{}</bdi>", article["headline"])
    )
    when = article_moment(article["published_at"], precision=article["precision"])
    date = filled(_DATE, article["published_at"], *interface, when)
    passage_from = gettext("passage from %(outlet)s") % {"outlet": article["publisher"]["name"]}
    return {
        "number": number,
        "uid": article["uid"],
        "title": title,
        "is_linked": bool(link),
        "reference": article["reference"],
        "outlet": outlet,
        "outlet_uid": article["publisher"]["uid"],
        "outlet_link": web_link(article["publisher"]["home_page"]),
        "facts": _facts(article, outlet, date, interface[0]),
        "instant": article["published_at"],
        "cited": _cited(number, passage_from, filled(_SOURCE, title, outlet, date), language),
    }


def left_article(number: int) -> Cited:
    """What stands around the marks of an article that has left the story: its number, and no word about it."""
    return _cited(escape(number), gettext("passage"), NOTHING, NOTHING)


def _cited(number: SafeString, named: str, source: SafeString, language: SafeString) -> Cited:
    quote = plain(filled("<blockquote{}>", language))
    mark = plain(filled(_MARK, f"[{number}] {named}", number))
    return Cited(mark, plain(filled(_PASSAGE, number, source)) + quote, quote)


def rows(articles: Iterable[SourceArticle]) -> SafeString:
    """Write every article as items of a list, newest first."""
    page = Writer()
    for article in sorted(sorted(articles, key=_number), key=itemgetter("instant"), reverse=True):
        page.write(_ROW, article["number"], article["title"])
        if article["reference"] and not article["is_linked"]:
            page.write(_REFERENCE, article["reference"])
        page.write(_ROW_FACTS, article["facts"])
    return page.html()


def sources(articles: Iterable[SourceArticle]) -> SafeString:
    """Write the articles that the shown text cites by outlet, as items of a list; the lowest number first."""
    outlets: dict[str, list[SourceArticle]] = {}
    for article in sorted(articles, key=_number):
        outlets.setdefault(article["outlet_uid"], []).append(article)
    page = Writer()
    for first, *others in outlets.values():
        if first["outlet_link"]:
            page.write(_OUTLET_LINK, first["outlet_link"], first["outlet"])
        else:
            page.write(_OUTLET, first["outlet"])
        for article in (first, *others):
            page.write(_OUTLET_ROW, article["number"], article["title"])
        page.write("</ul></li>\n")
    return page.html()


def tombstones(removed: Iterable[Content]) -> SafeString:
    """Write a word for each number whose article was taken out of the story: it is never given again."""
    line = Writer()
    for stone in removed:
        gone = gettext("no longer part of this story")
        line.write("<span>[{}] <bdi>{}</bdi>: {}</span> ", stone["number"], stone["outlet"], gone)
    return line.html()


def _number(article: SourceArticle) -> int:
    return int(article["number"])


def _facts(article: Content, outlet: SafeString, date: SafeString, language: SafeString) -> SafeString:
    """Write outlet, date, byline, kind, what its publisher did with it, and whether the summary rests on it."""
    line = Writer()
    line.write("<span><bdi>{}</bdi></span> <span>{}</span>", outlet, date)
    if article["byline"]:
        line.write(" <span><bdi>{}</bdi></span>", article["byline"])
    if kind := kind_name(article["kind"]):
        line.write(' <span lang="{}">{}</span>', language, kind)
    if article["status"] != "live":
        is_retracted = article["status"] == "retracted"
        flag = gettext("retracted by publisher") if is_retracted else gettext("corrected by publisher")
        line.write(' <strong class="flag" lang="{}">{}</strong>', language, flag)
    if not article["is_used"]:
        line.write(' <em class="unused" lang="{}">{}</em>', language, gettext("not used in the summary"))
    return line.html()


def kind_name(kind: str) -> str:
    """What an article is, in words; "" for news, which needs none."""
    if kind == "news":
        return ""
    return {
        "analysis": gettext("analysis"),
        "opinion": gettext("opinion"),
        "live_blog": gettext("live blog"),
        "press_release": gettext("press release"),
        "official_document": gettext("official document"),
        "wire_copy": gettext("wire copy"),
    }.get(kind, "")
