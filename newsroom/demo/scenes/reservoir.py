"""A reservoir in drought: cracked bed, a jetty and a boat on dry land, the pale ring of the old shore on the hills."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Eye, Pen, Point, levels, mixed, ramp

_HORIZON = 428.0
_EYE = Eye(6.2, horizon=_HORIZON, focus=1100)
_HAZE: Colour = (232, 212, 182)
_MUD: Colour = (190, 154, 112)
_CRACK: Colour = (70, 50, 40)
_Ground = tuple[NDArray[np.float32], NDArray[np.float32]]


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(
        88,
        ramp(
            [(0, (92, 138, 176)), (0.2, (150, 180, 196)), (0.36, (226, 210, 182)), (0.42, (244, 218, 176)), (1, _MUD)]
        ),
    )
    fade = levels([(0, 200), (0.3, 160), (0.42, 0), (1, 0)])
    canvas.veil(canvas.noise(900, 70, 5), 0.52, 0.26, fade, (252, 238, 214), 0.7)
    canvas.glow(1330, 250, 620, 340, (255, 226, 166), 0.75)
    canvas.glow(1330, 210, 120, 110, (255, 246, 220), 0.9)
    canvas.lay(Pen().polygon(canvas.ridge(430, 150, 520)).mask(1.5), (172, 172, 178), 0.75)
    ground = _ground(canvas)
    _hill(canvas, (330, 420, 640, 170), 13, 0.58, ground)
    _hill(canvas, (1230, 424, 560, 200), 30, 0.36, ground)
    _hill(canvas, (-90, 436, 640, 330), 64, 0.08, ground)
    canvas.water(456, tint=(52, 104, 130), depth=0.62, ripple=5, squeeze=0.9)
    _bed(canvas)
    with canvas.brush() as brush:
        _plates(canvas, brush)
    _dust(canvas)
    _shadows(canvas)
    with canvas.brush() as brush:
        _jetty(brush)
        _boat(brush)
    canvas.glow(1330, 250, 1000, 620, (255, 208, 140), 0.2)
    return canvas.finished(grain=4.5, vignette=0.26)


def _hill(canvas: Canvas, shape: tuple[float, float, float, float], ring: float, far: float, ground: _Ground) -> None:
    """A hill (middle, foot, reach, height): scrub above the old shoreline, bare pale terraces below it."""
    middle, foot, reach, height = shape
    rough = np.interp(np.arange(0, WIDTH + 8, 8), np.linspace(0, WIDTH, 60), canvas.rng.random(60)) - 0.5
    crest: list[Point] = []
    for index, x in enumerate(range(0, WIDTH + 8, 8)):
        away = abs(x - middle) / reach
        crest.append(
            (x, foot + 60 - (height + 60) * max(0.0, 1 - away**1.7) + float(rough[index]) * 26 * (1 - min(1, away)))
        )
    mask = Pen().polygon([(0, 480), *crest, (WIDTH, 480)]).mask(0.8)
    canvas.lay(mask, ramp([(0, mixed((98, 104, 62), _HAZE, far)), (0.44, mixed((128, 118, 76), _HAZE, far))]))
    inside = np.asarray(mask, np.float32) / np.float32(255)
    relief, scrub = np.roll(ground[0], round(middle) + WIDTH // 2, 1), np.roll(ground[1], round(middle) + WIDTH // 2, 1)
    strength = np.float32(1 - far)
    canvas.lay(np.clip(-relief, 0, 0.7) * inside * strength, mixed((58, 54, 66), _HAZE, far))
    canvas.lay(np.clip(relief, 0, 0.6) * inside * strength, mixed((232, 196, 128), _HAZE, far))
    canvas.lay(np.clip((scrub - 0.46) * 3.4, 0, 0.7) * inside * strength, mixed((52, 62, 44), _HAZE, far))
    old = _HORIZON - ring
    bare = levels([(0, 0), ((old - 2) / HEIGHT, 0), (old / HEIGHT, 255), (1, 255)])
    shore = ImageChops.multiply(mask, bare)
    canvas.lay(
        shore, ramp([(old / HEIGHT, mixed((240, 222, 186), _HAZE, far)), (0.44, mixed((196, 166, 126), _HAZE, far))])
    )
    lines = Pen()
    for step in range(1, 9):
        y = old + (470 - old) * (step / 9) ** 1.15
        lines.line([(0, y), (WIDTH, y)], 1.0 + ring / 46, 90 + 18 * (step % 3))
    canvas.lay(ImageChops.multiply(lines.mask(0.4), shore), mixed((140, 110, 82), _HAZE, far), 0.75)
    low = np.asarray(shore, np.float32) / np.float32(255)
    canvas.lay(np.clip(-relief * 1.4, 0, 0.6) * low * strength, mixed((140, 108, 84), _HAZE, far))
    canvas.lay(np.clip(relief, 0, 0.4) * low * strength, mixed((255, 242, 212), _HAZE, far))


def _ground(canvas: Canvas) -> _Ground:
    """Return what the hills are made of: gullies lit from the right (from -1 to 1), and scrub (from 0 to 1)."""
    height = canvas.noise(230, 300, 5)
    lit: NDArray[np.float32] = np.clip((height - np.roll(height, (3, -8), (0, 1))) * 9, -1, 1)
    return lit, canvas.noise(13, 8, 3)


def _bed(canvas: Canvas) -> None:
    """The dry floor, from the edge of what water is left down to our feet."""
    at = np.arange(0, WIDTH + 8, 8, dtype=np.float32)
    knots = canvas.rng.random(70)
    edge = (
        496
        + 20 * (np.interp(at, np.linspace(0, WIDTH, 70), knots) - 0.5)
        + 26 * ((at - 900) / 900) ** 2
        - 22 * np.exp(-(((at - 240) / 200) ** 2))
    )
    outline = [(float(x), float(y)) for x, y in zip(at, edge, strict=True)]
    wet = Pen().polygon([(0, HEIGHT), *((x, y - 1) for x, y in outline), (WIDTH, HEIGHT)]).mask(0.6)
    canvas.lay(wet, (136, 112, 90))
    dry = Pen().polygon([(0, HEIGHT), *((x, y + 7) for x, y in outline), (WIDTH, HEIGHT)]).mask(2.5)
    canvas.lay(dry, ramp([(0.46, (206, 176, 136)), (0.6, (196, 160, 116)), (1, _MUD)]))
    inside = np.asarray(dry, np.float32) / np.float32(255)
    stains = canvas.noise(520, 40, 5)
    canvas.lay(np.clip((stains - 0.52) * 5, 0, 0.55) * inside, (140, 110, 82))
    canvas.lay(np.clip((0.44 - stains) * 5, 0, 0.5) * inside, (236, 214, 174))
    fine = canvas.noise(30, 4, 2)
    near = np.asarray(levels([(0.47, 60), (0.58, 200), (0.66, 0), (1, 0)]), np.float32) / np.float32(255)
    canvas.lay(np.clip((fine - 0.55) * 7, 0, 0.6) * inside * near, (112, 84, 62))


def _plates(canvas: Canvas, brush: Brush) -> None:
    """Plates of dried mud, row by row from far to near, on a honeycomb whose corners were shaken."""
    size = 1.06
    rows, columns = 34, 170
    corners = _corners(canvas, rows, columns, size)
    tones = canvas.rng.random((rows, columns))
    for row in range(rows - 1, -1, -1):
        z = 9.2 + row * size * 0.9
        far = min(1.0, (z - 9) / 30) ** 0.9
        for column in range(columns // 2 - 2):
            first = 2 * column + row % 2
            ring = [*corners[row, first : first + 3], *corners[row + 1, first : first + 3][::-1]]
            mid_x, mid_z = sum(p[0] for p in ring) / 6, sum(p[1] for p in ring) / 6
            if abs(mid_x) > 0.78 * mid_z:
                continue
            tone = float(tones[row, column])
            seen = [_EYE.sees(mid_x + (x - mid_x) * 0.93, 0.02, mid_z + (d - mid_z) * 0.93) for x, d in ring]
            lip = [(x, y + 130 * 0.5 / mid_z) for x, y in seen]
            gap = [_EYE.sees(mid_x + (x - mid_x) * 1.02, 0, mid_z + (d - mid_z) * 1.02) for x, d in ring]
            colour = mixed(mixed((168, 132, 94), (220, 186, 142), tone), (204, 172, 130), far * 0.75)
            brush.polygon(gap, mixed(_CRACK, (160, 126, 92), far * 0.9))
            brush.polygon(lip, mixed((112, 82, 58), colour, far * 0.9))
            brush.polygon(seen, colour)
            if mid_z < 26:
                brush.line([seen[3], seen[4], seen[5]], 1.8, mixed(colour, (255, 232, 190), 0.6 * (1 - far)))


def _dust(canvas: Canvas) -> None:
    """Stains and dust over the plates, so that no two look cut from one sheet."""
    floor = np.asarray(levels([(0, 0), (0.5, 0), (0.56, 255), (1, 255)]), np.float32) / np.float32(255)
    stains, fine = canvas.noise(420, 90, 5), canvas.noise(14, 5, 2)
    canvas.lay(np.clip((stains - 0.52) * 4, 0, 0.5) * floor, (112, 82, 62))
    canvas.lay(np.clip((0.46 - stains) * 4, 0, 0.4) * floor, (244, 222, 182))
    canvas.lay(np.clip((fine - 0.5) * 1.2, 0, 0.22) * floor, (96, 70, 54))


def _corners(canvas: Canvas, rows: int, columns: int, size: float) -> NDArray[np.float64]:
    grid = np.zeros((rows + 1, columns + 2, 2))
    grid[..., 0] = (np.arange(columns + 2)[None] - columns / 2) * size * 0.52
    grid[..., 1] = 9.2 + np.arange(rows + 1)[:, None] * size * 0.9
    shaken: NDArray[np.float64] = grid + canvas.rng.uniform(-0.33, 0.33, grid.shape) * size
    return shaken


def _shadows(canvas: Canvas) -> None:
    """What jetty and boat throw on the ground: the sun stands behind them on the right."""
    pen = Pen()
    deck = [_EYE.sees(x, 0, z) for x, z in ((-8.4, 9), (-5.9, 9), (-13.4, 62), (-16, 62))]
    pen.polygon(deck, 190)
    boat = [
        _EYE.sees(x, 0, z) for x, z in ((1.2, 19.2), (2.6, 17.4), (6.3, 17.6), (7.2, 18.6), (5.4, 20.4), (2.4, 20.2))
    ]
    pen.polygon(boat, 240)
    canvas.lay(pen.mask(4), (70, 52, 58), 0.62)


def _jetty(brush: Brush) -> None:
    """A jetty that leads to where the water was."""
    stations = [62.0, 52.0, 44.0, 37.0, 31.0, 26.0, 22.0, 18.6, 15.6, 13.0, 10.8, 9.0]

    def middle(z: float) -> float:
        return -3.6 - 0.11 * z

    for z in stations:
        far = (z - 9) / 62
        for side in (-1.1, 1.1):
            foot, top = _EYE.sees(middle(z) + side, 0, z), _EYE.sees(middle(z) + side, 3.1, z)
            wide = 1100 * 0.13 / z
            dark = mixed((66, 50, 44), _HAZE, far * 0.5)
            brush.rect(foot[0] - wide, top[1], foot[0] + wide, foot[1], dark)
            brush.rect(foot[0] + wide * 0.35, top[1], foot[0] + wide, foot[1], mixed((176, 138, 102), _HAZE, far * 0.4))
            wet = _EYE.sees(0, 1.1, z)[1]
            brush.rect(foot[0] - wide, wet, foot[0] + wide * 0.4, foot[1], mixed((96, 82, 72), _HAZE, far * 0.5))
    for index in range(148):
        z = 62 - index * 0.36
        plank = [
            _EYE.sees(middle(d) + side, 3.1, d) for side, d in ((-1.4, z), (1.4, z), (1.4, z - 0.31), (-1.4, z - 0.31))
        ]
        brush.polygon(
            plank, mixed(mixed((158, 128, 102), (188, 158, 126), (index * 37 % 11) / 10), _HAZE, (z - 9) / 110)
        )
    for side in (-1.4, 1.4):
        edge = [_EYE.sees(middle(z) + side, y, z) for z, y in ((62.0, 3.1), (9.0, 3.1), (9.0, 2.8), (62.0, 2.8))]
        brush.polygon(edge, (92, 70, 58))


def _boat(brush: Brush) -> None:
    """A rowing boat that lies on its side."""

    def at(x: float, y: float) -> Point:
        turned = x * 0.985 + y * 0.17, y * 0.985 - x * 0.17
        return 1010 + turned[0] * 1.12, 742 + turned[1] * 1.12

    rim = [(-150, -44), (-90, -26), (0, -18), (90, -26), (158, -58)]
    far = [(158, -58), (90, -70), (0, -68), (-90, -62), (-150, -44)]
    brush.polygon([at(*p) for p in [*rim, *far]], (92, 70, 58))
    brush.polygon([at(x * 0.94, y * 0.94 - 6) for x, y in [*rim[:4], *far[1:]]], (60, 46, 42))
    for x in (-70, 6, 80):
        brush.polygon([at(x, -66), at(x + 18, -67), at(x + 14, -24), at(x - 4, -22)], (166, 130, 96))
    hull = [(158, -58), (132, -6), (84, 26), (-70, 30), (-126, 6), (-150, -44)]
    brush.polygon([at(*p) for p in [*rim, *hull]], (58, 104, 122))
    belly = [(144, -28), (124, -2), (84, 26), (-70, 30), (-126, 6), (-136, -16), (-60, 4), (60, 4)]
    brush.polygon([at(*p) for p in belly], (44, 74, 92))
    brush.polygon([at(x, y + d) for d, side in ((10, rim), (17, rim[::-1])) for x, y in side], (224, 214, 190))
    brush.line([at(*p) for p in rim], 4, (244, 232, 204))
    brush.line([at(*p) for p in far], 3, (206, 182, 146))
