"""An invented capital across its river at first light: three domes on a hill, a column, a bridge, and their mirror."""

from __future__ import annotations

import math
from itertools import pairwise

from PIL import Image

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Pen, Stops, levels, mixed, ramp

_SHORE = 700.0
_SUN = (1215.0, 596.0)
_HAZE: Colour = (236, 186, 170)
_STONE: Stops = [
    (0, (112, 96, 134)),
    (0.35, (150, 124, 146)),
    (0.72, (238, 198, 168)),
    (0.9, (255, 228, 190)),
    (1, (226, 182, 160)),
]
_COPPER: Stops = [(0, (58, 84, 106)), (0.4, (84, 124, 130)), (0.9, (240, 220, 182)), (1, (170, 170, 152))]


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(1790, _sky())
    _clouds(canvas)
    canvas.glow(*_SUN, 760, 360, (255, 188, 120), 0.7)
    canvas.glow(*_SUN, 150, 120, (255, 236, 196), 0.95)
    _distance(canvas)
    _hill(canvas)
    with canvas.brush() as brush:
        _houses(canvas, brush)
        _parliament(brush, 868, 500)
        _column(brush, 402)
        _quay(canvas, brush)
        _bridge(brush)
    _trees(canvas)
    canvas.glow(*_SUN, 420, 190, (255, 196, 140), 0.5)
    canvas.water(round(_SHORE) + 8, tint=(48, 58, 98), depth=0.4, ripple=10, squeeze=1.05)
    _mist(canvas)
    canvas.glow(_SUN[0], 800, 130, 260, (255, 206, 150), 0.5)
    _boats(canvas)
    return canvas.finished(grain=4.5, vignette=0.3)


def _sky() -> Image.Image:
    return ramp(
        [
            (0, (58, 76, 128)),
            (0.22, (112, 126, 172)),
            (0.42, (196, 172, 188)),
            (0.55, (244, 192, 168)),
            (0.64, (255, 214, 160)),
            (1, (255, 206, 156)),
        ]
    )


def _clouds(canvas: Canvas) -> None:
    drift = canvas.noise(820, 120, 6)
    fade = levels([(0, 240), (0.38, 255), (0.58, 70), (1, 0)])
    low = ramp([(0, (86, 92, 142)), (0.3, (176, 142, 170)), (0.5, (236, 172, 160))])
    high = ramp([(0, (226, 186, 196)), (0.3, (255, 204, 178)), (0.55, (255, 224, 176))])
    canvas.veil(drift, 0.5, 0.2, fade, low, 0.8)
    canvas.veil(drift, 0.6, 0.13, fade, high, 0.85)


def _distance(canvas: Canvas) -> None:
    """Two far ridges, and the towers of the outer town in the haze."""
    for base, height, cell, colour in ((664, 130, 620, (206, 160, 172)), (684, 74, 330, (176, 136, 160))):
        tone = ramp([(0, colour), (0.5, colour), (0.66, mixed(colour, _HAZE, 0.7)), (1, colour)])
        canvas.lay(Pen().polygon(canvas.ridge(base, height, cell)).mask(1), tone, 0.9)
    pen = Pen()
    x = -10.0
    while x < WIDTH:
        wide, top = float(canvas.rng.uniform(16, 46)), _SHORE - 14 - float(canvas.rng.gamma(3, 12))
        pen.rect(x, top, x + wide, _SHORE)
        if canvas.rng.random() < 0.16:
            pen.polygon([(x + 4, top), (x + 10, top - 62), (x + 16, top)])
        x += wide + float(canvas.rng.uniform(-4, 10))
    canvas.lay(pen.mask(1), (172, 130, 154), 0.85)


def _ground(x: float) -> float:
    """The height of the castle hill's slope at x."""
    return _SHORE - 6 - 190 * math.exp(-(((x - 860) / 330) ** 4)) - 30 * math.exp(-(((x - 1290) / 190) ** 2))


def _hill(canvas: Canvas) -> None:
    slope = [(float(x), _ground(x)) for x in range(0, WIDTH + 1, 8)]
    mask = Pen().polygon([(0, _SHORE + 4), *slope, (WIDTH, _SHORE + 4)]).mask(1)
    canvas.lay(mask, ramp([(0.4, (128, 104, 134)), (0.66, (104, 88, 124))]))


