"""A curved dam in the evening seen from above the valley: the wall, the lake behind it, the intake tower."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from PIL import Image, ImageChops

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Eye, Pen, Point, levels, mixed, ramp

_EYE = Eye(152, horizon=190, focus=1300, middle=800)
_CREST, _LAKE, _RADIUS, _MIDDLE, _REACH = 90.0, 80.0, 122.0, 148.0, 66
_HAZE: Colour = (240, 184, 158)
_SUN = (330.0, 176.0)


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(
        61,
        ramp(
            [
                (0, (92, 96, 148)),
                (0.08, (178, 138, 160)),
                (0.16, (250, 190, 146)),
                (0.24, (255, 214, 160)),
                (1, (90, 80, 100)),
            ]
        ),
    )
    drift = canvas.noise(620, 50, 5)
    canvas.veil(drift, 0.5, 0.2, levels([(0, 255), (0.12, 220), (0.22, 40), (0.3, 0), (1, 0)]), (255, 206, 176), 0.75)
    canvas.glow(*_SUN, 640, 210, (255, 190, 112), 0.8)
    canvas.glow(*_SUN, 110, 90, (255, 240, 206), 0.95)
    for base, height, cell, colour in (
        (262, 130, 520, (190, 138, 156)),
        (280, 120, 380, (146, 106, 142)),
        (292, 84, 300, (104, 82, 122)),
    ):
        canvas.lay(Pen().polygon(canvas.ridge(base, height, cell, 6)).mask(0.8), mixed(colour, _HAZE, 0.15), 0.95)
    canvas.glow(*_SUN, 460, 200, (255, 186, 120), 0.5)
    canvas.water(290, tint=(70, 84, 122), depth=0.34, ripple=5, squeeze=0.8)
    canvas.glow(330, 330, 120, 130, (255, 214, 150), 0.6)
    with canvas.brush() as brush:
        _tower(brush)
    _valley(canvas)
    _wall(canvas)
    with canvas.brush() as brush:
        _crest(brush)
        _powerhouse(brush)
    _slopes(canvas)
    canvas.glow(*_SUN, 1100, 760, (255, 176, 108), 0.24)
    return canvas.finished(grain=5, vignette=0.34)


def _at(degrees: float, up: float, out: float = 0) -> Point:
    """A point of the wall: degrees from its middle, metres above the valley's floor, metres towards the lake."""
    turn = math.radians(degrees)
    reach = _RADIUS + out
    return _EYE.sees(reach * math.sin(turn), up, _MIDDLE + reach * math.cos(turn))


def _valley(canvas: Canvas) -> None:
    """The gorge below the wall, in its shadow."""
    canvas.lay(Pen().polygon([(330, 700), (1270, 700), (1600, HEIGHT), (0, HEIGHT)]).mask(), (52, 54, 78))


def _wall(canvas: Canvas) -> None:
    """The concrete: lit from the left where it turns to the sun, with lifts, joints and stains."""
    turns = [float(d) for d in range(-_REACH, _REACH + 1, 3)]
    with canvas.brush() as brush:
        for left, right in pairwise(turns):
            share = (left + _REACH) / (2 * _REACH)
            tone = [
                np.interp(share, [0, 0.3, 0.62, 0.86, 1], band)
                for band in ((78, 108, 216, 250, 226), (74, 98, 174, 204, 176), (106, 122, 148, 162, 150))
            ]
            colour: Colour = (round(float(tone[0])), round(float(tone[1])), round(float(tone[2])))
            brush.polygon(
                [_at(left, _CREST), _at(right + 0.2, _CREST), _at(right + 0.2, -6, -14), _at(left, -6, -14)], colour
            )
    face = Pen().polygon([*(_at(d, _CREST) for d in turns), *(_at(d, -6, -14) for d in turns[::-1])]).mask()
    lines, stains = Pen(), Pen()
    for up in range(0, 90, 6):
        lines.line([_at(d, up, -14 * (1 - up / _CREST)) for d in turns], 1.1, 120)
    for degrees in turns[::2]:
        lines.line([_at(degrees, _CREST), _at(degrees, -6, -14)], 1.5, 170)
    for _ in range(110):
        degrees, top, long = (
            float(canvas.rng.uniform(-62, 62)),
            float(canvas.rng.choice([84.0, 78.0, 60.0])),
            float(canvas.rng.gamma(2, 12)),
        )
        low = max(0.0, top - long)
        stains.polygon(
            [_at(degrees, top), _at(degrees + 0.9, top), _at(degrees + 0.5, low, -14 * (1 - low / _CREST))],
            int(canvas.rng.integers(40, 150)),
        )
    canvas.lay(ImageChops.multiply(stains.mask(2), face), (58, 48, 60), 0.6)
    canvas.lay(ImageChops.multiply(lines.mask(0.4), face), (60, 52, 72), 0.5)
    rough = canvas.noise(90, 200, 4)
    inside = np.asarray(face, np.float32) / np.float32(255)
    canvas.lay(np.clip((rough - 0.5) * 3, 0, 0.4) * inside, (70, 58, 74))
    depth = levels([(0, 0), (0.56, 0), (0.92, 230), (1, 255)])
    canvas.lay(ImageChops.multiply(face, depth), (40, 42, 72), 0.72)
    gates = Pen()
    for degrees in (-13.0, -8.0, -3.0, 2.0, 7.0):
        gates.polygon([_at(degrees, 86), _at(degrees + 3.4, 86), _at(degrees + 3.4, 77, -1), _at(degrees, 77, -1)])
    canvas.lay(gates.mask(0.4), (44, 40, 58))


