"""Marks and passages: every [n] is a link to the words it rests on, which stand on the same page.

A page has hundreds of them, so they are written here and not by loops of the template, which took six times as
long. What is used often is escaped once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from readers.articles import SourceArticle
from readers.writing import NOTHING, Writer, escape

Content = dict[str, Any]

_MARK = '<a class="mark" href="#{}" aria-label="{}">[{}]</a>'
_PASSAGE = '<li id="{}" tabindex="-1"><p class="source"><span class="number">[{}]</span> {}</p>\n'
_BACK = '\n<p><a class="back" href="#{}" lang="{}">{}</a></p></li>\n'
_QUOTE = "<blockquote{}>{}</blockquote>"


@dataclass(slots=True)
class Evidence:
    """Collects the passages of a page while its sentences are composed; every anchor it gives is given once."""

    articles: dict[str, SourceArticle]
    language: SafeString
    cited: set[str] = field(default_factory=set)
    _anchors: set[str] = field(default_factory=set)
    _passages: Writer = field(default_factory=Writer)
    _back_words: SafeString = field(default_factory=lambda: escape(gettext("Back to the text")))

    def anchor(self, wanted: str) -> SafeString:
        """The wanted id, or the first free one after it where the page has that one already."""
        free, turn = wanted, 1
        while free in self._anchors:
            turn += 1
            free = f"{wanted}-{turn}"
        self._anchors.add(free)
        # Nearly all are letters, digits and hyphens; a page has hundreds.
        return SafeString(free) if free.replace("-", "").isalnum() else escape(free)

    def write_marks(self, citations: list[Content], *, back: SafeString, page: Writer) -> None:
        """Write the marks of one sentence: ascending, each number once, however many passages of it are cited.

        `back` is the sentence's own anchor, to which each passage leads back.
        """
        for number, cited in _by_number(citations):
            article = self.articles.get(cited[0]["article"])
            anchor = self.anchor(f"p-{cited[0]['uid']}")
            shown = escape(number) if article is None else article["number"]
            page.write(_MARK, anchor, article["mark_label"] if article else f"[{number}] {gettext('passage')}", shown)
            self._write_passage(anchor, shown, article, cited, back)

    def _write_passage(
        self, anchor: SafeString, number: str, article: SourceArticle | None, cited: list[Content], back: SafeString
    ) -> None:
        """Write the cited words, each once; an article that has left the story leaves them behind."""
        self.cited.add(cited[0]["article"])
        self._passages.write(_PASSAGE, anchor, number, article["source"] if article else NOTHING)
        language = article["language"] if article else NOTHING
        for quote in dict.fromkeys([citation["quote"] for citation in cited]):
            self._passages.write(_QUOTE, language, quote)
        self._passages.write(_BACK, back, self.language, self._back_words)

    def passages(self) -> SafeString:
        """The passages of all marks so far, as items of a list, in the order of the marks."""
        return self._passages.html()

    def outlet(self, citations: list[Content]) -> str:
        """The outlet of the first cited article that is still with the story, or ""."""
        found = (self.articles.get(citation["article"]) for citation in citations)
        return next((article["outlet"] for article in found if article), "")


def _by_number(citations: list[Content]) -> Iterable[tuple[int, list[Content]]]:
    """The citations of a sentence by their articles' numbers, ascending, those of one article in its order."""
    if len(citations) == 1:
        return [(citations[0]["number"], citations)]
    ordered = sorted(citations, key=itemgetter("number", "start"))
    return [(number, list(group)) for number, group in groupby(ordered, key=itemgetter("number"))]
