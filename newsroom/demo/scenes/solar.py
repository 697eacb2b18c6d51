"""Rows of solar panels that run towards hills in the morning; the sky lies in the glass."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from PIL import Image

from newsroom.demo.painting import WIDTH, Brush, Canvas, Colour, Pen, Point, mixed, ramp
from newsroom.demo.scenes.heavens import Clouds, hang
from newsroom.demo.scenes.lens import Cloth, Lens

_LENS = Lens(eye=5.2, horizon=452, focal=1250, middle=1080)
_SUN = 1290.0
_GAP = 7.0  # metres from row to row
_HALF, _RISE = 2.0, 0.95  # half a table's width, and how much its far edge stands above its near one
_GLASS: tuple[Colour, ...] = ((30, 52, 100), (34, 58, 108), (26, 46, 92), (40, 66, 116))


def paint() -> Image.Image:
    """Paint the scene."""
    sky = [(0, (74, 128, 186)), (0.2, (126, 170, 208)), (0.34, (206, 208, 204)), (0.424, (252, 222, 170))]
    canvas = Canvas(616, ramp([*sky, (1, (252, 222, 170))]))
    hang(canvas, _LENS, Clouds(0.5, 0.22, (255, 240, 216), (168, 172, 192), 9000), sun=_SUN)
    canvas.glow(_SUN, 400, 620, 260, (255, 206, 130), 0.62)
    canvas.glow(_SUN, 372, 90, 84, (255, 250, 224), 1.0)
    _hills(canvas)
    _ground(canvas)
    _shadows(canvas)
    with canvas.brush() as brush:
        for row in _rows():
            for begin, end in _tables(row):
                _table(canvas, brush, row * _GAP + 1.5, (begin, end))
    _station(canvas)
    canvas.glow(_SUN - 60, 470, 720, 130, (255, 214, 150), 0.5)
    canvas.glow(_SUN - 90, 700, 300, 420, (255, 226, 170), 0.3)
    return canvas.finished(grain=4.5, vignette=0.26)


def _rows() -> list[int]:
    """Return the rows' numbers, the outermost first, so that nearer ones cover them."""
    return sorted(range(-34, 22), key=lambda row: -abs(row * _GAP + 3.5))


def _hills(canvas: Canvas) -> None:
    for base, height, cell, colour in (
        (446, 170, 620, (164, 166, 190)),
        (452, 112, 420, (140, 138, 160)),
        (458, 60, 300, (128, 116, 112)),
    ):
        haze = ramp([(0.2, colour), (0.34, mixed(colour, (250, 214, 166), 0.25)), (0.43, (246, 214, 168)), (1, colour)])
        crest = canvas.ridge(base, height, cell, 6)
        canvas.lay(Pen().polygon(crest).mask(0.7), haze, 0.95)


def _ground(canvas: Canvas) -> None:
    """Sand, with dry grass here and there."""
    first, x, z = _LENS.ground()
    patches = Cloth(canvas.rng, slope=1.3).over(x, z, 70)[..., None]
    tufts = Cloth(canvas.rng, slope=0.8).over(x, z, 14)[..., None] - 0.5
    near = np.clip(1.6 - z / 60, 0, 1)[..., None]
    earth, grass = np.array((214, 176, 124), np.float32), np.array((160, 140, 88), np.float32)
    colour = earth + (grass - earth) * np.clip((patches - 0.4) * 5, 0, 1)
    colour = colour * (1 + tufts * near * 0.9)
    haze = (1 - np.exp(-z / 420))[..., None]
    colour += (np.array((246, 214, 166), np.float32) - colour) * haze
    canvas.picture.paste(Image.fromarray(np.clip(colour, 0, 255).astype(np.uint8), "RGB"), (0, first))


def _tables(row: int) -> list[tuple[float, float]]:
    """Return where the tables of a row that can be seen begin and end, in metres from us, the farthest first."""
    left = row * _GAP + 1.5
    places = [max(7.0, 0.84 * abs(left) - 6)]
    while places[-1] < 330:
        places.append(places[-1] + (6.0 if places[-1] < 110 else 18.0))
    seen = [
        (begin, end - 0.2)
        for begin, end in pairwise(places)
        if _LENS.at(left + _HALF + 2, 0, begin)[0] > -60 and _LENS.at(left - _HALF - 2, 0, begin)[0] < WIDTH + 60
    ]
    return seen[::-1]


