"""A procession of lanterns on boats in an island's harbour at nightfall, and every light again in the water."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Pen, levels, mixed, ramp

_SHORE = 640.0
_LANTERN: Colour = (255, 196, 104)
_FLAME: Colour = (255, 236, 186)
_HULL: Colour = (22, 24, 44)
# Bow's x, waterline's y, size: the procession winds from the harbour's mouth towards us.
_BOATS = (
    (1192.0, 668.0, 0.24),
    (1086.0, 676.0, 0.28),
    (968.0, 686.0, 0.33),
    (838.0, 700.0, 0.4),
    (700.0, 718.0, 0.48),
    (566.0, 744.0, 0.58),
    (470.0, 784.0, 0.72),
    (590.0, 838.0, 0.92),
    (930.0, 902.0, 1.24),
)


def paint() -> Image.Image:
    """Paint the scene."""
    sky = [
        (0, (16, 22, 58)),
        (0.22, (42, 44, 92)),
        (0.42, (104, 76, 120)),
        (0.54, (206, 122, 110)),
        (0.6, (246, 170, 116)),
        (1, (60, 50, 90)),
    ]
    canvas = Canvas(515, ramp(sky))
    _stars(canvas)
    fade = levels([(0, 120), (0.3, 220), (0.56, 160), (0.6, 0), (1, 0)])
    canvas.veil(canvas.noise(760, 60, 5), 0.52, 0.2, fade, ramp([(0, (60, 52, 100)), (0.5, (214, 116, 112))]), 0.8)
    canvas.glow(1270, 636, 560, 200, (255, 176, 104), 0.6)
    canvas.lay(Pen().polygon(canvas.ridge(640, 70, 480)).mask(1.5), (122, 84, 118), 0.85)
    _island(canvas)
    with canvas.brush() as brush:
        _houses(canvas, brush)
        _chapel(brush)
        _mole(brush)
    _windows(canvas)
    canvas.water(round(_SHORE), tint=(20, 26, 66), depth=0.42, ripple=13, squeeze=1.1)
    _wakes(canvas)
    with canvas.brush() as brush:
        for boat in _BOATS:
            _boat(brush, *boat)
    _lights(canvas)
    _floating(canvas)
    return canvas.finished(grain=5.5, vignette=0.36)


def _stars(canvas: Canvas) -> None:
    pen = Pen()
    for _ in range(150):
        x, y = float(canvas.rng.uniform(0, WIDTH)), float(canvas.rng.random()) ** 1.6 * 360
        size = float(canvas.rng.uniform(0.6, 1.3))
        pen.ellipse(x, y, size, size, int(canvas.rng.integers(50, 200)))
    canvas.lay(pen.mask(), (226, 226, 244), 0.8)
    canvas.lay(Pen().ellipse(330, 150, 27, 27).mask(0.6), (250, 236, 206))
    canvas.lay(Pen().ellipse(341, 143, 25, 25).mask(0.8), (30, 34, 78))
    canvas.glow(322, 154, 130, 120, (170, 160, 190), 0.3)


def _top(x: float) -> float:
    """The island's outline."""
    return (
        _SHORE
        - 290 * math.exp(-(((x - 300) / 330) ** 2))
        - 120 * math.exp(-(((x - 720) / 190) ** 2))
        - 26 * math.exp(-(((x - 980) / 160) ** 2))
    )


def _island(canvas: Canvas) -> None:
    rough = np.interp(np.arange(0, WIDTH + 8, 8), np.linspace(0, WIDTH, 90), canvas.rng.normal(0, 7, 90))
    crest = [(float(x), min(_SHORE, _top(x) + float(rough[i]))) for i, x in enumerate(range(0, WIDTH + 8, 8))]
    mask = Pen().polygon([(0, _SHORE + 4), *crest, (WIDTH, _SHORE + 4)]).mask(0.8)
    canvas.lay(mask, ramp([(0.32, (52, 46, 88)), (0.6, (38, 38, 72))]))
    relief = canvas.noise(170, 190, 5)
    lit = np.clip((relief - np.roll(relief, (4, -9), (0, 1))) * 6, -1, 1) * np.asarray(mask, np.float32) / 255
    canvas.lay(np.clip(lit, 0, 0.5), (156, 96, 112))
    canvas.lay(np.clip(-lit, 0, 0.7), (22, 24, 52))


def _houses(canvas: Canvas, brush: Brush) -> None:
    """White houses up the slope in the dusk, with flat roofs and small domes, some of their windows lit."""
    for row in range(9):
        share = 1 - row / 8
        x = 40.0 + float(canvas.rng.uniform(0, 30))
        while x < 900:
            height = _SHORE - _top(x)
            if height > 66 and canvas.rng.random() < 0.86 - 0.4 * share:
                _house(canvas, brush, x, _SHORE - 4 - (height - 60) * share * 0.72)
            x += float(canvas.rng.uniform(26, 54))


