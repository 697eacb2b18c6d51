"""A court's front in the morning, seen from the foot of its steps: columns, pediment, long shadows."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Eye, Pen, Point, Stops, levels, mixed, ramp

_EYE = Eye(1.7, horizon=812, middle=364, focus=726, turn=23)
_FLOOR, _TOP, _FRONT, _WALL = 2.4, 12.9, 23.4, 27.4
_COLUMNS = (13.0, 9.2, 5.6, 2.2, -2.2, -5.6, -9.2, -13.0)
_LIT: Colour = (250, 222, 182)
_DIM: Colour = (126, 116, 140)
_STONE: Stops = [
    (0, (226, 192, 162)),
    (0.16, (255, 232, 194)),
    (0.4, (232, 200, 168)),
    (0.7, (156, 136, 146)),
    (1, (112, 102, 130)),
]


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(
        240,
        ramp(
            [
                (0, (84, 128, 176)),
                (0.4, (150, 182, 204)),
                (0.7, (240, 222, 190)),
                (0.78, (255, 226, 176)),
                (1, (200, 180, 160)),
            ]
        ),
    )
    drift = canvas.noise(640, 150, 6)
    fade = levels([(0, 220), (0.5, 255), (0.72, 90), (0.8, 0), (1, 0)])
    canvas.veil(drift, 0.47, 0.24, fade, ramp([(0, (222, 228, 236)), (0.6, (255, 232, 200))]), 0.85)
    canvas.glow(-40, 600, 560, 520, (255, 206, 130), 0.7)
    _trees(canvas)
    with canvas.brush() as brush:
        _ground(brush)
        _back(brush)
    _cast(canvas)
    with canvas.brush() as brush:
        for x in _COLUMNS[::-1]:
            _column(brush, x)
        _entablature(brush)
        _steps(canvas, brush)
    _weather(canvas)
    _people(canvas)
    canvas.glow(-60, 640, 1050, 760, (255, 190, 110), 0.3)
    return canvas.finished(grain=4.5, vignette=0.26)


def _quad(x0: float, x1: float, y0: float, y1: float, z: float) -> list[Point]:
    """An upright rectangle across the view, z metres ahead."""
    return [_EYE.sees(x, y, z) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]


def _flat(x0: float, x1: float, y: float, z0: float, z1: float) -> list[Point]:
    """A level rectangle."""
    return [_EYE.sees(x, y, z) for x, z in ((x0, z0), (x1, z0), (x1, z1), (x0, z1))]


def _trees(canvas: Canvas) -> None:
    """What stands behind and beside the court, soft in the light."""
    canvas.lay(Pen().polygon(canvas.ridge(800, 60, 260)).mask(2), (196, 176, 170), 0.8)
    crowns = Pen()
    for _ in range(900):
        x, spread = float(canvas.rng.uniform(-40, 300)), float(canvas.rng.random())
        top = 640 - 190 * math.exp(-(((x - 40) / 130) ** 2))
        size = float(canvas.rng.uniform(5, 17))
        crowns.ellipse(x, top + (800 - top) * spread, size, size * 0.8, int(canvas.rng.integers(150, 255)))
    canvas.lay(crowns.mask(1.2), ramp([(0.4, (150, 148, 96)), (0.75, (84, 96, 84))]), 0.92)


def _ground(brush: Brush) -> None:
    """The square: large slabs whose joints run to the horizon."""
    brush.polygon([(0, 812), (WIDTH, 812), (WIDTH, HEIGHT), (0, HEIGHT)], (196, 172, 150))
    for index in range(-40, 30):
        brush.polygon(_flat(index * 2.0, index * 2.0 + 0.07, 0, 3, 70), (152, 132, 124))
    for index in range(30):
        z = 3 + index * 1.6
        brush.polygon(_flat(-90, 60, 0, z, z + 0.05 + z * 0.003), (152, 132, 124))


def _back(brush: Brush) -> None:
    """The wall behind the columns, the left wing, door and windows."""
    brush.polygon(_quad(-44, 22, 0, 15.4, _WALL), (222, 190, 160))
    brush.polygon(_quad(-44, -15, 14.4, 15.6, _WALL - 0.8), (250, 222, 184))
    brush.polygon(_quad(-44, -15, 14.0, 14.4, _WALL - 0.2), (150, 130, 136))
    for level in range(12):
        brush.polygon(_quad(-44, 22, 1.2 * level + 0.6, 1.2 * level + 0.66, _WALL), (196, 164, 144))
    for x in (-40.0, -35.6, -31.2, -26.8, -22.4, -18.0):
        _window(brush, x, 4.6, 10.4, 1.15)
    for x in (-11.1, -7.4, 7.4, 11.1):
        _window(brush, x, 4.4, 10.0, 1.0)
    brush.polygon(_quad(-2.3, 2.3, _FLOOR, 9.9, _WALL - 0.1), (244, 214, 178))
    brush.polygon(_quad(-1.7, 1.7, _FLOOR, 9.2, _WALL - 0.1), (52, 36, 38))
    brush.polygon(_quad(-1.5, 1.5, 7.0, 9.0, _WALL - 0.1), (255, 206, 130))
    for side in (-1.46, 0.06):
        brush.polygon(_quad(side, side + 1.4, _FLOOR, 6.8, _WALL - 0.1), (110, 66, 50))
        for low in (2.8, 4.8):
            brush.polygon(_quad(side + 0.2, side + 1.2, low, low + 1.6, _WALL - 0.1), (84, 48, 42))
    brush.polygon(_quad(-15, 22, _TOP - 0.1, _TOP + 0.6, _WALL), (110, 96, 112))


def _window(brush: Brush, x: float, low: float, high: float, half: float) -> None:
    brush.polygon(_quad(x - half - 0.3, x + half + 0.3, low - 0.4, high + 0.3, _WALL - 0.05), (246, 218, 182))
    brush.polygon(_quad(x - half, x + half, low, high, _WALL - 0.05), (88, 98, 122))
    brush.polygon(_quad(x - half, x + half, low + 3.4, high, _WALL - 0.05), (150, 166, 178))
    for share in (-0.04, 0.04):
        brush.polygon(_quad(x + share - 0.05, x + share + 0.05, low, high, _WALL - 0.06), (232, 206, 174))
    for y in (low + 1.7, low + 3.4):
        brush.polygon(_quad(x - half, x + half, y, y + 0.12, _WALL - 0.06), (232, 206, 174))


def _cast(canvas: Canvas) -> None:
    """The shadows that columns and roof throw on the wall, to the right and down."""
    pen = Pen()
    for x in _COLUMNS:
        pen.polygon(
            [
                _EYE.sees(px, y, _WALL - 0.12)
                for px, y in ((x + 2.2, _FLOOR), (x + 3.5, _FLOOR), (x + 3.5, _TOP), (x + 2.2, _TOP))
            ]
        )
    pen.polygon(_quad(-15, 22, 10.9, _TOP + 0.2, _WALL - 0.12))
    canvas.lay(pen.mask(2.5), (84, 74, 112), 0.62)


def _column(brush: Brush, x: float) -> None:
    """A fluted column with its base and capital."""
    px, foot = _EYE.sees(x, _FLOOR, _FRONT)
    top = _EYE.sees(x, _TOP, _FRONT)[1]
    scale = (foot - top) / (_TOP - _FLOOR)
    brush.turned(px, [(0.98 * scale, foot), (0.98 * scale, foot - 0.3 * scale)], _STONE)
    brush.turned(px, [(0.84 * scale, foot - 0.3 * scale), (0.84 * scale, foot - 0.55 * scale)], _STONE)
    shaft = [(0.7 * scale, foot - 0.55 * scale), (0.7 * scale, foot - 4 * scale), (0.58 * scale, top + 0.9 * scale)]
    brush.turned(px, shaft, _STONE)
    for index in range(1, 12):
        place = -math.cos(math.pi * index / 12)
        shade = mixed((214, 176, 150), (92, 82, 112), index / 12)
        brush.line([(px + place * radius, y) for radius, y in shaft], max(1, 0.05 * scale), shade)
    brush.turned(
        px,
        [(0.6 * scale, top + 0.95 * scale), (0.66 * scale, top + 0.7 * scale), (0.9 * scale, top + 0.4 * scale)],
        _STONE,
    )
    brush.turned(px, [(0.98 * scale, top + 0.4 * scale), (0.98 * scale, top)], _STONE)


def _entablature(brush: Brush) -> None:
    """Soffit, architrave, frieze, cornice with dentils, and the pediment with a relief of scales."""
    z = _FRONT - 1.0
    brush.polygon(_flat(-14.4, 14.4, _TOP, z, _FRONT + 1.2), (176, 140, 128))
    brush.polygon(_quad(-14.4, 14.4, _TOP, _TOP + 0.9, z), (240, 208, 172))
    brush.polygon(_quad(-14.4, 14.4, _TOP + 0.9, _TOP + 1.0, z), (150, 124, 128))
    brush.polygon(_quad(-14.4, 14.4, _TOP + 1.0, _TOP + 2.1, z), (228, 196, 164))
    brush.polygon(_quad(-14.6, 14.6, _TOP + 1.9, _TOP + 2.6, z), (142, 118, 126))
    for index in range(58):
        x = -14.2 + index * 0.5
        brush.polygon(_quad(x, x + 0.28, _TOP + 2.0, _TOP + 2.35, z - 0.2), (250, 222, 184))
    brush.polygon(_flat(-15.2, 15.2, _TOP + 2.4, z - 0.9, z), (132, 112, 124))
    brush.polygon(_quad(-15.2, 15.2, _TOP + 2.4, _TOP + 2.9, z - 0.9), (255, 230, 194))
    base, apex = _TOP + 2.9, _TOP + 7.4
    whole = ((-15.4, base), (15.4, base), (0, apex + 0.3))
    brush.polygon([_EYE.sees(x, y, z - 0.9) for x, y in whole], (150, 124, 130))
    brush.polygon(
        [_EYE.sees(x, y, z - 0.1) for x, y in ((-14.4, base), (14.4, base), (0, apex - 0.3))], (190, 160, 146)
    )
    shade = [_EYE.sees(x, y, z - 0.1) for x, y in ((-14.4, base), (0, apex - 0.3), (3.4, apex - 1.5), (-9.6, base))]
    brush.polygon(shade, (140, 120, 130))
    _relief(brush, base, z - 0.12)
    for side, tone in ((-1, (244, 214, 178)), (1, (255, 232, 196))):
        cornice = ((side * 15.4, base), (side * 15.4, base + 0.55), (0, apex + 0.55), (0, apex - 0.1))
        brush.polygon([_EYE.sees(x, y, z - 0.9) for x, y in cornice], tone)
        under = ((side * 14.6, base), (side * 15.4, base), (0, apex - 0.1), (0, apex - 0.4))
        brush.polygon([_EYE.sees(x, y, z - 0.5) for x, y in under], (146, 122, 130))


def _relief(brush: Brush, base: float, z: float) -> None:
    """A pair of scales in the pediment."""

    def at(x: float, y: float) -> Point:
        return _EYE.sees(x, base + y, z)

    tone: Colour = (250, 222, 186)
    brush.line([at(0, 0.4), at(0, 3.0)], 6, tone)
    brush.line([at(-2.8, 2.5), at(0, 2.8), at(2.8, 2.5)], 5, tone)
    for side in (-2.8, 2.8):
        brush.line([at(side - 0.8, 1.3), at(side, 2.5), at(side + 0.8, 1.3)], 2.4, tone)
        brush.polygon([at(side - 0.95, 1.3), at(side + 0.95, 1.3), at(side + 0.5, 0.85), at(side - 0.5, 0.85)], tone)
    brush.polygon([at(-1, 0.15), at(1, 0.15), at(0.4, 0.6), at(-0.4, 0.6)], tone)


def _steps(canvas: Canvas, brush: Brush) -> None:
    """The flight of steps before the columns, from the floor down to the square."""
    count, deep = 15, 0.46
    for index in range(count):
        y, z = _FLOOR * (1 - index / count), _FRONT - 1.4 - index * deep
        brush.polygon(_flat(-15.4, 16.4, y, z, z + deep), (255, 232, 196))
        riser = mixed((196, 164, 146), (214, 184, 160), float(canvas.rng.random()))
        brush.polygon(_quad(-15.4, 16.4, y - _FLOOR / count, y, z), riser)
        brush.line([_EYE.sees(-15.4, y, z), _EYE.sees(16.4, y, z)], 1.4, (255, 238, 206))
    for x in (-16.6, -15.2):
        cheek = [
            _EYE.sees(x, y, z)
            for y, z in ((0, 14.4), (1.5, 14.4), (1.5, 15.6), (_FLOOR + 0.4, 19), (_FLOOR + 0.4, 22.4), (0, 22.4))
        ]
        brush.polygon(cheek, (238, 206, 170) if x < -16 else (150, 130, 138))
    brush.polygon(_quad(-16.6, -15.2, 0, 1.5, 14.4), (226, 194, 162))


def _weather(canvas: Canvas) -> None:
    """Stains on the stone, and the shadow that lies over the right of the square."""
    front = ((-14.3, _FLOOR), (-14.3, _TOP + 3), (14.3, _TOP + 3), (14.3, _FLOOR))
    inside = np.asarray(Pen().polygon([_EYE.sees(x, y, _FRONT - 1) for x, y in front]).mask(), np.float32) / 255
    canvas.lay(np.clip((canvas.noise(30, 620, 3) - 0.5) * 1.6, 0, 0.2) * inside, (110, 80, 96))
    shadow = Pen().polygon(
        [(820, HEIGHT + 10), (1060, 1020), (1340, 984), (WIDTH + 10, 960), (WIDTH + 10, HEIGHT + 10)]
    )
    canvas.lay(shadow.mask(14), (72, 64, 100), 0.45)


def _people(canvas: Canvas) -> None:
    """Some who come early, with the shadows the low sun gives them."""
    bodies, shadows, rims = Pen(), Pen(), Pen()
    for x, z, y, stride in (
        (-8.0, 13.0, 0.0, 0.09),
        (-6.6, 13.4, 0.0, 0.06),
        (0.6, 20.2, 1.35, 0.07),
        (4.6, 15.0, 0.08, 0.08),
    ):
        px, foot = _EYE.sees(x, y, z)
        tall = foot - _EYE.sees(x, y + 1.75, z)[1]
        bodies.person(px, foot, tall, stride).rect(
            px + 0.11 * tall, foot - 0.45 * tall, px + 0.26 * tall, foot - 0.31 * tall
        )
        rims.line(
            [
                (px - 0.14 * tall, foot - 0.5 * tall),
                (px - 0.13 * tall, foot - 0.78 * tall),
                (px - 0.04 * tall, foot - 0.865 * tall),
            ],
            0.024 * tall,
        )
        shadows.polygon(
            [
                (px - 0.16 * tall, foot - 0.02 * tall),
                (px + 0.12 * tall, foot),
                (px + 1.9 * tall, foot + 0.14 * tall),
                (px + 1.8 * tall, foot + 0.05 * tall),
            ]
        )
    canvas.lay(shadows.mask(1.4), (76, 64, 92), 0.6)
    canvas.lay(bodies.mask(0.4), (46, 44, 60))
    canvas.light(rims.mask(0.8), (255, 206, 150), 0.9)
