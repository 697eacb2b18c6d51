"""A container port at night with a fire behind the stacks: cranes, smoke, and it all again in the water."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from newsroom.demo.painting import WIDTH, Canvas, Colour, Pen, mixed, ramp

_QUAY = 716
_IRON: Colour = (16, 20, 32)
_BOXES: tuple[Colour, ...] = ((120, 52, 46), (46, 78, 110), (150, 106, 50), (58, 92, 78), (98, 92, 96), (132, 66, 40))
_FIRE = (1020.0, 640.0)


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(
        4711,
        ramp([(0, (8, 13, 32)), (0.35, (18, 28, 56)), (0.58, (48, 44, 70)), (0.68, (92, 58, 62)), (1, (40, 30, 40))]),
    )
    _stars(canvas)
    canvas.glow(*_FIRE, 700, 360, (255, 104, 36), 0.62)
    _smoke(canvas)
    canvas.glow(*_FIRE, 230, 190, (255, 150, 60), 0.7)
    canvas.lay(Pen().polygon(canvas.ridge(706, 46, 420)).mask(2), (30, 28, 46), 0.9)
    _cranes(canvas, ((1452, 0.62), (1296, 0.66)), (44, 34, 44))
    _stacks(canvas, 690.0, 16, 11.0, 0.55)
    _flames(canvas)
    _stacks(canvas, float(_QUAY), 8, 17.0, 1.0)
    _cranes(canvas, ((690, 0.98), (330, 1.16)), _IRON)
    _lamps(canvas)
    canvas.lay(Pen().rect(0, _QUAY - 3, WIDTH, _QUAY + 22).mask(), (14, 15, 23))
    canvas.lay(Pen().rect(0, _QUAY - 3, WIDTH, _QUAY - 1).mask(0.6), (226, 128, 66), 0.5)
    canvas.water(_QUAY + 22, tint=(8, 14, 30), depth=0.36, ripple=15, squeeze=1.0)
    canvas.glow(_FIRE[0], 850, 210, 220, (255, 120, 40), 0.4)
    _boat(canvas)
    return canvas.finished(grain=6.5, vignette=0.34)


def _stars(canvas: Canvas) -> None:
    pen = Pen()
    for _ in range(130):
        x, y = float(canvas.rng.uniform(0, WIDTH)), float(canvas.rng.uniform(0, 380))
        pen.ellipse(x, y, 0.9, 0.9, int(canvas.rng.integers(40, 170)))
    canvas.lay(pen.mask(), (206, 214, 236), 0.7)


def _smoke(canvas: Canvas) -> None:
    """A plume that leans to the left and widens as it rises, lit from below."""
    plume, lit = Pen(), Pen()
    for step in range(240):
        rise = step / 240
        spread = 22 + 190 * rise**1.2
        x = _FIRE[0] - 60 - 620 * rise**1.45 + float(canvas.rng.normal(0, spread * 0.42))
        y = _FIRE[1] - 30 - 640 * rise + float(canvas.rng.normal(0, spread * 0.25))
        size = spread * float(canvas.rng.uniform(0.35, 0.75))
        plume.ellipse(x, y, size, size * 0.82, int(205 - 90 * rise))
        if rise < 0.75:
            lit.ellipse(x + size * 0.3, y + size * 0.42, size * 0.62, size * 0.4, int(150 * (1 - rise / 0.75)))
    canvas.lay(
        plume.mask(17), ramp([(0, (44, 46, 62)), (0.3, (58, 52, 64)), (0.5, (64, 46, 50)), (0.65, (70, 40, 36))]), 0.95
    )
    canvas.lay(lit.mask(15), (255, 136, 62), 0.6)


def _flames(canvas: Canvas) -> None:
    for colour, reach, width, count, blur in (
        ((232, 74, 22), 250.0, 30.0, 30, 6.0),
        ((255, 142, 40), 180.0, 20.0, 26, 3.5),
        ((255, 226, 150), 104.0, 13.0, 18, 2.5),
    ):
        pen = Pen()
        for _ in range(count):
            x = _FIRE[0] + float(canvas.rng.normal(0, 66))
            tall = reach * float(canvas.rng.uniform(0.45, 1.0)) * math.exp(-(((x - _FIRE[0]) / 110) ** 2))
            sway = float(canvas.rng.normal(-14, 12))
            left = [
                (x - width * (1 - t) * (1 + 0.3 * math.sin(5 * t + x)), 704 - tall * t) for t in (0, 0.25, 0.5, 0.75)
            ]
            right = [(x + width * (1 - t) + sway * t, 704 - tall * t) for t in (0.75, 0.5, 0.25, 0)]
            pen.polygon([*left, (x + sway, 704 - tall), *right])
        canvas.light(pen.mask(blur), colour, 0.95)
    sparks = Pen()
    for _ in range(90):
        x, y = _FIRE[0] + float(canvas.rng.normal(-40, 90)), 640 - float(canvas.rng.gamma(2.0, 70))
        sparks.ellipse(x - (640 - y) * 0.22, y, 1.5, 1.5, int(canvas.rng.integers(120, 255)))
    canvas.light(sparks.mask(0.5), (255, 190, 96))


def _stacks(canvas: Canvas, foot: float, tallest: int, unit: float, near: float) -> None:
    """Containers in stacks of changing height, those beside the fire lit by it; none where it burns."""
    draw = ImageDraw.Draw(canvas.picture)
    x, level = -10.0, tallest * 0.4
    while x < WIDTH:
        length = unit * 2.7
        away = abs(x + length / 2 - _FIRE[0])
        level = min(tallest * 0.62, max(1.5, level + float(canvas.rng.normal(0, 1.1))))
        is_open = canvas.rng.random() < 0.07 or (away < 118 and near < 1)
        warmth = math.exp(-((away / 210) ** 2)) * (0.5 if near < 1 else 0.22)
        for row in range(0 if is_open else int(level if away > 150 else min(level, 2))):
            colour = _BOXES[int(canvas.rng.integers(len(_BOXES)))]
            dim = mixed(colour, (20, 24, 42), 0.66 if near == 1.0 else 0.72)
            body = mixed(dim, (214, 96, 40), warmth * float(canvas.rng.uniform(0.6, 1.0)))
            top = foot - (row + 1) * unit
            draw.rectangle([x, top, x + length - 2, top + unit - 2], fill=body)
            for rib in range(1, 7):
                left = x + rib * length / 7
                draw.line([left, top + 1, left, top + unit - 3], fill=mixed(body, (6, 8, 16), 0.35))
            draw.line([x, top, x + length - 2, top], fill=mixed(body, (255, 160, 96), 0.2 + 0.5 * warmth))
        x += length


def _cranes(canvas: Canvas, cranes: tuple[tuple[float, float], ...], colour: Colour) -> None:
    iron, lights, tops = Pen(), Pen(), Pen()
    for x, size in cranes:
        _crane(iron, x, size)
        for dx, dy in ((-240, 322), (-60, 322), (60, 322), (190, 322), (322, 330)):
            lights.ellipse(x + dx * size, _QUAY - dy * size, 3.2 * size, 3.2 * size)
        tops.ellipse(x - 16 * size, _QUAY - 474 * size, 3.6 * size, 3.6 * size)
    canvas.lay(iron.mask(0.4), colour)
    canvas.light(lights.mask(8), (255, 214, 150), 0.9)
    canvas.lay(lights.mask(), (255, 242, 214))
    canvas.light(tops.mask(5), (255, 60, 44))
    canvas.lay(tops.mask(), (255, 132, 112))


def _crane(pen: Pen, x: float, size: float) -> None:
    """A ship-to-shore gantry: two portal legs, girder, raised apex with stays, boom over the water, cabin."""
    foot = float(_QUAY)

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * size, foot - dy * size

    for leg in (-62, 62):
        pen.line([at(leg, 0), at(leg * 0.86, 330)], 8 * size).line(
            [at(leg + 22, 0), at(leg * 0.86 + 14, 330)], 5 * size
        )
    for height in (110, 238):
        pen.line([at(-60, height), at(64, height)], 7 * size)
    pen.line([at(-60, 110), at(54, 238)], 3.5 * size).line([at(-56, 238), at(54, 330)], 3.5 * size)
    pen.polygon([at(-250, 338), at(330, 338), at(330, 324), at(-250, 324)])
    pen.line([at(-52, 330), at(-16, 470), at(52, 330)], 6 * size)
    for reach in (-240, 190, 318):
        pen.line([at(-16, 468), at(reach, 336)], 2.4 * size)
    for step in range(-12, 16):
        pen.line([at(step * 20, 338), at(step * 20 + 10, 350), at(step * 20 + 20, 338)], 1.6 * size)
    pen.line([at(-250, 350), at(330, 350)], 2.2 * size)
    pen.polygon([at(-150, 324), at(-100, 324), at(-100, 292), at(-150, 292)])
    pen.line([at(210, 324), at(210, 186)], 1.3 * size).line([at(232, 324), at(232, 186)], 1.3 * size)
    pen.polygon([at(188, 186), at(254, 186), at(254, 158), at(188, 158)])
    pen.polygon([at(-74, 14), at(90, 14), at(90, 0), at(-74, 0)])


def _lamps(canvas: Canvas) -> None:
    poles, lamps, pools = Pen(), Pen(), Pen()
    for index in range(11):
        x = 60.0 + index * 150
        poles.rect(x - 1.2, _QUAY - 92, x + 1.2, _QUAY)
        lamps.ellipse(x, _QUAY - 94, 4, 2.6)
        pools.polygon([(x - 4, _QUAY - 92), (x + 4, _QUAY - 92), (x + 46, _QUAY), (x - 46, _QUAY)], 90)
    canvas.lay(poles.mask(), (10, 12, 20))
    canvas.light(pools.mask(9), (255, 206, 130), 0.5)
    canvas.light(lamps.mask(8), (255, 206, 130))
    canvas.lay(lamps.mask(0.6), (255, 244, 214))


def _boat(canvas: Canvas) -> None:
    """A fireboat throwing two arcs of water towards the fire."""
    x, y = 1290.0, 846.0
    hull = Pen().polygon([(x - 92, y - 14), (x + 92, y - 18), (x + 74, y + 14), (x - 76, y + 14)])
    hull.rect(x - 22, y - 48, x + 44, y - 14).rect(x - 6, y - 72, x + 26, y - 46).rect(x + 8, y - 106, x + 11, y - 70)
    spray = Pen()
    for reach, top in ((-252.0, 250.0), (-206.0, 214.0)):
        arc = [
            (x - 40 + reach * t, y - 30 - top * (1 - (1 - 1.35 * t) ** 2) * 0.9) for t in (i / 24 for i in range(25))
        ]
        for begin, end, step in zip(arc, arc[1:], range(24), strict=False):
            spray.line([begin, end], 2.4 + step * 0.42, 210 - step * 6)
    canvas.lay(spray.mask(2.2), (226, 214, 214), 0.62)
    canvas.lay(Pen().ellipse(x, y + 20, 120, 9).mask(6), (4, 8, 18), 0.75)
    canvas.lay(hull.mask(0.5), (20, 24, 36))
    canvas.lay(
        Pen().rect(x - 92, y - 18, x + 84, y - 14).rect(x - 22, y - 48, x - 19, y - 14).mask(0.8), (255, 140, 70), 0.7
    )
    windows = Pen()
    for left in (-14, 4, 22):
        windows.rect(x + left, y - 42, x + left + 12, y - 32)
    canvas.light(windows.mask(6), (255, 206, 130))
    canvas.lay(windows.mask(0.4), (255, 232, 180))
