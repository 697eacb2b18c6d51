"""Talks: two delegations across a long table, dark against tall windows; flags of invented colours."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageChops

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Eye, Pen, Point, levels, mixed, ramp
from newsroom.demo.scenes.sitters import Sitter

_EYE = Eye(1.78, horizon=418, middle=930, focus=1010)
_WALL, _CEILING, _BACK, _TABLE = 5.4, 4.3, 13.5, 0.75
_SEATS = (9.6, 7.7, 6.1, 4.75, 3.6)
_WINDOWS = (-3.5, 0.0, 3.5)
_FLAGS: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((28, 104, 116), (240, 232, 214), (218, 132, 56)),
    ((128, 48, 82), (238, 212, 150), (56, 64, 112)),
)


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(350, (74, 58, 54))
    _view(canvas)
    with canvas.brush() as brush:
        _room(brush)
    _frames(canvas)
    people = [Sitter(canvas, _EYE, side, z) for z in _SEATS for side in (-1, 1)]
    with canvas.brush() as brush:
        for side in (-1, 1):
            _standard(brush, side)
        for person in people:
            _chair(brush, person.side, person.z)
            person.stretch(brush)
    _gloom(canvas)
    _table(canvas)
    with canvas.brush() as brush:
        for person in people:
            person.sit(brush)
            _setting(brush, person.side, person.z)
        _flags(brush)
    rims = Pen()
    for person in people:
        person.catch_light(rims)
    canvas.light(rims.mask(1.2), (255, 236, 204), 0.6)
    canvas.glow(930, 330, 760, 420, (255, 222, 170), 0.5)
    canvas.glow(930, 560, 300, 120, (255, 230, 190), 0.2)
    return canvas.finished(grain=5, vignette=0.36, brush=0.035)


def _across(x0: float, x1: float, y0: float, y1: float, z: float) -> list[Point]:
    return [_EYE.sees(x, y, z) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]


def _along(x: float, y0: float, y1: float, z0: float, z1: float) -> list[Point]:
    return [_EYE.sees(x, y, z) for y, z in ((y0, z0), (y0, z1), (y1, z1), (y1, z0))]


def _level(x0: float, x1: float, y: float, z0: float, z1: float) -> list[Point]:
    return [_EYE.sees(x, y, z) for x, z in ((x0, z0), (x1, z0), (x1, z1), (x0, z1))]


def _view(canvas: Canvas) -> None:
    """What the windows show: a pale sky over the roofs of a town."""
    sky = ramp([(0.2, (206, 220, 230)), (0.36, (250, 236, 210)), (0.42, (255, 226, 184)), (1, (220, 190, 170))])
    canvas.lay(Pen().rect(360, 180, 1400, 560).mask(), sky)
    roofs, x = Pen(), 380.0
    while x < 1390:
        wide, tall = float(canvas.rng.uniform(10, 34)), float(canvas.rng.uniform(6, 46))
        roofs.rect(x, 430 - tall, x + wide, 520)
        if canvas.rng.random() < 0.2:
            roofs.polygon([(x + 4, 430 - tall), (x + 8, 392 - tall), (x + 12, 430 - tall)])
        x += wide + float(canvas.rng.uniform(-2, 5))
    canvas.lay(roofs.mask(0.8), (206, 176, 172), 0.9)


def _room(brush: Brush) -> None:
    """Side walls with panels, ceiling, carpet; the back wall stands between the windows."""
    brush.polygon(_level(-_WALL, _WALL, 0, 0.8, _BACK), (56, 70, 84))
    for x in (-4.4, 4.1):
        brush.polygon(_level(x, x + 0.3, 0, 0.8, _BACK), (150, 112, 78))
    brush.polygon(_level(-_WALL, _WALL, _CEILING, 0.8, _BACK), (150, 132, 116))
    for z in (2.4, 5.0, 7.6, 10.2):
        brush.polygon(_level(-4.2, 4.2, _CEILING, z, z + 2.1), (172, 152, 132))
        brush.polygon(_level(-3.9, 3.9, _CEILING, z + 0.2, z + 1.9), (136, 118, 106))
    for side in (-1, 1):
        brush.polygon(_along(side * _WALL, 0, _CEILING, 0.8, _BACK), (124, 90, 72))
        for z in (1.4, 3.4, 5.4, 7.4, 9.4, 11.4):
            brush.polygon(_along(side * _WALL, 1.15, 3.7, z, z + 1.7), (164, 124, 94))
            brush.polygon(_along(side * _WALL, 1.25, 3.6, z + 0.1, z + 1.66), (140, 102, 80))
            brush.polygon(_along(side * _WALL, 0.25, 0.95, z, z + 1.7), (106, 74, 62))
        brush.polygon(_along(side * _WALL, 3.95, _CEILING, 0.8, _BACK), (176, 142, 112))
    edges = [-_WALL, *(edge for x in _WINDOWS for edge in (x - 1.15, x + 1.15)), _WALL]
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        brush.polygon(_across(left, right, 0, _CEILING, _BACK), (112, 82, 70))
    brush.polygon(_across(-_WALL, _WALL, 3.85, _CEILING, _BACK), (126, 96, 80))
    brush.polygon(_across(-_WALL, _WALL, 0, 0.55, _BACK), (84, 58, 54))


def _frames(canvas: Canvas) -> None:
    """The windows' bars, and curtains that glow where the light comes through."""
    with canvas.brush() as brush:
        for x in _WINDOWS:
            for bar in (-1.15, -0.42, 0.34, 1.07):
                brush.polygon(_across(x + bar, x + bar + 0.08, 0.55, 3.85, _BACK), (150, 118, 98))
            for y in (0.55, 1.5, 2.6, 3.78):
                brush.polygon(_across(x - 1.15, x + 1.15, y, y + 0.07, _BACK), (150, 118, 98))
            for side in (-1, 1):
                for fold in range(5):
                    inner = x + side * (0.82 + fold * 0.14)
                    tone = mixed((236, 200, 160), (146, 84, 70), (fold % 2) * 0.5 + fold * 0.1)
                    foot = inner + side * 0.05
                    shape = ((inner, 3.95), (inner + side * 0.14, 3.95), (foot + side * 0.14, 0.1), (foot, 0.1))
                    brush.polygon([_EYE.sees(px, py, _BACK - 0.2) for px, py in shape], tone)
    for x in _WINDOWS:
        px, py = _EYE.sees(x, 2.4, _BACK)
        canvas.glow(px, py, 150, 220, (255, 234, 196), 0.95)


