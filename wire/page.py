"""Read a page: the article's text without what stands around it, and what the page says about it. No database.

Dates are only taken where the page names them as its date of publication; nothing is guessed.
"""

from __future__ import annotations

import email.utils
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
import trafilatura
from lxml import etree
from w3lib.encoding import html_to_unicode

from wire.found import Page
from wire.notices import Notices, notices_in
from wire.page_picture import own_picture
from wire.sites import same_site

MOST_ELEMENTS = 30_000
DEEPEST = 250
# So many of a text's paragraphs must be readable throughout; the others are left out.
READABLE = 0.9
_DATA_CHARS = 500_000
_META_DATES = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date"),
    *("parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.issued"),
    *("dcterms.date", "publishdate", "publish-date", "pubdate", "publication_date", "cxenseparse:recs:publishtime"),
)
_META_HEADLINES = ("og:title", "twitter:title", "dc.title")
_META_BYLINES = ("author", "article:author", "parsely-author", "byl", "dc.creator", "sailthru.author")
_KINDS = {
    "OpinionNewsArticle": "opinion",
    "AnalysisNewsArticle": "analysis",
    "LiveBlogPosting": "live_blog",
    "ReviewNewsArticle": "opinion",
}
_ARTICLES = {"NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "BackgroundNewsArticle", *_KINDS}
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
        *("nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"),
    )
)
_SILENT = frozenset(["script", "style", "noscript", "template", "svg", "iframe", "nav", "select", "textarea", "button"])


@dataclass(slots=True)
class _Data:
    """What the page says of itself for machines."""

    values: dict[str, str] = field(default_factory=dict)
    corrections: list[str] = field(default_factory=list)


def read_page(body: bytes, *, content_type: str, url: str) -> Page:
    """Read a page of any kind and state of repair. `unreadable` says why nothing could be."""
    html = _decoded(body, content_type)
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=_parser())
    except (etree.LxmlError, ValueError):
        return Page(unreadable="It is no page with text.")
    size = _size(tree)
    if size:
        return Page(unreadable=size)
    data, meta = _data(tree), _meta(tree)
    found, own = _notices(tree, data), own_picture(tree, url)
    headline = _line(data.values.get("headline") or _first(meta, _META_HEADLINES) or _heading(tree))
    byline = _line(data.values.get("byline") or _byline(meta))[:300]
    text, unreadable = _text(tree, url=url, above=(headline, byline))
    return Page(
        text=text,
        headline=headline,
        byline=byline,
        published=_published(data, meta, tree),
        language=_language(tree, data, meta),
        kind=data.values.get("kind", ""),
        canonical=_canonical(tree, url),
        correction=found.correction,
        retraction=found.retraction,
        unreadable=unreadable,
        picture=own.url,
        picture_caption=own.caption,
        picture_credit_line=own.credit_line,
        picture_alt_text=own.alt_text,
    )


def _parser() -> lxml.html.HTMLParser:
    # huge_tree stays off: libxml2 then ends a text or a depth that no article has.
    return lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)


def _decoded(body: bytes, content_type: str) -> str:
    """The page's text. What is UTF-8 throughout is UTF-8, whatever the page says; else as browsers decide."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return html_to_unicode(content_type or None, body, default_encoding="cp1252")[1]


def _size(tree: Any) -> str:
    """Why the tree is none of an article, empty where it may be. Linear time."""
    depth, count = 0, 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST:
            return f"Its parts are nested more than {DEEPEST} deep, as in no article."
        if count > MOST_ELEMENTS:
            return f"It has more than {MOST_ELEMENTS:,} parts, as no article has."
    return ""


def _text(tree: Any, *, url: str, above: tuple[str, ...]) -> tuple[str, str]:
    """The article alone, its paragraphs apart, or why it cannot be read."""
    document = trafilatura.bare_extraction(
        tree, url=url, favor_precision=True, include_comments=False, output_format="python"
    )
    raw = "" if document is None else str(getattr(document, "text", "") or "")
    paragraphs = [line for line in map(_line, raw.splitlines()) if line]
    # What the page repeats above its text stands in fields of their own.
    while paragraphs and _folded(paragraphs[0]) in {_folded(text) for text in above if text}:
        paragraphs.pop(0)
    whole = [line for line in paragraphs if "\ufffd" not in line]
    if len(whole) < READABLE * len(paragraphs):
        return "", "Its characters cannot be read: it does not say truly in which encoding it is written."
    # A notice is kept beside the article: it is about it, and no sentence of it.
    told = [line for line in whole if not notices_in([line]).correction]
    return unicodedata.normalize("NFC", "\n\n".join(told)), ""


def _folded(text: str) -> str:
    """A line as it is compared with a headline or a byline."""
    return re.sub(r"\W+", " ", text.casefold()).strip().removeprefix("by ")


def _line(text: str) -> str:
    """One line without controls; other spaces, such as U+202F, stay."""
    return re.sub(r"[\t\r\n ]+", " ", re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "", str(text))).strip()


# --- what the page says of itself --------------------------------------------------------------------
def _data(tree: Any) -> _Data:
    """The first article that the page's JSON-LD describes."""
    found = _Data()
    for script in tree.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        text = (script.text or "")[:_DATA_CHARS].strip()
        try:
            described = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(described):
            found.corrections += _corrections(item)
            if not found.values and _types(item) & _ARTICLES and item.get("headline"):
                found.values = _values(item)
    return found


