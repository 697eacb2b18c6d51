"""A half circle of seats by party, with the line of the majority: a newspaper's chart of an election."""

from __future__ import annotations

import math

from PIL import Image

from newsroom.demo.painting import WIDTH, Brush, Canvas, Colour, Point
from newsroom.demo.scenes.lettering import INK, SOFT, letter, sheet, width

_PARTIES: tuple[tuple[str, int, Colour], ...] = (
    ("Green Coast", 8, (58, 143, 92)),
    ("Reform League", 18, (224, 165, 38)),
    ("Northern List", 5, (123, 111, 168)),
    ("Harbour Union", 20, (44, 90, 140)),
)
_SEATS = sum(seats for _, seats, _ in _PARTIES)
_MAJORITY = _SEATS // 2 + 1
_MIDDLE: Point = (800.0, 822.0)
_ARCS: tuple[tuple[float, int], ...] = ((290.0, 9), (374.0, 12), (458.0, 14), (542.0, 16))
_DOT = 38.0


def paint() -> Image.Image:
    """Draw the chart."""
    canvas = Canvas(51, sheet("A majority by one seat", f"The {_SEATS} seats after the recount of March 7, 2026"))
    with canvas.brush() as brush:
        for place, colour in zip(_places(), _colours(), strict=True):
            brush.ellipse(*place, _DOT, _DOT, colour)
        _majority_line(brush)
    picture = canvas.picture
    letter(picture, (_MIDDLE[0], _MIDDLE[1] - 68), str(_MAJORITY), 150, bold=True, anchor="ms")
    letter(picture, (_MIDDLE[0], _MIDDLE[1] - 6), "for a majority", 44, colour=SOFT, anchor="ms")
    _legend(canvas)
    return canvas.picture


def _turned() -> list[tuple[float, Point]]:
    """Return each seat's angle from the left, and its place."""
    seats: list[tuple[float, Point]] = []
    for radius, count in _ARCS:
        for index in range(count):
            turn = math.pi * index / (count - 1)
            seats.append((turn, (_MIDDLE[0] - radius * math.cos(turn), _MIDDLE[1] - radius * math.sin(turn) - 36)))
    return sorted(seats)


def _places() -> list[Point]:
    return [place for _, place in _turned()]


def _colours() -> list[Colour]:
    return [colour for _, seats, colour in _PARTIES for _ in range(seats)]


def _majority_line(brush: Brush) -> None:
    """Draw a thin line between the last seat of the majority and the next: it bends around the innermost of them."""
    bends = ((60, 236), (56, 296), (44, 319), (5, 347), (0, 400), (0, 590))
    line = [(_MIDDLE[0] + dx, _MIDDLE[1] - 36 - radius) for dx, radius in bends]
    brush.line(line, 4, INK)


def _legend(canvas: Canvas) -> None:
    """Name the parties below their seats, in the order of the half circle, with equal gaps."""
    size, indent = 48.0, 46.0
    wide = [indent + width(name, size) for name, _, _ in _PARTIES]
    gap = (WIDTH - 128 - sum(wide)) / (len(_PARTIES) - 1)
    lefts = [64 + sum(wide[:index]) + gap * index for index in range(len(_PARTIES))]
    with canvas.brush() as brush:
        for left, (_, _, colour) in zip(lefts, _PARTIES, strict=True):
            brush.ellipse(left + 17, 892, 17, 17, colour)
    for left, (name, seats, _) in zip(lefts, _PARTIES, strict=True):
        letter(canvas.picture, (left + indent, 909), name, size)
        letter(canvas.picture, (left + indent, 970), str(seats), 58, bold=True)