def _crest(brush: Brush) -> None:
    """The road along the top: inner and outer parapet, roadway, lamps."""
    turns = [float(d) for d in range(-_REACH - 4, _REACH + 5, 2)]
    brush.polygon([*(_at(d, _LAKE, 9) for d in turns), *(_at(d, _CREST, 9) for d in turns[::-1])], (92, 78, 98))
    brush.polygon([*(_at(d, _CREST, 9) for d in turns), *(_at(d, _CREST) for d in turns[::-1])], (188, 156, 150))
    brush.polygon(
        [*(_at(d, _CREST + 1.6, 9) for d in turns), *(_at(d, _CREST, 8.6) for d in turns[::-1])], (150, 120, 128)
    )
    brush.line([_at(d, _CREST + 1.6, 9) for d in turns], 2, (255, 222, 180))
    brush.polygon(
        [*(_at(d, _CREST + 1.8) for d in turns), *(_at(d, _CREST - 1.2) for d in turns[::-1])], (206, 166, 146)
    )
    brush.line([_at(d, _CREST + 1.8) for d in turns], 2.4, (255, 228, 188))
    for degrees in (float(step) for step in range(-60, 61, 8)):
        foot, top = _at(degrees, _CREST + 1), _at(degrees, _CREST + 8)
        brush.line([foot, top], 1.8, (70, 60, 76))
        brush.ellipse(*top, 2.8, 2.8, (255, 240, 200))
    for degrees in (-38.0, 12.0, 17.0):
        x, y = _at(degrees, _CREST + 1, 5)
        brush.rect(x - 9, y - 7, x + 9, y, (70, 74, 104))
        brush.rect(x - 5, y - 12, x + 5, y - 6, (150, 150, 170))


def _tower(brush: Brush) -> None:
    """The intake tower in the lake and the footbridge that leads to it."""
    x, low = _EYE.sees(62, _LAKE, 350)
    scale = 1300 / 350
    brush.turned(
        x, [(11 * scale, low), (11 * scale, low + 64)], [(0, (150, 112, 116)), (0.5, (96, 84, 112)), (1, (72, 70, 104))]
    )
    stone = [(0.0, (255, 214, 168)), (0.25, (244, 196, 158)), (0.6, (156, 118, 132)), (1.0, (92, 78, 110))]
    brush.turned(x, [(11 * scale, low), (10 * scale, low - 31 * scale)], stone)
    brush.turned(
        x,
        [(11.3 * scale, low - 3.6 * scale), (11.3 * scale, low)],
        [(p, mixed(c, (250, 236, 214), 0.5)) for p, c in stone],
    )
    brush.turned(x, [(13 * scale, low - 31 * scale), (13 * scale, low - 34 * scale)], stone)
    brush.turned(
        x,
        [(8 * scale, low - 34 * scale), (8 * scale, low - 40 * scale)],
        [(p, mixed(c, (60, 52, 80), 0.4)) for p, c in stone],
    )
    brush.turned(
        x,
        [(10 * scale, low - 40 * scale), (1, low - 48 * scale)],
        [(0, (206, 128, 98)), (0.4, (160, 88, 84)), (1, (84, 56, 84))],
    )
    for level in (10, 18, 26):
        for place in (-0.45, 0.15, 0.65):
            wx = x + place * 11 * scale
            brush.rect(wx - 3, low - level * scale - 9, wx + 3, low - level * scale, (58, 50, 76))
    deck = [(x + 8 * scale, low - 31 * scale), _at(44, _CREST + 2, 8)]
    for share in (0.3, 0.55, 0.8):
        px, py = deck[0][0] + (deck[1][0] - deck[0][0]) * share, deck[0][1] + (deck[1][1] - deck[0][1]) * share
        brush.rect(px - 3, py, px + 3, py + 118 + 70 * share, (92, 78, 104))
    brush.line(deck, 6, (120, 96, 112))
    brush.line([(px, py - 4) for px, py in deck], 2, (255, 216, 172))


