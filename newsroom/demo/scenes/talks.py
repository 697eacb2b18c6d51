"""Talks: one delegation faces us across a long table, the other shows its backs; flags of invented colours."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Pen, Point, mixed, ramp

_EDGE = 640.0  # the far edge of the table
_SUITS: tuple[Colour, ...] = (
    (38, 46, 66),
    (58, 54, 58),
    (30, 36, 48),
    (84, 50, 60),
    (46, 62, 86),
    (70, 66, 62),
    (36, 60, 66),
)
_SKINS: tuple[Colour, ...] = ((230, 184, 152), (206, 156, 122), (238, 200, 170), (158, 110, 82), (222, 174, 140))
_HAIRS: tuple[Colour, ...] = ((34, 29, 29), (70, 52, 40), (150, 144, 140), (28, 26, 30), (98, 72, 52))
_TIES: tuple[Colour, ...] = ((158, 54, 50), (58, 92, 138), (74, 116, 100), (178, 134, 66))
_FLAGS: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((28, 92, 104), (236, 228, 210), (206, 124, 52)),
    ((112, 46, 78), (232, 206, 144), (52, 60, 100)),
)
_SEATS = (146.0, 364.0, 582.0, 800.0, 1018.0, 1236.0, 1454.0)


def paint() -> Image:
    """Paint the scene."""
    canvas = Canvas(
        350,
        ramp(
            [
                (0, (150, 118, 86)),
                (0.22, (188, 154, 114)),
                (0.45, (164, 128, 92)),
                (0.62, (112, 82, 62)),
                (1, (60, 42, 38)),
            ]
        ),
    )
    _wall(canvas)
    _flags(canvas)
    people = [_Person(canvas, x) for x in _SEATS]
    with canvas.brush() as brush:
        for person in people:
            person.sit(brush)
    _shade(canvas)
    _table(canvas)
    with canvas.brush() as brush:
        for person in people:
            person.rest_arms(brush)
        for x in _SEATS:
            _setting(brush, x)
        _flowers(canvas, brush)
    _backs(canvas)
    canvas.glow(150, 330, 620, 520, (255, 236, 196), 0.3)
    canvas.glow(860, 690, 720, 150, (255, 230, 190), 0.2)
    return canvas.finished(grain=5.0, vignette=0.42, brush=0.035)


def _wall(canvas: Canvas) -> None:
    with canvas.brush() as brush:
        for index in range(8):
            left = 16 + index * 200.0
            brush.polygon([(left, 48), (left + 168, 48), (left + 168, 560), (left, 560)], (150, 114, 80))
            brush.polygon([(left + 8, 56), (left + 168, 56), (left + 168, 560), (left + 8, 560)], (174, 138, 100))
            brush.line([(left, 560), (left + 168, 560), (left + 168, 48)], 2.5, (214, 182, 138))
    grainy = canvas.noise(60, 900, 3)
    canvas.lay((grainy - 0.45).clip(0, 0.3), (84, 54, 34), 0.9)
    beams = Pen()
    for left in (-40.0, 250.0, 520.0):
        beams.polygon([(left, 0), (left + 130, 0), (left + 420, 620), (left + 250, 620)], 130)
    canvas.light(beams.mask(40), (255, 226, 174), 0.42)


def _flags(canvas: Canvas) -> None:
    folds, gleams = Pen(), Pen()
    with canvas.brush() as brush:
        for index in range(6):
            x = 222.0 + index * 218
            brush.line([(x, 70), (x, _EDGE)], 6, (206, 164, 92))
            brush.ellipse(x, 64, 7, 10, (226, 188, 112))
            edges = (0.0, 0.34, 0.66, 1.0)
            for band, colour in enumerate(_FLAGS[index % 2]):
                outer = [_hang(x, edges[band], t / 16) for t in range(17)]
                inner = [_hang(x, edges[band + 1], t / 16) for t in range(17)]
                brush.polygon([*outer, *inner[::-1]], colour)
            for share, width in ((0.16, 6), (0.43, 9), (0.78, 8)):
                folds.line([_hang(x, share, t / 16) for t in range(17)], width)
            for share in (0.3, 0.6, 0.92):
                gleams.line([_hang(x, share, t / 16) for t in range(17)], 5)
    canvas.lay(folds.mask(4), (26, 18, 30), 0.55)
    canvas.light(gleams.mask(3), (255, 240, 214), 0.22)


def _hang(x: float, share: float, down: float) -> Point:
    """A point of a hanging flag: `share` from pole to free edge, `down` from top to bottom."""
    reach = 66 + 16 * math.sin(down * 3.1) + 12 * down
    return x + 3 + share * reach + 5 * math.sin(down * 9 + share * 5), 84 + down * 400 + share * (62 - 34 * down)


class _Person:
    """Somebody who sits behind the table and faces us."""

    def __init__(self, canvas: Canvas, x: float) -> None:
        rng = canvas.rng
        self.suit, self.skin = _SUITS[int(rng.integers(7))], _SKINS[int(rng.integers(5))]
        self.hair, self.tie = _HAIRS[int(rng.integers(5))], _TIES[int(rng.integers(4))]
        self.has_long_hair = bool(rng.random() < 0.4)
        self.has_glasses = bool(rng.random() < 0.35)
        self.turn = float(rng.choice([-9.0, -5.0, 0.0, 5.0, 9.0]))
        self.x, self.lift = x + float(rng.uniform(-12, 12)), float(rng.uniform(-8, 12))

    def at(self, dx: float, dy: float) -> Point:
        """Place a point: dx px to the right of the middle, dy px above the table."""
        return self.x + dx, _EDGE + 6 - self.lift - dy * 1.12

    def sit(self, brush: Brush) -> None:
        """Paint chair, body and head down to the table's edge."""
        at, suit = self.at, self.suit
        brush.polygon([at(-74, 0), at(-70, 150), at(-52, 172), at(52, 172), at(70, 150), at(74, 0)], (74, 44, 38))
        brush.polygon([at(-66, 0), at(-62, 146), at(-48, 164), at(48, 164), at(62, 146), at(66, 0)], (98, 60, 50))
        outline = [(-98, -20), (-97, 40), (-91, 86), (-78, 112), (-52, 128), (-20, 142)]
        brush.polygon([*(at(x, y) for x, y in outline), *(at(-x, y) for x, y in outline[::-1])], suit)
        for side in (-1, 1):
            brush.line([at(side * 60, 96), at(side * 66, 20), at(side * 64, -20)], 2.6, mixed(suit, (0, 0, 0), 0.35))
        brush.polygon([at(-22, 143), at(22, 143), at(0, 44)], (240, 236, 230))
        if self.has_long_hair:
            brush.polygon([at(-9, 143), at(9, 143), at(0, 92)], mixed(self.skin, (120, 70, 60), 0.15))
        else:
            brush.polygon([at(-6, 134), at(6, 134), at(9, 70), at(0, 48), at(-9, 70)], self.tie)
        lapel = mixed(suit, (255, 255, 255), 0.14)
        for side in (-1, 1):
            brush.polygon([at(side * 21, 144), at(side * 38, 122), at(side * 27, 104), at(0, 40)], lapel)
        self._head(brush)

    def _head(self, brush: Brush) -> None:
        at, skin, hair, turn = self.at, self.skin, self.hair, self.turn
        if self.has_long_hair:
            brush.ellipse(*at(turn * 0.3, 206), 48, 58, hair)
            brush.polygon([at(-42, 206), at(42, 206), at(40, 140), at(24, 132), at(-24, 132), at(-40, 140)], hair)
        brush.polygon(
            [at(-18, 180), at(18, 180), at(20, 144), at(0, 126), at(-20, 144)], mixed(skin, (110, 60, 50), 0.32)
        )
        for side in (-1, 1):
            if not self.has_long_hair:
                brush.ellipse(*at(side * 35 + turn * 0.2, 200), 7, 12, mixed(skin, (130, 70, 60), 0.2))
        brush.ellipse(*at(0, 212), 40, 46, hair)
        brush.ellipse(*at(turn * 0.4, 201), 37, 43, skin)
        brush.polygon(
            [at(-30 + turn * 0.4, 184), at(30 + turn * 0.4, 184), at(14 + turn * 0.6, 157), at(-14 + turn * 0.6, 157)],
            skin,
        )
        brush.ellipse(*at(turn * 0.6, 163), 17, 10, skin)
        fringe = [
            (-38, 208),
            (-35, 232),
            (-20, 250),
            (4, 256),
            (26, 246),
            (38, 224),
            (38, 206),
            (30, 224),
            (8, 234),
            (-16, 228),
            (-30, 220),
        ]
        brush.polygon([at(x, y) for x, y in fringe], hair)
        self._face(brush)

    def _face(self, brush: Brush) -> None:
        at, turn = self.at, self.turn
        dark, rose = mixed(self.skin, (30, 16, 18), 0.78), mixed(self.skin, (140, 50, 50), 0.5)
        for side in (-1, 1):
            x = side * 14 + turn
            brush.ellipse(*at(x, 203), 5.0, 2.3, (236, 228, 220))
            brush.ellipse(*at(x + turn * 0.12, 203), 2.7, 2.7, (40, 28, 26))
            brush.line([at(x - 8, 213), at(x, 216), at(x + 8, 213)], 2.6, mixed(dark, self.hair, 0.5))
            if self.has_glasses:
                frame = [at(x + 10 * math.cos(a), 202 + 7 * math.sin(a)) for a in (i * math.pi / 8 for i in range(17))]
                brush.line(frame, 1.3, mixed(self.skin, (44, 38, 40), 0.7))
        brush.line(
            [at(turn * 1.5 + 1, 202), at(turn * 1.5 + 4, 188), at(turn * 1.4 - 3, 186)],
            2.4,
            mixed(self.skin, (120, 60, 50), 0.4),
        )
        brush.line([at(turn - 10, 174), at(turn, 172.5), at(turn + 10, 174)], 2.8, rose)

    def rest_arms(self, brush: Brush) -> None:
        """Paint forearms and folded hands on the table."""
        at = self.at
        for side in (-1, 1):
            sleeve = mixed(self.suit, (0, 0, 0), 0.12)
            upper = [(62, 92), (84, 84), (96, 50), (102, -6), (84, -28), (66, -20), (66, 20)]
            brush.polygon([at(side * x, y) for x, y in upper], mixed(self.suit, (0, 0, 0), 0.06))
            brush.line([at(side * 84, -14), at(side * 32, -34)], 33, sleeve)
            brush.ellipse(*at(side * 84, -12), 18, 18, sleeve)
            brush.line([at(side * 31, -34), at(side * 25, -36)], 29, (240, 236, 230))
            brush.ellipse(*at(side * 12, -37), 21, 14, mixed(self.skin, (130, 70, 60), 0.08 if side < 0 else 0.2))
        for finger in range(4):
            brush.line([at(-8 + finger * 7, -30), at(-3 + finger * 7, -44)], 1.6, mixed(self.skin, (110, 56, 48), 0.5))


