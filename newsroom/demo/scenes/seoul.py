"""A city on a wide river at dusk: mountains in haze, towers with lit windows, an arched bridge, the mirror below."""

from __future__ import annotations

import math
from itertools import pairwise

from PIL import Image, ImageDraw

from newsroom.demo.painting import WIDTH, Canvas, Colour, Pen, mixed, ramp

_SHORE = 640


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(1394, _sky())
    canvas.glow(360, 560, 760, 300, (255, 150, 96), 0.5)
    canvas.glow(330, 570, 250, 120, (255, 206, 150), 0.7)
    _clouds(canvas)
    _mountains(canvas)
    _tower_on_hill(canvas)
    _city(canvas, 0.45, (106, 90, 132), 0.16)
    _city(canvas, 0.75, (70, 64, 106), 0.26)
    _city(canvas, 1.0, (40, 42, 76), 0.4)
    canvas.lay(Pen().rect(0, _SHORE - 9, WIDTH, _SHORE + 2).mask(1), (26, 30, 54))
    _promenade(canvas)
    canvas.water(_SHORE + 2, tint=(38, 42, 86), depth=0.34, ripple=13, squeeze=1.08)
    canvas.glow(340, 800, 210, 260, (255, 172, 120), 0.3)
    _bridge(canvas)
    return canvas.finished(grain=5.0, vignette=0.26)


def _sky() -> Image.Image:
    return ramp(
        [
            (0, (34, 38, 88)),
            (0.18, (68, 62, 124)),
            (0.34, (138, 96, 148)),
            (0.47, (216, 132, 140)),
            (0.56, (250, 178, 140)),
            (0.62, (255, 206, 160)),
            (1, (255, 206, 160)),
        ]
    )


def _clouds(canvas: Canvas) -> None:
    drift = canvas.noise(760, 84, 5)
    fade = ramp(
        [(0, (90, 0, 0)), (0.16, (255, 0, 0)), (0.42, (150, 0, 0)), (0.56, (0, 0, 0)), (1, (0, 0, 0))]
    ).getchannel("R")
    for begin, reach, paint, opacity in (
        (0.52, 0.2, ramp([(0, (58, 50, 104)), (0.3, (120, 78, 130)), (0.5, (212, 122, 126))]), 0.75),
        (0.61, 0.14, ramp([(0, (150, 104, 150)), (0.3, (246, 150, 140)), (0.5, (255, 196, 150))]), 0.8),
    ):
        cover = Image.fromarray(((drift - begin).clip(0, reach) / reach * 255).astype("uint8"), "L")
        canvas.lay(Image.composite(cover, Image.new("L", cover.size), fade), paint, opacity)


def _mountains(canvas: Canvas) -> None:
    for base, height, cell, colour in (
        (596, 190, 560, (190, 128, 156)),
        (612, 150, 380, (150, 108, 152)),
        (628, 96, 300, (116, 92, 142)),
    ):
        crest = canvas.ridge(base, height, cell, 6)
        haze = ramp([(0, colour), (0.42, colour), (0.6, mixed(colour, (255, 196, 164), 0.6)), (1, colour)])
        canvas.lay(Pen().polygon(crest).mask(0.8), haze, 0.94)


def _tower_on_hill(canvas: Canvas) -> None:
    """A wooded hill in the middle distance with a lattice tower on it."""
    hill, x, top = Pen(), 1130.0, 470.0
    hill.polygon([(x + dx, _SHORE - (_SHORE - top) * math.exp(-((dx / 210) ** 2))) for dx in range(-520, 521, 10)])
    canvas.lay(hill.mask(1.2), ramp([(0.42, (82, 70, 118)), (0.6, (120, 92, 132))]))
    mast = Pen().polygon([(x - 7, top + 6), (x - 4, top - 84), (x + 4, top - 84), (x + 7, top + 6)])
    mast.polygon([(x - 19, top - 96), (x + 19, top - 96), (x + 12, top - 78), (x - 12, top - 78)])
    mast.rect(x - 15, top - 106, x + 15, top - 98).rect(x - 3, top - 146, x + 3, top - 104).rect(
        x - 1.2, top - 190, x + 1.2, top - 140
    )
    canvas.lay(mast.mask(0.3), (62, 54, 98))
    ring = Pen().rect(x - 17, top - 94, x + 17, top - 89).rect(x - 13, top - 104, x + 13, top - 101)
    canvas.light(ring.mask(7), (120, 220, 255))
    canvas.lay(ring.mask(0.4), (190, 240, 255))
    canvas.light(Pen().ellipse(x, top - 190, 3, 3).mask(3), (255, 70, 60))


