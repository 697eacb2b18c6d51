"""Marks and passages: every [n] is a link to the words it rests on, which stand on the same page."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, TypedDict

from django.utils.translation import gettext

from readers.languages import direction
from readers.links import web_link
from readers.moments import article_moment

Content = dict[str, Any]


class SourceArticle(TypedDict):
    """One article as lists and passages show it. `link` is "" where it has no address on the web."""

    number: int
    anchor: str
    headline: str
    link: str
    reference: str
    outlet: str
    outlet_uid: str
    outlet_link: str
    byline: str
    kind: str
    date: str
    instant: str
    language: str
    direction: str
    status: str
    is_used: bool
    mark_label: str


class Mark(TypedDict):
    """One [n] and the passage of the page that it opens."""

    number: int
    target: str
    label: str


class Passage(TypedDict):
    """The words a mark rests on, where they stand, and the sentence to go back to. `article` is None if it left."""

    anchor: str
    number: int
    quotes: list[str]
    article: SourceArticle | None
    back: str


@dataclass(slots=True)
class Evidence:
    """Collects the passages of a page while its sentences are composed; every anchor it gives is given once."""

    articles: dict[str, SourceArticle]
    passages: list[Passage] = field(default_factory=list)
    cited: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)

    def anchor(self, wanted: str) -> str:
        """The wanted id, or the first free one after it where the page has that one already."""
        free, turn = wanted, 1
        while free in self.anchors:
            turn += 1
            free = f"{wanted}-{turn}"
        self.anchors.add(free)
        return free

    def marks(self, citations: list[Content], *, back: str) -> list[Mark]:
        """The marks of one sentence: ascending, each number once, however many passages of it are cited."""
        made: list[Mark] = []
        if len(citations) > 1:
            citations = sorted(citations, key=itemgetter("number", "start"))
        for number, group in groupby(citations, key=itemgetter("number")):
            made.append(self._mark(number, list(group), back))
        return made

    def _mark(self, number: int, citations: list[Content], back: str) -> Mark:
        first = citations[0]
        article = self.articles.get(first["article"])
        anchor = self.anchor(f"p-{first['uid']}")
        quotes = list(dict.fromkeys(citation["quote"] for citation in citations))
        self.passages.append({"anchor": anchor, "number": number, "quotes": quotes, "article": article, "back": back})
        self.cited.add(first["article"])
        label = article["mark_label"] if article else f"[{number}] {gettext('passage')}"
        return {"number": number, "target": anchor, "label": label}

    def outlet(self, citations: list[Content]) -> str:
        """The outlet of the first cited article that is still with the story, or ""."""
        found = (self.articles.get(citation["article"]) for citation in citations)
        return next((article["outlet"] for article in found if article), "")


def source_article(article: Content) -> SourceArticle:
    """Return an article of the content with its dates and links as the page shows them."""
    publisher = article["publisher"]
    passage_from = gettext("passage from %(outlet)s") % {"outlet": publisher["name"]}
    return {
        "number": article["number"],
        "anchor": f"a-{article['number']}",
        "headline": article["headline"],
        "link": web_link(article["url"]),
        "reference": article["reference"],
        "outlet": publisher["name"],
        "outlet_uid": publisher["uid"],
        "outlet_link": web_link(publisher["home_page"]),
        "byline": article["byline"],
        "kind": kind_name(article["kind"]),
        "date": article_moment(article["published_at"], precision=article["precision"]),
        "instant": article["published_at"],
        "language": article["language"],
        "direction": direction(article["language"]),
        "status": article["status"],
        "is_used": article["is_used"],
        "mark_label": f"[{article['number']}] {passage_from}",
    }


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
        "other": "",
    }.get(kind, "")
