"""The timeline as the page writes it: what happened by date, a line that says "now", then what is planned.

The line stands between what has happened and what is still planned, not at today's date: so a page that keeps for an
hour does not grow wrong at midnight, and what was planned for a day that has passed stays below until the desk says
what became of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from readers.evidence import Content, Evidence
from readers.languages import direction, main_part
from readers.lines import removed_words, write_with_marks
from readers.moments import entry_label, interface_language
from readers.writing import NOTHING, Lines, filled, plain

# More of them, over more than one year, get a heading for each year.
LONG = 12
_REMOVED = '" lang="{}" dir="{}">[{}]</li>\n'
_ENTRY = '"{}><span class="when"{}>{}</span> <span class="dash">–</span> <span class="what">'
_PLANNED, _LANGUAGE = SafeString(' class="planned"'), ' lang="{}" dir="{}"'
_PROMISE = ' <span class="promise" lang="{}" dir="{}">{}</span>'
_YEAR = '<h3 class="year"{}>{}</h3>\n'
_NOW = '<p class="now" lang="{}" dir="{}"><span>{}</span></p>\n'


def timeline(entries: Sequence[Content], language: str, evidence: Evidence, *, today: date) -> SafeString:
    """Write entries, in their order, as lists: of each year where they are many, and of what is planned.

    What was planned for days that are over on `today` is told as not yet confirmed.
    """
    page = Lines()
    past = [entry for entry in entries if entry["status"] != "planned"]
    planned = entries[len(past) :]
    dates = _language_of_dates(language)
    other = filled(_LANGUAGE, dates, direction(dates)) if main_part(dates) != main_part(language) else NOTHING
    for year, group in _years(past):
        if year:
            page += (filled(_YEAR, other, entry_label(year, "happened", dates)), "")
        _list(group, dates, other, evidence, page, today)
    if past and planned:
        page += (filled(_NOW, evidence.language, direction(interface_language()), gettext("Now")), "")
    if planned:
        _list(planned, dates, other, evidence, page, today)
    return page.html()


def _language_of_dates(language: str) -> str:
    """The reader's, where the address says which; else the story's, whose words the dates stand beside."""
    chosen = interface_language()
    return language if chosen == settings.LANGUAGE_CODE else chosen


def _years(past: Sequence[Content]) -> Iterator[tuple[str, list[Content]]]:
    """The entries by year, in their order; all as one, of no year, where they are few or of one year."""
    if len(past) <= LONG or len({entry["sort_from"][:4] for entry in past}) < 2:
        if past:
            yield "", list(past)
        return
    for year, group in groupby(past, key=lambda entry: entry["sort_from"][:4]):
        yield year, list(group)


def _list(
    entries: Sequence[Content], dates: str, other: SafeString, evidence: Evidence, page: Lines, today: date
) -> None:
    page += ("<ol>\n", "")
    for entry in entries:
        anchor = evidence.anchor(f"t-{entry['uid']}")
        if "removed_at" in entry:
            gone = filled(_REMOVED, evidence.language, *removed_words(entry))
            page += (f'<li class="removed" id="{anchor}{gone}', "")
            continue
        opening = f'<li id="{anchor}{_date(entry["date"], entry["status"], dates, other)}'
        closing = "</span></span></li>\n"
        if "promised" in entry or entry["status"] == "planned":
            history = promise(entry, dates=dates, today=today)
            told = filled(_PROMISE, evidence.language, direction(interface_language()), history) if history else NOTHING
            closing = f"</span></span>{told}</li>\n"
        write_with_marks(opening, entry, anchor, evidence, page, closing)
    page += ("</ol>\n", "")


@lru_cache(maxsize=4096)
def _date(edtf: str, status: str, dates: str, other: SafeString) -> str:
    """What stands between the anchor of an entry and its words; remembered, since an edition repeats the one before."""
    form = _PLANNED if status == "planned" else NOTHING
    return plain(filled(_ENTRY, form, other, entry_label(edtf, status, dates)))


def promise(entry: Content, *, dates: str, today: date) -> str:
    """For when an entry was planned and what became of it; "" for one that was never planned, or lies ahead as it was.

    "Planned for Mar 2026, then for May 2026; happened May 3, 2026".
    """
    status, earlier = entry["status"], list(entry.get("promised", ()))
    is_planned = status == "planned"
    is_late = is_planned and date.fromisoformat(entry["sort_to"]) < today
    if not earlier and not is_late:
        return ""
    planned = [entry_label(one, "happened", dates) for one in [*earlier, *([entry["date"]] if is_planned else [])]]
    told = gettext("Planned for {date}").format(date=planned[0])
    told += "".join(gettext(", then for {date}").format(date=one) for one in planned[1:])
    if is_late:
        return told + gettext("; not yet confirmed")
    ends = {
        "happened": gettext("; happened {date}"),
        "cancelled": gettext("; cancelled"),
        "slipped": gettext("; put off"),
    }
    return told + ends.get(status, "").format(date=entry_label(entry["date"], "happened", dates))
