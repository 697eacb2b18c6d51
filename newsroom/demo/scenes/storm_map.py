"""A weather map of an invented coast: isobars, a storm's track with its hours, the towns, the shore under warning."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Pen, Point
from newsroom.demo.scenes.lettering import INK, SOFT, letter

_PAPER: Colour = (247, 243, 234)
_LAND: Colour = (238, 231, 214)
_SEA: Colour = (196, 214, 220)
_RED: Colour = (190, 48, 40)
_TOP = 168
_LANDFALL: Point = (926.0, 566.0)
_TRACK: tuple[Point, ...] = ((-60.0, 1010.0), (196.0, 934.0), (430.0, 846.0), (688.0, 718.0), _LANDFALL)
_AHEAD: tuple[Point, ...] = (_LANDFALL, (1196.0, 446.0), (1470.0, 350.0))
_HOURS = ((1, "Noon"), (2, "3 p.m."), (3, "6 p.m."))
_TOWNS = ((268.0, "Skerrow"), (566.0, "Aldmouth"), (800.0, "Fenholm"))


def paint() -> Image.Image:
    """Paint the map."""
    canvas = Canvas(2402, _SEA)
    land = _land(canvas)
    _coast(canvas, land)
    pressure = _isobars(canvas)
    _warning(canvas, land)
    _track(canvas)
    finished = canvas.finished(grain=2.5, vignette=0.04, brush=0.01)
    _letters(finished, land)
    _pressures(finished, pressure)
    return finished


def _shore(y: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far to the right the sea reaches at each height, but for the roughness."""
    cape = 96 * np.exp(-(((y - 566) / 92) ** 2)) - 92 * np.exp(-(((y - 806) / 104) ** 2))
    shore: NDArray[np.float32] = 1044 + 0.16 * (y - 560) - cape + 46 * np.sin(y / 130)
    return shore


def _land(canvas: Canvas) -> Image.Image:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    rough = (canvas.noise(190, 190, 6) - 0.5) * 130 * np.clip(np.abs(y - 560) / 120, 0.25, 1)
    isles = 150 * np.exp(-(((x - 742) / 46) ** 2) - (((y - 352) / 62) ** 2)) - 74 + rough * 0.5
    height = np.maximum(x - _shore(y) + rough, isles)
    mask = Image.fromarray((np.clip(height / 2 + 0.5, 0, 1) * 255).astype(np.uint8), "L")
    return mask.filter(ImageFilter.GaussianBlur(1.0))


def _coast(canvas: Canvas, land: Image.Image) -> None:
    """Shallows in paler blue, land with relief, its edge, and a hatched lowland behind the southern bay."""
    small = land.reduce(4)
    for reach, colour in ((22, (206, 222, 226)), (9, (216, 230, 231))):
        near = small.filter(ImageFilter.GaussianBlur(reach)).point([min(255, value * 6) for value in range(256)])
        canvas.lay(near.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC), colour, 0.8)
    canvas.lay(land, _LAND)
    relief = canvas.noise(300, 300, 5)
    inside = np.asarray(land, np.float32) / np.float32(255)
    inland = np.clip((np.arange(WIDTH, dtype=np.float32)[None] - 1120) / 260, 0, 1) * inside
    lit = np.clip((relief - np.roll(relief, (6, 6), (0, 1))) * 4, -0.6, 0.6)
    canvas.lay(np.clip(-lit, 0, 1) * inland, (146, 132, 112), 0.85)
    canvas.lay(np.clip(lit, 0, 1) * inland, (255, 252, 240), 0.9)
    edge = np.clip(1 - np.abs(inside - 0.5) * 2.1, 0, 1)
    canvas.lay(edge, (92, 112, 120), 0.95)


