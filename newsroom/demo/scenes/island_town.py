"""A whitewashed town on a hill above a small harbour, in the light of noon."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Pen, Point, mixed, ramp
from newsroom.demo.scenes.heavens import Clouds, hang
from newsroom.demo.scenes.lens import Cloth, Lens

_QUAY = 748.0
_BLUE: Colour = (34, 92, 158)
_WHITE: Colour = (252, 248, 240)
_SHADE: Colour = (168, 184, 214)
_ROCK: Colour = (188, 158, 118)


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(
        1207, ramp([(0, (40, 112, 188)), (0.3, (98, 164, 216)), (0.52, (182, 214, 230)), (1, (182, 214, 230))])
    )
    hang(
        canvas,
        Lens(eye=5, horizon=640, focal=1400),
        Clouds(0.36, 0.3, (255, 255, 252), (190, 208, 228), 9000, opacity=0.8),
        sun=300,
    )
    canvas.lay(
        Pen().rect(0, 640, WIDTH, HEIGHT).mask(),
        ramp([(0.6, (58, 138, 178)), (0.7, (38, 124, 168)), (1, (20, 96, 140))]),
    )
    canvas.lay(Pen().polygon([(x, y + 60) for x, y in canvas.ridge(600, 70, 500, 5)]).mask(1), (150, 176, 200), 0.9)
    canvas.lay(Pen().rect(0, 642, 420, HEIGHT).mask(1), (48, 132, 174))
    _hill(canvas)
    with canvas.brush() as brush:
        for house in _houses(canvas):
            _house(canvas, brush, *house)
        _church(brush)
        _mills(brush)
        _harbour_front(canvas, brush)
    canvas.water(int(_QUAY) + 34, tint=(16, 132, 160), depth=0.56, ripple=14, squeeze=1.0)
    open_sea = Pen().rect(-200, _QUAY + 34, 260, HEIGHT + 200).mask(70)
    canvas.lay(open_sea, ramp([(0.73, (36, 128, 172)), (0.86, (34, 150, 176)), (1, (34, 160, 172))]), 0.8)
    _shallows(canvas)
    with canvas.brush() as brush:
        for x, y, size, hull in _BOATS:
            _boat(brush, x, y, size, hull)
    canvas.glow(260, 40, 900, 420, (255, 244, 214), 0.22)
    return canvas.finished(grain=4.0, vignette=0.2)


_BOATS: tuple[tuple[float, float, float, Colour], ...] = (
    (600.0, 842.0, 0.8, (40, 96, 156)),
    (1180.0, 850.0, 0.85, (196, 62, 48)),
    (880.0, 880.0, 1.0, (244, 238, 226)),
    (330.0, 905.0, 1.15, (226, 160, 52)),
    (1390.0, 940.0, 1.35, (34, 118, 130)),
)


def _crest(x: float) -> float:
    """Return the row of the hill's edge against the sky."""
    hill = 500 * math.exp(-(((x - 930) / 420) ** 2)) + 150 * math.exp(-(((x - 1500) / 260) ** 2))
    slope = 1 / (1 + math.exp(-(x - 330) / 40))
    return _QUAY + 20 - (hill + 40) * slope - 7 * math.sin(x / 37) * slope - 4 * math.sin(x / 13) * slope


def _hill(canvas: Canvas) -> None:
    """The bare hill: ochre rock and dry scrub, lit from the upper left."""
    edge: list[Point] = [(float(x), _crest(x)) for x in range(250, WIDTH + 20, 6)]
    mask = Pen().polygon([(250, _QUAY + 34), *edge, (WIDTH + 20, _QUAY + 34)]).mask(0.8)
    canvas.lay(mask, ramp([(0.2, (206, 180, 140)), (0.72, (170, 138, 100))]))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    cloth = Cloth(canvas.rng, slope=1.2)
    relief = cloth.over(x, y * 1.3, 620)
    inside = np.asarray(mask, np.float32) / np.float32(255)
    lit = np.clip((relief - np.roll(relief, (-4, -4), (0, 1))) * 4.5, -1, 1)
    scrub = np.clip((np.roll(relief, 300, 1) - 0.56) * 9, 0, 1)
    canvas.lay((scrub * inside).astype(np.float32), (118, 124, 78), 0.8)
    canvas.lay((np.clip(lit, 0, 1) * inside).astype(np.float32), (244, 222, 180), 0.7)
    canvas.lay((np.clip(-lit, 0, 1) * inside).astype(np.float32), (110, 84, 74), 0.7)