def _houses(canvas: Canvas, brush: Brush) -> None:
    """Gabled houses up the slope, the back rows first and paler."""
    for row in range(7):
        share = 1 - row / 6
        x = float(canvas.rng.uniform(-40, 0))
        while x < WIDTH:
            foot = _SHORE - (_SHORE - _ground(x + 14)) * share + 8
            size = 21 + 6 * (1 - share)
            width, wall = size * float(canvas.rng.uniform(0.9, 1.9)), size * float(canvas.rng.uniform(0.8, 1.5))
            if share < 0.2 or _ground(x) < _SHORE - 24:
                _house(canvas, brush, (x, foot, width, wall), share)
            x += width * float(canvas.rng.uniform(0.75, 1.2))


def _house(canvas: Canvas, brush: Brush, box: tuple[float, float, float, float], share: float) -> None:
    x, foot, width, wall = box
    top, gable, pale = foot - wall, width * 0.34, 0.18 + 0.34 * share
    side = mixed((118, 98, 128), (146, 118, 136), float(canvas.rng.random()))
    front = mixed((232, 186, 158), (248, 214, 184), float(canvas.rng.random()))
    roof = mixed((120, 66, 76), (150, 88, 82), float(canvas.rng.random()))
    brush.rect(x, top, x + width, foot, mixed(side, _HAZE, pale))
    brush.rect(x + gable, top, x + width, foot, mixed(front, _HAZE, pale))
    ridge = top - gable * 1.1
    brush.polygon([(x - 1, top + 1), (x + gable / 2, ridge), (x + gable, top + 1)], mixed(side, _HAZE, pale))
    brush.polygon(
        [(x + gable / 2, ridge), (x + width - 2, ridge), (x + width + 2, top + 2), (x + gable, top + 2)],
        mixed(roof, _HAZE, pale),
    )
    for column in range(int((width - gable) / 7)):
        wx, wy = x + gable + 3 + column * 7, top + wall * 0.38
        lit = canvas.rng.random() < 0.22
        brush.rect(wx, wy, wx + 3, wy + 6, (255, 222, 150) if lit else mixed((110, 88, 116), _HAZE, pale))


def _parliament(brush: Brush, x: float, foot: float) -> None:
    """Long wings with arcades, two side domes and the great dome over a drum of columns."""
    _wing(brush, x - 262, x + 262, foot - 62, foot + 26)
    for side in (-1, 1):
        _dome(brush, x + side * 206, foot - 62, 0.46)
    _wing(brush, x - 112, x + 112, foot - 86, foot + 26)
    brush.polygon([(x - 74, foot - 86), (x, foot - 116), (x + 74, foot - 86)], (240, 206, 178))
    brush.polygon([(x - 60, foot - 89), (x, foot - 112), (x + 60, foot - 89)], (196, 160, 156))
    _dome(brush, x, foot - 86, 1.0)


def _wing(brush: Brush, left: float, right: float, top: float, foot: float) -> None:
    brush.rect(left, top, right, foot, (222, 182, 164))
    brush.rect(left - 5, top - 5, right + 5, top + 2, (250, 220, 188))
    brush.polygon([(left - 3, top + 2), (right + 3, top + 2), (right, top + 6), (left, top + 6)], (142, 112, 138))
    count = round((right - left) / 19)
    step = (right - left) / count
    for index in range(count):
        mid = left + (index + 0.5) * step
        brush.ellipse(mid, top + 24, 5, 6, (124, 98, 130))
        brush.rect(mid - 5, top + 24, mid + 5, foot - 10, (124, 98, 130))
        brush.polygon(
            [(mid + 3, top + 22), (mid + 5, top + 24), (mid + 5, foot - 10), (mid + 3, foot - 10)], (250, 212, 176)
        )
    brush.rect(left, top, left + 14, foot, (150, 122, 144))


