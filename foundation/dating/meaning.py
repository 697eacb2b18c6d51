"""What the sides of a typed date mean as points of the calendar, checked against it, with the reason of a refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from foundation.dating.grammar import BESIDE_YEAR, Side
from foundation.dating.labels import label
from foundation.dating.points import HALF, QUARTER, SEASONS, Point, Span, days_in, one

EXAMPLES = "Write for example Dec 14, 2025, Aug 2025 or Jan 5-6, 2026."
_YEARS = range(1000, 3000)
# Not calendar.month_name, which follows the process's locale.
_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Languages in which figures always begin with the day. In English they do not, nor where years come first.
_DAY_FIRST = {"de", "fr", "es", "ar", "it", "pt", "nl", "ru", "pl", "tr", "en-gb", "en-au", "en-nz", "en-ie", "en-in"}
_SUMMER, _WINTER, _NORTHERN_WINTER, _SOUTHERN_SUMMER = 22, 24, 28, 30
_THIRDS = {"": ((1, 4), (5, 8), (9, 12)), "m": ((1, 10), (11, 20), (21, 31)), "k": ((0, 3), (4, 6), (7, 9))}
_THIRDS_OF_CENTURY = ((0, 33), (34, 66), (67, 99))
_Ends = tuple[Point, Point]


class Refused(ValueError):
    """No date; str(refusal) is a sentence. `texts` are the dates that may have been meant, in words."""

    def __init__(self, sentence: str, texts: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.texts = tuple(texts)


class Choices(ValueError):
    """Two dates; str(choices) is a sentence, `texts` are both in words that mean one thing each."""

    def __init__(self, sentence: str, texts: Sequence[str]) -> None:
        super().__init__(sentence)
        self.texts = tuple(texts)


def span_of(side: Side, as_typed: str, language: str, *, is_end: bool = False) -> Span:
    """The span that one side is; with `is_end`, in points that an interval may have as its ends."""

    def read(month_first: bool) -> Span:
        start, end = _ends(side, month_first)
        if start == end and not (is_end and _is_no_end(start)):
            return one(start)
        return Span(_as_end(start), _as_end(end, is_last=True))

    if side.figures and side.figures[0] == BESIDE_YEAR and not side.unit:
        _ask_pair(side, as_typed)
    return _either(read, (side,), as_typed, language)


def spans_of(left: Side, right: Side, as_typed: str, language: str, *, is_joined: bool = False) -> Span:
    """The span from the left side to the right one. What "and" or a slash joins must be neighbours."""

    def read(month_first: bool) -> Span:
        if left.unit == "s" and not right.unit and right.month is None and right.part is None:
            return one(_over_new_year(left, right.year or 0, as_typed))
        start, end = _ends(left, month_first)[0], _ends(right, month_first)[1]
        span = Span(_as_end(start), _as_end(end, is_last=True))
        if start == end:
            return one(start)
        _check_order(start, end, span, as_typed)
        if is_joined and not _are_neighbours(start, end):
            raise Refused(f"'{as_typed}' names two dates that do not follow each other. Write an entry for each.")
        return span

    return _either(read, (left, right), as_typed, language)


def _either(read: Callable[[bool], Span], sides: Sequence[Side], as_typed: str, language: str) -> Span:
    """The one reading of day and month in figures that the language and the calendar leave; both are asked back."""
    figures = [side for side in sides if side.figures and side.figures[0] != BESIDE_YEAR]
    if not figures:
        return read(False)
    tag = language.replace("_", "-").lower()
    is_day_first = tag in _DAY_FIRST or tag.split("-")[0] in _DAY_FIRST
    is_dotted = all(side.joint == "." for side in figures) and tag.split("-")[0] != "en"
    found: dict[str, Span] = {}
    refusals: list[Refused] = []
    for month_first in (False,) if is_dotted else (False, True):
        try:
            span = read(month_first)
        except Refused as refusal:
            refusals.append(refusal)
            continue
        if is_day_first:
            return span
        found[span.edtf] = span
    if len(found) > 1:
        texts = [in_words(span) for span in reversed(found.values())]
        raise Choices(f"'{as_typed}' means two things: {' or '.join(texts)}. Write the month as a word.", texts)
    if not found:
        first = figures[0].figures
        raise refusals[-1 if first is not None and first[0] <= 12 else 0]
    return next(iter(found.values()))


def in_words(span: Span) -> str:
    """A span in words that are read in one way: "March 4, 2026"."""
    point = span.start
    if span.start == span.end and isinstance(point, Point) and point.day and point.month:
        return f"{_NAMES[point.month - 1]} {point.day}, {point.year}"
    return label(span.edtf).replace("\u00a0", " ")


def _ask_pair(side: Side, as_typed: str) -> None:
    """Ask back where "2024-25" may be two years, or a season as EDTF writes it, or "2010/11" a month."""
    year, number = side.year or 0, (side.figures or (0, 0))[1]
    is_pair = number == (year + 1) % 100
    if not is_pair or (side.joint[0] != "/" and number <= 12):
        return
    other = Point(year, number)
    if number in SEASONS or 1 <= number <= 12:
        texts = [f"{year} to {year + 1}", label(other.edtf).replace("\u00a0", " ")]
        raise Choices(f"'{as_typed}' means two things: {' or '.join(texts)}.", texts)


def _ends(side: Side, month_first: bool) -> _Ends:
    """The first and the last point that a side names: the same one but for parts of a span."""
    side = _with_figures(side, month_first)
    year = side.year or 0
    if side.unit != "c" and year not in _YEARS:
        raise Refused(f"The year {year} is outside 1000 to 2999. Write the year with four digits.")
    if side.unit == "y":
        return Point(year, mark=side.mark), Point(year + 1, mark=side.mark)
    if side.unit in {"c", "k"}:
        return _many_years(side)
    if side.unit:
        return _season(side, year)
    if side.part is not None:
        return _third(side, year)
    point = _checked(year, side.month, side.day, side.mark)
    _check_weekday(side, point)
    return point, point


def _with_figures(side: Side, month_first: bool) -> Side:
    if side.figures is None:
        return side
    first, second = side.figures
    if first != BESIDE_YEAR:
        month, day = (first, second) if month_first else (second, first)
        return replace(side, month=month, day=day)
    year = side.year or 0
    if second == (year + 1) % 100 and (second > 12 or side.unit == "s"):
        if side.unit != "s":
            return replace(side, unit="y")
        point = _over_new_year(side, year + 1, "")
        return replace(side, number=point.month or 0)
    if side.unit == "s":
        raise Refused(f"A season has one year, or two that follow each other: winter {year}-{(year + 1) % 100:02}.")
    return replace(side, month=second)


def _over_new_year(side: Side, next_year: int, as_typed: str) -> Point:
    seasons = {_WINTER: _NORTHERN_WINTER, _SUMMER: _SOUTHERN_SUMMER}
    year = side.year or 0
    if side.number not in seasons or next_year != year + 1:
        raise Refused(f"A season has one year, or two that follow each other: winter {year}-{(year + 1) % 100:02}.")
    return Point(year, seasons[side.number])


def _season(side: Side, year: int) -> _Ends:
    """A season, a quarter or a half. EDTF marks none as uncertain: a quarter's months are, a season is by itself."""
    most = {"q": 4, "h": 2}.get(side.unit)
    if most and not 1 <= side.number <= most:
        raise Refused(f"There is no {'quarter' if most == 4 else 'half'} {side.number} in a year. {EXAMPLES}")
    month = {"q": QUARTER, "h": HALF}.get(side.unit, 0) + side.number
    if side.mark and most:
        first, last = SEASONS[month]
        return Point(year, first, mark=side.mark), Point(year, last, mark=side.mark)
    return Point(year, month), Point(year, month)