def _city(canvas: Canvas, near: float, colour: Colour, lit: float) -> None:
    """One row of towers; the nearer the row, the larger, darker and fuller of lit windows."""
    draw = ImageDraw.Draw(canvas.picture)
    foot, x = _SHORE - 4, -30.0
    sunlit = mixed(colour, (255, 160, 130), 0.4)
    while x < WIDTH + 20:
        width = near * float(canvas.rng.uniform(34, 86))
        centre = math.exp(-(((x - 780) / 330) ** 2)) + 0.55 * math.exp(-(((x - 1440) / 140) ** 2))
        height = near * float(canvas.rng.uniform(40, 112)) + 150 * centre * float(canvas.rng.uniform(0.15, 1.0)) * (
            1.25 - near * 0.55
        )
        top = foot - height
        draw.rectangle([x, top, x + width, foot], fill=mixed(colour, sunlit, float(canvas.rng.uniform(0, 0.25))))
        draw.rectangle([x, top, x + width * 0.16, foot], fill=sunlit)
        if canvas.rng.random() < 0.4:
            draw.rectangle([x + width * 0.3, top - 9 * near, x + width * 0.62, top], fill=colour)
        if height > 130 and canvas.rng.random() < 0.5:
            draw.line([x + width / 2, top, x + width / 2, top - 34 * near], fill=colour, width=2)
        _windows(canvas, draw, (x, top, x + width, foot), near, lit)
        x += width + near * float(canvas.rng.choice([-6.0, 2.0, 5.0, 22.0]))


def _windows(
    canvas: Canvas, draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], near: float, lit: float
) -> None:
    step_x, step_y = 4 + 4 * near, 5 + 4 * near
    left, top, right, foot = box
    columns, rows = int((right - left - 6) / step_x), int((foot - top - 8) / step_y)
    if columns < 1 or rows < 1:
        return
    for row, column in zip(*(canvas.rng.random((rows, columns)) < lit).nonzero(), strict=True):
        x, y = left + 4 + float(column) * step_x, top + 5 + float(row) * step_y
        warm = ((255, 214, 140), (255, 190, 112), (232, 226, 206))[int((row * 7 + column * 13) % 3)]
        draw.rectangle([x, y, x + 1 + 1.6 * near, y + 1 + 2 * near], fill=warm)


def _promenade(canvas: Canvas) -> None:
    trees, lamps = Pen(), Pen()
    for _ in range(520):
        x, y = float(canvas.rng.uniform(-10, WIDTH + 10)), _SHORE - 5 - float(canvas.rng.gamma(2.0, 4))
        size = float(canvas.rng.uniform(3, 9))
        trees.ellipse(x, y, size, size * 0.7)
    for index in range(34):
        lamps.ellipse(22 + index * 48.5, _SHORE - 13, 2, 2)
    canvas.lay(trees.mask(0.6), (28, 34, 58))
    canvas.light(lamps.mask(6), (255, 196, 120))
    canvas.lay(lamps.mask(0.3), (255, 240, 204))


def _bridge(canvas: Canvas) -> None:
    """An arched bridge that comes towards us from the left bank, its arches lit from below, and its mirror."""
    near, far = (-120.0, 700.0), (1700.0, 612.0)

    def deck(t: float) -> tuple[float, float]:
        return near[0] + (far[0] - near[0]) * t, near[1] + (far[1] - near[1]) * t

    iron, lit, lamps, mirror = Pen(), Pen(), Pen(), Pen()
    iron.polygon([deck(0), deck(1), (far[0], far[1] + 9), (near[0], near[1] + 25)])
    mirror.polygon([(0, 792), (WIDTH, 682), (WIDTH, 694), (0, 824)], 120)
    spans = [1 - 0.86**n for n in range(22)]
    scale = 1 / spans[-1]
    for begin, end in pairwise(spans):
        (x0, y0), (x1, y1) = deck(begin * scale), deck(end * scale)
        reach = x1 - x0
        for index, pen, lift, width in ((0, iron, 0.36, 0.028), (1, lit, 0.345, 0.008)):
            arch = [
                (x0 + reach * t, y0 + (y1 - y0) * t - reach * lift * math.sin(math.pi * t))
                for t in (i / 20 for i in range(21))
            ]
            pen.line(arch, max(1.2, reach * width))
            if index == 0:
                for x, y in arch[2:-1:2]:
                    iron.line([(x, y), (x, y0 + (y1 - y0) * (x - x0) / reach)], max(0.8, reach * 0.006))
        pier = reach * 0.05 + 1.5
        iron.polygon(
            [
                (x1 - pier, y1),
                (x1 + pier, y1),
                (x1 + pier * 1.4, y1 + reach * 0.42),
                (x1 - pier * 1.4, y1 + reach * 0.42),
            ]
        )
        mirror.rect(x1 - pier, y1 + reach * 0.42, x1 + pier, y1 + reach * 0.85, 150)
        lamps.ellipse(x0 + reach / 2, y0 - reach * 0.02 - 3, 1.4 + reach * 0.006, 1.4 + reach * 0.006)
        lamps.ellipse(x1, y1 - 3, 1.4 + reach * 0.006, 1.4 + reach * 0.006)
    canvas.lay(mirror.mask(5), (26, 26, 58), 0.55)
    canvas.lay(iron.mask(0.4), ramp([(0, (30, 28, 58)), (0.75, (72, 58, 100)), (1, (110, 84, 120))], across=True))
    canvas.light(lit.mask(4), (96, 190, 255))
    canvas.lay(lit.mask(0.3), (176, 226, 255), 0.85)
    canvas.light(lamps.mask(7), (255, 196, 120))
    canvas.lay(lamps.mask(0.4), (255, 240, 206))