def _shade(canvas: Canvas) -> None:
    """Light comes from the left: the right of each figure lies in shade, and so does the wall behind it."""
    shade, rim = Pen(), Pen()
    for x in _SEATS:
        shade.ellipse(x + 44, _EDGE - 222, 20, 46).polygon(
            [(x + 40, _EDGE), (x + 62, _EDGE - 128), (x + 92, _EDGE - 90), (x + 98, _EDGE)]
        )
        rim.ellipse(x - 31, _EDGE - 226, 7, 34)
    canvas.lay(shade.mask(10), (34, 18, 20), 0.42)
    canvas.light(rim.mask(8), (255, 226, 186), 0.25)


def _table(canvas: Canvas) -> None:
    top = Pen().polygon([(-40, _EDGE), (WIDTH + 40, _EDGE), (WIDTH + 300, 930), (-300, 930)])
    canvas.lay(
        top.mask(), ramp([(0.59, (196, 146, 102)), (0.66, (170, 116, 78)), (0.8, (120, 74, 52)), (1, (70, 42, 34))])
    )
    streaks = canvas.noise(700, 10, 3)
    window = Pen().polygon([(-40, _EDGE + 2), (WIDTH + 40, _EDGE + 2), (WIDTH, 930), (0, 930)]).mask()
    canvas.picture.paste(
        (72, 38, 26), (0, 0, WIDTH, HEIGHT), window.point([round(value * 0.16) for value in range(256)])
    )
    canvas.lay((streaks - 0.52).clip(0, 0.3) * (_rows() > _EDGE + 2), (236, 190, 140), 0.9)
    mirrored = Pen()
    for x in _SEATS:
        mirrored.polygon([(x - 92, _EDGE + 24), (x + 92, _EDGE + 24), (x + 62, _EDGE + 130), (x - 62, _EDGE + 130)])
    canvas.lay(mirrored.mask(14), (50, 28, 26), 0.42)
    canvas.lay(Pen().rect(0, _EDGE - 2, WIDTH, _EDGE + 2).mask(0.7), (250, 216, 168), 0.7)


