"""The story page, composed from one edition's content: what the template prints, in its order.

Sorting, numbering and cutting happen here, once; the template only prints. No query is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any, TypedDict

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext, npgettext

from editions.arranging import timeline_order
from readers.articles import rows, source_article, sources, tombstones
from readers.evidence import Content, Evidence
from readers.galleries import gallery_html
from readers.languages import direction
from readers.lines import paragraphs
from readers.links import ticker_path
from readers.moments import interface_language, moment, read, short_moment, written
from readers.pictures import gallery, removed_days
from readers.timeline import timeline
from readers.writing import escape

_NOWHERE = 2**62  # the place of sentences whose section the edition does not list: after all others


@dataclass(frozen=True, slots=True)
class Dates:
    """When a story's facts first ran and last moved; `now` decides whether the time alone says enough.

    `looked_at` is when an editor last looked, where the page says so: while nobody at the desk answers.
    """

    first_published_at: datetime
    updated_at: datetime
    now: datetime
    is_first_edition: bool = False
    looked_at: datetime | None = None


class Stamp(TypedDict):
    """The line "Updated 14:05 (7 articles)" in pieces around its time. `count` is "" for no article at all."""

    before: str
    time: str
    after: str
    instant: str
    count: str


class SectionPage(TypedDict):
    """One section: its heading ("" for none) and its paragraphs and quotations."""

    heading: str
    text: SafeString


class StoryPage(TypedDict):
    """Everything templates/readers/story.html prints, in its order. What is empty has no heading there."""

    kicker: str
    headline: str
    standfirst: str
    phase: str
    language: str
    direction: str
    interface_language: str
    interface_direction: str
    stamp: Stamp
    looked: Stamp | None
    gallery: SafeString
    picture_count: int
    removed_pictures: list[str]
    link_preview: str
    preview_px: tuple[int, int]
    label: str
    sections: list[SectionPage]
    notices: list[dict[str, str]]
    sources: SafeString
    tickers: list[dict[str, Any]]
    timeline: SafeString
    calendar: str
    articles: SafeString
    article_count: str
    tombstones: SafeString
    passages: SafeString


def compose(content: Content, *, dates: Dates) -> StoryPage:
    """Return the page of one edition's content (of today's schema version), in the active language."""
    desk, machine = content["desk"], content["machine"]
    language = interface_language()
    interface = escape(language), escape(direction(language))
    articles = {article["uid"]: source_article(article, interface) for article in machine["articles"]}
    evidence = Evidence(articles, interface[0])
    pictures = gallery(desk["images"], desk["lead_image"])
    return {
        "kicker": desk["kicker"],
        "headline": desk["headline"],
        "standfirst": desk["standfirst"],
        "phase": phase_label(desk["phase"]),
        "language": desk["language"],
        "direction": direction(desk["language"]),
        "interface_language": interface[0],
        "interface_direction": interface[1],
        "stamp": _stamp(dates, len(articles)),
        "looked": _looked(dates, desk["phase"]),
        "gallery": gallery_html(pictures, interface[0]),
        "picture_count": len(pictures),
        "removed_pictures": removed_days(desk["images"]),
        "link_preview": pictures[0]["picture"]["link_preview"] if pictures else "",
        "preview_px": pictures[0]["picture"]["preview_px"] if pictures else (0, 0),
        "label": machine["label"],
        # Sections and timeline fill the evidence that sources and passages are read from.
        "sections": _sections(desk, machine, evidence),
        "notices": [_notice(notice) for notice in machine["notices"]],
        "tickers": [{**one, "path": ticker_path(one["mic"], one["symbol"])} for one in desk["tickers"]],
        "timeline": timeline(
            timeline_order(chain(desk["timeline"], machine["timeline"])),
            desk["language"],
            evidence,
            today=localtime(dates.now).date(),
        ),
        "calendar": _calendar(content),
        "sources": sources(articles[uid] for uid in evidence.cited if uid in articles),
        "articles": rows(articles.values()),
        "article_count": article_count(len(articles)),
        "tombstones": tombstones(machine["tombstones"]),
        "passages": evidence.passages(),
    }


def _calendar(content: Content) -> str:
    """The path of the calendar of what is planned; "" where nothing is."""
    desk = content["desk"]
    has_plans = any(entry["status"] == "planned" for part in content.values() for entry in part["timeline"])
    return reverse("files:planned", kwargs={"slug": desk["slug"]}) if has_plans else ""


def phase_label(phase: str) -> str:
    """What readers are told of where a running story stands, in the active language; "" where the desk says nothing."""
    labels = {
        "developing": gettext("Developing story"),
        "running": gettext("Running story"),
        "quiet": gettext("No recent developments"),
        "closed": gettext("Closed: no longer updated"),
    }
    return labels.get(phase, "")


def article_count(number: int) -> str:
    """The count in words, in the plural form of the language: "7 articles"."""
    return ngettext("%(count)d article", "%(count)d articles", number) % {"count": number}


def outlet_count(number: int) -> str:
    """The count in words: "5 outlets"."""
    return npgettext("publishers", "%(count)d outlet", "%(count)d outlets", number) % {"count": number}


def update_stamp(at: datetime, *, now: datetime) -> Stamp:
    """The line "Updated 14:05", without a count."""
    return _stamped(gettext("Updated {time}"), at, now=now)


def _stamp(dates: Dates, articles: int) -> Stamp:
    if not dates.is_first_edition and dates.updated_at > dates.first_published_at:
        stamp = update_stamp(dates.updated_at, now=dates.now)
    else:
        stamp = _stamped(gettext("Published {time}"), dates.first_published_at, now=dates.now)
    return {**stamp, "count": article_count(articles)} if articles else stamp


def _looked(dates: Dates, phase: str) -> Stamp | None:
    """The line that tells readers that updates pause, and since when nobody has looked; a closed story has none."""
    if dates.looked_at is None or phase == "closed":
        return None
    return _stamped(
        gettext("Updates pause. An editor last looked at this story: {time}"), dates.looked_at, now=dates.now
    )


def _stamped(words: str, at: datetime, *, now: datetime) -> Stamp:
    # The languages differ in where the time stands, so each translation says it.
    before, _, after = words.partition("{time}")
    time = short_moment(at, now=now)
    return {"before": before, "time": time, "after": after, "instant": written(at), "count": ""}


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
            "text": paragraphs(sorted(sentences[uid], key=itemgetter("position", "uid")), desk["language"], evidence),
        }
        for _, uid in places
    ]


def _notice(notice: Content) -> dict[str, str]:
    return {"text": notice["text"], "date": moment(read(notice["at"])), "instant": notice["at"]}
