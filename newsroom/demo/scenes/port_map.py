"""A newspaper's locator map of a harbour: coast, streets, rail, a marker, an inset and a scale; nothing is written."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Pen, Point, mixed, ramp

_PAPER: Colour = (244, 239, 228)
_LAND: Colour = (236, 229, 212)
_SEA = ramp([(0, (190, 211, 218)), (1, (172, 198, 208))])
_INK: Colour = (70, 74, 80)
_RED: Colour = (190, 48, 40)
_FIRE: Point = (612.0, 548.0)


def paint() -> Image.Image:
    """Paint the map."""
    canvas = Canvas(9021, _SEA)
    land = _land(canvas)
    _coast(canvas, land)
    with canvas.brush() as brush:
        _graticule(brush)
    inside = land.point([255 if value > 150 else 0 for value in range(256)])
    _town(canvas, inside)
    _harbour(canvas)
    _marker(canvas)
    _furniture(canvas)
    return canvas.finished(grain=3.0, vignette=0.06, brush=0.012)


def _land(canvas: Canvas) -> Image.Image:
    """Return the mask of the land: a coast that runs from lower left to upper right, with a bay and islands."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    rough = (canvas.noise(520, 520, 6) - 0.5) * 330
    shore = (0.62 * (x - 800) - (y - 520)) * 0.82 + rough + 40
    bay = 300 * np.exp(-(((x - 790) / 250) ** 2) - (((y - 640) / 170) ** 2))
    islands = 330 * np.exp(-(((x - 420) / 110) ** 2) - (((y - 300) / 70) ** 2))
    islands += 260 * np.exp(-(((x - 250) / 60) ** 2) - (((y - 560) / 44) ** 2))
    height: NDArray[np.float32] = -shore - bay
    height = np.maximum(-height - 60, islands - 150 + rough * 0.35)
    mask = Image.fromarray((np.clip(height / 2 + 0.5, 0, 1) * 255).astype(np.uint8), "L")
    return mask.filter(ImageFilter.GaussianBlur(1.1))


def _coast(canvas: Canvas, land: Image.Image) -> None:
    """Waterlines along the coast, as engravers drew them, then the land with relief and its edge."""
    small = land.reduce(4)
    for reach, strength in ((16, 0.3), (10, 0.42), (5, 0.55)):
        away = np.asarray(small.filter(ImageFilter.GaussianBlur(reach)), np.float32)
        ring = np.clip(1 - np.abs(away - 58) / 9, 0, 1) * 255
        line = Image.fromarray(ring.astype(np.uint8), "L").resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        canvas.lay(line, (112, 150, 166), strength)
    canvas.lay(land.filter(ImageFilter.GaussianBlur(7)), (120, 152, 164), 0.5)
    canvas.lay(land, _LAND)
    relief = canvas.noise(330, 330, 5)
    lit = np.clip((relief - np.roll(relief, (7, 7), (0, 1))) * 3.4, -0.5, 0.5)
    on_land = np.asarray(land, np.float32) / np.float32(255)
    canvas.lay(np.clip(-lit, 0, 1) * on_land, (148, 134, 112), 0.8)
    canvas.lay(np.clip(lit, 0, 1) * on_land, (255, 252, 240), 0.8)
    woods = np.clip((canvas.noise(260, 200, 4) - 0.56) * 9, 0, 0.55) * on_land
    canvas.lay(woods, (186, 200, 160))
    outline = np.clip(1 - np.abs(on_land - 0.5) * 2.2, 0, 1)
    canvas.lay(outline, (84, 110, 122), 0.95)


def _graticule(brush: Brush) -> None:
    for x in range(200, WIDTH, 300):
        brush.line([(x, 0), (x, HEIGHT)], 0.8, (160, 182, 188))
    for y in range(133, HEIGHT, 266):
        brush.line([(0, y), (WIDTH, y)], 0.8, (160, 182, 188))