def _standard(brush: Brush, side: int) -> None:
    """A tall flag in the corner, hanging from its pole in folds."""
    x, z = side * 4.55, 11.2
    top, foot = _EYE.sees(x, 3.3, z), _EYE.sees(x, 0, z)
    brush.line([top, foot], 4, (206, 166, 98))
    brush.ellipse(top[0], top[1] - 5, 6, 8, (230, 190, 110))
    for band, colour in enumerate(_FLAGS[(side + 1) // 2]):
        for fold in range(3):
            near = x - side * (0.03 + band * 0.2 + fold * 0.068)
            drop = 0.22 * (band + fold / 3)
            shape = (
                (near, 3.2 - drop),
                (near - side * 0.07, 3.2 - drop - 0.07),
                (near - side * 0.1, 1.1 + drop * 0.3),
                (near - side * 0.02, 1.0 + drop * 0.3),
            )
            brush.polygon([_EYE.sees(px, py, z) for px, py in shape], mixed(colour, (24, 18, 30), 0.12 + 0.2 * fold))


def _chair(brush: Brush, side: int, z: float) -> None:
    """The chair's high back, seen from the side, behind the sitter."""
    x = side * 2.1
    shape = ((x, 0.4), (x + side * 0.12, 1.22), (x + side * 0.2, 1.24), (x + side * 0.12, 0.4))
    brush.polygon([_EYE.sees(px, py, z) for px, py in shape], (70, 36, 36))
    brush.polygon(
        [_EYE.sees(px, py, z) for px, py in ((x, 0.4), (x - side * 0.5, 0.44), (x - side * 0.5, 0.52), (x, 0.5))],
        (92, 48, 44),
    )
    for foot in (x + side * 0.06, x - side * 0.42):
        brush.line([_EYE.sees(foot, 0.42, z), _EYE.sees(foot, 0, z)], 50 / z, (44, 28, 28))


def _gloom(canvas: Canvas) -> None:
    """The near part of the room lies in shade; long shadows come towards us over the carpet."""
    canvas.lay(np.clip((canvas.noise(40, 300, 3) - 0.5) * 1.4, 0, 0.13), (50, 32, 30))
    sides = np.abs(np.linspace(-1, 1, WIDTH, dtype=np.float32))[None] ** 1.6 * np.float32(0.4)
    canvas.lay(np.broadcast_to(sides, (HEIGHT, WIDTH)), (34, 24, 34))
    canvas.lay(levels([(0, 60), (0.3, 0), (0.6, 0), (1, 190)]), (30, 20, 28), 0.6)


def _table(canvas: Canvas) -> None:
    """The polished top with the windows in it, its edge, and the dark below."""
    near, far = 2.15, 10.6
    with canvas.brush() as brush:
        brush.polygon(
            [
                _EYE.sees(x, y, z)
                for x, y, z in (
                    (-1.12, _TABLE, near),
                    (1.12, _TABLE, near),
                    (1.0, 0, near + 0.2),
                    (-1.0, 0, near + 0.2),
                )
            ],
            (42, 26, 26),
        )
        for side in (-1, 1):
            brush.polygon(_along(side * 1.12, 0.1, _TABLE, near, far), (36, 24, 26))
        brush.polygon(_level(-1.15, 1.15, _TABLE, near, far), (122, 70, 50))
    top = Pen().polygon(_level(-1.15, 1.15, _TABLE, near, far)).mask()
    canvas.lay(top, ramp([(0.48, (210, 160, 122)), (0.62, (144, 88, 62)), (1, (78, 42, 36))]))
    inside = np.asarray(top, np.float32) / np.float32(255)
    canvas.lay(np.clip((canvas.noise(900, 12, 4) - 0.5) * 3, 0, 0.4) * inside, (70, 36, 30), 0.8)
    shine = Pen()
    for x in _WINDOWS:
        shine.polygon(
            [_EYE.sees(x + dx, 2 * _TABLE - y, _BACK) for dx, y in ((-1.0, 0.8), (1.0, 0.8), (1.0, 3.8), (-1.0, 3.8))]
        )
    shine.polygon([(860, 520), (1000, 520), (1130, 930), (730, 930)], 90)
    canvas.light(ImageChops.multiply(shine.mask(9), top), (255, 232, 196), 0.75)
    with canvas.brush() as brush:
        brush.polygon(_across(-1.15, 1.15, _TABLE - 0.07, _TABLE, near), (96, 56, 44))
        brush.line(_across(-1.15, 1.15, _TABLE, _TABLE, near)[:2], 3, (226, 170, 128))
        for edge in (-1.15, 1.15):
            brush.line([_EYE.sees(edge, _TABLE, near), _EYE.sees(edge, _TABLE, far)], 2, (236, 186, 144))


def _setting(brush: Brush, side: int, z: float) -> None:
    """What lies before each seat: papers, a glass, a microphone on its stalk."""
    x = side * 0.72
    sheet = ((x - 0.16, z - 0.2), (x + 0.16, z - 0.2), (x + 0.16, z + 0.22), (x - 0.16, z + 0.22))
    brush.polygon([_EYE.sees(px, _TABLE + 0.005, pz) for px, pz in sheet], (244, 232, 214))
    inner = side * 0.42
    brush.polygon(
        [
            _EYE.sees(inner + dx, _TABLE + dy, z - 0.16)
            for dx, dy in ((-0.035, 0.15), (0.035, 0.15), (0.03, 0), (-0.03, 0))
        ],
        (214, 214, 208),
    )
    brush.polygon(
        [
            _EYE.sees(inner + dx, _TABLE + dy, z - 0.16)
            for dx, dy in ((-0.032, 0.09), (0.032, 0.09), (0.03, 0), (-0.03, 0))
        ],
        (176, 178, 176),
    )
    stalk = [
        _EYE.sees(side * 0.5, _TABLE, z + 0.1),
        _EYE.sees(side * 0.52, _TABLE + 0.2, z + 0.1),
        _EYE.sees(side * 0.62, _TABLE + 0.27, z + 0.1),
    ]
    brush.line(stalk, 11 / z, (30, 28, 32))
    brush.ellipse(*stalk[-1], 22 / z, 16 / z, (26, 24, 28))


def _flags(brush: Brush) -> None:
    """The two small flags in the middle of the table."""
    z = 3.5
    foot = _EYE.sees(0, _TABLE, z)
    brush.ellipse(foot[0], foot[1], 30, 8, (70, 46, 34))
    for side in (-1, 1):
        top = _EYE.sees(side * 0.16, _TABLE + 0.52, z)
        brush.line([foot, top], 3.4, (222, 182, 110))
        brush.ellipse(top[0], top[1] - 3, 4, 5, (240, 206, 130))
        for band, colour in enumerate(_FLAGS[(side + 1) // 2]):
            upper = [
                _EYE.sees(
                    side * (0.155 + 0.34 * t), _TABLE + 0.5 - band * 0.075 + 0.014 * math.sin(6 * t) - 0.05 * t, z
                )
                for t in (i / 8 for i in range(9))
            ]
            lower = [(x - side * 4, y + 22) for x, y in upper]
            brush.polygon([*upper, *lower[::-1]], colour)
