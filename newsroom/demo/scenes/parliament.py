"""The round chamber of a parliament: rising rows of benches in a half circle, and daylight from a dome."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from PIL import Image, ImageEnhance

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Pen, Point, mixed, ramp
from newsroom.demo.scenes.lens import Lens

_LENS = Lens(eye=9.4, horizon=350, focal=1150)
_MIDDLE = 19.0  # metres from us to the middle of the half circle
_INNER, _STEP, _TIERS, _LIFT = 5.6, 2.0, 4, 0.72
# Seats in the three blocks of each row, 51 in all.
_BLOCKS = ((3, 4, 3), (4, 4, 4), (4, 6, 4), (5, 5, 5))
_AISLES = (math.pi * 0.335, math.pi * 0.665)
_WOOD: Colour = (146, 92, 52)
_LEATHER: Colour = (40, 96, 92)
_SUITS: tuple[Colour, ...] = (
    *((36, 44, 66), (62, 58, 62), (30, 36, 48), (128, 48, 52), (52, 74, 104), (206, 198, 184), (76, 92, 76)),
)
_SKINS: tuple[Colour, ...] = ((226, 178, 146), (200, 150, 118), (236, 196, 166), (150, 102, 76))
_HAIRS: tuple[Colour, ...] = ((36, 30, 30), (78, 56, 42), (168, 160, 154), (112, 82, 58))


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(51, ramp([(0, (196, 178, 150)), (0.3, (214, 196, 166)), (0.6, (120, 92, 70)), (1, (58, 42, 40))]))
    with canvas.brush() as brush:
        _wall(brush)
        _floor(brush)
        for tier in reversed(range(_TIERS)):
            _bench(canvas, brush, tier)
        _desk(brush)
    _dome(canvas)
    _light(canvas)
    canvas.picture = ImageEnhance.Color(ImageEnhance.Contrast(canvas.picture).enhance(1.22)).enhance(1.14)
    return canvas.finished(grain=4.5, vignette=0.3, brush=0.03)


def _on(radius: float, turn: float, height: float) -> Point:
    """Place a point of the hall: its distance from the middle, its angle from the right, and its height."""
    return _LENS.at(radius * math.cos(turn), height, _MIDDLE + radius * math.sin(turn))


def _band(brush: Brush, radius: tuple[float, float], height: tuple[float, float], colour: Colour, dark: Colour) -> None:
    """Paint a curved strip between two arcs, lit in the middle and darker towards its ends."""
    pieces = 44
    for piece in range(pieces):
        begin, end = math.pi * piece / pieces - 0.08, math.pi * (piece + 1) / pieces - 0.08 + 0.17 / pieces
        shade = 0.16 + 0.84 * abs((piece + 0.5) / pieces * 2 - 0.92) ** 1.5
        corners = [_on(radius[0], begin, height[0]), _on(radius[0], end + 0.16 / pieces, height[0])]
        corners += [_on(radius[1], end + 0.16 / pieces, height[1]), _on(radius[1], begin, height[1])]
        brush.polygon(corners, mixed(colour, dark, min(1.0, shade * 0.7)))


def _wall(brush: Brush) -> None:
    """The curved wall behind: a panelled foot, columns, arches with a gallery in their shade, a frieze."""
    radius, foot = _INNER + _STEP * _TIERS + 1.6, _LIFT * _TIERS
    _band(brush, (radius, radius), (foot + 9.4, foot), (206, 184, 148), (128, 104, 84))
    _band(brush, (radius - 0.1, radius - 0.1), (foot + 2.6, foot - 1), (132, 84, 50), (72, 46, 36))
    count = 15
    for index in range(count):
        begin, end = math.pi * (index + 0.16) / count, math.pi * (index + 0.84) / count
        side = abs(index - count // 2) / count
        arch = [
            _on(radius - 0.15, begin + (end - begin) * t, foot + 6.0 + 1.1 * math.sin(math.pi * t))
            for t in (i / 14 for i in range(15))
        ]
        opening = [_on(radius - 0.15, begin, foot + 3.0), *arch, _on(radius - 0.15, end, foot + 3.0)]
        brush.polygon(opening, mixed((92, 68, 56), (46, 36, 40), side * 1.6))
        rail = [_on(radius - 0.2, begin, foot + h) for h in (3.0, 3.9)] + [
            _on(radius - 0.2, end, foot + h) for h in (3.9, 3.0)
        ]
        brush.polygon(rail, mixed((176, 118, 66), (84, 54, 42), side * 1.6))
        for seat in range(4):
            x, y = _on(radius - 0.15, begin + (end - begin) * (seat + 0.5) / 4, foot + 4.15)
            if (index * 5 + seat * 3) % 7 > 2:
                brush.ellipse(x, y - 8, 4.2, 5, (168, 122, 96))
                brush.polygon([(x - 7, y + 8), (x - 5, y - 3), (x + 5, y - 3), (x + 7, y + 8)], (62, 60, 76))
    for index in range(count + 1):
        _column(brush, radius - 0.45, math.pi * index / count, foot)
    _band(brush, (radius - 0.5, radius - 0.5), (foot + 8.6, foot + 7.6), (236, 220, 190), (150, 126, 102))
    _band(brush, (radius - 0.6, radius - 0.6), (foot + 8.9, foot + 8.6), (214, 168, 92), (130, 96, 62))
    _band(brush, (radius - 0.55, radius - 0.55), (foot + 7.7, foot + 7.5), (214, 168, 92), (130, 96, 62))


def _column(brush: Brush, radius: float, turn: float, foot: float) -> None:
    (x, base), (_, top) = _on(radius, turn, foot + 2.6), _on(radius, turn, foot + 7.5)
    wide = 0.3 * _LENS.focal / (_MIDDLE + radius * math.sin(turn))
    dim = abs(turn / math.pi * 2 - 1) ** 1.6 * 0.55
    for step in range(8):
        u = step / 8 * 2 - 1
        light = max(0.0, math.cos(math.asin(u + 0.125) + 0.5))
        colour = mixed(mixed((122, 98, 82), (250, 238, 212), light), (96, 76, 66), dim)
        left = x + u * wide
        brush.polygon([(left, top), (left + wide / 4 + 0.5, top), (left + wide / 4 + 0.5, base), (left, base)], colour)
    for y, size in ((top, 1.5), (base, 1.35)):
        brush.polygon(
            [(x - wide * size, y - 4), (x + wide * size, y - 4), (x + wide * size, y + 4), (x - wide * size, y + 4)],
            mixed((240, 222, 186), (96, 76, 66), dim),
        )


def _floor(brush: Brush) -> None:
    """The well of the hall: a carpet with a star, lit from above."""
    brush.polygon([(-10, 1076), (-10, 620), (WIDTH + 10, 620), (WIDTH + 10, 1076)], (84, 40, 40))
    for radius, colour in (
        (_INNER - 0.2, (150, 56, 48)),
        (_INNER - 0.7, (198, 150, 84)),
        (_INNER - 0.85, (142, 50, 46)),
    ):
        brush.polygon([_on(radius, 2 * math.pi * i / 60, 0) for i in range(61)], colour)
    for point in range(12):
        turn = math.pi * point / 6 + 0.1
        brush.polygon(
            [_on(2.9, turn, 0), _on(0.8, turn + 0.26, 0), (_on(0, 0, 0)), _on(0.8, turn - 0.26, 0)], (204, 158, 92)
        )


def _bench(canvas: Canvas, brush: Brush, tier: int) -> None:
    """One row: the step, the seats with their backs, those who sit, and the long desk before them."""
    radius, height = _INNER + _STEP * tier, _LIFT * tier
    _band(brush, (radius + _STEP, radius), (height, height), (122, 64, 54), (62, 38, 38))
    edges = (0.04, *_AISLES, math.pi - 0.04)
    for (begin, end), places in zip(pairwise(edges), _BLOCKS[tier], strict=True):
        free = 0.75 / radius
        for place in range(places):
            turn = begin + free + (end - begin - 2 * free) * (place + 0.5) / places
            _seat(canvas, brush, radius + 1.2, turn, height)
    dark = mixed(_WOOD, (54, 32, 28), 0.7)
    _band(brush, (radius + 0.55, radius + 0.08), (height + 0.98, height + 0.92), (214, 158, 100), (120, 76, 50))
    _band(brush, (radius + 0.05, radius + 0.05), (height + 0.92, height - _LIFT * 0.9), _WOOD, dark)
    _band(brush, (radius + 0.02, radius + 0.02), (height + 0.94, height + 0.84), (206, 148, 88), (120, 76, 50))
    panels = 26 + tier * 6
    for panel in range(panels):
        turn = math.pi * panel / panels
        brush.line(
            [_on(radius, turn, height + 0.8), _on(radius, turn, height - _LIFT * 0.6)],
            1.4,
            mixed(_WOOD, (44, 26, 24), 0.55),
        )
        x, y = _on(radius + 0.3, turn + 0.02, height + 0.96)
        if panel % 2:
            brush.polygon([(x - 6, y - 2), (x + 5, y - 3), (x + 7, y + 2), (x - 5, y + 3)], (240, 232, 214))
    for aisle in _AISLES:
        _steps(brush, radius, aisle, height)


def _steps(brush: Brush, radius: float, turn: float, height: float) -> None:
    """The aisle's carpeted steps through one row."""
    half = 0.46 / radius
    for step in range(3):
        near, far = radius + _STEP * step / 3, radius + _STEP * (step + 1) / 3
        low, high = height - _LIFT + _LIFT * step / 3, height - _LIFT + _LIFT * (step + 1) / 3
        riser = [
            _on(near, turn - half, low),
            _on(near, turn + half, low),
            _on(near, turn + half, high),
            _on(near, turn - half, high),
        ]
        tread = [
            _on(near, turn - half, high),
            _on(near, turn + half, high),
            _on(far, turn + half, high),
            _on(far, turn - half, high),
        ]
        brush.polygon(tread, (176, 66, 54))
        brush.polygon(riser, (116, 42, 40))