def _town(canvas: Canvas, inside: Image.Image) -> None:
    """Blocks, streets, main roads with casings, a railway; kept on land by the mask."""
    sheet = Canvas(77, canvas.picture)
    turn = math.radians(-24)

    def at(u: float, v: float) -> Point:
        return 1130 + u * math.cos(turn) - v * math.sin(turn), 560 + u * math.sin(turn) + v * math.cos(turn)

    with sheet.brush() as brush:
        for column in range(-9, 10):
            for row in range(-7, 8):
                away = math.hypot(column / 8.5, row / 6.2)
                if away + float(sheet.rng.uniform(-0.25, 0.25)) > 0.92:
                    continue
                u, v = column * 47.0, row * 44.0
                block = [at(u, v), at(u + 40, v), at(u + 40, v + 37), at(u, v + 37)]
                is_park = sheet.rng.random() < 0.07
                brush.polygon(
                    block,
                    (188, 206, 164) if is_park else mixed((218, 206, 184), (200, 184, 160), float(sheet.rng.random())),
                )
                if not is_park and sheet.rng.random() < 0.6:
                    cut = float(sheet.rng.uniform(10, 28))
                    brush.line([at(u + cut, v), at(u + cut, v + 37)], 2, _LAND)
        roads = [
            [at(-700, 22), at(-300, 20), at(60, 18), at(500, 40), at(900, 150)],
            [at(20, -700), at(16, -200), at(14, 200), at(60, 640)],
            [at(-420, 330), at(-120, 236), at(240, 214), at(760, 330)],
            [at(-300, -330), at(60, -210), at(420, -250), at(800, -190)],
        ]
        for width, colour in ((13.0, (176, 150, 112)), (9.0, (252, 240, 206))):
            for road in roads:
                brush.line(_curved(road), width, colour)
        rail = _curved([at(-400, -40), at(-180, -96), at(200, -70), at(560, -150), at(900, -330)])
        brush.line(rail, 3, _INK)
        for begin, end in zip(rail[::3], rail[1::3], strict=False):
            dx, dy = end[0] - begin[0], end[1] - begin[1]
            reach = 7 / max(math.hypot(dx, dy), 1e-6)
            brush.line(
                [(begin[0] - dy * reach, begin[1] + dx * reach), (begin[0] + dy * reach, begin[1] - dx * reach)],
                2,
                _INK,
            )
    canvas.picture.paste(sheet.picture, (0, 0), inside)


def _curved(points: list[Point]) -> list[Point]:
    """Return a smooth line through the points (Catmull-Rom, 16 steps each)."""
    ends = [points[0], *points, points[-1]]
    line: list[Point] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for t in (step / 16 for step in range(16)):
            x, y = (
                0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
                for p, q, r, s in zip(a, b, c, d, strict=True)
            )
            line.append((x, y))
    return [*line, points[-1]]


def _harbour(canvas: Canvas) -> None:
    """Piers, a breakwater, the fairway as a dashed line, and ships on it."""
    with canvas.brush() as brush:
        for index in range(4):
            x, y = (706.0, 668.0, 648.0, 634.0)[index], 452.0 + index * 52
            pier = [(x, y), (x + 6, y + 22), (x - 92, y + 40), (x - 98, y + 18)]
            brush.polygon(pier, (222, 212, 192))
            brush.line([*pier, pier[0]], 1.6, (104, 116, 120))
            for box in range(4):
                bx, by = x - 20 - box * 19, y + 8 + box * 3.4
                corners = [(bx, by), (bx + 2, by + 9), (bx - 11, by + 11.5), (bx - 13, by + 2.5)]
                brush.polygon(corners, ((176, 122, 92), (122, 146, 156), (196, 170, 110))[(box + index) % 3])
        brush.line(_curved([(486, 650), (470, 540), (520, 430), (640, 398)]), 9, (104, 116, 120))
        brush.line(_curved([(486, 650), (470, 540), (520, 430), (640, 398)]), 5, (222, 212, 192))
        lane = _curved([(-20, 980), (240, 800), (420, 712), (540, 664), (566, 600)])
        for begin, end in zip(lane[::2], lane[1::2], strict=False):
            brush.line([begin, end], 3, (96, 128, 146))
        for x, y, size in ((236.0, 806.0, 1.0), (470.0, 706.0, 0.8), (112.0, 892.0, 1.2)):
            hull = [(-34, 10), (18, -12), (34, -24), (30, -4), (-24, 22)]
            brush.polygon([(x + dx * size, y + dy * size) for dx, dy in hull], (66, 84, 98))
            brush.polygon(
                [(x + dx * size, y + dy * size) for dx, dy in ((-22, 8), (8, -5), (12, 2), (-16, 15))], (232, 228, 216)
            )