def _houses(canvas: Canvas) -> list[tuple[float, float, float, float]]:
    """Return the houses (left, foot, width, height), the highest on the hill first."""
    rng, houses = canvas.rng, []
    for row in range(15):
        foot = _QUAY + 4 - row * 31.0
        scale = 1.0 - row * 0.026
        x = 300.0 + float(rng.uniform(0, 40))
        while x < WIDTH:
            wide, tall = scale * float(rng.uniform(46, 92)), scale * float(rng.uniform(36, 62))
            middle = x + wide / 2
            room = foot - tall * 0.55 - _crest(middle)
            town = row < 2 + 12.5 * math.exp(-(((middle - 930) / 400) ** 2)) and (row < 3 or rng.random() < 0.86)
            if room > 0 and town and middle > 360:
                houses.append((x, foot + float(rng.uniform(-8, 8)), wide, tall))
            x += wide * float(rng.choice([0.86, 0.98, 1.0, 1.25]))
    return sorted(houses, key=lambda house: house[1])


def _house(canvas: Canvas, brush: Brush, left: float, foot: float, wide: float, tall: float) -> None:
    """Paint a cube of a house: front in the light, right side in blue shade, the roof's edge bright."""
    rng = canvas.rng
    side, top = wide * float(rng.uniform(0.24, 0.4)), foot - tall
    tone = float(rng.random())
    front = mixed(_WHITE, (240, 226, 200) if tone < 0.7 else (246, 206, 168), float(rng.uniform(0, 0.8)))
    shade = mixed(_SHADE, (150, 160, 196), float(rng.random()))
    right, lift = left + wide, side * 0.3
    brush.polygon([(right, foot), (right, top), (right + side, top - lift), (right + side, foot + 6)], shade)
    brush.polygon([(left, foot + 10), (left, top), (right, top), (right, foot + 10)], front)
    brush.polygon(
        [(left, top), (left + side, top - lift), (right + side, top - lift), (right, top)],
        mixed(front, (214, 204, 192), 0.55),
    )
    brush.line([(left, top), (right, top)], 2.4, (255, 255, 252))
    brush.polygon(
        [(left, foot + 10), (left, foot - 4), (right, foot - 4), (right, foot + 10)], mixed(front, (150, 160, 190), 0.3)
    )
    kind = float(rng.random())
    if kind < 0.1:
        brush.ellipse(left + wide * 0.5, top, wide * 0.34, wide * 0.36, _BLUE)
        brush.ellipse(left + wide * 0.4, top - wide * 0.12, wide * 0.13, wide * 0.12, (92, 148, 204))
        brush.polygon([(left, foot), (left, top), (right, top), (right, foot)], front)
        brush.line([(left + wide * 0.5, top - wide * 0.34), (left + wide * 0.5, top - wide * 0.52)], 2, _WHITE)
    _openings(canvas, brush, (left, top, right, foot), side)


def _openings(canvas: Canvas, brush: Brush, box: tuple[float, float, float, float], side: float) -> None:
    """Blue doors and shutters, now and then green ones; a plant with pink flowers on some walls."""
    rng, (left, top, right, foot) = canvas.rng, box
    wide, tall = right - left, foot - top
    colour = ((34, 92, 158), (34, 92, 158), (52, 124, 178), (44, 116, 112))[int(rng.integers(4))]
    door = left + wide * float(rng.choice([0.18, 0.42, 0.68]))
    size = min(15.0, wide * 0.2)
    brush.polygon(
        [(door, foot + 3), (door, foot - size * 1.6), (door + size, foot - size * 1.6), (door + size, foot + 3)], colour
    )
    for column in (0.16, 0.46, 0.76):
        if rng.random() < 0.66:
            x, y = left + wide * column, top + tall * 0.22
            brush.polygon([(x, y), (x + size * 0.75, y), (x + size * 0.75, y + size), (x, y + size)], (62, 76, 104))
            brush.polygon([(x - size * 0.34, y), (x, y), (x, y + size), (x - size * 0.34, y + size)], colour)
    x = right + side * 0.45
    brush.polygon(
        [
            (x, top + tall * 0.3),
            (x + size * 0.45, top + tall * 0.28),
            (x + size * 0.45, top + tall * 0.54),
            (x, top + tall * 0.55),
        ],
        (76, 90, 126),
    )
    if rng.random() < 0.2:
        bush = left + wide * float(rng.uniform(0.1, 0.9))
        for _ in range(16):
            dot = (bush + float(rng.normal(0, 8)), foot - 4 - float(rng.gamma(2, 5)))
            brush.ellipse(*dot, 4, 3.4, (206, 58, 118) if rng.random() < 0.55 else (70, 112, 62))