def _seat(canvas: Canvas, brush: Brush, radius: float, turn: float, height: float) -> None:
    """A leather chair; in most of them somebody sits and looks at the middle."""
    x, y = _on(radius, turn, height)
    size = _LENS.focal / (_MIDDLE + radius * math.sin(turn))
    dim = abs(turn / math.pi * 2 - 1) ** 1.6 * 0.5
    back = mixed(mixed(_LEATHER, (70, 140, 128), float(canvas.rng.uniform(0, 0.4))), (22, 40, 44), dim)

    def at(dx: float, dy: float) -> Point:
        return x + dx * size, y - dy * size

    brush.polygon([at(-0.36, 0.3), at(-0.36, 1.2), at(-0.28, 1.32), at(0.28, 1.32), at(0.36, 1.2), at(0.36, 0.3)], back)
    brush.line(
        [at(-0.36, 1.2), at(-0.28, 1.32), at(0.28, 1.32), at(0.36, 1.2)],
        max(1.0, 0.05 * size),
        mixed(back, (214, 190, 140), 0.55),
    )
    if canvas.rng.random() > 0.12:
        _member(canvas, brush, (x, y), size, dim)


def _member(canvas: Canvas, brush: Brush, foot: Point, size: float, dim: float) -> None:
    """Somebody in a seat, `size` px to the metre, `dim` being how little light falls there."""

    def at(dx: float, dy: float) -> Point:
        return foot[0] + dx * size, foot[1] - dy * size

    suit, skin, hair = (kind[int(canvas.rng.integers(len(kind)))] for kind in (_SUITS, _SKINS, _HAIRS))
    lean = float(canvas.rng.normal(0, 0.04))
    body = [at(-0.3, 0.7), at(-0.27, 1.12), at(-0.1, 1.26), at(0.1, 1.26), at(0.27, 1.12), at(0.3, 0.7)]
    brush.polygon(body, mixed(suit, (24, 22, 28), dim))
    brush.polygon([at(-0.07, 1.26), at(0.07, 1.26), at(0, 0.98)], (236, 230, 220))
    brush.ellipse(*at(lean, 1.45), 0.145 * size, 0.18 * size, mixed(hair, (24, 22, 28), dim))
    brush.ellipse(*at(lean, 1.41), 0.115 * size, 0.145 * size, mixed(skin, (40, 30, 30), dim))