def _dome(brush: Brush, x: float, foot: float, size: float) -> None:
    def up(height: float) -> float:
        return foot - height * size

    brush.turned(x, [(86 * size, up(0)), (86 * size, up(26)), (78 * size, up(28))], _STONE)
    brush.turned(x, [(70 * size, up(24)), (70 * size, up(84))], [(p, mixed(c, (96, 74, 116), 0.45)) for p, c in _STONE])
    for step in range(15):
        turn = math.pi * (step + 0.5) / 15
        reach, wide = math.cos(turn) * 74 * size, max(0.8, 4.2 * math.sin(turn) * size)
        brush.turned(x - reach, [(wide, up(26)), (wide, up(84))], _STONE)
    brush.turned(x, [(82 * size, up(82)), (82 * size, up(94)), (72 * size, up(96)), (72 * size, up(106))], _STONE)
    shell = [(68 * size * math.cos(t), up(104 + 84 * math.sin(t))) for t in (i * math.pi / 32 for i in range(15))]
    brush.turned(x, shell, _COPPER)
    for share in (-0.86, -0.6, -0.2, 0.24, 0.62, 0.88):
        brush.line([(x + share * radius, y) for radius, y in shell], 1.4 * size, (70, 96, 112))
    brush.turned(x, [(15 * size, up(184)), (15 * size, up(214)), (18 * size, up(216))], _STONE)
    brush.turned(x, [(17 * size, up(214)), (12 * size, up(228)), (2 * size, up(240)), (1.4 * size, up(272))], _COPPER)
    brush.ellipse(x, up(262), 4.4 * size, 4.4 * size, (255, 226, 160))


def _column(brush: Brush, x: float) -> None:
    """A round column on a stepped foot, with a winged figure on top."""
    foot = _SHORE - 2
    for wide, low, high in ((64, 0, 14), (52, 14, 26), (34, 26, 78)):
        brush.turned(
            x,
            [(wide, foot - low), (wide, foot - high)],
            [(0, (126, 104, 136)), (0.5, (140, 112, 138)), (0.55, (244, 206, 174)), (1, (250, 216, 184))],
        )
    brush.turned(x, [(19, foot - 78), (15.5, foot - 352)], _STONE)
    for turn in range(9):
        y = foot - 96 - turn * 28
        brush.line([(x - 18, y), (x + 17.4, y - 17)], 2.4, (150, 120, 140))
    brush.turned(x, [(17, foot - 350), (26, foot - 362), (26, foot - 372)], _STONE)
    brush.turned(x, [(13, foot - 372), (10, foot - 388)], _STONE)
    gold: Colour = (150, 104, 84)
    brush.polygon([(x - 8, foot - 388), (x + 8, foot - 388), (x + 4, foot - 418), (x - 4, foot - 418)], gold)
    brush.ellipse(x, foot - 424, 5, 6, gold)
    brush.polygon([(x - 3, foot - 412), (x - 30, foot - 446), (x - 22, foot - 416), (x - 4, foot - 400)], gold)
    brush.polygon(
        [(x + 3, foot - 412), (x + 30, foot - 446), (x + 22, foot - 416), (x + 4, foot - 400)], (255, 216, 150)
    )


def _quay(canvas: Canvas, brush: Brush) -> None:
    """The embankment wall along the water, with its lamps."""
    brush.rect(0, _SHORE - 14, WIDTH, _SHORE + 9, (96, 82, 114))
    brush.rect(0, _SHORE - 16, WIDTH, _SHORE - 12, (226, 178, 156))
    for x in range(14, WIDTH, 46):
        brush.line([(x, _SHORE - 14), (x, _SHORE - 38)], 1.6, (64, 58, 84))
        brush.ellipse(x, _SHORE - 40, 2.6, 3, (255, 236, 190))


def _bridge(brush: Brush) -> None:
    """A stone bridge that comes from the right edge; its near end is larger."""
    near, far = (1680.0, 712.0), (1010.0, 694.0)
    arch: Colour = (70, 62, 96)
    brush.polygon([(far[0], 676), (near[0], 606), (near[0], 640), (far[0], 688)], (120, 98, 126))
    brush.polygon([(far[0], 688), (near[0], 638), (near[0], near[1] + 30), (far[0], _SHORE + 4)], arch)
    spans = [0.0, 0.12, 0.26, 0.43, 0.64, 0.9, 1.2]
    for begin, end in pairwise(spans):
        _arch(brush, far[0] + 670 * begin, far[0] + 670 * end)
    brush.line([(far[0], 676), (near[0], 606)], 4, (250, 206, 168))


