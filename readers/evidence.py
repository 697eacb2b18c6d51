"""Marks and passages: every [n] is a link to the words it rests on, which stand on the same page.

A page has hundreds of them, so they are written here and not by loops of the template, which took ten times as
long. What stands around each of them comes from its article, once.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import count
from operator import itemgetter
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from readers.articles import SourceArticle, left_article
from readers.writing import Lines, escape, filled, plain

Content = dict[str, Any]

_BACK = '" lang="{}">{}</a></p></li>\n'
_NEEDS_ESCAPING = re.compile(r"""[&<>"']""").search
_place = itemgetter("number", "start")


@dataclass(slots=True)
class Evidence:
    """Collects the passages of a page while its sentences are composed; every anchor it gives is given once."""

    articles: dict[str, SourceArticle]
    language: SafeString
    cited: set[str] = field(default_factory=set)
    _anchors: set[str] = field(default_factory=set)
    _passages: Lines = field(default_factory=Lines)
    _closing: str = ""  # of the passage that was written last
    _back: str = field(init=False)

    def __post_init__(self) -> None:
        self._back = plain(filled(_BACK, self.language, gettext("Back to the text")))

    def anchor(self, wanted: str) -> str:
        """The wanted id as safe markup, or the first free one after it where the page has that one already."""
        free, taken = wanted, self._anchors
        if wanted in taken:
            free = next(one for turn in count(2) if (one := f"{wanted}-{turn}") not in taken)
        taken.add(free)
        # A page has hundreds and none of them needs it: to look is quicker than to escape.
        return free if _NEEDS_ESCAPING(free) is None else plain(escape(free))

    def marks(self, citations: list[Content], *, back: str) -> str:
        """The marks of one sentence: ascending, each number once, however many passages of it are cited.

        `back` is the sentence's own anchor, to which each passage leads back.
        """
        marks, closing = "", f'</blockquote>\n<p><a class="back" href="#{back}{self._back}'
        for cited in _by_number(citations):
            first = cited[0]
            article = self.articles.get(first["article"])
            # An article that has left the story leaves its words behind.
            mark, passage, quote = article["cited"] if article else left_article(first["number"])
            self.cited.add(first["article"])
            anchor = self.anchor(f"p-{first['uid']}")
            marks += f'<a class="mark" href="#{anchor}{mark}'
            self._passages += (f'{self._closing}<li id="{anchor}{passage}', first["quote"])
            if len(cited) > 1:
                self._write_others(quote, cited)
            self._closing = closing
        return marks

    def _write_others(self, opening: str, cited: list[Content]) -> None:
        """Write what else is cited of the article, the same words once."""
        _, *others = dict.fromkeys([citation["quote"] for citation in cited])
        for quote in others:
            self._passages += (f"</blockquote>{opening}", quote)

    def passages(self) -> SafeString:
        """The passages of all marks so far, as items of a list, in the order of the marks."""
        return self._passages.html(self._closing)

    def outlet(self, citations: list[Content]) -> str:
        """The outlet of the first cited article that is still with the story, or ""."""
        found = (self.articles.get(citation["article"]) for citation in citations)
        return next((article["outlet"] for article in found if article), "")


def _by_number(citations: list[Content]) -> Collection[list[Content]]:
    """The citations of a sentence by their articles' numbers, ascending, those of one article in its order."""
    if len(citations) == 1:
        return [citations]
    if len(citations) == 2:
        one, two = citations
        if one["number"] != two["number"]:
            return ([one], [two]) if one["number"] < two["number"] else ([two], [one])
    groups: dict[int, list[Content]] = {}
    for citation in sorted(citations, key=_place):
        groups.setdefault(citation["number"], []).append(citation)
    return groups.values()
