"""Marks and passages: every [n] is a link to the words it rests on, which stand on the same page.

A page has hundreds of them, so they are written here and not by loops of the template, which took ten times as
long. What stands around each of them comes from its article, once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from readers.articles import Cited, SourceArticle, left_article
from readers.writing import Lines, escape, filled, plain

Content = dict[str, Any]

_BACK = '" lang="{}">{}</a></p></li>\n'
_place = itemgetter("number", "start")


@dataclass(slots=True)
class Evidence:
    """Collects the passages of a page while its sentences are composed; every anchor it gives is given once."""

    articles: dict[str, SourceArticle]
    language: SafeString
    cited: set[str] = field(default_factory=set)
    _anchors: set[str] = field(default_factory=set)
    _passages: Lines = field(default_factory=Lines)
    _back: str = field(init=False)

    def __post_init__(self) -> None:
        self._back = plain(filled(_BACK, self.language, gettext("Back to the text")))

    def anchor(self, wanted: str) -> str:
        """The wanted id as safe markup, or the first free one after it where the page has that one already."""
        free, turn = wanted, 1
        while free in self._anchors:
            turn += 1
            free = f"{wanted}-{turn}"
        self._anchors.add(free)
        # Nearly all are letters, digits and hyphens; a page has hundreds.
        return free if free.replace("-", "").isalnum() else plain(escape(free))

    def marks(self, citations: list[Content], *, back: str) -> str:
        """The marks of one sentence: ascending, each number once, however many passages of it are cited.

        `back` is the sentence's own anchor, to which each passage leads back.
        """
        marks = ""
        for cited in _by_number(citations):
            article = self.articles.get(cited[0]["article"]) or left_article(cited[0]["number"])
            anchor = self.anchor(f"p-{cited[0]['uid']}")
            marks += f'<a class="mark" href="#{anchor}{article["mark"]}'
            self._write_passage(anchor, article, cited, back)
        return marks

    def _write_passage(self, anchor: str, article: Cited, cited: list[Content], back: str) -> None:
        """Write the cited words, each once; an article that has left the story leaves them behind."""
        self.cited.add(cited[0]["article"])
        first, *others = dict.fromkeys([citation["quote"] for citation in cited])
        self._passages.add(f'<li id="{anchor}{article["passage"]}{article["quote"]}', first)
        for quote in others:
            self._passages.add(f"</blockquote>{article['quote']}", quote)
        self._passages.add(f'</blockquote>\n<p><a class="back" href="#{back}{self._back}')

    def passages(self) -> SafeString:
        """The passages of all marks so far, as items of a list, in the order of the marks."""
        return self._passages.html()

    def outlet(self, citations: list[Content]) -> str:
        """The outlet of the first cited article that is still with the story, or ""."""
        found = (self.articles.get(citation["article"]) for citation in citations)
        return next((article["outlet"] for article in found if article), "")


def _by_number(citations: list[Content]) -> Collection[list[Content]]:
    """The citations of a sentence by their articles' numbers, ascending, those of one article in its order."""
    if len(citations) == 1:
        return [citations]
    groups: dict[int, list[Content]] = {}
    for citation in sorted(citations, key=_place):
        groups.setdefault(citation["number"], []).append(citation)
    return groups.values()
