"""An empty courtroom: the bench, wood from floor to ceiling, and light that falls through tall windows."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Eye, Pen, Point, levels, mixed

_EYE = Eye(2.1, horizon=600, middle=880, focus=960)
_LEFT, _RIGHT, _BACK, _CEILING = -7.6, 7.0, 17.0, 8.6
_WINDOWS = (6.4, 9.4, 12.4, 15.2)
_OAK: Colour = (150, 96, 58)
_DARK: Colour = (74, 44, 32)
_GLOW: Colour = (255, 222, 168)


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(311, (60, 40, 32))
    with canvas.brush() as brush:
        _shell(brush)
        _windows(brush)
        _panels(brush)
    _grain(canvas)
    _floor_light(canvas)
    with canvas.brush() as brush:
        _bench(brush)
        _clerk(brush)
        _tables(brush)
    _beams(canvas)
    _lamps(canvas)
    canvas.lay(levels([(0, 150), (0.2, 40), (0.4, 0), (0.8, 0), (1, 130)]), (24, 14, 16), 0.6)
    return canvas.finished(grain=5, vignette=0.42, brush=0.035)


def _across(x0: float, x1: float, y0: float, y1: float, z: float) -> list[Point]:
    return [_EYE.sees(x, y, z) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]


def _along(x: float, y0: float, y1: float, z0: float, z1: float) -> list[Point]:
    return [_EYE.sees(x, y, z) for y, z in ((y0, z0), (y0, z1), (y1, z1), (y1, z0))]


def _level(x0: float, x1: float, y: float, z0: float, z1: float) -> list[Point]:
    return [_EYE.sees(x, y, z) for x, z in ((x0, z0), (x1, z0), (x1, z1), (x0, z1))]


def _box(brush: Brush, x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], colour: Colour) -> None:
    """A wooden box: its front in the colour, its top lighter, and its left side as the windows light it."""
    brush.polygon(_level(*x, y[1], *z), mixed(colour, _GLOW, 0.34))
    brush.polygon(_along(x[0], *y, *z), mixed(colour, _GLOW, 0.5))
    brush.polygon(_along(x[1], *y, *z), mixed(colour, (0, 0, 0), 0.3))
    brush.polygon(_across(*x, *y, z[0]), colour)


def _shell(brush: Brush) -> None:
    """Floor, walls and a coffered ceiling."""
    brush.polygon(_level(_LEFT, _RIGHT, 0, 0.9, _BACK), (124, 78, 50))
    for index in range(60):
        x = _LEFT + index * 0.25
        brush.polygon(_level(x, x + 0.25, 0, 0.9, _BACK), mixed((112, 68, 44), (142, 92, 58), (index * 29 % 13) / 12))
    brush.polygon(_level(_LEFT, _RIGHT, _CEILING, 0.9, _BACK), (104, 76, 58))
    for row in range(6):
        for column in range(5):
            x, z = _LEFT + 0.5 + column * 2.8, 1.6 + row * 2.6
            brush.polygon(_level(x, x + 2.4, _CEILING, z, z + 2.1), (74, 52, 42))
            brush.polygon(_level(x + 0.25, x + 2.15, _CEILING + 0.4, z + 0.3, z + 1.9), (128, 96, 72))
    brush.polygon(_along(_LEFT, 0, _CEILING, 0.9, _BACK), (156, 118, 88))
    brush.polygon(_along(_RIGHT, 0, _CEILING, 0.9, _BACK), (132, 86, 56))
    brush.polygon(_across(_LEFT, _RIGHT, 0, _CEILING, _BACK), _OAK)


def _windows(brush: Brush) -> None:
    """Four tall windows in the left wall, arched, with deep reveals and panelling below."""
    for z in _WINDOWS:
        for half, colour, deep in (
            (1.0, (96, 64, 46), 0.0),
            (0.86, (255, 240, 206), 0.0),
            (0.86, (236, 206, 160), 0.3),
        ):
            arch = [(z + half * math.cos(t), 6.0 + half * math.sin(t)) for t in (math.pi * i / 14 for i in range(15))]
            shape = [(z + half, 1.9), *arch, (z - half, 1.9)]
            if deep:
                shape = [
                    (z + half - 0.22, 1.9),
                    *((d - 0.22 * (d > z), y) for d, y in arch[:8]),
                    *((d, y) for d, y in arch[:8][::-1]),
                    (z + half, 1.9),
                ]
            brush.polygon([_EYE.sees(_LEFT, y, d) for d, y in shape], colour)
        for bar in (-0.28, 0.28):
            brush.polygon(_along(_LEFT, 1.9, 6.7, z + bar - 0.03, z + bar + 0.03), (150, 112, 82))
        for y in (2.9, 3.9, 4.9, 5.9):
            brush.polygon(_along(_LEFT, y, y + 0.06, z - 0.86, z + 0.64), (150, 112, 82))
        brush.polygon(_along(_LEFT, 1.7, 1.9, z - 1.1, z + 1.1), (214, 170, 124))
    for z in (1.2, 2.8, 4.4, 6.0, 7.6, 9.2, 10.8, 12.4, 14.0, 15.6):
        brush.polygon(_along(_LEFT, 0.3, 1.5, z, z + 1.3), (92, 58, 42))
        brush.polygon(_along(_LEFT, 0.42, 1.38, z + 0.12, z + 1.2), (112, 74, 52))


def _panels(brush: Brush) -> None:
    """Panelling on the back and right walls, pilasters, and the canopy over the bench with its round device."""
    for row, (low, high) in enumerate(((0.3, 2.6), (2.9, 5.2), (5.5, 7.4))):
        for column in range(9):
            x = _LEFT + 0.25 + column * 1.62
            brush.polygon(_across(x, x + 1.4, low, high, _BACK), mixed(_DARK, _OAK, 0.25))
            brush.polygon(_across(x + 0.1, x + 1.34, low, high - 0.1, _BACK), mixed(_OAK, _GLOW, 0.1 * row / 2 + 0.16))
            brush.polygon(_across(x + 0.2, x + 1.24, low + 0.14, high - 0.22, _BACK), mixed(_OAK, _DARK, 0.12))
        for column in range(6):
            z = 2.2 + column * 2.5
            brush.polygon(_along(_RIGHT, low, high, z, z + 2.1), mixed(_DARK, _OAK, 0.2))
            brush.polygon(_along(_RIGHT, low + 0.16, high - 0.16, z + 0.18, z + 2.0), mixed(_OAK, _GLOW, 0.14))
    brush.polygon(_across(_LEFT, _RIGHT, 7.6, 8.1, _BACK - 0.1), (198, 144, 92))
    brush.polygon(_across(_LEFT, _RIGHT, 8.1, 8.6, _BACK - 0.1), (104, 66, 44))
    for x in (-3.4, 2.8):
        brush.polygon(_across(x, x + 0.6, 0, 7.0, _BACK - 0.4), (186, 132, 84))
        brush.polygon(_across(x + 0.36, x + 0.6, 0, 7.0, _BACK - 0.4), (112, 70, 46))
    brush.polygon(_across(-2.8, 2.8, 0, 6.6, _BACK - 0.2), (108, 42, 40))
    for index in range(14):
        x = -2.8 + index * 0.4
        brush.polygon(_across(x, x + 0.17, 0, 6.6, _BACK - 0.2), (136, 56, 48))
    brush.polygon(_across(-3.9, 3.9, 6.6, 7.2, _BACK - 0.8), (202, 150, 96))
    brush.polygon([_EYE.sees(x, y, _BACK - 0.8) for x, y in ((-3.9, 7.2), (3.9, 7.2), (0, 8.3))], (170, 116, 72))
    for reach, colour in (
        (0.78, (96, 60, 38)),
        (0.7, (226, 180, 104)),
        (0.54, (150, 102, 58)),
        (0.47, (236, 196, 124)),
    ):
        x, y = _EYE.sees(0, 5.1, _BACK - 0.3)
        brush.ellipse(x, y, reach * 57, reach * 57, colour)
    x, y = _EYE.sees(0, 5.1, _BACK - 0.3)
    brush.line([(x, y - 20), (x, y + 18)], 3, (110, 66, 38))
    brush.line([(x - 17, y - 17), (x + 17, y - 17)], 3, (110, 66, 38))
    for side in (-17, 17):
        brush.line([(x + side - 7, y + 5), (x + side, y - 17), (x + side + 7, y + 5)], 1.6, (110, 66, 38))
        brush.polygon([(x + side - 8, y + 5), (x + side + 8, y + 5), (x + side, y + 11)], (110, 66, 38))


def _grain(canvas: Canvas) -> None:
    """The wood's grain, and the light that dies away from the windows."""
    canvas.lay(np.clip((canvas.noise(30, 420, 4) - 0.48) * 2.4, 0, 0.4), (48, 28, 22))
    away = np.interp(np.arange(WIDTH), [0, 300, 900, WIDTH], [0, 0.05, 0.3, 0.6]).astype(np.float32)[None]
    canvas.lay(np.broadcast_to(away, (HEIGHT, WIDTH)), (34, 22, 28), 0.9)