def _isobars(canvas: Canvas) -> NDArray[np.float32]:
    """Draw a line of equal pressure every fourth hectopascal around the low at landfall; return the pressure."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    dx, dy = x - _LANDFALL[0], y - _LANDFALL[1]
    along, across = dx * 0.9 - dy * 0.44, dx * 0.44 + dy * 0.9
    away = np.hypot(along / 1.34, across) * (1 + 0.12 * np.sin(2 * np.arctan2(dy, dx) + 0.6))
    pressure: NDArray[np.float32] = 1014 - 62 * np.exp(-((away / 330) ** 0.92))
    slope = np.hypot(*np.gradient(pressure))
    for step, thick, opacity in ((4, 1.5, 0.62), (20, 2.7, 0.5)):
        off = np.abs(pressure / step - np.round(pressure / step)) * step / np.maximum(slope, 1e-4)
        canvas.lay(np.clip(thick - off, 0, 1) * (away > 22), (72, 92, 116), opacity)
    deep = np.exp(-((away / 240) ** 2))
    canvas.lay(deep * 0.34, (88, 96, 146))
    return pressure


def _warning(canvas: Canvas, land: Image.Image) -> None:
    """The shore under the red warning: a broad red line along it."""
    ring = np.asarray(land.reduce(2).filter(ImageFilter.GaussianBlur(4)).resize((WIDTH, HEIGHT)), np.float32)
    line = np.clip(1.4 - np.abs(ring - 118) / 60, 0, 1)
    rows = np.interp(np.arange(HEIGHT), [246, 262, 856, 872], [0, 1, 1, 0])[:, None]
    columns = np.clip((np.arange(WIDTH) - 840) / 10, 0, 1)[None]
    canvas.lay(line * rows * columns, _RED, 0.9)


def _curve(points: tuple[Point, ...]) -> list[Point]:
    """Return a smooth line through the points: x and y each as a polynomial of the distance run."""
    run = [0.0]
    for (ax, ay), (bx, by) in pairwise(points):
        run.append(run[-1] + math.hypot(bx - ax, by - ay))
    at = np.linspace(0, run[-1], 121)
    xs, ys = (np.polyval(np.polyfit(run, axis, min(3, len(points) - 1)), at) for axis in zip(*points, strict=True))
    return [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]


def _track(canvas: Canvas) -> None:
    """The way the storm came, its spirals hour by hour, and in dashes the way it is expected to go."""
    way, ahead = _curve(_TRACK), _curve(_AHEAD)
    spread = [(x + (y - 560) * 0, y - 1.0 * (x - _LANDFALL[0]) * 0.24) for x, y in ahead]
    under = [(x, y + (x - _LANDFALL[0]) * 0.24) for x, y in ahead[::-1]]
    canvas.lay(Pen().polygon([*spread, *under]).mask(1), _RED, 0.14)
    canvas.lay(Pen().line(way, 20).mask(1), _PAPER, 0.75)
    with canvas.brush() as brush:
        brush.line(way, 8, _RED)
        for begin in range(6, len(ahead) - 6, 8):
            brush.line(ahead[begin : begin + 5], 6, _RED)
        for (x, y), size in zip((*_TRACK[1:], _AHEAD[2]), (0.74, 0.86, 1.0, 1.3, 0.7), strict=True):
            _spiral(brush, x, y, size)


def _spiral(brush: Brush, x: float, y: float, size: float) -> None:
    """A storm's sign: a ring with two arms that turn against the clock, as a low does in the north."""
    brush.ellipse(x, y, 44 * size, 44 * size, _PAPER)
    for turn in (0.0, math.pi):
        arm = [
            (x + (17 + 21 * t) * size * math.cos(turn + 2.0 * t), y + (17 + 21 * t) * size * math.sin(turn + 2.0 * t))
            for t in (i / 14 for i in range(15))
        ]
        for begin, end, share in zip(arm, arm[1:], (i / 14 for i in range(14)), strict=False):
            brush.line([begin, end], (12 - 9 * share) * size, _RED)
    brush.ellipse(x, y, 23 * size, 23 * size, _RED)
    brush.ellipse(x, y, 11 * size, 11 * size, _PAPER)


def _letters(picture: Image.Image, land: Image.Image) -> None:
    """Title, hours, towns, legend and scale."""
    picture.paste(_PAPER, (0, 0, WIDTH, _TOP))
    picture.paste(_RED, (64, 0, 184, 15))
    picture.paste((92, 112, 120), (0, _TOP, WIDTH, _TOP + 2))
    letter(picture, (64, 88), "Storm Ysolde", 62, bold=True)
    letter(picture, (64, 144), "Track on February 24, and air pressure at landfall in hectopascals", 40, colour=SOFT)
    for index, hour in _HOURS:
        x, y = _TRACK[index]
        letter(picture, (x - 8, y - 58), hour, 42, bold=True, anchor="ms", halo=(206, 222, 226))
    letter(
        picture,
        (_LANDFALL[0] - 74, _LANDFALL[1] - 62),
        "8:50 p.m.",
        50,
        bold=True,
        colour=_RED,
        anchor="rs",
        halo=(206, 218, 226),
    )
    letter(picture, (1490, 296), "Midnight", 40, bold=True, anchor="ms", halo=_LAND)
    for y, name in _TOWNS:
        row = np.asarray(land.crop((840, int(y), WIDTH, int(y) + 1)), np.uint8)[0]
        x = 840 + int(np.argmax(row > 200)) + 22
        place = (x + 24, y + 15) if name != "Aldmouth" else (x + 34, y + 76)
        if name != "Aldmouth":
            picture.paste(INK, (x - 9, int(y) - 9, x + 9, int(y) + 9))
            picture.paste(_PAPER, (x - 4, int(y) - 4, x + 4, int(y) + 4))
        letter(picture, place, name, 44, bold=True, halo=_LAND)
    _legend(picture)


def _pressures(picture: Image.Image, pressure: NDArray[np.float32]) -> None:
    """Write some lines' values on them, where a ray from the low meets them."""
    for value, degrees in ((980, 100.0), (1000, 112.0), (1000, 216.0), (1000, 52.0)):
        turn = math.radians(degrees)
        ray = [
            (_LANDFALL[0] + step * math.cos(turn), _LANDFALL[1] + step * math.sin(turn)) for step in range(30, 640, 2)
        ]
        ray = [(x, y) for x, y in ray if 0 <= x < WIDTH and _TOP + 30 < y < HEIGHT - 20]
        x, y = min(ray, key=lambda at: abs(float(pressure[int(at[1]), int(at[0])]) - value))
        red, green, blue = np.asarray(picture)[int(y) - 22, int(x) - 34].tolist()
        letter(picture, (x, y), str(value), 32, colour=(72, 92, 116), anchor="mm", halo=(red, green, blue))


def _legend(picture: Image.Image) -> None:
    """What the red shore and the dashes mean, and how far 100 kilometres are."""
    left, top = 64, 216
    picture.paste(_PAPER, (left, top, left + 400, top + 186))
    picture.paste(_RED, (left + 24, top + 36, left + 92, top + 48))
    letter(picture, (left + 112, top + 55), "Red warning", 36)
    for step in range(3):
        picture.paste(_RED, (left + 24 + step * 26, top + 92, left + 40 + step * 26, top + 99))
    letter(picture, (left + 112, top + 108), "Expected track", 36)
    picture.paste(INK, (left + 24, top + 144, left + 92, top + 150))
    letter(picture, (left + 112, top + 161), "50 km", 36)
    letter(picture, (WIDTH - 40, HEIGHT - 28), "Demo drawing", 32, colour=SOFT, anchor="rs", halo=_LAND)
