"""A storm at night: a wave breaks over the sea wall under the beam of a lighthouse."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Pen, Point, Stops, levels, mixed, ramp

_LAMP: Point = (1178.0, 250.0)
_HORIZON = 560
_FOAM: Colour = (214, 226, 230)
_DEEP: Colour = (16, 30, 42)


def paint() -> Image.Image:
    """Paint the scene."""
    sky = [(0, (12, 16, 28)), (0.3, (30, 38, 54)), (0.48, (66, 76, 88)), (0.53, (92, 98, 102)), (1, (20, 34, 46))]
    canvas = Canvas(1013, ramp(sky))
    _clouds(canvas)
    _beam(canvas)
    _sea(canvas)
    with canvas.brush() as brush:
        _headland(brush)
        _lighthouse(brush)
    canvas.glow(*_LAMP, 70, 70, (255, 244, 208), 1.0)
    canvas.glow(*_LAMP, 300, 220, (255, 226, 160), 0.55)
    _swells(canvas)
    streaks = np.clip((canvas.noise(260, 26, 5) - 0.55) * 5, 0, 0.5)
    canvas.lay(
        streaks * np.asarray(levels([(0, 0), (0.68, 0), (0.8, 255), (1, 255)]), np.float32) / 255, (150, 172, 178), 0.6
    )
    _wall(canvas)
    _breaker(canvas)
    _spray(canvas)
    return canvas.finished(grain=6, vignette=0.4)


def _clouds(canvas: Canvas) -> None:
    drift, fade = canvas.noise(560, 170, 6), levels([(0, 255), (0.4, 220), (0.54, 60), (0.56, 0), (1, 0)])
    canvas.veil(drift, 0.4, 0.24, fade, (26, 32, 46), 0.85)
    canvas.veil(drift, 0.55, 0.16, fade, (10, 14, 24), 0.9)


def _beam(canvas: Canvas) -> None:
    """The light's two arms through rain: the near one to the left, over the sea."""
    x, y = _LAMP
    for spread, strength, blur in ((120.0, 0.5, 14), (52.0, 0.5, 7)):
        near = Pen().polygon([(x, y - 5), (-60, y + 110 - spread), (-60, y + 110 + spread), (x, y + 5)]).mask(blur)
        along = ramp(
            [(0, (90, 90, 90)), (0.45, (170, 170, 170)), (0.74, (255, 255, 255)), (1, (255, 255, 255))], across=True
        )
        canvas.light(ImageChops.multiply(near, along.getchannel("R")), (255, 236, 180), strength)
    far = Pen().polygon([(x, y - 5), (WIDTH + 40, y - 80), (WIDTH + 40, y + 6), (x, y + 5)]).mask(9)
    canvas.light(far, (255, 236, 180), 0.34)


def _sea(canvas: Canvas) -> None:
    """The water from the horizon on: bands of swell, darker and rougher as they come."""
    rows = np.linspace(0, 1, HEIGHT - _HORIZON, dtype=np.float32)[:, None]
    swell, fine = canvas.noise(420, 34, 5)[_HORIZON:], canvas.noise(70, 9, 3)[_HORIZON:]
    height = swell * (0.7 + 0.3 * rows) + fine * 0.3 * (1 - rows)
    base = np.array([58, 78, 88], np.float32) * (1 - rows[..., None]) + np.array(_DEEP, np.float32) * rows[..., None]
    lit = np.clip((height - 0.55) * 4, -0.6, 1)[..., None]
    colour = base + lit * np.array([66, 78, 80], np.float32)
    foam = np.clip((height - 0.74) * 9, 0, 1)[..., None]
    colour = colour * (1 - foam * 0.7) + np.array(_FOAM, np.float32) * foam * 0.7
    canvas.picture.paste(Image.fromarray(np.clip(colour, 0, 255).astype(np.uint8), "RGB"), (0, _HORIZON))
    canvas.glow(420, 640, 520, 130, (220, 214, 170), 0.3)
    canvas.lay(levels([(0, 0), (0.49, 0), (0.525, 190), (0.56, 0), (1, 0)]), (112, 120, 124), 0.7)


def _headland(brush: Brush) -> None:
    """The rock under the lighthouse."""
    outline = [
        (880, 566),
        (936, 540),
        (968, 548),
        (1016, 506),
        (1070, 486),
        (1110, 492),
        (1150, 466),
        (1240, 470),
        (1330, 500),
        (1420, 490),
        (1520, 528),
        (1610, 536),
        (1610, 700),
        (860, 620),
    ]
    brush.polygon([(float(x), float(y)) for x, y in outline], (22, 26, 36))
    facets = (
        ((1016, 506), (1070, 486), (1060, 560), (1000, 580)),
        ((1110, 492), (1150, 466), (1170, 540), (1120, 580)),
        ((936, 540), (968, 548), (960, 590), (910, 590)),
        ((1330, 500), (1420, 490), (1400, 560), (1340, 590)),
    )
    for facet in facets:
        brush.polygon([(float(x), float(y)) for x, y in facet], (48, 54, 64))


