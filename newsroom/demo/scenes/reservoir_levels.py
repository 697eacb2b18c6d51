"""How full a reservoir was, Sunday by Sunday: a falling line, the limit below it, and the rain at the end."""

from __future__ import annotations

from datetime import date, timedelta

from PIL import Image, ImageDraw

from newsroom.demo.painting import Canvas, Colour, Pen, Point, ramp
from newsroom.demo.scenes.lettering import HAIR, INK, PAPER, SOFT, dashed, letter, sheet

_FIRST = date(2026, 1, 4)
_PERCENT = (54, 52, 50, 48, 46, 44, 42, 39, 37, 34, 32, 30, 28, 25, 23, 21, 24, 33, 41)
_LIMIT = 15
_LOWEST = _PERCENT.index(min(_PERCENT))
_LEFT, _RIGHT, _BASE, _TOP = 170.0, 1440.0, 884.0, 236.0
_HIGHEST = 60
_BLUE: Colour = (32, 92, 148)
_RED: Colour = (190, 48, 40)


def paint() -> Image.Image:
    """Draw the chart."""
    canvas = Canvas(54, sheet("Down to 21 percent", "Kestering Reservoir, percent full, Sundays in 2026"))
    _axes(canvas.picture)
    line = [_at(week, percent) for week, percent in enumerate(_PERCENT)]
    area = Pen().polygon([(_LEFT, _BASE), *line, (line[-1][0], _BASE)]).mask()
    canvas.lay(area, ramp([(0.22, (150, 190, 218)), (0.83, (226, 236, 240))]), 0.9)
    _limit(canvas.picture)
    with canvas.brush() as brush:
        brush.line(line, 9, _BLUE)
        for week in (0, _LOWEST, len(_PERCENT) - 1):
            colour = _RED if week == _LOWEST else _BLUE
            brush.ellipse(*line[week], 18, 18, PAPER)
            brush.ellipse(*line[week], 13, 13, colour)
        brush.line([(_LEFT, _BASE), (_RIGHT + 60, _BASE)], 3, INK)
    _names(canvas.picture, line)
    return canvas.picture


def _at(week: float, percent: float) -> Point:
    share = week / (len(_PERCENT) - 1)
    return _LEFT + (_RIGHT - _LEFT) * share, _BASE - (_BASE - _TOP) * percent / _HIGHEST


def _axes(picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture)
    for percent in (20, 40, 60):
        y = _at(0, percent)[1]
        draw.line([_LEFT, y, _RIGHT + 60, y], fill=HAIR, width=2)
        letter(picture, (_LEFT - 18, y), f"{percent}%" if percent == 60 else str(percent), 46, colour=SOFT, anchor="rm")
    letter(picture, (_LEFT - 18, _BASE), "0", 46, colour=SOFT, anchor="rm")
    for month, name in enumerate(("January", "February", "March", "April", "May"), start=1):
        week = (date(2026, month, 1) - _FIRST) / timedelta(weeks=1)
        x = _at(max(week, 0), 0)[0]
        draw.line([x, _BASE, x, _BASE + 16], fill=INK, width=3)
        letter(picture, (x + (0 if month > 1 else -40), _BASE + 62), name, 44, colour=SOFT)


def _limit(picture: Image.Image) -> None:
    y = _at(0, _LIMIT)[1]
    dashed(ImageDraw.Draw(picture), [(_LEFT, y), (_RIGHT + 60, y)], _RED, 4, 16)
    letter(picture, (_LEFT + 20, y + 56), f"{_LIMIT}%: lowest intake draws air", 46, colour=_RED)


def _names(picture: Image.Image, line: list[Point]) -> None:
    (x, y), (low_x, low_y), (end_x, end_y) = line[0], line[_LOWEST], line[-1]
    letter(picture, (x + 30, y - 18), f"{_PERCENT[0]}%", 60, colour=_BLUE, bold=True)
    day = _FIRST + timedelta(weeks=_LOWEST)
    letter(picture, (low_x - 34, low_y - 108), f"{_PERCENT[_LOWEST]}%", 60, colour=_RED, bold=True, anchor="ms")
    letter(picture, (low_x - 34, low_y - 58), f"{day:%B} {day.day}", 44, colour=SOFT, anchor="ms")
    letter(picture, (end_x, end_y - 36), f"{_PERCENT[-1]}%", 60, colour=_BLUE, bold=True, anchor="ms")
    letter(picture, (end_x + 60, end_y - 100), "after the rain", 44, colour=SOFT, anchor="rs")
