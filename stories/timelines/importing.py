"""A timeline from a CSV file, and to one: what was exported comes back as it was, and twice is once.

The first line names the columns, in any order: `date` and `text` are needed; `as typed`, `status`, `planned before` and
`articles` (addresses or uids of articles that the story has, to be cited) may be there, and others are passed over. A
row that stands already changes nothing; one that cannot be read is told with its line and why, and the others go in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction

from foundation import limits
from foundation.dating import TypedDate, bounds
from foundation.errors import BadText
from foundation.models import Actor, User
from foundation.text import clean_text
from stories import chronology
from stories.curating import log, take_desk
from stories.models import Article, Story, StoryArticle, TimelineEntry

MOST_ROWS = 1_000
MOST_BYTES = 1_000_000
HEADS = ("date", "as typed", "from", "to", "status", "text", "author", "planned before", "articles")
# What a spreadsheet takes for a formula: an export puts an apostrophe before it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BETWEEN = ";"
_MOST_PROMISED = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file (the first row is line 2) and what becomes of it; `refused` says why nothing does."""

    line: int
    text: str
    date: TypedDate | None = None
    promised: tuple[str, ...] = ()
    articles: tuple[Article, ...] = field(default=(), compare=False)
    is_known: bool = False
    refused: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it would be added."""
        return not self.is_known and not self.refused


def read_rows(story: Story, data: bytes) -> list[Row]:
    """Read a file against what stands in the story's timeline, and change nothing.

    Raises BadText for what is no such file: another encoding than UTF-8, no `date` or `text`, too many rows or bytes.
    """
    if len(data) > MOST_BYTES:
        raise BadText(f"The file has {len(data):,} bytes; at most {MOST_BYTES:,} are read.")
    try:
        lines = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadText("The file is not in UTF-8. Save it as “CSV UTF-8”.") from None
    if "\0" in lines:
        raise BadText("The file is no text.")
    attached = _attached(story)
    return _compared((_row(number, cells, story, attached) for number, cells in _cells(lines)), story)


def _compared(rows: Iterable[Row], story: Story) -> list[Row]:
    """The rows, those that stand in the timeline or came before in the file as known."""
    known = {(e.date, e.status, e.text) for e in story.timeline_entries.filter(removed_at__isnull=True)}
    found = []
    for row in rows:
        key = (row.date.edtf, row.date.status, row.text) if row.date else None
        found.append(replace(row, is_known=key in known))
        if key is not None:
            known.add(key)
    return found


def import_rows(story: Story, data: bytes, *, seen: int, by: Actor) -> list[Row]:
    """Add the rows that are new, all in one save; returns every row with what became of it.

    A row that somebody else added since it was read is known. Raises as read_rows does, StaleSave and NotAllowed.
    """
    rows = read_rows(story, data)
    fresh = [row for row in rows if row.is_new]
    if not fresh:
        return rows
    evidence = {row.line: chronology.evidence_for(story, row.text, row.articles) for row in fresh}
    with transaction.atomic():
        take_desk(story, seen=seen, by=by, merges=True)
        rows = _compared(rows, story)
        fresh = [row for row in rows if row.is_new]
        for row in fresh:
            chronology.place_entry(_entry(story, row, by), evidence[row.line])
        log("import_entries", story, by=by, added=len(fresh), refused=sum(bool(row.refused) for row in rows))
    return rows


def _entry(story: Story, row: Row, by: Actor) -> TimelineEntry:
    assert row.date is not None
    return TimelineEntry(
        story=story,
        date=row.date.edtf,
        as_typed=row.date.as_typed,
        status=row.date.status,
        sort_from=row.date.sort_from,
        sort_to=row.date.sort_to,
        text=row.text,
        promised=list(row.promised),
        author=by if isinstance(by, User) else None,
    )


def exported(entry: TimelineEntry) -> tuple[str, str]:
    """The last two columns of an entry: the dates it was planned for before, and the articles it cites, by uid."""
    cited = dict.fromkeys(str(citation.article.uid) for citation in entry.citations.all())
    return _BETWEEN.join(entry.promised), _BETWEEN.join(cited)


def _attached(story: Story) -> dict[str, Article]:
    rows = StoryArticle.objects.attached().filter(story=story).select_related("article")
    found = {str(row.article.uid): row.article for row in rows}
    return found | {row.article.canonical_url: row.article for row in rows if row.article.canonical_url}


def _cells(lines: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows by the names of their columns, with the line on which each begins."""
    first = lines.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=mark, strict=True)
    try:
        heads = [head.strip().lower() for head in next(reader, [])]
        if not {"date", "text"} <= set(heads):
            raise BadText("The first line must name the columns, “date” and “text” among them.")
        line = reader.line_num + 1
        for count, cells in enumerate(reader, start=1):
            if count > MOST_ROWS:
                raise BadText(f"The file has more than {MOST_ROWS:,} rows. Import it in parts.")
            if any(cell.strip() for cell in cells):
                yield line, {head: _plain(cell) for head, cell in zip(heads, cells, strict=False)}
            line = reader.line_num + 1
    except csv.Error as broken:
        raise BadText(f"Line {reader.line_num} is no CSV: {broken}.") from None