def _church(brush: Brush) -> None:
    """The church near the top: a tower with a bell, a nave, a blue dome."""
    x, foot = 960.0, _crest(930) + 62
    brush.polygon([(x + 62, foot), (x + 62, foot - 62), (x + 82, foot - 70), (x + 82, foot)], _SHADE)
    brush.polygon([(x - 62, foot - 62), (x - 42, foot - 70), (x + 82, foot - 70), (x + 62, foot - 62)], (226, 222, 218))
    dome = [(x + 10 + 42 * math.cos(a), foot - 84 - 46 * math.sin(a)) for a in (math.pi * i / 24 for i in range(25))]
    brush.polygon([(x - 34, foot - 66), (x - 34, foot - 86), (x + 54, foot - 86), (x + 54, foot - 66)], (244, 241, 238))
    brush.polygon([(x + 30, foot - 66), (x + 30, foot - 86), (x + 54, foot - 86), (x + 54, foot - 66)], _SHADE)
    brush.polygon(dome, _BLUE)
    brush.polygon([*dome[:9], (x + 18, foot - 84)], (26, 72, 132))
    brush.ellipse(x - 4, foot - 108, 13, 11, (110, 164, 216))
    brush.polygon([(x - 62, foot), (x - 62, foot - 62), (x + 62, foot - 62), (x + 62, foot)], _WHITE)
    brush.line([(x + 10, foot - 126), (x + 10, foot - 148)], 3, _WHITE)
    brush.line([(x + 3, foot - 140), (x + 17, foot - 140)], 3, _WHITE)
    left = x - 106
    brush.polygon([(left, foot), (left, foot - 128), (left + 40, foot - 128), (left + 40, foot)], _WHITE)
    brush.polygon([(left + 40, foot), (left + 40, foot - 128), (left + 56, foot - 132), (left + 56, foot)], _SHADE)
    brush.polygon([(left - 3, foot - 128), (left + 20, foot - 158), (left + 43, foot - 128)], (214, 116, 84))
    brush.polygon([(left + 43, foot - 128), (left + 20, foot - 158), (left + 58, foot - 132)], (168, 84, 68))
    brush.polygon(
        [(left + 11, foot - 92), (left + 11, foot - 114), (left + 29, foot - 114), (left + 29, foot - 92)],
        (70, 84, 116),
    )
    brush.ellipse(left + 20, foot - 114, 9, 9, (70, 84, 116))
    brush.ellipse(left + 20, foot - 103, 6, 7, (196, 150, 74))
    for dx in (-40, 0, 36):
        brush.polygon(
            [(x + dx, foot - 18), (x + dx, foot - 44), (x + dx + 12, foot - 44), (x + dx + 12, foot - 18)],
            (64, 92, 140),
        )


def _mills(brush: Brush) -> None:
    """Two old windmills on the shoulder of the hill."""
    for x, size in ((1300.0, 1.0), (1396.0, 0.86)):
        foot = _crest(x) + 8
        brush.polygon(
            [
                (x - 24 * size, foot),
                (x - 19 * size, foot - 58 * size),
                (x + 19 * size, foot - 58 * size),
                (x + 24 * size, foot),
            ],
            _WHITE,
        )
        brush.polygon(
            [
                (x + 6 * size, foot),
                (x + 6 * size, foot - 58 * size),
                (x + 19 * size, foot - 58 * size),
                (x + 24 * size, foot),
            ],
            _SHADE,
        )
        brush.polygon(
            [(x - 22 * size, foot - 57 * size), (x, foot - 82 * size), (x + 22 * size, foot - 57 * size)],
            (140, 112, 88),
        )
        for spoke in range(8):
            turn = spoke * math.pi / 4 + 0.3
            tip = (x - 6 + 46 * size * math.cos(turn), foot - 62 * size + 46 * size * math.sin(turn))
            brush.line([(x - 6, foot - 62 * size), tip], 2, (112, 92, 78))


def _harbour_front(canvas: Canvas, brush: Brush) -> None:
    """The quay, a mole with a light, awnings and people in front of the houses."""
    brush.polygon([(296, _QUAY + 36), (306, _QUAY + 8), (WIDTH, _QUAY + 8), (WIDTH, _QUAY + 36)], (170, 152, 130))
    brush.polygon([(306, _QUAY + 8), (330, _QUAY - 2), (WIDTH, _QUAY - 2), (WIDTH, _QUAY + 8)], (232, 220, 196))
    for x in range(312, WIDTH, 34):
        brush.line([(x, _QUAY + 10), (x, _QUAY + 36)], 1, (140, 122, 104))
    brush.polygon([(120, _QUAY + 36), (134, _QUAY + 14), (330, _QUAY + 8), (330, _QUAY + 36)], (158, 140, 118))
    brush.polygon([(134, _QUAY + 14), (150, _QUAY + 9), (330, _QUAY + 2), (330, _QUAY + 8)], (226, 214, 190))
    brush.polygon([(146, _QUAY + 12), (150, _QUAY - 62), (172, _QUAY - 62), (176, _QUAY + 12)], (200, 66, 52))
    brush.polygon([(163, _QUAY + 12), (162, _QUAY - 62), (172, _QUAY - 62), (176, _QUAY + 12)], (150, 46, 46))
    brush.polygon([(148, _QUAY - 24), (149, _QUAY - 40), (173, _QUAY - 40), (174, _QUAY - 24)], _WHITE)
    brush.polygon([(152, _QUAY - 62), (152, _QUAY - 76), (170, _QUAY - 76), (170, _QUAY - 62)], (240, 226, 170))
    brush.polygon([(149, _QUAY - 76), (161, _QUAY - 90), (173, _QUAY - 76)], (150, 46, 46))
    for index, x in enumerate(range(470, 1560, 148)):
        stripe = ((206, 70, 52), (44, 104, 160), (226, 168, 62))[index % 3]
        for step in range(6):
            colour = stripe if step % 2 == 0 else _WHITE
            a, b = x + step * 12.0, x + step * 12.0 + 12
            brush.polygon([(a, _QUAY - 34), (b, _QUAY - 34), (b - 4, _QUAY - 20), (a - 4, _QUAY - 20)], colour)
        brush.polygon(
            [(x - 4, _QUAY - 20), (x + 68, _QUAY - 20), (x + 68, _QUAY - 2), (x - 4, _QUAY - 2)], (92, 98, 128)
        )
    _people(canvas, brush)


