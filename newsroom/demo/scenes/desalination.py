"""A desalination plant on a desert coast at dusk: tanks, halls and pipes with their lamps lit, and the calm sea."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Pen, Point, mixed, ramp
from newsroom.demo.scenes.heavens import Clouds, hang
from newsroom.demo.scenes.lens import Cloth, Field, Lens

_SHORE = 626
_FOOT = 620.0
_SUN = 236.0
_LENS = Lens(eye=4.0, horizon=_SHORE - 8, focal=1300)
_MASTS = tuple((float(x), _FOOT - 74 - 10 * (x % 3)) for x in range(652, WIDTH, 73))
_WARM: Colour = (255, 176, 112)
_DUSK: Colour = (58, 54, 92)


def paint() -> Image.Image:
    """Paint the scene."""
    sky = [(0, (32, 44, 92)), (0.2, (72, 78, 134)), (0.36, (162, 116, 148)), (0.48, (238, 150, 116))]
    canvas = Canvas(3141, ramp([*sky, (0.57, (255, 206, 138)), (1, (255, 206, 138))]))
    hang(canvas, _LENS, Clouds(0.47, 0.26, (255, 170, 130), (96, 80, 128), 12000), sun=_SUN)
    canvas.glow(_SUN, 590, 620, 230, (255, 150, 80), 0.6)
    canvas.glow(_SUN, 604, 170, 110, (255, 226, 160), 0.9)
    _mountains(canvas)
    with canvas.brush() as brush:
        _far_plant(brush)
        _tanks(brush)
        _halls(brush)
        _pipe_bridge(brush)
    _lamps(canvas)
    canvas.lay(
        Pen().polygon([(520, _SHORE), (600, _FOOT - 5), (WIDTH, _FOOT - 8), (WIDTH, _SHORE)]).mask(1), (52, 44, 62)
    )
    canvas.water(_SHORE, tint=(44, 52, 98), depth=0.3, ripple=9, squeeze=1.0)
    canvas.glow(_SUN, 740, 150, 260, (255, 176, 110), 0.42)
    _beach(canvas)
    _pipelines(canvas)
    return canvas.finished(grain=5.0, vignette=0.3)


def _mountains(canvas: Canvas) -> None:
    for base, height, cell, colour in ((600, 210, 520, (176, 116, 128)), (610, 130, 330, (128, 88, 114))):
        crest = [(x, min(1066.0, y + max(0.0, 820 - x) * 0.5)) for x, y in canvas.ridge(base, height, cell, 6)]
        haze = ramp([(0.4, colour), (0.5, mixed(colour, (250, 170, 124), 0.45)), (0.6, (250, 180, 130)), (1, colour)])
        canvas.lay(Pen().polygon(crest).mask(0.8), haze, 0.92)


def _drum(brush: Brush, x: float, wide: float, tall: float, body: Colour) -> None:
    """Paint a tank: a cylinder lit by the sun at the left, with a shallow cone for a roof and a stair around it."""
    top, steps = _FOOT - tall, 48
    for step in range(steps):
        u = step / steps * 2 - 1
        light = max(0.0, math.cos(math.asin(max(-1.0, min(1.0, u))) + 0.95))
        rim = max(0.0, -u - 0.72) * 1.6
        colour = mixed(mixed(_DUSK, body, 0.22 + 0.5 * light), _WARM, min(0.75, 0.62 * light**1.6 + rim))
        left = x + u * wide / 2
        brush.polygon(
            [(left, top), (left + wide / steps + 1, top), (left + wide / steps + 1, _FOOT), (left, _FOOT)], colour
        )
    crown = tall * 0.09
    brush.polygon([(x - wide / 2, top + 1), (x, top - crown), (x, top + 1)], mixed(body, _WARM, 0.55))
    brush.polygon([(x, top - crown), (x + wide / 2, top + 1), (x, top + 1)], mixed(body, _DUSK, 0.55))
    for ring in (0.36, 0.7):
        brush.line(
            [(x - wide / 2, top + tall * ring), (x + wide / 2, top + tall * ring)], 0.9, mixed(body, _DUSK, 0.62)
        )
    brush.line([(x - wide / 2, top), (x + wide / 2, top)], 1.8, mixed(body, (255, 220, 180), 0.5))
    stair = [(x + wide * (0.02 + 0.4 * t), _FOOT - tall * t) for t in (i / 12 for i in range(13))]
    brush.line(stair, 2.0, (66, 58, 88))
    brush.line([(a, b - 7) for a, b in stair], 0.8, (120, 100, 116))


def _tanks(brush: Brush) -> None:
    for x, wide, tall in ((1420, 130, 150), (1290, 118, 128)):
        _drum(brush, x, wide, tall, (176, 160, 166))
    for x, wide, tall in ((736, 176, 132), (930, 176, 132), (1124, 176, 132)):
        _drum(brush, x, wide, tall, (226, 208, 196))


def _far_plant(brush: Brush) -> None:
    """The power block behind: stacks with aircraft lights, a lattice of columns."""
    iron = (104, 80, 108)
    for x, tall in ((1060, 318), (1112, 296)):
        brush.polygon([(x - 11, _FOOT), (x - 7, _FOOT - tall), (x + 7, _FOOT - tall), (x + 11, _FOOT)], (96, 78, 112))
        brush.polygon([(x - 11, _FOOT), (x - 7, _FOOT - tall), (x - 3, _FOOT - tall), (x - 6, _FOOT)], (214, 138, 112))
        for share in (0.74, 0.88):
            y = _FOOT - tall * share
            brush.polygon([(x - 8, y), (x + 8, y), (x + 8, y - 14), (x - 8, y - 14)], (166, 70, 66))
    brush.polygon([(990, _FOOT), (990, _FOOT - 196), (1190, _FOOT - 196), (1190, _FOOT)], iron)
    brush.polygon([(990, _FOOT), (990, _FOOT - 196), (1006, _FOOT - 196), (1006, _FOOT)], (206, 134, 112))
    for x in range(1018, 1190, 22):
        brush.line([(x, _FOOT - 190), (x, _FOOT)], 2, (84, 66, 98))
    brush.polygon([(1200, _FOOT), (1200, _FOOT - 158), (1500, _FOOT - 158), (1500, _FOOT)], (92, 72, 102))
    for x in (1230, 1306, 1382, 1458):
        brush.polygon(
            [(x, _FOOT - 158), (x, _FOOT - 196), (x + 40, _FOOT - 196), (x + 40, _FOOT - 158)], (100, 78, 108)
        )
        brush.line([(x, _FOOT - 158), (x, _FOOT - 196)], 4, (216, 142, 114))


def _halls(brush: Brush) -> None:
    """The long halls with the membranes, their doors lit, and a low pumping house by the water."""
    for left, right, tall in ((1240, 1640, 74), (620, 1250, 52)):
        brush.polygon([(left, _FOOT), (left, _FOOT - tall), (right, _FOOT - tall), (right, _FOOT)], (86, 72, 100))
        brush.polygon(
            [(left, _FOOT), (left, _FOOT - tall), (left + 12, _FOOT - tall), (left + 12, _FOOT)], (226, 150, 112)
        )
        for x in np.arange(left + 12, right, 9.0):
            brush.line([(x, _FOOT - tall + 4), (x, _FOOT)], 0.8, (74, 62, 92))
        brush.line([(left - 3, _FOOT - tall), (right, _FOOT - tall)], 4, (178, 126, 122))
        for index, x in enumerate(np.arange(left + 36, right - 40, 52.0)):
            lit = (255, 214, 142) if index % 4 != 2 else (70, 66, 96)
            brush.polygon([(x, _FOOT), (x, _FOOT - 26), (x + 24, _FOOT - 26), (x + 24, _FOOT)], lit)
            if tall > 60:
                brush.polygon(
                    [(x, _FOOT - 44), (x, _FOOT - 56), (x + 34, _FOOT - 56), (x + 34, _FOOT - 44)], (240, 190, 128)
                )


def _pipe_bridge(brush: Brush) -> None:
    """A rack of pipes along the front, and the intake's jetty that runs out over the water."""
    for x in range(640, WIDTH, 46):
        brush.line([(x, _FOOT), (x, _FOOT - 34)], 3, (64, 54, 78))
    for left, top in _MASTS:
        brush.line([(left, _FOOT - 30), (left, top)], 1.6, (70, 58, 82))
    for lift, colour in ((36, (214, 150, 122)), (30, (120, 96, 118)), (42, (104, 130, 150))):
        brush.line([(606, _FOOT - lift), (WIDTH, _FOOT - lift)], 4.6, mixed(colour, _DUSK, 0.35))
        brush.line([(606, _FOOT - lift - 1.4), (WIDTH, _FOOT - lift - 1.4)], 1.2, mixed(colour, _WARM, 0.5))
    brush.line([(330, _FOOT - 17), (640, _FOOT - 19)], 5, (66, 52, 74))
    brush.line([(330, _FOOT - 23), (640, _FOOT - 25)], 4, (196, 120, 96))
    for x in range(336, 640, 26):
        brush.line([(x, _FOOT - 18), (x, _SHORE)], 2.6, (62, 48, 70))
        brush.line([(x, _FOOT - 20), (x, _FOOT - 33)], 0.9, (92, 72, 90))
    brush.line([(330, _FOOT - 33), (640, _FOOT - 35)], 0.9, (120, 90, 100))
    brush.polygon([(318, _FOOT - 14), (318, _FOOT - 62), (372, _FOOT - 62), (372, _FOOT - 14)], (78, 62, 86))
    brush.polygon([(318, _FOOT - 14), (318, _FOOT - 62), (326, _FOOT - 62), (326, _FOOT - 14)], (240, 160, 112))
    brush.polygon([(312, _FOOT - 60), (345, _FOOT - 80), (378, _FOOT - 60)], (92, 68, 88))
    brush.polygon([(344, _FOOT - 32), (344, _FOOT - 48), (362, _FOOT - 48), (362, _FOOT - 32)], (255, 220, 150))


