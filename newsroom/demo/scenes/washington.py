"""Washington across the water at first light: the obelisk, the dome, a colonnade, trees, and their mirror."""

from __future__ import annotations

import math

from PIL import Image, ImageChops

from newsroom.demo.painting import HEIGHT, WIDTH, Canvas, Colour, Pen, ramp

_SHORE = 700
_STONE = ramp(
    [
        (0, (240, 220, 206)),
        (0.4, (226, 200, 186)),
        (0.6, (196, 166, 164)),
        (0.68, (160, 134, 150)),
        (1, (150, 126, 146)),
    ]
)
_SHADE: Colour = (92, 84, 118)


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(1790, _sky())
    _clouds(canvas)
    canvas.glow(1180, 610, 620, 330, (255, 196, 128), 0.75)
    canvas.glow(1180, 640, 190, 150, (255, 232, 190), 0.9)
    canvas.lay(Pen().polygon(canvas.ridge(668, 60, 520)).mask(2), (186, 158, 178), 0.75)
    canvas.lay(Pen().polygon(canvas.ridge(682, 38, 240)).mask(1), (152, 132, 160), 0.8)
    _town(canvas)
    _obelisk(canvas)
    _capitol(canvas)
    _colonnade(canvas)
    _trees(canvas, _SHORE + 4, 44, 26, (74, 78, 98))
    _trees(canvas, _SHORE + 10, 26, 20, (48, 58, 74))
    canvas.water(_SHORE + 8, tint=(52, 66, 104), depth=0.42, ripple=9, squeeze=1.02)
    canvas.glow(1180, 790, 150, 210, (255, 206, 150), 0.4)
    canvas.lay(Pen().rect(0, _SHORE + 5, WIDTH, _SHORE + 10).mask(2), (250, 214, 184), 0.45)
    _bank(canvas)
    return canvas.finished(grain=4.5)


def _sky() -> Image.Image:
    return ramp(
        [
            (0, (52, 82, 138)),
            (0.2, (94, 124, 174)),
            (0.4, (174, 172, 196)),
            (0.54, (236, 192, 178)),
            (0.63, (255, 214, 168)),
            (1, (255, 206, 156)),
        ]
    )


def _clouds(canvas: Canvas) -> None:
    drift = canvas.noise(900, 130, 5)
    fade = ramp([(0, (230, 0, 0)), (0.35, (255, 0, 0)), (0.6, (60, 0, 0)), (1, (0, 0, 0))]).getchannel("R")
    cover = Image.fromarray(((drift - 0.5).clip(0, 0.22) / 0.22 * 255).astype("uint8"), "L")
    veil = Image.composite(cover, Image.new("L", cover.size), fade)
    canvas.lay(
        veil, ramp([(0, (150, 158, 196)), (0.3, (236, 196, 198)), (0.55, (255, 214, 178)), (1, (255, 220, 180))]), 0.75
    )
    lit = Image.fromarray(((drift - 0.6).clip(0, 0.16) / 0.16 * 255).astype("uint8"), "L")
    canvas.lay(Image.composite(lit, Image.new("L", lit.size), fade), (255, 232, 210), 0.6)