def _house(canvas: Canvas, brush: Brush, x: float, foot: float) -> None:
    wide, tall = float(canvas.rng.uniform(24, 44)), float(canvas.rng.uniform(20, 36))
    face = mixed((128, 108, 146), (166, 132, 158), float(canvas.rng.random()))
    brush.rect(x, foot - tall, x + wide, foot + 6, face)
    brush.rect(x + wide * 0.7, foot - tall, x + wide, foot + 6, mixed(face, (250, 168, 130), 0.5))
    brush.rect(x - 1, foot - tall - 2, x + wide + 1, foot - tall + 1, mixed(face, (255, 210, 180), 0.35))
    if canvas.rng.random() < 0.12:
        dome = [
            (wide * 0.3 * math.cos(t), foot - tall - wide * 0.32 * math.sin(t))
            for t in (math.pi / 2 * i / 8 for i in range(9))
        ]
        brush.turned(x + wide * 0.4, dome, [(0, (46, 66, 122)), (0.7, (96, 104, 158)), (1, (214, 150, 150))])
    for column in range(int(wide // 11)):
        is_lit = canvas.rng.random() < 0.5
        wx, wy = x + 5 + column * 11, foot - tall + 8
        brush.rect(wx, wy, wx + 4, wy + 7, (255, 206, 120) if is_lit else (64, 58, 98))


def _chapel(brush: Brush) -> None:
    """The chapel on the hill from which the procession came."""
    x, foot = 352.0, _top(352) + 10
    brush.rect(x - 34, foot - 34, x + 34, foot + 12, (158, 128, 156))
    brush.rect(x + 14, foot - 34, x + 34, foot + 12, (232, 160, 140))
    dome = [(30 * math.cos(t), foot - 34 - 30 * math.sin(t)) for t in (math.pi / 2 * i / 10 for i in range(11))]
    brush.turned(x, dome, [(0, (40, 58, 116)), (0.6, (84, 96, 152)), (0.95, (232, 160, 146)), (1, (180, 130, 150))])
    brush.rect(x - 60, foot - 78, x - 36, foot + 12, (150, 122, 152))
    brush.rect(x - 43, foot - 78, x - 36, foot + 12, (232, 160, 140))
    brush.rect(x - 54, foot - 68, x - 42, foot - 50, (255, 214, 138))
    brush.polygon([(x - 62, foot - 78), (x - 48, foot - 100), (x - 34, foot - 78)], (70, 62, 108))
    brush.rect(x - 6, foot - 12, x + 6, foot + 12, (255, 206, 120))


def _mole(brush: Brush) -> None:
    """The harbour's quay and its mole with the small light at the end."""
    brush.polygon([(0, _SHORE - 12), (880, _SHORE - 10), (890, _SHORE + 1), (0, _SHORE + 1)], (54, 50, 84))
    brush.line([(0, _SHORE - 12), (880, _SHORE - 10)], 2, (150, 112, 134))
    brush.polygon([(1290, _SHORE - 16), (WIDTH, _SHORE - 22), (WIDTH, _SHORE + 1), (1282, _SHORE + 1)], (44, 40, 74))
    brush.turned(
        1312, [(9, _SHORE - 74), (13, _SHORE - 16)], [(0, (96, 80, 118)), (0.5, (150, 110, 130)), (1, (250, 180, 136))]
    )
    brush.rect(1305, _SHORE - 90, 1319, _SHORE - 74, (255, 236, 190))
    brush.polygon([(1300, _SHORE - 90), (1312, _SHORE - 102), (1324, _SHORE - 90)], (54, 48, 84))


def _windows(canvas: Canvas) -> None:
    """The glow over the town, the garland along the quay, the light on the mole."""
    canvas.glow(330, 560, 460, 130, (255, 164, 92), 0.32)
    garland = Pen()
    for step in range(44):
        x = 20 + step * 19.5
        garland.ellipse(x, _SHORE - 24 + 7 * math.sin(math.pi * (step % 5) / 5), 2.3, 2.3)
    canvas.light(garland.mask(5), _LANTERN, 0.9)
    canvas.lay(garland.mask(0.3), _FLAME)
    canvas.glow(1312, _SHORE - 82, 60, 50, (255, 220, 160), 0.9)


def _wakes(canvas: Canvas) -> None:
    """Broken columns of lantern light below each boat, and the dark of the hulls."""
    dark, gold = Pen(), Pen()
    for x, y, size in _BOATS:
        dark.polygon(
            [(x - 118 * size, y), (x + 118 * size, y), (x + 84 * size, y + 40 * size), (x - 84 * size, y + 40 * size)],
            210,
        )
        for dx in (-78.0, -28.0, 24.0, 72.0):
            for step in range(26):
                depth = step / 26
                wide = (5 + 17 * depth) * size * float(canvas.rng.uniform(0.4, 1.2))
                sway = float(canvas.rng.normal(0, 7 * depth)) * size
                py = y + (16 + 150 * depth) * size
                gold.ellipse(x + dx * size + sway, py, wide, 1.7 * size + 0.5, int(235 * (1 - depth) ** 1.1))
    canvas.lay(dark.mask(5), (14, 16, 44), 0.7)
    canvas.light(gold.mask(1.2), (255, 176, 84), 0.95)
    canvas.light(gold.mask(9), (255, 140, 60), 0.7)


def _boat(brush: Brush, x: float, y: float, size: float) -> None:
    """An open boat with rowers, a mast with a cross of lanterns, and a lantern for each pair of hands."""

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * size, y + dy * size

    hull = [(-128, -30), (-104, 2), (-60, 14), (70, 14), (112, 0), (136, -36), (100, -22), (0, -16), (-100, -20)]
    for index, dx in enumerate((-80.0, -48.0, -4.0, 40.0, 76.0)):
        tall = (62, 54, 60, 52, 58)[index]
        body = [(dx - 15, -14), (dx - 12, -tall + 14), (dx, -tall + 8), (dx + 12, -tall + 14), (dx + 15, -14)]
        brush.polygon([at(*p) for p in body], (40, 34, 58))
        brush.ellipse(*at(dx, -tall), 8 * size, 10 * size, (66, 46, 60))
        brush.line([at(dx + 12, -tall + 14), at(dx + 15, -16)], 3 * size, (206, 124, 84))
        brush.line([at(dx + 3, -tall - 9), at(dx + 8, -tall - 2)], 3 * size, (236, 156, 100))
    brush.line([at(16, -12), at(16, -176)], 4 * size, (38, 32, 54))
    brush.polygon([at(*p) for p in hull], _HULL)
    brush.line([at(-128, -30), at(-100, -20), at(0, -16), at(100, -22), at(136, -36)], 4 * size, (156, 92, 76))
    for dx in (-60.0, 4.0, 60.0):
        brush.line([at(dx, -26), at(dx - 44, 18)], 3 * size, (52, 42, 62))
    for dx, dy, r in _lanterns():
        brush.line([at(dx, dy), at(dx, dy - 22)], 1.6 * size, (60, 48, 66))
        brush.ellipse(*at(dx, dy), r * size, r * 1.25 * size, (255, 176, 84))
        brush.ellipse(*at(dx, dy + 1), r * 0.62 * size, r * 0.9 * size, _FLAME)


def _lanterns() -> list[tuple[float, float, float]]:
    """Where a boat's lanterns hang: dx, dy, radius."""
    return [
        (-116, -50, 9),
        (-28, -44, 9),
        (24, -40, 9),
        (58, -44, 9),
        (126, -58, 9),
        (16, -170, 13),
        (-8, -138, 8),
        (40, -138, 8),
    ]


def _lights(canvas: Canvas) -> None:
    glow = Pen()
    for x, y, size in _BOATS:
        for dx, dy, radius in _lanterns():
            glow.ellipse(x + dx * size, y + dy * size, radius * 2.4 * size, radius * 2.8 * size, 210)
    canvas.light(glow.mask(9), (255, 150, 66), 0.9)
    canvas.light(glow.mask(26), (255, 130, 60), 0.85)


def _floating(canvas: Canvas) -> None:
    """Paper lanterns set on the water, near and dim to the sides."""
    bodies, glows, mirror = Pen(), Pen(), Pen()
    for _ in range(34):
        near = float(canvas.rng.random()) ** 1.4
        x, y = float(canvas.rng.uniform(20, WIDTH - 20)), 720 + 320 * near
        size = 3 + 15 * near
        if min(abs(x - bx) / (150 * s + 20) + abs(y - by) / (130 * s + 10) for bx, by, s in _BOATS) < 1:
            continue
        bodies.polygon(
            [
                (x - size * 0.6, y),
                (x - size * 0.7, y - size * 1.5),
                (x + size * 0.7, y - size * 1.5),
                (x + size * 0.6, y),
            ]
        )
        glows.ellipse(x, y - size * 0.7, size * 2.2, size * 2.2, 170)
        for step in range(7):
            mirror.ellipse(
                x + float(canvas.rng.normal(0, 2)), y + size * (0.5 + step * 0.5), size * 0.6, 1.4, 210 - step * 28
            )
    canvas.light(mirror.mask(1.5), (255, 170, 84), 0.9)
    canvas.light(glows.mask(14), (255, 140, 64), 0.75)
    canvas.lay(bodies.mask(0.8), (255, 206, 128), 0.95)
    canvas.lay(levels([(0, 0), (0.84, 0), (1, 150)]), (10, 12, 34), 0.6)
    canvas.glow(WIDTH * 0.58, HEIGHT * 0.86, 300, 160, (255, 160, 84), 0.22)