def _lamps(canvas: Canvas) -> None:
    lamps, reds = Pen(), Pen()
    for x, y in _MASTS:
        lamps.ellipse(x, y, 2.6, 2.6)
    for x in range(360, 640, 54):
        lamps.ellipse(x, _FOOT - 44, 2.4, 2.4)
    for x, y in ((998, 200), (1182, 200), (1250, 200), (1326, 200), (1402, 200), (1478, 200)):
        lamps.ellipse(x, _FOOT - y, 2.8, 2.8)
    for x, tall in ((1060, 322), (1112, 300)):
        reds.ellipse(x, _FOOT - tall, 3, 3)
    canvas.light(lamps.mask(12), (255, 190, 110), 1.0)
    canvas.light(lamps.mask(5), (255, 206, 136), 0.9)
    canvas.lay(lamps.mask(0.5), (255, 246, 218))
    canvas.light(reds.mask(7), (255, 70, 56))
    canvas.lay(reds.mask(0.5), (255, 150, 130))
    canvas.glow(1100, _FOOT - 10, 560, 90, (255, 176, 104), 0.3)


def _crest(x: float) -> float:
    """Return the row of the near beach's edge: it rises to the right."""
    return 990 - 252 * (1 / (1 + math.exp(-(x - 1010) / 210))) + 7 * math.sin(x / 61) + 4 * math.sin(x / 23)


