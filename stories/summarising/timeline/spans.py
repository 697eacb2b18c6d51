"""Spans about a day: weeks, months and quarters counted from it."""

from __future__ import annotations

from datetime import date, timedelta

from foundation.dating.points import Point, Span, one


def point(day: date) -> Point:
    """The point that is this day."""
    return Point(day.year, day.month, day.day)


def day_range(first: date, last: date) -> Span:
    """The span from one day to another."""
    return Span(point(first), point(last))


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day; None for one that the calendar has not."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def period(unit: str, step: int, day: date) -> Span:
    """The week, weekend, month, quarter, year or decade so many steps from that of a day; a day itself."""
    monday = day - timedelta(days=day.weekday())
    if unit == "week":
        monday += timedelta(days=7 * step)
        return day_range(monday, monday + timedelta(days=6))
    if unit == "weekend":
        saturday = monday + timedelta(days=5 + 7 * step)
        return day_range(saturday, saturday + timedelta(days=1))
    if unit == "month":
        return one(moved_month(day, step))
    if unit == "quarter":
        quarter = day.year * 4 + (day.month - 1) // 3 + step
        return one(Point(quarter // 4, 33 + quarter % 4))
    if unit == "decade":
        return one(Point(day.year // 10 * 10 + 10 * step, hidden=1))
    return one(Point(day.year + step)) if unit == "year" else one(point(day + timedelta(days=step)))


def moved_month(day: date, months: int) -> Point:
    """The month so many months from that of a day."""
    total = day.year * 12 + day.month - 1 + months
    return Point(total // 12, total % 12 + 1)