def _town(canvas: Canvas) -> None:
    pen, windows = Pen(), Pen()
    x = -20.0
    while x < WIDTH:
        width = float(canvas.rng.integers(40, 110))
        height = float(canvas.rng.integers(22, 62))
        pen.rect(x, _SHORE - height, x + width, _SHORE)
        for row in range(int(height // 11)):
            for column in range(int(width // 9)):
                if canvas.rng.random() < 0.35:
                    wx, wy = x + 5 + column * 9, _SHORE - height + 5 + row * 11
                    windows.rect(wx, wy, wx + 4, wy + 5)
        x += width + float(canvas.rng.integers(-8, 16))
    canvas.lay(pen.mask(0.6), ramp([(0.58, (178, 150, 170)), (0.66, (146, 126, 154))]), 0.92)
    canvas.lay(windows.mask(), (255, 218, 160), 0.5)


def _obelisk(canvas: Canvas) -> None:
    x, top, foot = 452.0, 196.0, float(_SHORE)
    canvas.lay(
        Pen().polygon([(x - 17, top + 36), (x, top), (x + 17, top + 36), (x + 25, foot), (x - 25, foot)]).mask(), _STONE
    )
    canvas.lay(
        Pen().polygon([(x - 17, top + 36), (x, top), (x + 4, top + 38), (x + 5, foot), (x - 25, foot)]).mask(),
        _SHADE,
        0.5,
    )


def _capitol(canvas: Canvas) -> None:
    x, foot = 1010.0, float(_SHORE)
    body = Pen()
    body.rect(x - 250, foot - 82, x + 250, foot).rect(x - 110, foot - 96, x + 110, foot)
    body.rect(x - 268, foot - 74, x - 180, foot).rect(x + 180, foot - 74, x + 268, foot)
    body.polygon([(x - 74, foot - 96), (x, foot - 124), (x + 74, foot - 96)])
    body.rect(x - 78, foot - 140, x + 78, foot - 90).rect(x - 66, foot - 206, x + 66, foot - 140)
    body.rect(x - 74, foot - 214, x + 74, foot - 204).rect(x - 60, foot - 232, x + 60, foot - 212)
    dome = [(x + 64 * math.cos(a), foot - 230 - 92 * math.sin(a)) for a in _arc(0, 180)]
    body.polygon(dome).rect(x - 13, foot - 352, x + 13, foot - 316).rect(x - 17, foot - 328, x + 17, foot - 321)
    body.polygon([(x - 11, foot - 350), (x, foot - 374), (x + 11, foot - 350)]).rect(
        x - 2.4, foot - 392, x + 2.4, foot - 370
    )
    whole = body.mask()
    canvas.lay(whole, _STONE)
    lines = Pen()
    for step in range(-9, 10):
        lines.rect(x + step * 7 - 1.3, foot - 202, x + step * 7 + 1.3, foot - 142)
    for step in range(-27, 28):
        lines.rect(x + step * 9 - 1.7, foot - 66, x + step * 9 + 1.7, foot - 16)
    for share in (-0.82, -0.55, -0.28, 0.0, 0.28, 0.55, 0.82):
        rib = [(x + 64 * share * math.cos(a), foot - 230 - 92 * math.sin(a)) for a in _arc(0, 90)]
        lines.line(rib, 1.6)
    for y in (foot - 84, foot - 76, foot - 140, foot - 204, foot - 214, foot - 232, foot - 12):
        lines.rect(x - (250 if y > foot - 90 else 76), y, x + (250 if y > foot - 90 else 76), y + 2)
    canvas.lay(lines.mask(), _SHADE, 0.55)
    shade = Pen()
    shade.polygon(
        [
            (x - 64, foot - 230),
            *[(x - 64 * math.cos(a), foot - 230 - 92 * math.sin(a)) for a in _arc(0, 90)],
            (x - 20, foot - 230),
        ]
    )
    shade.rect(x - 74, foot - 230, x - 22, foot - 96).rect(x - 268, foot - 82, x - 120, foot)
    canvas.lay(ImageChops.multiply(shade.mask(9), whole), _SHADE, 0.5)


def _colonnade(canvas: Canvas) -> None:
    x, foot = 196.0, float(_SHORE)
    body = Pen().rect(x - 104, foot - 84, x + 104, foot - 66).rect(x - 84, foot - 98, x + 84, foot - 84)
    body.rect(x - 110, foot - 16, x + 110, foot)
    for step in range(12):
        left = x - 101 + step * 17.4
        body.rect(left, foot - 67, left + 9, foot - 15)
    canvas.lay(Pen().rect(x - 96, foot - 66, x + 96, foot - 15).mask(), (128, 108, 134), 0.9)
    whole = body.mask()
    canvas.lay(whole, _STONE)
    shade = Pen().rect(x - 110, foot - 98, x - 20, foot).mask(22)
    canvas.lay(ImageChops.multiply(shade, whole), _SHADE, 0.4)


def _trees(canvas: Canvas, foot: float, height: float, cell: float, colour: Colour) -> None:
    pen = Pen()
    x = -20.0
    while x < WIDTH + 20:
        tall = height * (0.45 + 0.55 * float(canvas.rng.random()))
        for _ in range(14):
            dx, dy = float(canvas.rng.normal(0, cell * 0.55)), float(canvas.rng.random()) * tall
            size = cell * float(canvas.rng.uniform(0.16, 0.4)) * (1.25 - 0.6 * dy / tall)
            pen.ellipse(x + dx * (1.2 - 0.7 * dy / tall), foot - dy, size, size * 0.8)
        x += cell * float(canvas.rng.uniform(0.5, 1.25))
    pen.rect(0, foot - 6, WIDTH, HEIGHT)
    canvas.lay(pen.mask(0.8), colour)


def _bank(canvas: Canvas) -> None:
    edge = canvas.ridge(1046, 36, 700, 4)
    canvas.lay(Pen().polygon(edge).mask(1), (30, 36, 50))
    blades = Pen()
    for _ in range(900):
        x, y = float(canvas.rng.uniform(-10, WIDTH + 10)), float(canvas.rng.uniform(1020, HEIGHT + 16))
        lean, tall = float(canvas.rng.normal(4, 9)), float(canvas.rng.uniform(16, 46))
        blades.polygon([(x - 1.6, y), (x + lean, y - tall), (x + 1.6, y)])
    canvas.lay(blades.mask(), (24, 30, 42))
    _branches(canvas)


def _branches(canvas: Canvas) -> None:
    """Blossom in the upper left corner, near and dark, which gives the scene its depth."""
    wood, flowers = Pen(), Pen()
    for start, angle, reach in (
        ((-20.0, 60.0), 14.0, 360.0),
        ((-20.0, 10.0), 24.0, 300.0),
        ((120.0, -20.0), 38.0, 230.0),
    ):
        x, y = start
        heading = math.radians(angle)
        for step in range(int(reach / 12)):
            heading += float(canvas.rng.normal(0, 0.13))
            nx, ny = x + 12 * math.cos(heading), y + 12 * math.sin(heading)
            wood.line([(x, y), (nx, ny)], max(1.5, 9 - step * 0.28))
            for _ in range(4):
                fx, fy = nx + float(canvas.rng.normal(0, 17)), ny + float(canvas.rng.normal(3, 15))
                size = float(canvas.rng.uniform(2.5, 7.5))
                flowers.ellipse(fx, fy, size, size * 0.85, int(canvas.rng.integers(110, 255)))
            x, y = nx, ny
    canvas.lay(wood.mask(0.7), (58, 48, 66))
    canvas.lay(flowers.mask(0.9), ramp([(0, (232, 176, 196)), (0.5, (250, 206, 212))]), 0.92)


def _arc(begin: int, end: int) -> list[float]:
    return [math.radians(degree) for degree in range(begin, end + 1, 3)]
