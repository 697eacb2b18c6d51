"""The story page, composed from one edition's content: lists and strings in the order the template prints them.

Sorting, numbering and cutting happen here, once; the template only prints. No query is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, TypedDict

from django.utils.translation import gettext, ngettext, npgettext

from readers.evidence import Evidence, Mark, Passage, SourceArticle, source_article
from readers.languages import comma, direction, quoted
from readers.moments import entry_label, interface_language, moment, read, short_moment, written
from readers.pictures import GalleryItem, gallery
from readers.stops import cut

Content = dict[str, Any]
_NOWHERE = 2**62  # the place of sentences whose section the edition does not list: after all others


@dataclass(frozen=True, slots=True)
class Dates:
    """When a story's facts first ran and last moved; `now` decides whether the time alone says enough."""

    first_published_at: datetime
    updated_at: datetime
    now: datetime
    is_first_edition: bool = False


class Stamp(TypedDict):
    """The line "Updated 14:05 (7 articles)" in pieces around its time. `count` is "" for no article at all."""

    before: str
    time: str
    after: str
    instant: str
    count: str


class Line(TypedDict):
    """A sentence or timeline entry: `head`, `last`, `gap` + marks, `stop`, then what readers are told of it."""

    anchor: str
    when: str
    head: str
    last: str
    gap: str
    marks: list[Mark]
    stop: str
    credit: str
    badge: str
    author: str


class Block(TypedDict):
    """Lines that run on as one paragraph, or one quotation."""

    is_quotation: bool
    lines: list[Line]


class SectionPage(TypedDict):
    heading: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Everything templates/readers/story.html prints, in its order. Empty lists have no heading there."""

    kicker: str
    headline: str
    standfirst: str
    language: str
    direction: str
    interface_language: str
    interface_direction: str
    stamp: Stamp
    gallery: list[GalleryItem]
    label: str
    sections: list[SectionPage]
    notices: list[dict[str, str]]
    sources: list[dict[str, Any]]
    tickers: list[dict[str, Any]]
    timeline: list[Line]
    articles: list[SourceArticle]
    article_count: str
    passages: list[Passage]


def compose(content: Content, *, dates: Dates) -> StoryPage:
    """Return the page of one edition's content (of today's schema version), in the active language."""
    desk, machine = content["desk"], content["machine"]
    language, interface = desk["language"], interface_language()
    articles = {article["uid"]: source_article(article) for article in machine["articles"]}
    evidence = Evidence(articles)
    sections = _sections(desk, machine, evidence)
    timeline = _timeline(desk, machine, evidence)
    return StoryPage(
        kicker=desk["kicker"],
        headline=desk["headline"],
        standfirst=desk["standfirst"],
        language=language,
        direction=direction(language),
        interface_language=interface,
        interface_direction=direction(interface),
        stamp=_stamp(dates, len(articles)),
        gallery=gallery(desk["images"], desk["lead_image"]),
        label=machine["label"],
        sections=sections,
        notices=[_notice(notice) for notice in machine["notices"]],
        sources=_sources(articles, evidence.cited),
        tickers=desk["tickers"],
        timeline=timeline,
        articles=_newest_first(articles.values()),
        article_count=article_count(len(articles)),
        passages=evidence.passages,
    )


def article_count(number: int) -> str:
    """The count in words, in the plural form of the language: "7 articles"."""
    return ngettext("%(count)d article", "%(count)d articles", number) % {"count": number}


def outlet_count(number: int) -> str:
    """The count in words: "5 outlets"."""
    return npgettext("publishers", "%(count)d outlet", "%(count)d outlets", number) % {"count": number}


def _stamp(dates: Dates, articles: int) -> Stamp:
    is_update = not dates.is_first_edition and dates.updated_at > dates.first_published_at
    at = dates.updated_at if is_update else dates.first_published_at
    # The languages differ in where the time stands, so each translation says it.
    words = gettext("Updated {time}") if is_update else gettext("Published {time}")
    before, _, after = words.partition("{time}")
    return {
        "before": before,
        "time": short_moment(at, now=dates.now),
        "after": after,
        "instant": written(at),
        "count": article_count(articles) if articles else "",
    }


def _sections(desk: Content, machine: Content, evidence: Evidence) -> list[SectionPage]:
    """Both parts as one: sections by position and uid, the desk's heading before the machine's of the same uid."""
    known: dict[str, Content] = {}
    for section in chain(machine["sections"], desk["sections"]):
        heading = section["heading"] or known.get(section["uid"], section)["heading"]
        known[section["uid"]] = {**section, "heading": heading}
    sentences: dict[str, list[Content]] = {}
    for sentence in chain(machine["sentences"], desk["sentences"]):
        sentences.setdefault(sentence["section"], []).append(sentence)
    places = sorted((known.get(uid, {"position": _NOWHERE})["position"], uid) for uid in sentences)
    return [
        {
            "heading": known[uid]["heading"] if uid in known else "",
            "blocks": _blocks(sorted(sentences[uid], key=itemgetter("position", "uid")), desk["language"], evidence),
        }
        for _, uid in places
    ]


def _blocks(sentences: list[Content], language: str, evidence: Evidence) -> list[Block]:
    """Plain sentences run on as one paragraph; each quotation stands by itself, with its outlet named."""
    blocks: list[Block] = []
    for form, run in groupby(sentences, key=itemgetter("form")):
        if form == "quotation":
            blocks += [{"is_quotation": True, "lines": [_quotation(one, language, evidence)]} for one in run]
        else:
            blocks.append({"is_quotation": False, "lines": [_sentence(one, evidence) for one in run]})
    return blocks


def _sentence(sentence: Content, evidence: Evidence) -> Line:
    anchor = evidence.anchor(f"s-{sentence['uid']}")
    line = _line(anchor, sentence["text"], evidence.marks(sentence["citations"], back=anchor))
    return _told(line, sentence)


def _quotation(sentence: Content, language: str, evidence: Evidence) -> Line:
    """The text whole, stop and all, in quotation marks; the marks follow the outlet's name."""
    anchor = evidence.anchor(f"s-{sentence['uid']}")
    outlet = sentence["outlet"] or evidence.outlet(sentence["citations"])
    line: Line = {
        "anchor": anchor,
        "when": "",
        "head": quoted(sentence["text"], language),
        "last": "",
        "gap": " ",
        "marks": evidence.marks(sentence["citations"], back=anchor),
        "stop": "",
        "credit": f"{comma(language)}{outlet}" if outlet else "",
        "badge": "",
        "author": "",
    }
    return _told(line, sentence)


