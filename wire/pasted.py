"""Read an article as somebody copied it from a page: its address, headline, byline and date stand above its text. Pure.

Nothing is guessed: what is not found is empty, and whoever pasted it adds a line. A line may say what it is
("Headline: ...", "Publisher: ...", "Published: ...", "Address: ...", "By ...").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEAD_LINES = 12  # of those that are not empty
LONGEST_HEADLINE = 250
_LABEL = re.compile(
    r"(?P<name>headline|title|publisher|source|outlet|published|date|updated|posted|address|url|link|by|byline|author)"
    r"\s*:\s*(?P<value>.+)",
    re.I,
)
_NAMES = {
    **dict.fromkeys(("headline", "title"), "headline"),
    **dict.fromkeys(("publisher", "source", "outlet"), "publisher"),
    **dict.fromkeys(("published", "date", "updated", "posted"), "date"),
    **dict.fromkeys(("address", "url", "link"), "url"),
    **dict.fromkeys(("by", "byline", "author"), "byline"),
}
_URL = re.compile(r"https?://\S+", re.I)
_BY = re.compile(r"by\s+(?P<value>\S.{1,119})", re.I)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"(?P<day>\d{{4}}-\d\d-\d\d|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}})"
    r"(?P<time>(?:,? at |, |T| )\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?)?"
    r"(?P<zone> ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d|[A-Z]{2,5}))?(?![\w:])",
    re.I,
)
# What may stand around a date in a line that tells nothing else.
_BESIDE = re.compile(
    r"published|updated|posted|first|last|modified|on|at|date|online|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d+ min(?:ute)?s? read|\W+",
    re.I,
)
_UTC = {"z", "utc", "gmt"}


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read, "" where nothing was found. `date` is as an editor types it, with an offset in ISO form."""

    url: str = ""
    headline: str = ""
    publisher: str = ""
    date: str = ""
    byline: str = ""
    text: str = ""


def read_pasted(raw: str) -> Pasted:
    """Return what stands above the text, and the text: what follows the headline and tells nothing else of the article.

    The first line that is neither address, byline nor date is the headline. What is told twice counts the first time.
    """
    lines = [" ".join(line.split()) for line in raw.replace("\r", "\n").split("\n")]
    found: dict[str, str] = {}
    kept: list[str] = []
    seen = 0
    for line in lines:
        seen += bool(line)
        told = _told(line) if line and seen <= HEAD_LINES else None
        if told and told[0] not in found:
            found[told[0]] = told[1]
        elif line and "headline" not in found and len(line) <= LONGEST_HEADLINE:
            found["headline"] = line
        elif told is None or told[1] != found.get(told[0]):
            kept.append(line)
    return Pasted(text="\n".join(kept).strip(), **found)


def _told(line: str) -> tuple[str, str] | None:
    """What a line above the text tells, as field and value; None for any other line."""
    label = _LABEL.fullmatch(line)
    if label:
        name = _NAMES[label["name"].lower()]
        return (name, _date(label["value"]) or label["value"]) if name == "date" else (name, label["value"])
    if _URL.fullmatch(line):
        return "url", line
    date = _DATE.search(line)
    if date and not _BESIDE.sub("", line[: date.start()] + " " + line[date.end() :]):
        return "date", _date(line)
    by = _BY.fullmatch(line)
    return ("byline", by["value"]) if by and not line.endswith((".", "!", "?")) else None


def _date(line: str) -> str:
    """The date in a line, "" where there is none; to the day only where the time is of a zone that we cannot tell."""
    found = _DATE.search(line)
    if not found:
        return ""
    day, time, zone = found["day"], found["time"] or "", (found["zone"] or "").strip()
    if not zone or not time:
        return day + time
    is_iso = re.fullmatch(r"\d{4}-\d\d-\d\d", day) and re.fullmatch(r"[T ]\d\d:\d\d(?::\d\d)?", time)
    if is_iso and (zone.lower() in _UTC or zone[0] in "+-"):
        return f"{day}T{time[1:]}{'+00:00' if zone.lower() in _UTC else zone}"
    return day