def _floor_light(canvas: Canvas) -> None:
    """What the windows lay on the floor, bar by bar, and the polish that mirrors them."""
    pools, sheen = Pen(), Pen()
    for z in _WINDOWS:
        for bar in range(3):
            near = z - 0.8 + bar * 0.56
            for step in range(3):
                x = -3.6 + step * 1.35
                corners = (
                    (x, near - 1.5 - step * 0.5),
                    (x + 1.22, near - 1.95 - step * 0.5),
                    (x + 1.22, near - 1.48 - step * 0.5),
                    (x, near - 1.04 - step * 0.5),
                )
                pools.polygon([_EYE.sees(px, 0, pz) for px, pz in corners], 220)
        sheen.polygon(
            [_EYE.sees(_LEFT, -y, d) for d, y in ((z + 0.8, 0.4), (z + 0.8, 5.4), (z - 0.8, 5.4), (z - 0.8, 0.4))], 110
        )
    canvas.light(pools.mask(2.2), (255, 196, 118), 0.75)
    canvas.light(sheen.mask(18), (255, 206, 146), 0.5)


def _bench(brush: Brush) -> None:
    """The judges' bench on its dais, three tall chairs behind it."""
    _box(brush, (-5.4, 5.0), (0, 0.35), (12.2, 16.6), (92, 56, 38))
    _box(brush, (-4.9, 4.5), (0.35, 0.7), (12.7, 16.6), (104, 64, 42))
    for x, tall in ((-2.6, 3.7), (0.0, 4.3), (2.6, 3.7)):
        brush.polygon(_across(x - 0.62, x + 0.62, 1.2, tall, 15.6), (66, 36, 28))
        brush.polygon(_across(x - 0.5, x + 0.5, 1.3, tall - 0.14, 15.6), (128, 40, 38))
        brush.polygon(_across(x - 0.5, x - 0.2, 1.3, tall - 0.14, 15.6), (168, 66, 54))
        brush.polygon(
            [_EYE.sees(x + dx, y, 15.6) for dx, y in ((-0.62, tall), (0.62, tall), (0, tall + 0.4))], (92, 54, 38)
        )
    _box(brush, (-4.4, 4.0), (0.7, 2.25), (13.6, 14.6), (138, 86, 52))
    brush.polygon(_across(-4.55, 4.15, 2.2, 2.36, 13.5), (214, 158, 100))
    for index in range(6):
        x = -4.2 + index * 1.36
        brush.polygon(_across(x, x + 1.2, 0.9, 2.05, 13.6), (84, 50, 34))
        brush.polygon(_across(x + 0.08, x + 1.14, 0.94, 1.98, 13.6), (160, 104, 64))
        brush.polygon(_across(x + 0.2, x + 1.02, 1.06, 1.88, 13.6), (126, 78, 48))
    for x in (-2.9, -0.5, 2.3):
        brush.polygon(_across(x, x + 0.5, 2.36, 2.44, 13.7), (240, 226, 196))
    brush.polygon(_across(0.5, 0.72, 2.36, 2.5, 13.6), (70, 40, 28))


