"""A road that climbs between walls of cleared snow towards a pass, with small riders in bright jerseys."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from PIL import Image

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Pen, Point, mixed, ramp
from newsroom.demo.scenes.heavens import Clouds, hang
from newsroom.demo.scenes.lens import Cloth, Lens
from newsroom.demo.scenes.peaks import Peak, raise_peaks, unevenness

_LENS = Lens(eye=7.9, horizon=492, focal=1350)
_HALF = 3.1  # half the road's width, in metres
_HAZE: Colour = (206, 222, 240)
_SNOW: Colour = (252, 251, 250)
_BLUE: Colour = (128, 158, 206)
_JERSEYS: tuple[Colour, ...] = (
    *((232, 48, 44), (252, 200, 36), (24, 112, 214), (244, 112, 24), (30, 158, 92), (222, 40, 124), (250, 250, 250)),
)
# Metres ahead, metres from the middle of the road.
_RIDERS = (
    (56.0, 0.2),
    (42.0, -0.4),
    (39.0, 0.9),
    (33.4, -1.2),
    (31.0, 0.5),
    (28.4, -0.4),
    (26.0, 1.3),
    (23.0, -1.3),
    (20.4, 0.3),
)
_PEAKS = (
    Peak(250, 150, 0.9, (150, 178, 218)),
    Peak(1420, 120, 0.8, (148, 176, 216)),
    Peak(820, 196, 0.62, (132, 164, 210)),
    Peak(520, 266, 0.7, (116, 150, 202)),
    Peak(1250, 216, 0.56, (112, 146, 200)),
)


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(2118, ramp([(0, (30, 88, 164)), (0.25, (92, 150, 208)), (0.46, (196, 220, 238)), (1, _HAZE)]))
    hang(canvas, _LENS, Clouds(0.4, 0.28, (255, 255, 255), (190, 206, 228), 9000, opacity=0.85), sun=200)
    raise_peaks(canvas, _PEAKS, foot=520)
    _mountainside(canvas)
    _snowfield(canvas)
    _cutting(canvas)
    with canvas.brush() as brush:
        _poles(brush)
        for index, (z, aside) in enumerate(_RIDERS):
            _rider(canvas, brush, z, aside, _JERSEYS[index * 3 % len(_JERSEYS)])
    canvas.glow(60, -20, 1000, 620, (255, 244, 214), 0.3)
    return canvas.finished(grain=4.0, vignette=0.22)


def _middle(z: float) -> float:
    """Return where the middle of the road lies, in metres to the right, at a distance."""
    knots = ((0, 1.2), (18, 0.6), (30, -0.2), (42, -2.2), (54, -5.8), (66, -7.4), (80, -3.0), (96, 6.0), (150, 24.0))
    at = [z - 5, z - 2.5, z, z + 2.5, z + 5]  # averaged, so that no bend has a corner
    return float(np.interp(at, [k for k, _ in knots], [x for _, x in knots]).mean())


def _road(x: float, y: float, z: float) -> Point:
    """Place a point on the climbing road: x metres from its middle, y above it."""
    return _LENS.at(_middle(z) + x, y + 0.028 * z, z)


def _wall(z: float, side: int) -> float:
    """Return the height of the snow beside the road, in metres."""
    return 3.2 + 0.26 * math.sin(z / 5.3 + side) + 0.1 * math.sin(z / 1.7 + 2 * side)


def _mountainside(canvas: Canvas) -> None:
    """The slope below the pass with the road's hairpins on it."""
    crest = [
        (0, 500),
        (180, 470),
        (420, 452),
        (620, 400),
        (800, 340),
        (960, 306),
        (1070, 322),
        (1210, 300),
        (1400, 356),
        (1600, 402),
    ]
    at = np.arange(0, WIDTH + 8, 4.0)
    line = np.interp(at, [x for x, _ in crest], [y for _, y in crest])
    line += 6 * np.sin(at / 61) + 3 * np.sin(at / 17) + canvas.rng.normal(0, 0.8, len(at))
    shape = [(0.0, 600.0), *zip(at.tolist(), line.tolist(), strict=True), (float(WIDTH), 600.0)]
    mask = Pen().polygon(shape).mask(0.6)
    canvas.lay(mask, ramp([(0.27, (236, 242, 250)), (0.4, (214, 226, 242)), (0.5, (232, 238, 246))]))
    y, x = np.mgrid[280:600, 0:WIDTH].astype(np.float32)
    relief = Cloth(canvas.rng, slope=1.5).over(x + y * 0.7, y * 2.2, 900)
    lit = np.zeros((HEIGHT, WIDTH), np.float32)
    lit[280:600] = np.clip(unevenness(relief, 5, 9) * -5, -1, 1)
    inside = np.asarray(mask, np.float32) / np.float32(255)
    canvas.lay(np.clip(lit, 0, 1) * inside, _BLUE, 0.75)
    canvas.lay(np.clip(-lit, 0, 1) * inside, (255, 253, 246), 0.9)
    _hairpins(canvas)