def _powerhouse(brush: Brush) -> None:
    """The power station at the wall's foot, lit, and the river that leaves it."""
    brush.polygon([(742, 958), (868, 958), (960, HEIGHT), (600, HEIGHT)], (74, 86, 122))
    for y, left, right in ((978, 720, 880), (1004, 690, 860), (1032, 650, 930)):
        brush.line([(left, y), (right, y + 3)], 3, (136, 140, 168))
    brush.polygon([(664, 908), (946, 908), (946, 966), (664, 966)], (104, 88, 108))
    brush.polygon([(652, 908), (676, 890), (934, 890), (958, 908)], (150, 112, 116))
    for x in range(676, 940, 22):
        brush.rect(x, 922, x + 12, 950, (255, 214, 140))


def _slopes(canvas: Canvas) -> None:
    """The wooded sides of the gorge: the left one dark, the right one lit along its crest."""
    sides = (
        (
            [
                (-10, 470),
                (120, 512),
                (236, 580),
                (330, 690),
                (452, 820),
                (566, 930),
                (640, 1000),
                (690, HEIGHT + 10),
                (-10, HEIGHT + 10),
            ],
            (44, 50, 70),
            (72, 70, 84),
        ),
        (
            [
                (1610, 440),
                (1490, 500),
                (1366, 576),
                (1272, 690),
                (1150, 820),
                (1036, 930),
                (962, 1000),
                (912, HEIGHT + 10),
                (1610, HEIGHT + 10),
            ],
            (66, 58, 74),
            (206, 138, 98),
        ),
    )
    for outline, dark, lit in sides:
        mask = Pen().polygon(outline).mask(1)
        canvas.lay(mask, ramp([(0.4, mixed(dark, lit, 0.3)), (0.7, dark), (1, (26, 32, 50))]))
        _wood(canvas, outline[:7], dark, lit)


def _wood(canvas: Canvas, edge: list[tuple[int, int]], dark: Colour, lit: Colour) -> None:
    """Firs from the gorge's edge down to the picture's side, the far ones first."""
    left = edge[0][0] < 800
    xs, ys = zip(*(edge if left else edge[::-1]), strict=True)
    trees: list[tuple[float, float]] = []
    for _ in range(620):
        x = float(canvas.rng.uniform(-10, 640) if left else canvas.rng.uniform(960, WIDTH + 10))
        top = float(np.interp(x, xs, ys))
        trees.append((top + (HEIGHT + 40 - top) * float(canvas.rng.random()) ** 1.3, x))
    with canvas.brush() as brush:
        for y, x in sorted(trees):
            near = (y - 440) / 660
            tall, tone = (30 + 62 * near) * float(canvas.rng.uniform(0.7, 1.2)), float(canvas.rng.random())
            body = mixed(mixed(dark, (20, 28, 44), near), lit, 0.2 * tone * (1 - near * 0.6))
            brush.polygon([(x - tall * 0.2, y), (x, y - tall), (x + tall * 0.2, y)], body)
            side = mixed(body, lit, 0.5 * (1 - 0.7 * near))
            brush.polygon([(x - tall * 0.2, y), (x, y - tall), (x - tall * 0.06, y)], side)