def _clerk(brush: Brush) -> None:
    """The clerk's desk below the bench, the witness box on the right, the rail before both."""
    _box(brush, (-1.9, 1.7), (0, 1.15), (11.0, 11.9), (122, 74, 46))
    brush.polygon(_across(-1.7, -0.2, 0.2, 1.0, 11.0), (98, 60, 40))
    brush.polygon(_across(0.0, 1.5, 0.2, 1.0, 11.0), (98, 60, 40))
    _box(brush, (4.6, 6.2), (0, 1.5), (10.6, 12.0), (112, 68, 44))
    for x in (4.75, 5.5):
        brush.polygon(_across(x, x + 0.6, 0.2, 1.3, 10.6), (86, 52, 36))
    for index in range(36):
        x = -6.6 + index * 0.36
        if not -0.9 < x < 0.7:
            brush.polygon(_across(x, x + 0.12, 0.1, 0.98, 9.4), (132, 84, 54))
            brush.polygon(_across(x, x + 0.05, 0.1, 0.98, 9.4), (190, 136, 88))
    for left, right in ((-6.7, -0.8), (0.8, 6.4)):
        _box(brush, (left, right), (0.98, 1.12), (9.3, 9.5), (140, 90, 56))
        brush.polygon(_across(left, right, 0, 0.12, 9.4), (92, 56, 40))