def _beach(canvas: Canvas) -> None:
    """Sand in the foreground, raked by the last light, wet along its edge."""
    edge: list[Point] = [(float(x), _crest(x)) for x in range(-10, WIDTH + 20, 10)]
    shape = Pen().polygon([*edge, (WIDTH + 10, HEIGHT + 5), (-10, HEIGHT + 5)]).mask(1.2)
    canvas.lay(Pen().line([(x, y - 6) for x, y in edge], 16).mask(5), (150, 112, 120), 0.6)
    canvas.lay(shape, ramp([(0.68, (150, 106, 98)), (0.8, (176, 122, 92)), (1, (86, 60, 66))]))
    inside = np.asarray(shape, np.float32) / np.float32(255)
    shore = np.array([_crest(x) for x in range(WIDTH)], np.float32)[None]
    _sand(canvas, inside, np.arange(HEIGHT, dtype=np.float32)[:, None] - shore)


def _sand(canvas: Canvas, inside: Field, depth: Field) -> None:
    """Give the sand its relief and ripples; `depth` is how far a pixel lies below the water's edge, in px."""

    def tint(share: Field, colour: Colour) -> None:
        canvas.lay(share.astype(np.float32), colour, 0.75)

    rows = np.arange(HEIGHT, dtype=np.float32)[:, None]
    z = np.float32(2860) / np.maximum(rows - 640, 20)  # a camera 2.2 m above the sand
    x = (np.arange(WIDTH, dtype=np.float32)[None] - 800) * z / np.float32(1300)
    cloth = Cloth(canvas.rng, slope=1.15)
    relief = (cloth.over(x, z, 9) - 0.5) * 1.6
    relief += np.sin(x * 5 + z * 14 + cloth.over(x, z, 24) * 34) * np.clip(depth / 90 - 0.3, 0, 1) * 0.22
    tint(np.clip(relief, 0, 1) * inside, (255, 186, 132))
    tint(np.clip(-relief, 0, 1) * inside, (60, 44, 66))
    tint(np.clip(1 - depth / 34, 0, 1) * inside, (92, 74, 96))
    tint(np.clip(1 - np.abs(depth + 3) / 4, 0, 1) * (0.4 + 0.6 * cloth.over(x * 3, z * 3, 40)), (255, 222, 196))