def _plain(cell: str) -> str:
    """A cell without the apostrophe that an export puts before what a spreadsheet would take for a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:].lstrip(" \u00a0\u200b\ufeff")[:1] in FORMULA else text


def _row(line: int, cells: Mapping[str, str], story: Story, attached: Mapping[str, Article]) -> Row:
    told = cells.get("text", "")
    try:
        text = clean_text(told, name="The text", max_chars=limits.ENTRY_CHARS, required=True)
        date = _date(cells, story)
        promised = tuple(filter(None, (one.strip() for one in cells.get("planned before", "").split(_BETWEEN))))
        if len(promised) > _MOST_PROMISED:
            raise BadText(f"“planned before” names {len(promised)} dates; at most {_MOST_PROMISED} are kept.")
        for one in promised:
            _check(one)
        named = [one.strip() for one in cells.get("articles", "").split(_BETWEEN) if one.strip()]
        unknown = next((one for one in named if one not in attached), None)
        if unknown is not None:
            raise BadText(f"The story has no article “{unknown}”.")
    except BadText as refusal:
        return Row(line, told[:200], refused=str(refusal))
    return Row(line, text, date, promised, tuple(dict.fromkeys(attached[one] for one in named)))


def _date(cells: Mapping[str, str], story: Story) -> TypedDate:
    """The date with its status; the words that were typed for it are kept where they still mean the same."""
    status = cells.get("status", "").strip().lower()
    if status not in {"", *TimelineEntry.Status.values}:
        raise BadText(f"“{status}” is no status. Write happened, planned, slipped or cancelled, or leave it out.")
    written = cells["date"]
    read = chronology.read_date(written, language=story.language)
    typed = cells.get("as typed", "").strip()
    if typed:
        try:
            as_typed = chronology.read_date(typed, language=story.language)
        except BadText:
            as_typed = read
        written = typed if as_typed.edtf == read.edtf else written
    if status and "(" in cells["date"] and read.status != status:
        raise BadText(f"The date says “{read.status}” and the status “{status}”.")
    return TypedDate(read.edtf, status or read.status, read.sort_from, read.sort_to, written)  # type: ignore[arg-type]


def _check(notation: str) -> None:
    try:
        bounds(notation)
    except ValueError:
        raise BadText(f"“{notation}” in “planned before” is no date in EDTF.") from None


def told(rows: Sequence[Row]) -> str:
    """How many rows were added, stood already, and were refused."""
    new, known = sum(row.is_new for row in rows), sum(row.is_known and not row.refused for row in rows)
    refused = sum(bool(row.refused) for row in rows)
    return f"{new} new, {known} in the timeline already, {refused} refused"