def _lighthouse(brush: Brush) -> None:
    """The tower with its red band, gallery and lantern; the keeper's house beside it."""
    x, foot = _LAMP[0], 474.0
    white: Stops = [(0, (126, 134, 144)), (0.3, (186, 190, 190)), (0.6, (112, 118, 130)), (1, (44, 50, 64))]
    red: Stops = [(0, (110, 44, 44)), (0.3, (164, 66, 58)), (0.6, (92, 38, 44)), (1, (38, 22, 32))]
    top = _LAMP[1] + 26

    def wide(y: float) -> float:
        return 20 + 15 * (y - top) / (foot - top)

    for low, high, tones in ((0.0, 0.3, white), (0.3, 0.62, red), (0.62, 1.0, white)):
        a, b = foot + (top - foot) * high, foot + (top - foot) * low
        brush.turned(x, [(wide(a), a), (wide(b), b)], tones)
    for y in (310.0, 362.0, 414.0):
        brush.rect(x - 5, y, x + 2, y + 13, (255, 214, 130) if y == 362.0 else (36, 40, 52))
    brush.turned(x, [(30, top - 6), (30, top + 3), (24, top + 10)], white)
    brush.rect(x - 17, top - 46, x + 17, top - 6, (255, 240, 196))
    for dx in (-17.0, -6.0, 5.0, 16.0):
        brush.line([(x + dx, top - 46), (x + dx, top - 6)], 2, (60, 58, 62))
    brush.line([(x - 29, top - 18), (x + 29, top - 18)], 1.8, (44, 48, 60))
    brush.polygon([(x - 22, top - 46), (x, top - 74), (x + 22, top - 46)], (70, 34, 40))
    brush.line([(x, top - 74), (x, top - 96)], 2.4, (60, 60, 70))
    brush.rect(x + 44, 432, x + 122, 484, (74, 80, 92))
    brush.polygon([(x + 36, 434), (x + 60, 404), (x + 108, 404), (x + 130, 434)], (40, 40, 52))
    for wx in (x + 58, x + 92):
        brush.rect(wx, 446, wx + 12, 462, (255, 206, 120))


def _swells(canvas: Canvas) -> None:
    """Two near waves with broken crests, each lit along its top and dark in its hollow."""
    for base, tall, tone, seed in ((700.0, 54.0, (40, 62, 72), 0.4), (800.0, 84.0, (28, 48, 60), 2.1)):
        crest: list[Point] = []
        for x in (float(step) for step in range(-10, WIDTH + 20, 8)):
            wave = 0.5 + 0.5 * math.sin(x / 210 + seed) * math.sin(x / 83 + seed * 2)
            crest.append((x, base - tall * wave + float(canvas.rng.normal(0, 2.4))))
        mask = Pen().polygon([(-10, HEIGHT), *crest, (WIDTH + 10, HEIGHT)]).mask(0.8)
        canvas.lay(
            mask,
            ramp(
                [
                    (base / HEIGHT - 0.08, mixed(tone, (120, 142, 146), 0.45)),
                    (base / HEIGHT + 0.06, tone),
                    (1, (10, 20, 30)),
                ]
            ),
        )
        foam = Pen().line(crest, 5, 200)
        for x, y in crest[::2]:
            for _ in range(5):
                fall = float(canvas.rng.gamma(1.4, 13))
                foam.ellipse(
                    x + float(canvas.rng.normal(0, 9)),
                    y + fall,
                    float(canvas.rng.uniform(1.5, 8)),
                    2.2,
                    int(170 * math.exp(-fall / 30)),
                )
        canvas.lay(foam.mask(1.1), (196, 210, 214), 0.85)


def _wall(canvas: Canvas) -> None:
    """The sea wall and its promenade, which run from our feet to the headland; lamps, wet stone."""
    vanish: Point = (1046.0, 622.0)
    with canvas.brush() as brush:
        brush.polygon([(1010, 690), (1120, 690), (WIDTH, 760), (WIDTH, HEIGHT), (980, HEIGHT)], (56, 60, 68))
        for step in range(15):
            end = 1000 + step * 110.0
            brush.line([(vanish[0] + (end - vanish[0]) * 0.16, 694 + step * 2), (end, HEIGHT + 20)], 1.8, (40, 44, 54))
        for step in range(9):
            y = 706 + 360 * (step / 9) ** 1.7
            brush.line([(1000, y), (WIDTH, y + 16)], 1.4 + step * 0.2, (40, 44, 54))
        brush.polygon([(1008, 684), (560, HEIGHT), (880, HEIGHT), (1020, 690)], (30, 36, 46))
        for step in range(10):
            y = 700 + 360 * (step / 10) ** 1.5
            share = (y - 684) / 382
            brush.line([(1008 - 440 * share, y), (1016 - 130 * share, y - 8 * share)], 2, (18, 22, 32))
        brush.polygon([(1008, 684), (1024, 684), (1010, HEIGHT), (850, HEIGHT)], (84, 90, 98))
        brush.line([(1008, 684), (850, HEIGHT)], 4, (150, 154, 156))
        brush.polygon([(1024, 684), (1030, 692), (1056, HEIGHT), (1010, HEIGHT)], (30, 34, 44))
    for y in (706.0, 768.0, 884.0):
        x, tall = 1046 + (y - 622) * 1.3, (y - 622) * 1.75
        with canvas.brush() as brush:
            brush.line([(x, y), (x, y - tall), (x - tall * 0.1, y - tall * 1.03)], max(2.0, tall * 0.022), (18, 20, 28))
            brush.ellipse(x - tall * 0.12, y - tall * 1.01, tall * 0.04, tall * 0.026, (255, 232, 176))
        canvas.glow(x - tall * 0.12, y - tall, tall * 0.42, tall * 0.42, (255, 196, 110), 0.75)
        canvas.glow(x - tall * 0.12, y + tall * 0.1, tall * 0.6, tall * 0.12, (255, 184, 100), 0.6)
    floor = (
        np.asarray(Pen().polygon([(1030, 700), (WIDTH, 770), (WIDTH, HEIGHT), (1060, HEIGHT)]).mask(4), np.float32)
        / 255
    )
    canvas.lay(np.clip((canvas.noise(190, 26, 4) - 0.5) * 4, 0, 0.5) * floor, (176, 170, 156), 0.6)


