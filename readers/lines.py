"""Sentences as the page writes them: words, then marks, then the stop, then whose they are."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext

from readers.evidence import Content, Evidence
from readers.languages import comma, direction, quoted
from readers.moments import day, interface_language, read
from readers.stops import cut
from readers.writing import Lines, filled, plain

# Written without a space between their pieces on purpose: the marks touch, and the stop follows them.
_BADGE = ' <span class="badge"><span lang="{}">{}</span>{}</span>'
_VOUCH = '<p class="vouch"><span lang="{}">{}</span>{}</p>\n'
_REMOVED = '" lang="{}" dir="{}">[{}]</span>\n'


def paragraphs(sentences: list[Content], language: str, evidence: Evidence) -> SafeString:
    """Write the sentences of one section: plain ones run on as one paragraph, each quotation stands by itself.

    Where one person vouches for all of several, as in a flash, one line below says so; else each sentence says it.
    """
    page = Lines()
    vouched = _vouched_by(sentences)
    for form, run in groupby(sentences, key=itemgetter("form")):
        if form == "quotation":
            for sentence in run:
                page += ("<blockquote>", "")
                _quotation(sentence, language, evidence, page, is_alone=vouched is None)
                page += ("</blockquote>\n", "")
        else:
            page += ("<p>", "")
            for sentence in run:
                _plain(sentence, evidence, page, is_alone=vouched is None)
            page += ("</p>\n", "")
    if vouched is not None:
        reporting = gettext("Newsroom reporting")
        page += (filled(_VOUCH, evidence.language, reporting, f", {vouched}" if vouched else ""), "")
    return page.html()


def removed_words(line: Content) -> tuple[str, str]:
    """Direction and words of what stands in the place of a redacted line, in the language of the interface."""
    words = gettext("Removed, {date}").format(date=day(localtime(read(line["removed_at"]))))
    return direction(interface_language()), words


def _vouched_by(sentences: list[Content]) -> str | None:
    """The one author who vouches for every sentence that still stands, of two or more; else None."""
    standing = [one for one in sentences if "removed_at" not in one]
    if len(sentences) < 2 or any(one["mark"] != "newsroom_reporting" for one in standing):
        return None
    authors = {str(one["author"]) for one in standing}
    return authors.pop() if len(authors) == 1 else None


def _plain(sentence: Content, evidence: Evidence, page: Lines, *, is_alone: bool) -> None:
    anchor = evidence.anchor(f"s-{sentence['uid']}")
    if "removed_at" in sentence:
        gone = filled(_REMOVED, evidence.language, *removed_words(sentence))
        page += (f'<span class="removed" id="{anchor}{gone}', "")
        return
    badge = _badge(sentence, evidence.language) if is_alone else ""
    opening, closing = f'<span class="sentence" id="{anchor}">', f"</span>{badge}</span>\n"
    write_with_marks(opening, sentence, anchor, evidence, page, closing)


def _quotation(sentence: Content, language: str, evidence: Evidence, page: Lines, *, is_alone: bool) -> None:
    """Whole, stop and all, in quotation marks; the evidence marks follow the outlet's name."""
    anchor = evidence.anchor(f"s-{sentence['uid']}")
    outlet = sentence["outlet"] or evidence.outlet(sentence["citations"])
    badge = _badge(sentence, evidence.language) if is_alone else ""
    page += (f'<span class="sentence" id="{anchor}">', quoted(sentence["text"], language))
    page += ('<span class="outlet">', f"{comma(language)}{outlet}" if outlet else "")
    marks = evidence.marks(sentence["citations"], back=anchor)
    page += (f'</span><span class="end"> {marks}</span>{badge}</span>\n', "")


def write_with_marks(opening: str, line: Content, anchor: str, evidence: Evidence, page: Lines, closing: str) -> None:
    """Write a line between its opening and its closing markup: words, and kept together the last, marks and stop.

    `closing` begins with the end of what is kept together.
    """
    head, last, gap, stop = cut(line["text"])
    marks = evidence.marks(line["citations"], back=anchor)
    page += (opening, head, '<span class="end">', f"{last}{gap}" if marks else last, marks, stop, closing, "")


def _badge(sentence: Content, interface: SafeString) -> str:
    """Safe markup that says whose words they are, where they are not the sources' own; else ""."""
    if sentence["mark"] == "newsroom_reporting":
        author = f", {sentence['author']}" if sentence["author"] else ""
        return plain(filled(_BADGE, interface, gettext("Newsroom reporting"), author))
    if sentence["mark"] == "edited":
        return plain(filled(_BADGE, interface, gettext("Edited: names, figures, dates and quotes match"), ""))
    return ""