def _rows() -> NDArray[np.float32]:
    return np.arange(HEIGHT, dtype=np.float32)[:, None]


def _setting(brush: Brush, x: float) -> None:
    """What lies before each seat: papers, a glass of water, a plate without a name, a microphone."""
    y = _EDGE + 84.0
    brush.polygon([(x - 76, y), (x - 4, y - 4), (x - 12, y + 34), (x - 92, y + 38)], (222, 214, 200))
    brush.polygon([(x - 72, y - 4), (x - 2, y - 8), (x - 10, y + 29), (x - 86, y + 33)], (248, 244, 236))
    for row in range(4):
        left, top = x - 70 - row * 3, y + 3 + row * 7
        brush.line([(left, top), (left + 54 - 14 * (row % 2), top - 3)], 1.6, (156, 150, 152))
    brush.line([(x, y + 26), (x + 20, y + 4)], 3, (40, 44, 70))
    brush.polygon([(x + 34, y - 2), (x + 92, y - 2), (x + 96, y + 30), (x + 30, y + 30)], (246, 240, 226))
    brush.polygon([(x + 30, y + 30), (x + 96, y + 30), (x + 94, y + 34), (x + 32, y + 34)], (150, 120, 96))
    brush.line([(x + 46, y + 14), (x + 82, y + 14)], 4, (140, 52, 50))
    brush.polygon([(x + 100, y - 34), (x + 124, y - 34), (x + 121, y + 10), (x + 103, y + 10)], (206, 206, 200))
    brush.polygon([(x + 102, y - 16), (x + 122, y - 16), (x + 120, y + 8), (x + 104, y + 8)], (226, 236, 238))
    brush.ellipse(x + 112, y - 34, 11, 3, (236, 240, 240))
    brush.ellipse(x - 104, y + 12, 15, 5, (38, 34, 38))
    brush.line([(x - 104, y + 10), (x - 102, y - 26), (x - 90, y - 50)], 3.4, (38, 34, 38))
    brush.ellipse(x - 87, y - 55, 6.5, 9, (28, 26, 30))