def _plume(canvas: Canvas, count: int, reach: float, size: tuple[float, float], long: float) -> Pen:
    """Water thrown up along the wall: threads of `long`, a share of their flight, thinner towards the rim."""
    pen = Pen()
    for _ in range(count):
        at = float(canvas.rng.beta(1.7, 1.7))
        x, y = 720 + 270 * at, 950 - 240 * at
        turn = math.radians(float(canvas.rng.normal(96 - 28 * at, 18)))
        far = reach * float(canvas.rng.beta(1.5, 1.8)) * (0.35 + 0.95 * math.sin(math.pi * (0.1 + 0.8 * at)))
        wide = float(canvas.rng.uniform(*size)) * (1.3 - min(1.0, far / (reach * 1.3)))
        points = []
        for share in (1 - long, 1 - long / 2, 1.0):
            step = far * max(0.0, share)
            points.append(
                (x + step * math.cos(turn) + 0.00022 * step**2, y - step * math.sin(turn) + 0.00055 * step**2)
            )
        (ax, ay), (bx, by), (cx, cy) = points
        pen.polygon([(ax, ay), (bx - wide, by), (cx, cy), (bx + wide, by)], int(canvas.rng.integers(60, 220)))
    return pen


def _breaker(canvas: Canvas) -> None:
    """The wave that strikes: mist, a body of grey water, white threads, drops at the rim, foam along the wall."""
    canvas.lay(_plume(canvas, 260, 640, (60, 150), 0.6).mask(30), (150, 166, 170), 0.8)
    body = _plume(canvas, 420, 470, (18, 52), 0.8).mask(11)
    canvas.lay(
        body, ramp([(0.2, (220, 226, 216)), (0.5, (164, 180, 184)), (0.8, (92, 116, 126)), (1, (60, 82, 92))]), 0.92
    )
    texture: NDArray[np.float32] = canvas.noise(34, 110, 5)
    inside = np.asarray(body, np.float32) / 255
    canvas.lay(np.clip((0.5 - texture) * 5, 0, 1) * inside * 0.7, (54, 76, 88))
    canvas.lay(_plume(canvas, 1100, 470, (2.0, 7.0), 0.26).mask(1.6), (230, 236, 232), 0.6)
    canvas.lay(_plume(canvas, 1300, 600, (0.9, 2.8), 0.09).mask(0.5), (244, 246, 240), 0.85)
    canvas.lay(_plume(canvas, 1300, 760, (1.0, 2.8), 0.015).mask(0.3), (240, 244, 240), 0.8)
    foot = Pen()
    for _ in range(900):
        along = float(canvas.rng.beta(1.2, 1.4))
        x, y = (
            1000 - 470 * along + float(canvas.rng.normal(-20, 34)),
            720 + 370 * along + float(canvas.rng.normal(0, 16)),
        )
        foot.ellipse(
            x, y, float(canvas.rng.uniform(3, 20)), float(canvas.rng.uniform(1.5, 6)), int(canvas.rng.integers(40, 190))
        )
    canvas.lay(foot.mask(1.6), (212, 222, 222), 0.85)


def _spray(canvas: Canvas) -> None:
    """Rain and spindrift across everything, brightest in the beam."""
    streaks = Pen()
    for _ in range(520):
        x, y = float(canvas.rng.uniform(-40, WIDTH + 200)), float(canvas.rng.uniform(-20, HEIGHT))
        long = float(canvas.rng.uniform(14, 54))
        streaks.line([(x, y), (x - long, y + long * 0.72)], 1, int(canvas.rng.integers(20, 110)))
    canvas.lay(streaks.mask(0.5), (214, 222, 224), 0.5)
    mist = canvas.noise(420, 160, 4)
    canvas.veil(mist, 0.42, 0.4, levels([(0, 0), (0.48, 0), (0.62, 150), (0.8, 120), (1, 30)]), (150, 164, 170), 0.42)