def _hairpins(canvas: Canvas) -> None:
    turns = [
        (884, 522),
        (1180, 496),
        (1216, 482),
        (850, 462),
        (826, 450),
        (1130, 430),
        (1152, 420),
        (908, 404),
        (892, 396),
        (1086, 378),
        (1098, 370),
        (968, 354),
        (962, 347),
        (1056, 328),
    ]
    with canvas.brush() as brush:
        for lift, share, colour in (
            (-0.6, 0.8, (146, 172, 214)),
            (0.7, 0.7, (255, 255, 255)),
            (0.0, 0.72, (124, 134, 154)),
        ):
            for (x0, y0), (x1, y1) in pairwise(turns):
                size = 2.6 + 6.5 * ((y0 + y1) / 2 - 320) / 200
                brush.line([(x0, y0 + lift * size), (x1, y1 + lift * size)], size * share, colour)
                brush.ellipse(x1, y1 + lift * size, size * share / 2, size * share / 2, colour)
        for index in range(15):
            leg, share = 2 + index % 7, float(canvas.rng.random())
            (x0, y0), (x1, y1) = turns[leg], turns[leg + 1]
            x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
            brush.ellipse(x, y - 2, 2.2, 3.0, _JERSEYS[index % 6])


def _snowfield(canvas: Canvas) -> None:
    """The snow on both sides: drifts with blue shade, sparkling near us."""
    lens = Lens(eye=5.0, horizon=_LENS.horizon + 10, focal=_LENS.focal)
    first, x, z = lens.ground()
    drift = Cloth(canvas.rng, slope=1.7).over(x + z * 0.3, z, 78)
    fine = Cloth(canvas.rng, slope=1.1).over(x, z * 0.6, 16)
    near = np.exp(-z / 60)
    slope = unevenness(drift, 3, 12) * 5 * near + unevenness(fine, 2, 4) * 0.7 * near
    light = np.clip(0.78 + slope, 0, 1)[..., None]
    colour = np.array(_BLUE, np.float32) + (np.array(_SNOW, np.float32) - np.array(_BLUE, np.float32)) * light
    haze = (1 - np.exp(-z / 160))[..., None]
    colour += (np.array((226, 234, 245), np.float32) - colour) * haze
    edge = np.clip(np.arange(len(z)) / 36, 0, 1) * 255
    mask = Image.fromarray(np.repeat(edge.astype(np.uint8)[:, None], WIDTH, 1), "L")
    canvas.picture.paste(Image.fromarray(np.clip(colour, 0, 255).astype(np.uint8), "RGB"), (0, first), mask)