def _arch(brush: Brush, left: float, right: float) -> None:
    reach, pier = right - left, (right - left) * 0.09
    spring = _SHORE + 8
    rise = reach * 0.3
    bow = [
        (left + pier + (reach - 2 * pier) * (0.5 - 0.5 * math.cos(t)), spring - rise * math.sin(t))
        for t in (i * math.pi / 16 for i in range(17))
    ]
    brush.polygon(bow, (250, 198, 156))
    inner = [(x + reach * 0.05, y) for x, y in bow[:9]]
    brush.polygon([*bow[:9], *inner[::-1]], (104, 84, 116))


def _trees(canvas: Canvas) -> None:
    crowns, lights = Pen(), Pen()
    x = 30.0
    while x < 1000:
        tall = float(canvas.rng.uniform(26, 46))
        for _ in range(70):
            turn, reach = float(canvas.rng.uniform(0, 2 * math.pi)), float(canvas.rng.random()) ** 0.6
            dx, dy, size = (
                20 * reach * math.cos(turn),
                tall * 0.5 * reach * math.sin(turn),
                float(canvas.rng.uniform(1.5, 4.2)),
            )
            crowns.ellipse(x + dx, _SHORE - 20 - tall * 0.5 + dy, size, size * 0.8)
            if dx - dy > 6 + 10 * canvas.rng.random():
                lights.ellipse(x + dx, _SHORE - 20 - tall * 0.5 + dy, size * 0.6, size * 0.5)
        crowns.rect(x - 2, _SHORE - 22, x + 2, _SHORE - 12)
        x += float(canvas.rng.choice([30.0, 44.0, 62.0, 120.0]))
    canvas.lay(crowns.mask(0.5), (66, 70, 92))
    canvas.lay(lights.mask(0.6), (206, 156, 128), 0.75)


def _mist(canvas: Canvas) -> None:
    drift = canvas.noise(700, 40, 4)
    band = levels([(0, 0), (0.62, 0), (0.66, 200), (0.69, 190), (0.76, 0), (1, 0)])
    canvas.veil(drift, 0.3, 0.4, band, (252, 212, 186), 0.62)


def _boats(canvas: Canvas) -> None:
    """Two rowing boats and a barge in the nearer water, dark against the light."""
    dark, mirror = Pen(), Pen()
    for x, y, size in ((1010.0, 838.0, 1.5), (1180.0, 790.0, 1.0)):
        dark.polygon(
            [
                (x - 46 * size, y - 8 * size),
                (x + 48 * size, y - 9 * size),
                (x + 36 * size, y + 4 * size),
                (x - 34 * size, y + 4 * size),
            ]
        )
        for dx in (-14, 10):
            dark.ellipse(x + dx * size, y - 23 * size, 2.6 * size, 3.2 * size)
            dark.polygon(
                [
                    (x + (dx - 6) * size, y - 6 * size),
                    (x + (dx - 4) * size, y - 19 * size),
                    (x + (dx + 4) * size, y - 19 * size),
                    (x + (dx + 7) * size, y - 6 * size),
                ]
            )
        dark.line([(x - 8 * size, y - 14 * size), (x - 70 * size, y + 6 * size)], 1.6 * size)
        mirror.rect(x - 40 * size, y + 4 * size, x + 40 * size, y + 22 * size, 190)
    canvas.lay(mirror.mask(6), (40, 40, 70), 0.6)
    canvas.lay(dark.mask(0.4), (38, 36, 60))
    _reeds(canvas)


def _reeds(canvas: Canvas) -> None:
    canvas.lay(Pen().polygon(canvas.ridge(HEIGHT + 6, 46, 500, 4)).mask(1), (30, 34, 52))
    blades = Pen()
    for _ in range(700):
        x, y = float(canvas.rng.beta(0.6, 1.1)) * WIDTH, HEIGHT + 10
        lean, tall = float(canvas.rng.normal(8, 16)), float(canvas.rng.uniform(30, 110)) * (1 - 0.6 * x / WIDTH)
        blades.polygon([(x - 2, y), (x + lean * 0.4, y - tall * 0.6), (x + lean, y - tall), (x + 2, y)])
    canvas.lay(blades.mask(0.4), (26, 28, 46))