def _desk(brush: Brush) -> None:
    """The speaker's desk on its platform, seen from behind: chairs, papers, a lamp at each end."""
    at = _LENS.at

    def box(x0: float, x1: float, y0: float, y1: float, z: float, deep: float, front: Colour, top: Colour) -> None:
        brush.polygon([at(x0, y1, z), at(x1, y1, z), at(x1, y1, z + deep), at(x0, y1, z + deep)], top)
        brush.polygon([at(x0, y0, z), at(x1, y0, z), at(x1, y1, z), at(x0, y1, z)], front)

    box(-4.4, 4.4, 0, 0.5, 14.6, 4.2, (84, 50, 36), (150, 98, 62))
    for half, colour in ((2.9, (206, 158, 88)), (2.75, (140, 46, 44))):
        brush.polygon([at(-half, 0.5, 14.6), at(half, 0.5, 14.6), at(half, 0.5, 17.0), at(-half, 0.5, 17.0)], colour)
    box(-3.3, 3.3, 0.5, 1.7, 17.2, 1.0, (104, 64, 40), (216, 160, 102))
    brush.line([at(-3.3, 1.7, 17.2), at(3.3, 1.7, 17.2)], 5, (240, 196, 132))
    for x in (-2.1, 0.0, 2.1):
        sheet = [at(x - 0.4, 1.72, 17.4), at(x + 0.34, 1.72, 17.4), at(x + 0.32, 1.72, 17.9), at(x - 0.36, 1.72, 17.9)]
        brush.polygon(sheet, (248, 242, 228))
        _chair(brush, x, 3.0 if x == 0 else 2.5)
    for x in (-3.0, 3.0):
        brush.line([at(x, 1.7, 17.6), at(x, 2.3, 17.6)], 3, (190, 150, 90))
        brush.polygon(
            [at(x - 0.3, 2.25, 17.6), at(x + 0.3, 2.25, 17.6), at(x + 0.18, 2.55, 17.6), at(x - 0.18, 2.55, 17.6)],
            (255, 226, 160),
        )