def _shadows(canvas: Canvas) -> None:
    """Lay the tables' shadows: the sun stands to the right, low, so they fall to the left."""
    pen, at = Pen(), _LENS.at
    for row in _rows():
        left = row * _GAP + 1.5
        for z0, z1 in _tables(row):
            cover = int(215 * math.exp(-z0 / 190))
            corners = ((left - 4.4, z0), (left + 0.2, z0), (left + 0.2, z1), (left - 4.4, z1))
            pen.polygon([at(x, 0, z) for x, z in corners], cover)
    canvas.lay(pen.mask(2), (46, 40, 44), 0.8)


def _table(canvas: Canvas, brush: Brush, middle: float, ahead: tuple[float, float]) -> None:
    """Paint one table: posts, glass in panes, and its lit edge."""
    z0, z1 = ahead
    haze = 1 - math.exp(-z0 / 300)
    if z0 < 130:
        for z in (z1, z0):
            post = [_LENS.at(middle, y, z + 0.3) for y in (0.0, 1.5)]
            brush.line(post, max(1.0, 130 / z), mixed((84, 86, 96), (236, 206, 164), haze))

    def glass(u: float, v: float) -> Point:
        return _LENS.at(middle + _HALF * (2 * u - 1), 1.0 + _RISE * u, z0 + (z1 - z0) * v)

    base = _GLASS[int(canvas.rng.integers(len(_GLASS)))]
    panes = 6 if z0 < 75 else 1
    for column in (0, 1):
        for pane in range(panes)[::-1]:
            u, v, deep = column / 2, pane / panes, 1 / panes
            corners = [glass(u, v), glass(u + 0.5, v), glass(u + 0.5, v + deep), glass(u, v + deep)]
            shine = 0.85 + 0.3 * column + 0.25 * v
            _pane(brush, corners, z0, _reflecting(base, z0, shine, float(canvas.rng.uniform(-0.03, 0.03))))
    edge = mixed((255, 240, 208), (255, 226, 180), haze)
    brush.line([glass(1, 0), glass(1, 1)], max(0.7, 34 / z0), edge)
    brush.line([glass(0, 0), glass(1, 0)], max(0.8, 46 / z0), mixed((120, 128, 144), edge, haze))


def _reflecting(base: Colour, z: float, shine: float, chance: float) -> Colour:
    """Return the glass's colour: the farther away, the flatter we look on it and the more sky lies in it."""
    mirror = mixed((150, 180, 214), (255, 226, 180), min(1, z / 130))
    return mixed(base, mirror, min(1.0, (0.16 + 0.66 * (1 - math.exp(-z / 62))) * shine + chance))


def _pane(brush: Brush, corners: list[Point], z: float, tint: Colour) -> None:
    brush.polygon(corners, tint)
    if z < 75:
        frame = mixed((176, 192, 214), tint, min(0.8, 0.35 + z / 130))
        brush.line([*corners, corners[0]], max(0.5, 18 / z), frame)
    if z < 34:
        _cells(brush, corners, mixed(tint, (14, 22, 48), 0.4))


def _cells(brush: Brush, corners: list[Point], colour: Colour) -> None:
    """Draw the fine lines between the cells of one pane."""
    a, b, c, d = (np.array(corner) for corner in corners)
    for share in (0.25, 0.5, 0.75):
        brush.line([tuple(a + (b - a) * share), tuple(d + (c - d) * share)], 0.6, colour)
    brush.line([tuple((a + d) / 2), tuple((b + c) / 2)], 0.6, colour)


def _station(canvas: Canvas) -> None:
    """A fence of pylons along the foot of the hills."""
    iron = Pen()
    for index in range(6):
        x, tall = 150.0 + index * 128 + index * index * 9, 104.0 - index * 13
        foot = 462.0 - index * 1.5
        iron.line([(x - tall * 0.1, foot), (x, foot - tall), (x + tall * 0.1, foot)], 2.0)
        for height, reach in ((0.68, 0.2), (0.84, 0.15)):
            iron.line([(x - tall * reach, foot - tall * height), (x + tall * reach, foot - tall * height)], 1.6)
        for step in range(4):
            y, wide = foot - tall * step / 5, tall * 0.1 * (1 - step / 5)
            iron.line([(x - wide, y), (x + wide * 0.8, y - tall / 5)], 0.9)
    canvas.lay(iron.mask(0.3), (116, 106, 112), 0.9)