def _flowers(canvas: Canvas, brush: Brush) -> None:
    """Low flowers along the middle of the table."""
    for x in (255.0, 691.0, 1127.0, 1563.0):
        for _ in range(80):
            dx, dy = float(canvas.rng.normal(0, 36)), abs(float(canvas.rng.normal(0, 15)))
            size, place = float(canvas.rng.uniform(4, 9)), (x + dx, _EDGE + 156 - dy * math.exp(-((dx / 60) ** 2)))
            if canvas.rng.random() < 0.5:
                brush.ellipse(*place, size * 1.4, size * 0.6, (62 + int(dy), 92, 62))
            else:
                brush.ellipse(
                    *place, size, size * 0.8, mixed((252, 244, 234), (232, 172, 150), float(canvas.rng.random()))
                )
                brush.ellipse(*place, size * 0.3, size * 0.28, (224, 164, 80))


def _backs(canvas: Canvas) -> None:
    """The near delegation: dark, large and a little out of focus, in the gaps between the faces."""
    chairs, coats, hairs, necks, rims = Pen(), Pen(), Pen(), Pen(), Pen()
    for index, seat in enumerate(_SEATS[:-1]):
        x, lift = seat + 109 + float(canvas.rng.uniform(-14, 14)), float(canvas.rng.uniform(-14, 18))
        y = 1000.0 - lift
        coats.polygon(
            [
                (x - 150, HEIGHT + 8),
                (x - 142, y - 30),
                (x - 104, y - 78),
                (x - 34, y - 104),
                (x + 34, y - 104),
                (x + 104, y - 78),
                (x + 142, y - 30),
                (x + 150, HEIGHT + 8),
            ]
        )
        necks.polygon([(x - 27, y - 96), (x - 24, y - 150), (x + 24, y - 150), (x + 27, y - 96)])
        hairs.ellipse(x, y - 176, 52, 62)
        if index % 3 == 1:
            hairs.polygon([(x - 54, y - 176), (x + 54, y - 176), (x + 60, y - 84), (x - 60, y - 84)])
        chairs.polygon(
            [
                (x - 112, HEIGHT + 8),
                (x - 104, y - 22),
                (x - 84, y - 40),
                (x + 84, y - 40),
                (x + 104, y - 22),
                (x + 112, HEIGHT + 8),
            ]
        )
        rims.line([(x - 52, y - 170), (x - 42, y - 214), (x - 6, y - 238)], 5).line(
            [(x - 142, y - 26), (x - 104, y - 76), (x - 40, y - 102)], 5
        )
    canvas.lay(coats.mask(2.2), ramp([(0.85, (36, 36, 48)), (1, (20, 20, 28))]))
    canvas.lay(necks.mask(2), (128, 86, 66))
    canvas.lay(
        hairs.mask(2.2),
        ramp([(0, (44, 34, 30)), (0.35, (26, 22, 24)), (0.62, (66, 52, 44)), (1, (30, 26, 28))], across=True),
    )
    canvas.lay(chairs.mask(2), ramp([(0.88, (72, 42, 36)), (1, (40, 24, 24))]))
    canvas.light(rims.mask(3), (255, 214, 160), 0.55)