def _cutting(canvas: Canvas) -> None:
    """The road and the walls beside it, from far to near; snow nearer to us hides what lies behind it."""
    seen, sheet = Pen(), Canvas(7, canvas.picture)
    places = [7.5 * 1.035**step for step in range(78)]
    with sheet.brush() as brush:
        for near, far in list(pairwise(places))[::-1]:
            left, right = _wall(near, -1), _wall(near, 1)
            for side, tall, reach in ((-1, left, -70), (1, right, 70)):
                edge = [_road(side * _HALF * 1.07, _wall(far, side), far), _road(side * _HALF * 1.07, tall, near)]
                seen.polygon([*edge, _road(reach, tall, near), _road(reach, tall, far)], 0)
            seen.polygon([_road(-_HALF, 0, far), _road(_HALF, 0, far), _road(_HALF, 0, near), _road(-_HALF, 0, near)])
            _surface(canvas, brush, near, far)
            for side, tall in ((-1, left), (1, right)):
                if not _is_seen(side, near, far):
                    continue
                _face(canvas, brush, seen, side, tall, (near, far))
    canvas.picture.paste(sheet.picture, (0, 0), seen.mask(0.5))


def _is_seen(side: int, near: float, far: float) -> bool:
    """Say whether a piece of wall shows us its face towards the road rather than its back."""
    x, bend = _middle(near) + side * _HALF, _middle(far) - _middle(near)
    return side * (x * (far - near) - bend * near) > 0


def _surface(canvas: Canvas, brush: Brush, near: float, far: float) -> None:
    """Wet asphalt; its left side lies in the shade of the wall, slush lines its edges."""
    haze = 1 - math.exp(-near / 240)
    tone = float(canvas.rng.uniform(-5, 5))
    shade, sun = (
        (round(74 + tone), round(84 + tone), round(108 + tone)),
        (round(128 + tone), round(132 + tone), round(142 + tone)),
    )
    (close, away) = (0.42 + 0.14 * math.sin(z * 0.9) + 0.08 * math.sin(z * 2.3) for z in (near, far))
    for left, right, colour in (
        ((-_HALF, -_HALF), (0.3, 0.3), shade),
        ((0.3, 0.3), (_HALF, _HALF), sun),
        ((-_HALF, -_HALF), (-_HALF + close, -_HALF + away), (158, 178, 212)),
        ((_HALF - close, _HALF - away), (_HALF, _HALF), (240, 242, 246)),
    ):
        corners = [_road(left[1], 0, far), _road(right[1], 0, far), _road(right[0], 0, near), _road(left[0], 0, near)]
        brush.polygon(corners, mixed(colour, _HAZE, haze))


def _face(canvas: Canvas, brush: Brush, seen: Pen, side: int, tall: float, ahead: tuple[float, float]) -> None:
    """One piece of a snow wall: layers of old snow, in the shade at the left, in the sun at the right."""
    near, far = ahead
    haze = 1 - math.exp(-near / 300)
    lit, dim = ((172, 196, 230), (112, 142, 192)) if side < 0 else ((255, 252, 244), (216, 222, 234))
    tone = float(canvas.rng.uniform(0, 0.22))
    ahead_top, near_top = _wall(far, side), tall
    seen.polygon(
        [
            _road(side * _HALF, 0, far),
            _road(side * _HALF, 0, near),
            _road(side * _HALF * 1.07, near_top, near),
            _road(side * _HALF * 1.07, ahead_top, far),
        ]
    )
    layers = 7
    for layer in range(layers):
        low, high = layer / layers, (layer + 1) / layers
        share = (0.15 + 0.7 * low) * (0.86 + 0.28 * (layer % 2)) - tone
        colour = mixed(mixed(dim, lit, max(0.0, min(1.0, share + 0.1))), _HAZE, haze)
        x0, x1 = side * _HALF * (1 + 0.07 * low), side * _HALF * (1 + 0.07 * high)
        corners = [
            _road(x0, ahead_top * low, far),
            _road(x1, ahead_top * high, far),
            _road(x1, near_top * high, near),
            _road(x0, near_top * low, near),
        ]
        brush.polygon(corners, colour)
    rim = [_road(side * _HALF * 1.07, ahead_top, far), _road(side * _HALF * 1.07, near_top, near)]
    brush.line(rim, max(1.0, 90 / near), mixed((255, 255, 255), _HAZE, haze))


