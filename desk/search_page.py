"""The page that looks for words in everything: a few of each kind, or a page of one kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.db import connection
from django.db.models import Model, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from desk import finding
from desk.finding import KINDS, Asked, Kind, Line
from desk.word_index import told
from foundation.grams import is_beginning, parts_of
from foundation.models import User
from media.models import Image
from stories.models import Article, Comment, Sentence, Story, TimelineEntry

EACH, PAGE = 6, 50
# Of these SQLite reads the newest alone; of what stands in stories a reporter's own are read whole.
_OF_STORIES = ("stories", "sentences", "entries", "comments")
_MODELS: Mapping[str, type[Model]] = {
    **dict(zip(_OF_STORIES, (Story, Sentence, TimelineEntry, Comment), strict=True)),
    "articles": Article,
    "images": Image,
}
# Code points shown before the first word that was found, and in all.
_BEFORE, _SHOWN = 60, 240


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a text; `is_hit` where it is what was looked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One line that was found: its first text and, where the words stand elsewhere, the text that holds them."""

    address: str
    headline: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    meta: str


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind; `more` is the query of the address that goes on, or ""."""

    kind: Kind
    hits: tuple[Hit, ...]
    more: str


@require_safe
def search_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Look for the words of ?q in everything that this person may see, or in one kind, after the row of ?after."""
    line = request.GET.get("q", "")
    words, refusal = told(line)
    if line.strip() and not words and not refusal:
        refusal = "Type at least one letter or figure."
    only = next((kind for kind in KINDS if kind.name == request.GET.get("kind")), None)
    what = finding.read(line, words) if words else None
    groups = _groups(request, line, what, only) if what else []
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": f"Search: {line.strip()[:60]}" if words else "Search",
        "q": line.strip()[:1_000],
        "told": refusal,
        "groups": groups,
        "only": only,
        "is_asked": bool(words),
        "newest": f"{finding.NEWEST:,}",
        "cut_short": _cut_short(request, only) if what and what.uid is None else [],
    }
    return TemplateResponse(request, "desk/search.html", context, status=400 if refusal and line.strip() else 200)


def _cut_short(request: HttpRequest, only: Kind | None) -> list[str]:
    """The kinds of which there are more rows than are read, without an index, for this person."""
    if connection.vendor != "sqlite":
        return []
    read_whole = _OF_STORIES if finding.is_reporter(request.user) else ()
    kinds = [kind for kind in ([only] if only else KINDS) if kind.name in _MODELS and kind.name not in read_whole]
    next_rows = [Subquery(_keys(kind)[finding.NEWEST : finding.NEWEST + 1]) for kind in kinds]
    found = User.objects.filter(username=request.user.get_username()).values_list(*next_rows).first() if kinds else None
    return [
        kind.label.lower() for kind, row in zip(kinds, found or [None] * len(kinds), strict=True) if row is not None
    ]


def _keys(kind: Kind) -> QuerySet[Any, Any]:
    return _MODELS[kind.name]._default_manager.order_by("-pk").values("pk")


def _groups(request: HttpRequest, line: str, what: Asked, only: Kind | None) -> list[Group]:
    limit, after = PAGE if only else EACH, request.GET.get("after", "")
    start = int(after) if only and after.isdecimal() and len(after) < 19 else 0
    mark = _marker(what.words)
    found = []
    for kind in [only] if only else KINDS:
        lines = kind.find(request.user, what, limit + 1, start)
        if lines:
            found.append(Group(kind, tuple(_hit(one, mark) for one in lines[:limit]), _more(kind, line, lines, limit)))
    return found


def _more(kind: Kind, line: str, lines: Sequence[Line], limit: int) -> str:
    """The query of the address that goes on after what is shown: of the whole page of a kind, its next one."""
    if len(lines) <= limit:
        return ""
    asked = {"q": line.strip(), "kind": kind.name}
    return urlencode(asked if limit == EACH else {**asked, "after": lines[limit - 1].pk})


def _marker(words: Sequence[str]) -> re.Pattern[str]:
    """What marks the parts of the words in a text, the longest first; short ones where a word begins with them."""
    parts = sorted({part for word in words for part in parts_of(word)}, key=len, reverse=True)
    wanted = [rf"(?<!\w){re.escape(part)}" if is_beginning(part) else re.escape(part) for part in parts]
    return re.compile("|".join(wanted), re.IGNORECASE)


def _hit(line: Line, mark: re.Pattern[str]) -> Hit:
    first, *others = line.texts
    held = next((text for text in others if mark.search(text)), "") if mark.search(first) is None else ""
    return Hit(line.address, _pieces(first, mark), _pieces(held, mark) if held else (), line.meta)


def _pieces(text: str, mark: re.Pattern[str]) -> tuple[Piece, ...]:
    """The text around the first hit, cut into hits and what stands between them."""
    hit = mark.search(text)
    start = max(0, hit.start() - _BEFORE) if hit and len(text) > _SHOWN else 0
    shown = text[start : start + _SHOWN]
    found, at = [Piece("… ")] if start else [], 0
    for one in mark.finditer(shown):
        found += [Piece(shown[at : one.start()]), Piece(one.group(), is_hit=True)]
        at = one.end()
    end = " …" if start + _SHOWN < len(text) else ""
    return tuple(piece for piece in [*found, Piece(shown[at:] + end)] if piece.text)