def _told(line: Line, sentence: Content) -> Line:
    """Say whose words they are, where they are not the sources' own."""
    if sentence["mark"] == "newsroom_reporting":
        line["badge"], line["author"] = gettext("Newsroom reporting"), sentence["author"]
    elif sentence["mark"] == "edited":
        line["badge"] = gettext("Edited; names, figures, dates and quotes match")
    return line


def _line(anchor: str, text: str, marks: list[Mark], when: str = "") -> Line:
    head, last, gap, stop = cut(text)
    return {
        "anchor": anchor,
        "when": when,
        "head": head,
        "last": last,
        "gap": gap if marks else "",
        "marks": marks,
        "stop": stop,
        "credit": "",
        "badge": "",
        "author": "",
    }


def _timeline(desk: Content, machine: Content, evidence: Evidence) -> list[Line]:
    """Entries of both parts, oldest first, dated in the language of the story, whose words they are part of."""
    lines = []
    entries = chain(desk["timeline"], machine["timeline"])
    for entry in sorted(entries, key=itemgetter("sort_from", "sort_to", "position", "uid")):
        anchor = evidence.anchor(f"t-{entry['uid']}")
        when = entry_label(entry["date"], entry["status"], desk["language"])
        lines.append(_line(anchor, entry["text"], evidence.marks(entry["citations"], back=anchor), when))
    return lines


def _notice(notice: Content) -> dict[str, str]:
    return {"text": notice["text"], "date": moment(read(notice["at"])), "instant": notice["at"]}


def _sources(articles: dict[str, SourceArticle], cited: set[str]) -> list[dict[str, Any]]:
    """The articles that the shown text cites, by outlet; outlets in the order of their lowest number."""
    outlets: dict[str, dict[str, Any]] = {}
    for article in sorted((articles[uid] for uid in cited if uid in articles), key=itemgetter("number")):
        group = {"name": article["outlet"], "link": article["outlet_link"], "articles": []}
        outlets.setdefault(article["outlet_uid"], group)["articles"].append(article)
    return list(outlets.values())


def _newest_first(articles: Iterable[SourceArticle]) -> list[SourceArticle]:
    return sorted(sorted(articles, key=itemgetter("number")), key=itemgetter("instant"), reverse=True)
