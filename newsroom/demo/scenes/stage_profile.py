"""The profile of a mountain stage: height against distance, the last climb in a stronger colour."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from newsroom.demo.painting import Brush, Canvas, Colour, Pen, Point, ramp
from newsroom.demo.scenes.lettering import HAIR, INK, PAPER, SOFT, dashed, letter, sheet

_STAGE: tuple[tuple[float, float], ...] = (
    *((0, 612), (8, 640), (17, 705), (24, 748), (31, 905), (36, 1124), (41, 930), (47, 801), (55, 778), (63, 842)),
    *((70, 920), (76, 1003), (80.4, 1072), (83, 1270), (86, 1498), (88.5, 1702), (90, 1824), (91.5, 1966)),
    *((93, 2062), (94, 2118)),
)
_FOOT_KM, _LAST_KM = 80.4, 94.0
_LEFT, _RIGHT, _BASE = 170.0, 1520.0, 872.0
_RED: Colour = (190, 48, 40)
_GREEN: Colour = (58, 116, 88)


def paint() -> Image.Image:
    """Draw the chart."""
    canvas = Canvas(94, sheet("One long climb at the end", "Metres above the sea, stage 5, shortened to 94 km"))
    _axes(canvas.picture)
    line = _line()
    area = [(line[0][0], _BASE), *line, (line[-1][0], _BASE)]
    climb = [point for point in line if point[0] >= _at(_FOOT_KM, 0)[0] - 0.5]
    canvas.lay(Pen().polygon(area).mask(), ramp([(0.2, (150, 184, 158)), (0.82, (214, 226, 208))]))
    steep = [(climb[0][0], _BASE), *climb, (climb[-1][0], _BASE)]
    canvas.lay(Pen().polygon(steep).mask(), ramp([(0.2, (206, 84, 66)), (0.82, (238, 188, 168))]))
    with canvas.brush() as brush:
        brush.line(line, 7, _GREEN)
        brush.line(climb, 9, _RED)
        for km in (36.0, 63.0, 94.0):
            _dot(brush, km)
        brush.line([(_LEFT, _BASE), (_RIGHT, _BASE)], 3, INK)
    _names(canvas.picture)
    return canvas.picture


def _height(km: float) -> float:
    return float(np.interp(km, [k for k, _ in _STAGE], [h for _, h in _STAGE]))


def _at(km: float, metres: float) -> Point:
    return _LEFT + (_RIGHT - _LEFT) * km / _LAST_KM, _BASE - metres * 0.282


def _line() -> list[Point]:
    """Return the profile with softened corners; the named points keep their heights."""
    at = np.unique(np.concatenate([np.linspace(0, _LAST_KM, 377), [km for km, _ in _STAGE]]))
    rough = np.array([_height(float(km)) for km in at])
    for _ in range(6):
        rough[1:-1] = (rough[:-2] + 2 * rough[1:-1] + rough[2:]) / 4
    return [_at(float(km), float(metres)) for km, metres in zip(at, rough, strict=True)]


def _axes(picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture)
    for metres in (500, 1000, 1500, 2000):
        y = _at(0, metres)[1]
        draw.line([_LEFT, y, _RIGHT, y], fill=HAIR, width=2)
        letter(picture, (_LEFT - 18, y), f"{metres:,}", 44, colour=SOFT, anchor="rm")
    for km in (0, 20, 40, 60, 80, 94):
        x = _at(km, 0)[0]
        draw.line([x, _BASE, x, _BASE + 14], fill=INK, width=3)
        label = {0: "0 km"}.get(km, str(km))
        letter(picture, (x, _BASE + 62), label, 44, colour=SOFT, anchor="ms")


def _dot(brush: Brush, km: float) -> None:
    x, y = _at(km, _height(km))
    brush.ellipse(x, y, 15, 15, (255, 255, 255))
    brush.ellipse(x, y, 11, 11, _RED if km > _FOOT_KM else _GREEN)


def _names(picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture)
    for km, name, lift, shift in ((36.0, "Colm Dessa", 74.0, 0.0), (63.0, "Ponte Varo", 74.0, 0.0)):
        x, y = _at(km, _height(km))
        dashed(draw, [(x, y - 20), (x, y - lift + 16)], SOFT, 3, 8)
        letter(picture, (x + shift, y - lift - 50), name, 48, bold=True, anchor="ms")
        kind = "hill, 1,124 m" if km == 36.0 else "sprint, 842 m"
        letter(picture, (x + shift, y - lift), kind, 44, colour=SOFT, anchor="ms", halo=PAPER)
    x, y = _at(_LAST_KM, _height(_LAST_KM))
    letter(picture, (x - 44, y - 8), "Passo Morvane", 52, bold=True, anchor="rs")
    letter(picture, (x - 44, y + 46), "finish, 2,118 m", 44, colour=SOFT, anchor="rs", halo=PAPER)
    middle = _at((_FOOT_KM + _LAST_KM) / 2, 0)[0]
    letter(picture, (middle, 790), "13.6 km", 46, colour=(120, 22, 20), bold=True, anchor="ms")
    letter(picture, (middle, 844), "at 7.7%", 46, colour=(120, 22, 20), anchor="ms")