def _items(described: Any) -> Iterator[dict[str, Any]]:
    """Every object at the top, in a list or in @graph; no deeper, and not more than a thousand."""
    several = described if isinstance(described, list) else [described]
    for item in several[:1000]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (node for node in (graph if isinstance(graph, list) else [])[:1000] if isinstance(node, dict))


def _types(item: dict[str, Any]) -> set[str]:
    named = item.get("@type")
    return {str(name) for name in (named if isinstance(named, list) else [named])[:20]}


def _values(item: dict[str, Any]) -> dict[str, str]:
    authors = item.get("author")
    names = [
        name
        for author in (authors if isinstance(authors, list) else [authors])[:10]
        if isinstance(name := author.get("name") if isinstance(author, dict) else author, str)
    ]
    kinds = [_KINDS[name] for name in sorted(_types(item)) if name in _KINDS]
    found = {
        "headline": item.get("headline"),
        "byline": ", ".join(name for name in names if not name.startswith(("http:", "https:"))),
        "published": item.get("datePublished"),
        "language": item.get("inLanguage"),
        "kind": kinds[0] if kinds else "",
    }
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _corrections(item: dict[str, Any]) -> list[str]:
    """What schema.org's `correction` says; an address alone says nothing."""
    named = item.get("correction")
    told = []
    for one in (named if isinstance(named, list) else [named])[:20]:
        text = one.get("text") or one.get("description") if isinstance(one, dict) else one
        if isinstance(text, str) and not text.startswith(("http:", "https:")):
            told.append(_line(text))
    return told


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or ""
        if name and content:
            found.setdefault(name.strip().lower()[:80], content[:2000])
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name, "").strip()), "")


def _byline(meta: dict[str, str]) -> str:
    named = [meta[name] for name in _META_BYLINES if meta.get(name, "").strip()]
    return next((name for name in named if "://" not in name), "")


def _heading(tree: Any) -> str:
    """The only heading of the first rank, else the page's title as it stands."""
    first = [_line(_spoken(h1)) for h1 in list(tree.iter("h1"))[:5]]
    first = [text for text in first if text]
    if len(first) == 1:
        return first[0]
    title = next(tree.iter("title"), None)
    return _line(_spoken(title)) if title is not None else ""


def _spoken(element: Any) -> str:
    return "".join(element.itertext())[:2000]


def _language(tree: Any, data: _Data, meta: dict[str, str]) -> str:
    root = tree.getroottree().getroot()
    named = (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        data.values.get("language"),
        meta.get("content-language"),
        meta.get("og:locale"),
    )
    for name in named:
        tag = (name or "").strip().replace("_", "-")
        if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,2}", tag) and len(tag) <= 12:
            return tag
    return ""


def _canonical(tree: Any, url: str) -> str:
    """The address that the page gives as its own, where it is a page of the same site; else empty."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            try:
                there = urljoin(url, (link.get("href") or "").strip()[:3000])
                is_home = urlsplit(there).path in {"", "/"} and not urlsplit(there).query
            except ValueError:
                return ""
            return "" if is_home or not same_site(there, url) else there
    return ""


def _notices(tree: Any, data: _Data) -> Notices:
    return notices_in(_blocks(tree), declared=data.corrections)


def _blocks(tree: Any) -> Iterator[str]:
    """The page's text in blocks, in reading order; one that is a link as a whole is left out. Linear time."""
    said: list[str] = []
    linked, silent, has_words = 0, 0, False
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        step = 1 if event == "start" else -1
        if tag in _BLOCKS:
            text = _line("".join(said))
            if text and has_words:
                yield text
            said, has_words = [], False
        silent += step if tag in _SILENT else 0
        linked += step if tag == "a" else 0
        words = element.text if event == "start" else element.tail
        if words and not silent:
            said.append(words)
            has_words = has_words or (not linked and bool(words.strip()))


# --- when it was published ---------------------------------------------------------------------------
def _published(data: _Data, meta: dict[str, str], tree: Any) -> str:
    """The first time that the page names, else the first date."""
    marked = (
        element.get("datetime") or element.get("content") or ""
        for element in tree.iter("time", "span", "meta")
        if (element.get("itemprop") or "").lower() == "datepublished" or "pubdate" in element.attrib
    )
    named = (data.values.get("published", ""), *(meta.get(name, "") for name in _META_DATES), *marked)
    found = [moment for moment in map(read_published, named) if moment]
    return next((moment for moment in found if len(moment) > len("2026-02-19")), found[0] if found else "")


def read_published(written: str) -> str:
    """A time with its zone as ISO 8601; the date alone where the zone or the time is missing; else empty."""
    text = written.strip()[:60]
    moment: datetime | None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text).isoformat()
        moment = datetime.fromisoformat(re.sub(r"(\d)\s+(?=[+-]\d{2}:?\d{2}$)", r"\1", text))
    except ValueError:
        moment = _by_mail_rules(text)
    if moment is None:
        return ""
    return moment.isoformat() if moment.tzinfo is not None else moment.date().isoformat()


def _by_mail_rules(text: str) -> datetime | None:
    try:
        return email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