def _people(canvas: Canvas, brush: Brush) -> None:
    coats: tuple[Colour, ...] = ((196, 64, 52), (40, 80, 130), (236, 232, 222), (226, 170, 60), (60, 110, 90))
    for _ in range(46):
        x, coat = float(canvas.rng.uniform(350, WIDTH)), coats[int(canvas.rng.integers(5))]
        brush.line([(x, _QUAY - 1), (x, _QUAY - 9)], 3.2, (60, 62, 80))
        brush.line([(x, _QUAY - 7), (x, _QUAY - 14)], 4.6, coat)
        brush.ellipse(x, _QUAY - 17, 2.4, 2.6, (186, 136, 106))


def _shallows(canvas: Canvas) -> None:
    """Turquoise where the water is shallow, and the net of light on it."""
    first = int(_QUAY) + 34
    lens = Lens(eye=6.0, horizon=640, focal=1400)
    top, x, z = lens.ground()
    cloth = Cloth(canvas.rng, slope=1.5)
    bed = cloth.over(x, z, 60)[first - top :]
    web = 1 - np.abs(cloth.over(x, z * 0.7, 26)[first - top :] - 0.5) * 11
    near = np.linspace(0, 1, HEIGHT - first, dtype=np.float32)[:, None]
    whole = np.zeros((HEIGHT, WIDTH), np.float32)
    whole[first:] = np.clip((bed - 0.4) * 3, 0, 1) * near * 0.8
    canvas.lay(whole, (44, 190, 186), 0.75)
    whole[first:] = np.clip(web, 0, 1) ** 2 * near
    canvas.lay(whole, (190, 246, 232), 0.42)


def _boat(brush: Brush, x: float, y: float, size: float, hull: Colour) -> None:
    """Paint a fishing boat with its mirror below it."""

    def at(dx: float, dy: float) -> Point:
        return x + dx * size, y - dy * size

    dark = mixed(hull, (10, 40, 70), 0.5)
    brush.polygon([at(-78, -6), at(74, -6), at(58, -22), at(20, -27), at(-50, -25)], mixed(dark, (24, 110, 140), 0.55))
    brush.polygon([at(-92, 26), at(-76, -6), at(66, -6), at(98, 34), at(60, 22), at(-40, 18)], hull)
    brush.polygon([at(-80, 2), at(-76, -6), at(66, -6), at(74, 2)], mixed(hull, (120, 30, 30), 0.75))
    brush.line([at(-92, 26), at(-40, 18), at(60, 22), at(98, 34)], 4 * size, mixed(_WHITE, hull, 0.15))
    brush.polygon([at(-56, 18), at(-56, 54), at(-14, 54), at(-10, 18)], _WHITE)
    brush.polygon([at(-14, 54), at(-10, 18), at(2, 18), at(-2, 54)], _SHADE)
    brush.polygon([at(-62, 54), at(-62, 60), at(4, 60), at(4, 54)], _BLUE)
    for dx in (-50, -32):
        brush.polygon([at(dx, 34), at(dx, 48), at(dx + 13, 48), at(dx + 13, 34)], (70, 96, 130))
    brush.line([at(30, 20), at(30, 112)], 3 * size, (118, 88, 62))
    brush.line([at(30, 108), at(96, 34)], 1.2, (90, 84, 80))
    brush.line([at(30, 108), at(-60, 60)], 1.2, (90, 84, 80))
    brush.line([at(30, 44), at(-8, 92)], 2.2 * size, (118, 88, 62))
    brush.ellipse(*at(52, 26), 8 * size, 6 * size, (230, 128, 48))