def _pipelines(canvas: Canvas) -> None:
    """Two big pipes that come from behind us, cross the beach and go down to the water."""
    shadow = Pen()
    pipes = (((1700.0, 900.0), (1120.0, 742.0), 92.0, 19.0), ((1730.0, 1010.0), (1030.0, 764.0), 126.0, 22.0))
    for (x0, y0), (x1, y1), thick, thin in pipes:
        shadow.polygon(
            [(x0, y0 + thick * 0.5), (x1, y1 + thin * 0.45), (x1 + 30, y1 + thin * 1.1), (x0, y0 + thick * 1.3)]
        )
    canvas.lay(shadow.mask(5), (44, 32, 50), 0.7)
    canvas.lay(Pen().polygon([(958, 806), (1090, 830), (1076, 880), (950, 850)]).mask(8), (40, 36, 62), 0.65)
    with canvas.brush() as brush:
        for (x0, y0), (x1, y1), thick, thin in pipes:
            _pipe(brush, (x0, y0), (x1, y1), thick, thin)
        _headwall(brush)


def _headwall(brush: Brush) -> None:
    """The concrete box at the water's edge in which both pipes end."""
    brush.polygon([(962, 812), (962, 738), (1082, 752), (1082, 836)], (78, 66, 90))
    brush.polygon([(962, 812), (962, 738), (1082, 752), (1082, 772), (974, 759), (974, 814)], (206, 142, 118))
    brush.polygon([(962, 738), (1082, 752), (1146, 734), (1032, 721)], (176, 128, 122))
    brush.polygon([(1082, 752), (1146, 734), (1146, 806), (1082, 836)], (60, 52, 76))
    for x in (992, 1014, 1036, 1058):
        brush.line([(x, 776 + (x - 974) * 0.12), (x, 820 + (x - 974) * 0.18)], 5, (46, 42, 66))


def _pipe(brush: Brush, near: Point, far: Point, thick: float, thin: float) -> None:
    """A steel pipe that narrows into the distance: sky above, a gleam along it, sand-light from below."""
    strips = 26
    for strip in range(strips):
        u, v = strip / strips - 0.5, (strip + 1) / strips - 0.5
        round_ = math.sqrt(max(0.0, 1 - (2 * u + 0.1) ** 2))
        sky = max(0.0, -u) * 0.9
        colour = mixed(
            mixed((46, 40, 66), (150, 150, 172), round_ * 0.75),
            (255, 190, 146),
            0.62 * math.exp(-(((u + 0.28) / 0.12) ** 2)),
        )
        colour = mixed(colour, (96, 84, 130), sky * 0.4)
        colour = mixed(colour, (170, 110, 90), max(0.0, u - 0.2) * 0.9)
        corners = [(near, u, thick), (far, u, thin), (far, v, thin), (near, v, thick)]
        brush.polygon([(x, y + share * size) for (x, y), share, size in corners], colour)
    for step in range(1, 8):
        t = 1 - 0.66**step
        x, y, size = near[0] + (far[0] - near[0]) * t, near[1] + (far[1] - near[1]) * t, thick + (thin - thick) * t
        _flange(brush, x, y, size)
    brush.ellipse(far[0], far[1], thin * 0.2, thin * 0.5, (52, 44, 66))


def _flange(brush: Brush, x: float, y: float, size: float) -> None:
    """The ring where two pieces of a pipe meet, with the light on it."""
    for top, slant, foot, colour in ((-0.56, 0.03, 0.56, (86, 72, 98)), (-0.42, 0.02, -0.2, (236, 170, 136))):
        left, right = x - size * 0.08, x + size * 0.08
        upper = [(left, y + size * top), (right, y + size * (top + slant))]
        brush.polygon([*upper, (right, y + size * foot), (left, y + size * (foot - slant))], colour)
