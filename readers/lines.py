"""Sentences and timeline entries as the page writes them: words, then marks, then the stop, then whose they are."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext

from readers.evidence import Content, Evidence
from readers.languages import comma, direction, quoted
from readers.moments import day, entry_label, interface_language, read
from readers.stops import cut
from readers.writing import NOTHING, Writer, escape, filled

# Written without a space between their pieces on purpose: the marks touch, and the stop follows them.
_SENTENCE = '<span class="sentence" id="{}">'
_WORDS = '{}<span class="end">{}'
_QUOTED = '{}<span class="outlet">{}</span><span class="end"> '
_STOP = "{}</span>"
_BADGE = ' <span class="badge"><span lang="{}">{}</span>{}</span>'
_REMOVED = '<span class="removed" id="{}" lang="{}" dir="{}">[{}]</span>\n'
_REMOVED_ENTRY = '<li class="removed" id="{}" lang="{}" dir="{}">[{}]</li>\n'
_PLANNED, _YEAR = SafeString(' class="planned"'), ' data-year="{}"'
_ENTRY = '<li id="{}"{}{}><span class="when">{}</span> <span class="dash">–</span> <span class="what">'
# Escaped once; nearly every sentence ends with one of these.
_STOPS = {stop: escape(stop) for stop in ("", ".", "。")}


def paragraphs(sentences: list[Content], language: str, evidence: Evidence) -> SafeString:
    """Write the sentences of one section: plain ones run on as one paragraph, each quotation stands by itself."""
    page = Writer()
    for form, run in groupby(sentences, key=itemgetter("form")):
        if form == "quotation":
            for sentence in run:
                page.write("<blockquote>")
                _quotation(sentence, language, evidence, page)
                page.write("</blockquote>\n")
        else:
            page.write("<p>")
            for sentence in run:
                _plain(sentence, evidence, page)
            page.write("</p>\n")
    return page.html()


def entries(timeline: list[Content], language: str, evidence: Evidence) -> SafeString:
    """Write timeline entries as items of a list, dated in the story's language, whose words they are part of."""
    page, years = Writer(), _year_turns(timeline)
    for entry, year in zip(timeline, years, strict=True):
        anchor = evidence.anchor(f"t-{entry['uid']}")
        if "removed_at" in entry:
            page.write(_REMOVED_ENTRY, anchor, evidence.language, *_removed(entry))
            continue
        form = _PLANNED if entry["status"] == "planned" else NOTHING
        page.write(_ENTRY, anchor, form, year, entry_label(entry["date"], entry["status"], language))
        _with_marks(entry, anchor, evidence, page)
        page.write("</span></li>\n")
    return page.html()


def _removed(line: Content) -> tuple[str, str]:
    """Direction and words of what stands in the place of a redacted line, in the language of the interface."""
    words = gettext("Removed, {date}").format(date=day(localtime(read(line["removed_at"]))))
    return direction(interface_language()), words


def _year_turns(timeline: list[Content]) -> list[SafeString]:
    """For each entry the attribute that opens its year, or nothing: where all are of one year, or it is dated by it."""
    years = [entry["date"][:4] for entry in timeline]
    if len({year for year in years if year}) < 2:
        return [NOTHING] * len(years)
    return [
        filled(_YEAR, year) if year.isdecimal() and year not in years[:place] and entry["date"] != year else NOTHING
        for place, (year, entry) in enumerate(zip(years, timeline, strict=True))
    ]


def _plain(sentence: Content, evidence: Evidence, page: Writer) -> None:
    anchor = evidence.anchor(f"s-{sentence['uid']}")
    if "removed_at" in sentence:
        page.write(_REMOVED, anchor, evidence.language, *_removed(sentence))
        return
    page.write(_SENTENCE, anchor)
    _with_marks(sentence, anchor, evidence, page)
    _badge(sentence, evidence.language, page)
    page.write("</span>\n")


def _quotation(sentence: Content, language: str, evidence: Evidence, page: Writer) -> None:
    """Whole, stop and all, in quotation marks; the evidence marks follow the outlet's name."""
    anchor = evidence.anchor(f"s-{sentence['uid']}")
    outlet = sentence["outlet"] or evidence.outlet(sentence["citations"])
    page.write(_SENTENCE, anchor)
    page.write(_QUOTED, quoted(sentence["text"], language), f"{comma(language)}{outlet}" if outlet else "")
    evidence.write_marks(sentence["citations"], back=anchor, page=page)
    page.write("</span>")
    _badge(sentence, evidence.language, page)
    page.write("</span>\n")


def _with_marks(line: Content, anchor: SafeString, evidence: Evidence, page: Writer) -> None:
    head, last, gap, stop = cut(line["text"])
    page.write(_WORDS, head, f"{last}{gap}" if line["citations"] else last)
    evidence.write_marks(line["citations"], back=anchor, page=page)
    page.write(_STOP, _STOPS.get(stop, stop))


def _badge(sentence: Content, interface: SafeString, page: Writer) -> None:
    """Say whose words they are, where they are not the sources' own."""
    if sentence["mark"] == "newsroom_reporting":
        author = f", {sentence['author']}" if sentence["author"] else ""
        page.write(_BADGE, interface, gettext("Newsroom reporting"), author)
    elif sentence["mark"] == "edited":
        page.write(_BADGE, interface, gettext("Edited: names, figures, dates and quotes match"), "")