def _marker(canvas: Canvas) -> None:
    x, y = _FIRE
    canvas.lay(Pen().ellipse(x, y, 116, 116).mask(1), _RED, 0.14)
    canvas.lay(Pen().ellipse(x, y, 70, 70).mask(1), _RED, 0.2)
    canvas.lay(Pen().ellipse(x + 3, y + 5, 26, 26).mask(5), (40, 30, 30), 0.4)
    with canvas.brush() as brush:
        brush.ellipse(x, y, 25, 25, (255, 255, 255))
        brush.ellipse(x, y, 20, 20, _RED)
        flame = [(0, -15), (6, -6), (11, 2), (8, 11), (0, 14), (-8, 11), (-11, 2), (-6, -3), (-3, 1)]
        brush.polygon([(x + dx, y + dy) for dx, dy in flame], (255, 236, 200))


def _furniture(canvas: Canvas) -> None:
    """Inset with the wider coast, compass, scale, and the frame with its ticks."""
    left, top, right, bottom = 1220.0, 716.0, 1540.0, 1006.0
    canvas.lay(Pen().rect(left + 4, top + 7, right + 4, bottom + 7).mask(7), (50, 50, 54), 0.4)
    with canvas.brush() as brush:
        brush.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], _PAPER)
        brush.polygon(
            [(left + 8, top + 8), (right - 8, top + 8), (right - 8, bottom - 8), (left + 8, bottom - 8)],
            (184, 206, 214),
        )
        coast = [(60, 282), (74, 236), (118, 214), (126, 168), (168, 150), (160, 104), (204, 84), (214, 42), (250, 8)]
        shape = [(left + x, top + y) for x, y in coast]
        brush.polygon([*_curved(shape), (right - 8, top + 8), (right - 8, bottom - 8), (left + 60, bottom - 8)], _LAND)
        brush.line(_curved(shape), 2, (84, 110, 122))
        border = [(left + x, top + y) for x, y in ((168, 150), (206, 166), (226, 210), (270, 228), (312, 224))]
        line = _curved(border)
        for begin, end in zip(line[::3], line[2::3], strict=False):
            brush.line([begin, end], 2, (150, 128, 108))
        frame = [(left + 106, top + 146), (left + 190, top + 146), (left + 190, top + 204), (left + 106, top + 204)]
        brush.line([*frame, frame[0]], 3.4, _RED)
        brush.line([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], 2, _INK)
        _compass(brush, 136, 156)
        for step in range(4):
            x = 80.0 + step * 62
            brush.polygon([(x, 1000), (x + 62, 1000), (x + 62, 1010), (x, 1010)], _INK if step % 2 == 0 else _PAPER)
        brush.line([(80, 1000), (328, 1000), (328, 1010), (80, 1010), (80, 1000)], 1.6, _INK)
        for x0, y0, x1, y1 in (
            (0, 0, WIDTH, 32),
            (0, HEIGHT - 32, WIDTH, HEIGHT),
            (0, 0, 32, HEIGHT),
            (WIDTH - 32, 0, WIDTH, HEIGHT),
        ):
            brush.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], _PAPER)
        brush.line([(32, 32), (WIDTH - 32, 32), (WIDTH - 32, HEIGHT - 32), (32, HEIGHT - 32), (32, 32)], 2.4, _INK)


def _compass(brush: Brush, x: float, y: float) -> None:
    ring = [(x + 44 * math.cos(a), y + 44 * math.sin(a)) for a in (i * math.pi / 24 for i in range(49))]
    brush.line(ring, 1.8, _INK)
    for quarter in range(4):
        turn = quarter * math.pi / 2
        reach = 62 if quarter == 3 else 46
        tip = (x + reach * math.cos(turn), y + reach * math.sin(turn))
        for side in (-1, 1):
            wing = (x + 11 * math.cos(turn + side * math.pi / 4), y + 11 * math.sin(turn + side * math.pi / 4))
            brush.polygon([(x, y), tip, wing], _INK if side < 0 else _PAPER)
            brush.line([tip, wing], 1.2, _INK)