def _many_years(side: Side) -> _Ends:
    if side.unit == "c":
        if not 11 <= side.number <= 30:
            raise Refused(f"Century {side.number} is outside the 11th to the 30th. {EXAMPLES}")
        first, thirds, hidden = (side.number - 1) * 100, _THIRDS_OF_CENTURY, 2
    else:
        first, thirds, hidden = side.year or 0, _THIRDS["k"], 1
        if first % 10:
            raise Refused(f"A decade begins with a year that ends in 0: {first - first % 10}s.")
        if first % 100 == 0 and side.part is None:
            texts = [f"{first} to {first + 9}", f"{first} to {first + 99}"]
            raise Choices(f"'{first}s' means two things: {' or '.join(texts)}.", texts)
    if side.part is None:
        point = Point(first, mark=side.mark, hidden=hidden)
        return point, point
    start, end = thirds[side.part]
    return Point(first + start, mark="~"), Point(first + end, mark="~")


def _third(side: Side, year: int) -> _Ends:
    """The first, middle or last third of a year or a month, as about its months or days."""
    part, month = side.part or 0, side.month
    if month is None:
        first, last = _THIRDS[""][part]
        return Point(year, first, mark="~"), Point(year, last, mark="~")
    _checked(year, month, None, "")
    first, last = _THIRDS["m"][part]
    return Point(year, month, first, "~"), Point(year, month, min(last, days_in(year, month)), "~")


def _checked(year: int, month: int | None, day: int | None, mark: str) -> Point:
    if month is None:
        return Point(year, mark=mark)
    if not 1 <= month <= 12:
        raise Refused(f"There is no month {month}. Write the month as a word, for example Dec 14, 2025.")
    days = days_in(year, month)
    if day is not None and day > days:
        raise Refused(f"{_NAMES[month - 1]} {year} has {days} days.")
    if day == 0:
        raise Refused(f"There is no day 0. {_NAMES[month - 1]} {year} has {days} days.")
    return Point(year, month, day, mark)


def _check_weekday(side: Side, point: Point) -> None:
    if side.weekday is None:
        return
    if not point.day:
        raise Refused(f"A day of the week needs a day: {_DAYS[side.weekday]} of what date?")
    actual = point.first.weekday()
    if actual != side.weekday:
        day = in_words(one(point))
        raise Refused(f"{day} is a {_DAYS[actual]}, not a {_DAYS[side.weekday]}. Correct one of them.", [day])


def _check_order(start: Point, end: Point, span: Span, as_typed: str) -> None:
    if start.first <= end.last:
        return
    first, last = span.edtf.split("/")
    message = f"'{as_typed}' runs backwards: {first} is after {last}."
    if start.year == end.year and start.month != end.month:
        across = in_words(Span(replace(start, year=start.year - 1), end))
        raise Refused(f"{message} If it crosses New Year, write both years: Dec 30, 2025 - Jan 2, 2026.", [across])
    raise Refused(f"{message} Write the earlier date first.")


def _are_neighbours(start: Point, end: Point) -> bool:
    """Whether the second is the day, month or year after the first."""
    is_alike = (start.month is None, start.day is None) == (end.month is None, end.day is None)
    return is_alike and (end.first - start.last).days == 1


def _is_no_end(point: Point) -> bool:
    return bool(point.hidden) or (point.month or 0) > 24


def _as_end(point: Point, *, is_last: bool = False) -> Point:
    """The point as an interval may have it: a quarter by its first or last month, a decade by its year."""
    if not _is_no_end(point):
        return point
    day = point.last if is_last else point.first
    return Point(day.year, None if point.hidden else day.month, mark=point.mark)