def _chair(brush: Brush, x: float, tall: float) -> None:
    """A high red chair seen from behind, with a gilt edge."""

    def at(dx: float, y: float) -> Point:
        return _LENS.at(x + dx, y, 16.0)

    for inset, colour in ((0.0, (66, 38, 28)), (0.11, (126, 40, 40))):
        half, high = 0.62 - inset, tall - inset
        left = [at(-half, 0.9), at(-half, high - 0.3), at(-half + 0.16, high)]
        brush.polygon([*left, at(half - 0.16, high), at(half, high - 0.3), at(half, 0.9)], colour)
    edge = [at(-0.62, tall - 0.3), at(-0.46, tall), at(0.46, tall), at(0.62, tall - 0.3)]
    brush.line(edge, 3, (226, 180, 110))


def _dome(canvas: Canvas) -> None:
    """The dome's foot above the wall: coffers and the bright edge of its glass."""
    with canvas.brush() as brush:
        x, y = WIDTH / 2, -250.0
        for ring, (rx, ry) in enumerate(((1010.0, 470.0), (880.0, 410.0), (740.0, 352.0), (600.0, 296.0))):
            tone = mixed((176, 150, 118), (252, 236, 200), ring / 3.4)
            brush.ellipse(x, y, rx, ry, (150, 118, 84))
            brush.ellipse(x, y, rx - 8, ry - 6, tone)
        for rib in range(30):
            turn = math.pi * (rib + 0.5) / 30
            inner, outer = (
                (x + 600 * math.cos(turn), y + 296 * math.sin(turn)),
                (x + 1006 * math.cos(turn), y + 466 * math.sin(turn)),
            )
            brush.line([inner, outer], 5, (160, 126, 90))
        brush.ellipse(x, y, 590, 288, (255, 250, 234))


def _light(canvas: Canvas) -> None:
    """Shafts of daylight that fall from the dome on the benches, and dusk towards the sides."""
    across = np.abs(np.linspace(-1, 1, WIDTH, dtype=np.float32))[None]
    down = np.linspace(0, 1, HEIGHT, dtype=np.float32)[:, None]
    dusk = np.clip(across**1.7 * 0.6 + down**2 * 0.22 - 0.1, 0, 0.7)
    canvas.lay(dusk.astype(np.float32), (28, 18, 28))
    shafts = Pen()
    for left, wide, lean in ((480, 130, -250), (650, 90, -120), (770, 130, -20), (960, 70, 130), (1050, 90, 240)):
        shafts.polygon(
            [(left, -20), (left + wide, -20), (left + wide * 1.8 + lean, 860), (left + lean - wide * 0.3, 860)], 150
        )
    beams = np.asarray(shafts.mask(14), np.float32) * (1 - down) ** 1.25
    canvas.light(Image.fromarray(beams.astype(np.uint8), "L"), (255, 226, 164), 0.9)
    canvas.glow(WIDTH / 2, -40, 900, 300, (255, 244, 214), 0.8)
    canvas.glow(WIDTH / 2, 640, 560, 150, (255, 214, 150), 0.34)
