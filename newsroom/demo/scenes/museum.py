"""A museum's hall: a great bronze bell on a plinth under a glass roof, arcades on both sides, a few visitors."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Eye, Pen, Point, Stops, levels, mixed

_EYE = Eye(1.75, horizon=690, middle=800, focus=900)
_HALF, _SPRING, _RISE, _BACK = 8.4, 8.0, 4.6, 34.0
_BAYS = tuple(3.0 + 3.9 * index for index in range(8))
_WALL: Colour = (196, 178, 160)
_DARK: Colour = (64, 58, 72)
_SKY: Colour = (232, 242, 246)
_BELL = 13.0
_BRONZE: Stops = [
    (0, (40, 52, 48)),
    (0.12, (92, 112, 88)),
    (0.28, (206, 190, 132)),
    (0.36, (250, 234, 184)),
    (0.46, (168, 140, 84)),
    (0.7, (86, 70, 50)),
    (0.9, (46, 44, 42)),
    (1, (90, 96, 84)),
]


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(77, (120, 110, 112))
    with canvas.brush() as brush:
        _end_wall(brush)
        _roof(brush)
        _floor(brush)
        for side in (-1, 1):
            _arcade(brush, side)
    _age(canvas)
    _light(canvas)
    with canvas.brush() as brush:
        _plinth(brush)
        _bell(brush)
    _patina(canvas)
    _visitors(canvas)
    _shaft(canvas)
    return canvas.finished(grain=4.5, vignette=0.38)


def _vault(turn: float, z: float) -> Point:
    """A point of the roof: 0 is its right springing, pi its left one."""
    return _EYE.sees(_HALF * math.cos(turn), _SPRING + _RISE * math.sin(turn), z)


def _end_wall(brush: Brush) -> None:
    """The far wall with its doorway and a round window."""
    arch = [_vault(math.pi * i / 24, _BACK) for i in range(25)]
    brush.polygon([_EYE.sees(-_HALF, 0, _BACK), *arch[::-1], _EYE.sees(_HALF, 0, _BACK)], (206, 190, 172))
    x, y = _EYE.sees(0, 9.0, _BACK)
    for reach, colour in ((62, (170, 152, 138)), (54, (236, 244, 246)), (20, (180, 164, 150)), (15, (236, 244, 246))):
        brush.ellipse(x, y, reach, reach, colour)
    for step in range(8):
        turn = math.pi * step / 8
        dx, dy = 54 * math.cos(turn), 54 * math.sin(turn)
        brush.line([(x - dx, y - dy), (x + dx, y + dy)], 3, (170, 152, 138))
    for half, top, colour in ((3.0, 5.2, (168, 150, 138)), (2.4, 4.8, (74, 62, 66)), (1.9, 4.4, (120, 92, 74))):
        door = [
            _EYE.sees(half * math.cos(t), top - half * 0.5 + half * 0.5 * math.sin(t), _BACK)
            for t in (math.pi * i / 12 for i in range(13))
        ]
        brush.polygon([_EYE.sees(half, 0, _BACK), *door, _EYE.sees(-half, 0, _BACK)], colour)


def _roof(brush: Brush) -> None:
    """The barrel of glass between iron ribs."""
    count = 14
    depths = [2.2 + 1.3 * step for step in range(25)]
    for z in depths[::-1]:
        for step in range(count):
            a, b = math.pi * step / count, math.pi * (step + 1) / count
            middle = math.sin((a + b) / 2)
            glass = mixed((128, 140, 156), _SKY, middle**1.3 * (0.82 + 0.18 * ((step * 7 + int(z * 10)) % 5) / 4))
            if step in (0, count - 1):
                glass = (150, 138, 130)
            brush.polygon([_vault(a, z), _vault(b, z), _vault(b, z + 1.32), _vault(a, z + 1.32)], glass)
    for step in range(1, count):
        turn = math.pi * step / count
        for near, far in ((2.2, 6.0), (6.0, 12.0), (12.0, 34.0)):
            brush.line([_vault(turn, near), _vault(turn, far)], 5.0 / near + 1.0, (92, 90, 102))
    for index, z in enumerate(depths[::-1]):
        rib = [_vault(math.pi * i / 28, z) for i in range(29)]
        wide = (70 if index % 3 == 0 else 24) / z
        brush.line(rib, wide, (66, 64, 78))
        brush.line([(x, y + wide * 0.3) for x, y in rib], wide * 0.3, (150, 146, 150))


def _floor(brush: Brush) -> None:
    """Stone in two tones, diagonal to nothing, running to the door."""
    for row in range(38):
        z = 1.2 + row * 0.9
        for column in range(-10, 10):
            x = column * 0.9
            tone = mixed(
                (150, 136, 128), (194, 180, 166), ((row + column) % 2) * 0.75 + 0.25 * ((row * 5 + column * 3) % 4) / 4
            )
            brush.polygon(
                [_EYE.sees(px, 0, pz) for px, pz in ((x, z), (x + 0.92, z), (x + 0.92, z + 0.92), (x, z + 0.92))], tone
            )


def _arcade(brush: Brush, side: int) -> None:
    """One side wall: arches below, windows of a gallery above, a cornice at the springing."""

    def at(y: float, z: float, out: float = 0.0) -> Point:
        return _EYE.sees(side * (_HALF + out), y, z)

    lit = 0.0 if side < 0 else 0.4
    wall = mixed(mixed(_WALL, _DARK, 0.26), (250, 228, 196), lit)
    brush.polygon([at(0, 0.8), at(0, _BACK), at(_SPRING, _BACK), at(_SPRING, 0.8)], wall)
    for z in _BAYS[::-1]:
        arch = [(3.1 + 1.35 * math.sin(t), z + 1.35 * math.cos(t)) for t in (math.pi * i / 16 for i in range(17))]
        brush.polygon(
            [at(y, d) for y, d in ((0, z + 1.6), *((y + 0.22, z + (d - z) * 1.18) for y, d in arch), (0, z - 1.6))],
            mixed(wall, (255, 244, 220), 0.3),
        )
        brush.polygon([at(y, d) for y, d in ((0, z + 1.35), *arch, (0, z - 1.35))], mixed(_DARK, wall, 0.42))
        inner = [at(y, d) for y, d in ((0, z + 1.35), *arch[:13])]
        brush.polygon(
            [*inner, *(at(y, min(d, z + 0.7) + 0.0) for y, d in (*arch[:13][::-1], (0, z + 1.35)))],
            mixed(wall, (255, 240, 212), 0.1 + lit * 0.5),
        )
        case = [at(y, d) for y, d in ((0.5, z - 0.2), (2.4, z - 0.2), (2.4, z - 0.95), (0.5, z - 0.95))]
        brush.polygon(case, mixed(_DARK, (214, 190, 140), 0.45))
        upper = [(6.5 + 0.6 * math.sin(t), z + 0.6 * math.cos(t)) for t in (math.pi * i / 10 for i in range(11))]
        brush.polygon([at(y, d) for y, d in ((5.4, z + 0.6), *upper, (5.4, z - 0.6))], mixed(_DARK, wall, 0.3))
        brush.polygon(
            [at(y, d) for y, d in ((5.4, z + 0.6), (6.5, z + 0.6), (6.5, z + 0.3), (5.4, z + 0.3))],
            mixed(wall, (255, 240, 212), 0.35),
        )
        sill = [at(y, d, -0.1) for y, d in ((5.2, z - 0.9), (5.2, z + 0.9), (5.38, z + 0.9), (5.38, z - 0.9))]
        brush.polygon(sill, mixed(wall, (255, 246, 226), 0.4))
        pier = [at(y, d, -0.22) for y, d in ((0, z + 1.75), (_SPRING, z + 1.75), (_SPRING, z + 2.15), (0, z + 2.15))]
        brush.polygon(pier, mixed(wall, (255, 244, 222), 0.26))
    for low, high, out, tone in ((4.6, 4.9, -0.2, 0.45), (7.5, 7.8, -0.15, 0.2), (7.8, 8.1, -0.4, 0.5)):
        brush.polygon(
            [at(low, 0.8, out), at(low, _BACK, out), at(high, _BACK, out), at(high, 0.8, out)],
            mixed(wall, (255, 246, 226), tone),
        )


def _age(canvas: Canvas) -> None:
    """Unevenness of plaster and stone."""
    canvas.lay(np.clip((canvas.noise(110, 240, 5) - 0.48) * 2.2, 0, 0.34), (84, 72, 74))
    canvas.lay(levels([(0, 0), (0.5, 0), (0.66, 70), (1, 150)]), (58, 50, 62), 0.55)


def _light(canvas: Canvas) -> None:
    """Light from the roof on the right wall and in pools on the floor, and the polish of the stone."""
    pools = Pen()
    for step in range(9):
        z = 4.0 + step * 2.6
        for x in (-3.4, -0.8, 1.8):
            corners = ((x, z), (x + 2.2, z + 0.5), (x + 2.2, z + 2.5), (x, z + 2.0))
            pools.polygon([_EYE.sees(px, 0, pz) for px, pz in corners], 170)
    canvas.light(pools.mask(5), (255, 226, 176), 0.42)
    canvas.glow(800, 700, 420, 120, (255, 244, 220), 0.45)
    mirror = canvas.picture.crop((0, 440, WIDTH, 712)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    floor = Image.new("RGB", (WIDTH, HEIGHT))
    floor.paste(mirror.resize((WIDTH, HEIGHT - 706)), (0, 706))
    canvas.lay(levels([(0, 0), (0.66, 0), (0.68, 96), (0.85, 60), (1, 20)]), floor, 0.8)


def _plinth(brush: Brush) -> None:
    """A stepped round plinth of pale stone, with the rope that keeps visitors away."""
    x, _ = _EYE.sees(0, 0, _BELL)
    stone: Stops = [
        (0, (128, 116, 116)),
        (0.3, (250, 240, 222)),
        (0.5, (214, 200, 184)),
        (0.8, (128, 116, 122)),
        (1, (96, 88, 100)),
    ]
    for radius, low, high in ((3.3, 0.0, 0.24), (2.9, 0.24, 0.5), (2.0, 0.5, 1.5), (2.2, 1.5, 1.66)):
        scale = 900 / (_BELL - radius * 0.5)
        foot, top = _EYE.sees(0, low, _BELL - radius * 0.5)[1], _EYE.sees(0, high, _BELL - radius * 0.5)[1]
        flat = radius * scale * 0.05 * (2 if high < 1 else 0.6)
        brush.ellipse(x, foot, radius * scale, flat, (120, 108, 110))
        brush.turned(x, [(radius * scale, top), (radius * scale, foot)], stone)
        brush.ellipse(x, top, radius * scale, flat * 0.8, (236, 226, 208))
    brush.rect(x - 74, 690, x + 74, 728, (120, 92, 58))
    brush.rect(x - 71, 693, x + 71, 725, (206, 172, 112))
    for row in range(3):
        brush.rect(x - 56, 699 + row * 8, x + 56 - 18 * row, 702 + row * 8, (120, 92, 58))


def _bell(brush: Brush) -> None:
    """The bell: lip, sound bow, waist with bands, shoulder, crown."""
    x, foot = _EYE.sees(0, 1.7, _BELL)
    scale = 900 / _BELL * 1.28
    shape = [
        (1.78, 0.0),
        (1.74, 0.12),
        (1.56, 0.42),
        (1.38, 0.9),
        (1.27, 1.5),
        (1.2, 2.1),
        (1.12, 2.6),
        (0.96, 2.92),
        (0.62, 3.1),
        (0.3, 3.16),
    ]
    brush.ellipse(x, foot, 1.78 * scale, 9, (22, 20, 22))
    brush.turned(x, [(r * scale, foot - y * scale) for r, y in shape[::-1]], _BRONZE)
    for y, tall in ((0.3, 0.04), (0.42, 0.08), (0.98, 0.03), (1.08, 0.03), (2.16, 0.03), (2.28, 0.07), (2.62, 0.04)):
        radius = float(np.interp(y, [h for _, h in shape], [r for r, _ in shape])) + 0.02
        band = [(radius * scale, foot - (y + tall) * scale), ((radius + 0.02) * scale, foot - y * scale)]
        brush.turned(x, band, [(p, mixed(c, (255, 236, 180), 0.22)) for p, c in _BRONZE])
        brush.turned(
            x,
            [((radius + 0.01) * scale, foot - y * scale), (radius * scale, foot - (y - 0.03) * scale)],
            [(p, mixed(c, (10, 14, 14), 0.5)) for p, c in _BRONZE],
        )
    for step in range(-5, 6):
        turn = step * 0.27
        px, wide = x + 1.22 * scale * math.sin(turn), max(2.0, 13 * math.cos(turn))
        tone = mixed((74, 62, 44), (236, 214, 150), max(0.0, math.cos(turn + 0.5)) ** 3)
        brush.polygon(
            [
                (px - wide, foot - 1.2 * scale),
                (px, foot - 1.98 * scale),
                (px + wide, foot - 1.2 * scale),
                (px, foot - 1.36 * scale),
            ],
            tone,
        )
    top = foot - 3.1 * scale
    for dx in (-0.42, 0.0, 0.42):
        loop = [
            (x + (dx + 0.17 * math.cos(t)) * scale, top - (0.1 + 0.3 * math.sin(t)) * scale)
            for t in (math.pi * i / 10 for i in range(11))
        ]
        brush.line(loop, 11, (60, 54, 42))
        brush.line([(px - 2, py - 2) for px, py in loop[3:]], 3.4, (220, 200, 140))


def _patina(canvas: Canvas) -> None:
    """Green in the bronze, and the shadow the bell throws over its plinth and the floor."""
    x, foot = _EYE.sees(0, 1.7, _BELL)
    bell = Pen().polygon([(x - 150, foot), (x - 100, foot - 260), (x + 100, foot - 260), (x + 150, foot)]).mask(12)
    inside = np.asarray(bell, np.float32) / 255
    canvas.lay(np.clip((canvas.noise(60, 110, 5) - 0.5) * 3.4, 0, 0.5) * inside, (84, 132, 112), 0.7)
    shade = (
        Pen()
        .ellipse(x + 60, foot + 4, 190, 16, 200)
        .polygon([(x + 60, 770), (x + 250, 764), (x + 700, 812), (x + 420, 846)], 190)
    )
    canvas.lay(shade.mask(9), (44, 38, 52), 0.5)


def _visitors(canvas: Canvas) -> None:
    """People who look up, and a child on somebody's hand."""
    bodies, rims, shadows = Pen(), Pen(), Pen()
    for x, z, tall in (
        (-3.5, 9.2, 1.74),
        (-2.96, 9.5, 1.14),
        (3.7, 11.0, 1.7),
        (4.3, 11.4, 1.82),
        (-4.6, 21, 1.7),
        (-5.4, 27, 1.7),
    ):
        px, foot = _EYE.sees(x, 0, z)
        high = foot - _EYE.sees(x, tall, z)[1]
        bodies.person(px, foot, high)
        rims.line(
            [(px - 0.06 * high, foot - 0.95 * high), (px, foot - high), (px + 0.04 * high, foot - 0.99 * high)],
            0.018 * high,
        )
        rims.line([(px - 0.13 * high, foot - 0.78 * high), (px - 0.04 * high, foot - 0.865 * high)], 0.018 * high)
        shadows.polygon(
            [
                (px - 0.1 * high, foot),
                (px + 0.1 * high, foot),
                (px + 0.9 * high, foot + 0.12 * high),
                (px + 0.6 * high, foot + 0.14 * high),
            ]
        )
    canvas.lay(shadows.mask(3), (44, 38, 52), 0.55)
    canvas.lay(bodies.mask(0.5), (44, 42, 56))
    canvas.light(rims.mask(0.8), (255, 240, 214), 0.8)


def _shaft(canvas: Canvas) -> None:
    """Light that falls from the roof on the bell."""
    beams = Pen()
    for left, right, low, high in ((470, 560, 640, 860), (600, 700, 760, 980), (330, 420, 480, 690)):
        beams.polygon([(left, -10), (right, -10), (high, 760), (low, 760)], 120)
    canvas.light(beams.mask(26), (255, 240, 206), 0.42)
    canvas.glow(760, 480, 300, 330, (255, 236, 196), 0.24)