def _tables(brush: Brush) -> None:
    """Counsel's tables in the foreground, with papers and pushed-in chairs."""
    for left, right in ((-5.6, -1.3), (1.5, 5.6)):
        for x in (left + 0.8, left + 2.4):
            for dx in (0.0, 0.72):
                brush.polygon(_across(x + dx, x + dx + 0.08, 0, 1.35, 5.3), (44, 26, 22))
            brush.polygon(_across(x - 0.02, x + 0.82, 0.78, 1.4, 5.3), (62, 36, 28))
            brush.polygon(_across(x + 0.08, x + 0.72, 0.86, 1.32, 5.3), (104, 36, 36))
        for x in (left + 0.1, right - 0.25):
            brush.polygon(_across(x, x + 0.15, 0, 0.8, 6.2), (50, 30, 24))
        _box(brush, (left, right), (0.78, 0.92), (5.9, 7.4), (112, 68, 44))
        for x, z, turn in ((left + 0.7, 6.5, 0.2), (left + 1.5, 6.7, -0.1), (right - 1.2, 6.4, 0.1)):
            sheet = ((x, z), (x + 0.42, z + turn), (x + 0.34, z + 0.5 + turn), (x - 0.08, z + 0.5))
            brush.polygon([_EYE.sees(px, 0.93, pz) for px, pz in sheet], (246, 226, 188))
        _box(brush, (left + 2.4, left + 2.9), (0.92, 1.16), (6.5, 6.9), (96, 42, 38))


def _beams(canvas: Canvas) -> None:
    """The light itself, visible in the dust."""
    beams, dust = Pen(), Pen()
    for z in _WINDOWS:
        for near, far in ((z - 0.8, z - 0.3), (z - 0.24, z + 0.24), (z + 0.3, z + 0.62)):
            path = (
                (_LEFT, 6.6, near),
                (_LEFT, 6.6, far),
                (0.6, 0, far - 2.6),
                (0.6, 0, near - 2.6),
                (-3.6, 0, near - 1.5),
                (_LEFT, 2.0, near),
            )
            beams.polygon([_EYE.sees(*p) for p in path], 90)
    canvas.light(beams.mask(9), (255, 214, 150), 0.62)
    for _ in range(260):
        x, y = float(canvas.rng.uniform(140, 1000)), float(canvas.rng.uniform(160, 860))
        dust.ellipse(x, y, 1.3, 1.3, int(canvas.rng.integers(30, 150)))
    canvas.light(dust.mask(0.6), (255, 230, 180), 0.7)
    canvas.glow(190, 420, 420, 520, (255, 206, 140), 0.4)


def _lamps(canvas: Canvas) -> None:
    """Two green lamps on the bench."""
    for x in (-1.6, 1.4):
        px, py = _EYE.sees(x, 2.36, 13.7)
        with canvas.brush() as brush:
            brush.line([(px, py), (px, py - 26)], 3, (214, 172, 98))
            brush.polygon(
                [(px - 20, py - 24), (px + 20, py - 24), (px + 14, py - 36), (px - 14, py - 36)], (52, 122, 88)
            )
        canvas.glow(px, py - 14, 60, 36, (255, 220, 150), 0.75)