def _poles(brush: Brush) -> None:
    """Striped poles on the walls, by which the plough finds the road."""
    for z in (74.0, 62.0, 52.0, 43.0, 35.0, 28.5, 23.4):
        for side in (-1, 1):
            foot = _wall(z, side)
            for step in range(6):
                low, high = (_road(side * (_HALF + 0.7), foot + 1.9 * (step + part) / 6 - 0.1, z) for part in (0, 1))
                brush.line([low, high], max(1.2, 110 / z), (206, 48, 44) if step % 2 else (250, 248, 246))


def _rider(canvas: Canvas, brush: Brush, z: float, aside: float, jersey: Colour) -> None:
    """A rider from behind, standing on the pedals or sitting, with the shadow to the right."""
    foot, size = _road(aside, 0, z), _LENS.focal / z
    sway = float(canvas.rng.uniform(-0.09, 0.09))
    skin = ((226, 176, 142), (196, 142, 108), (232, 190, 158))[int(canvas.rng.integers(3))]

    def at(dx: float, dy: float) -> Point:
        return foot[0] + (dx + sway * dy) * size, foot[1] - dy * size

    def limb(points: tuple[Point, ...], wide: float, colour: Colour) -> None:
        brush.line([at(*point) for point in points], max(1.0, wide * size), colour)

    brush.polygon([at(0.02, 0.02), at(0.2, 0.06), at(1.5, 0.3), at(1.75, 0.22), at(1.4, 0.1)], (72, 78, 92))
    limb(((0, 0), (0, 0.68)), 0.06, (24, 26, 32))
    limb(((0, 0.62), (0, 0.92)), 0.05, (40, 42, 50))
    up = float(canvas.rng.choice([-1.0, 1.0]))
    for side in (-1, 1):
        knee, pedal = (0.72, 0.42) if side == up else (0.62, 0.2)
        limb(((side * 0.09, 0.98), (side * 0.15, knee)), 0.14, (30, 32, 40))
        limb(((side * 0.15, knee), (side * 0.11, pedal)), 0.09, skin)
        limb(((side * 0.11, pedal + 0.03), (side * 0.11, pedal - 0.03)), 0.1, (246, 246, 246))
    limb(((-0.24, 1.36), (-0.3, 1.16), (-0.25, 1.0)), 0.06, skin)
    limb(((0.24, 1.36), (0.3, 1.16), (0.25, 1.0)), 0.06, skin)
    brush.ellipse(*at(0, 1.0), 0.2 * size, 0.15 * size, (28, 30, 38))
    shade = mixed(jersey, (20, 24, 50), 0.3)
    brush.polygon(
        [at(-0.19, 1.02), at(-0.26, 1.38), at(-0.12, 1.5), at(0.12, 1.5), at(0.26, 1.38), at(0.19, 1.02)], jersey
    )
    brush.polygon([at(0.06, 1.02), at(0.12, 1.5), at(0.26, 1.38), at(0.19, 1.02)], shade)
    limb(((-0.17, 1.12), (0.17, 1.12)), 0.06, mixed(jersey, (255, 255, 255), 0.5))
    brush.ellipse(*at(0, 1.58), 0.09 * size, 0.11 * size, skin)
    brush.ellipse(*at(0, 1.64), 0.125 * size, 0.12 * size, mixed(jersey, (250, 250, 250), 0.55))
    brush.ellipse(*at(0.04, 1.63), 0.07 * size, 0.1 * size, mixed(jersey, (30, 30, 50), 0.35))
