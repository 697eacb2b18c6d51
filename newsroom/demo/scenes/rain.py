"""Rain comes over a lake's hills: a torn front, slanting shafts, a last gap of light, rings on the water."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from newsroom.demo.painting import HEIGHT, WIDTH, Canvas, Pen, levels, mixed, ramp


def paint() -> Image.Image:
    """Paint the scene."""
    canvas = Canvas(
        90,
        ramp(
            [
                (0, (44, 54, 68)),
                (0.2, (82, 96, 108)),
                (0.4, (160, 170, 168)),
                (0.5, (216, 212, 190)),
                (1, (150, 160, 160)),
            ]
        ),
    )
    _front(canvas)
    for base, height, cell, colour in (
        (512, 150, 520, (132, 148, 150)),
        (520, 128, 400, (84, 106, 112)),
        (526, 84, 330, (50, 70, 74)),
    ):
        tone = ramp([(0, colour), (0.36, colour), (0.49, mixed(colour, (206, 208, 192), 0.4)), (1, colour)])
        canvas.lay(Pen().polygon(canvas.ridge(base, height, cell, 6)).mask(0.8), tone, 0.96)
    canvas.glow(420, 430, 420, 190, (255, 226, 160), 0.5)
    _shafts(canvas)
    canvas.water(526, tint=(46, 62, 72), depth=0.38, ripple=11, squeeze=1.1)
    canvas.glow(400, 640, 300, 150, (255, 232, 178), 0.42)
    _drops(canvas)
    _shore(canvas)
    return canvas.finished(grain=5, vignette=0.36)


def _front(canvas: Canvas) -> None:
    """Heavy clouds with a torn lower edge; a gap of light on the left."""
    drift = canvas.noise(520, 190, 6)
    slope = (
        np.linspace(0.2, -0.1, WIDTH, dtype=np.float32)[None]
        + np.linspace(-0.22, 0.5, HEIGHT, dtype=np.float32)[:, None]
    )
    cover = drift - slope
    for begin, reach, colour, opacity in (
        (0.34, 0.1, (126, 132, 138), 0.8),
        (0.42, 0.12, (82, 90, 102), 0.85),
        (0.52, 0.16, (48, 56, 70), 0.9),
    ):
        canvas.lay(np.clip((cover - begin) / reach, 0, 1), colour, opacity)
    rim: NDArray[np.float32] = np.clip(1 - np.abs(cover - 0.36) / 0.09, 0, 1)
    gap = np.linspace(1, 0, WIDTH, dtype=np.float32)[None] * np.linspace(0.2, 1.6, HEIGHT, dtype=np.float32)[:, None]
    canvas.lay(rim * gap, (255, 236, 196), 0.5)


def _shafts(canvas: Canvas) -> None:
    """Rain that hangs from the front on the right and slants to the left as it falls."""
    still = canvas.noise(70, 2400, 4)
    slanting = np.arange(WIDTH)[None] + (np.arange(HEIGHT) * 0.42).astype(np.int32)[:, None]
    streaks = still[0][WIDTH - 1 - np.abs(WIDTH - 1 - slanting)]
    across = np.interp(np.arange(WIDTH), [0, 620, 900, 1500, 1600], [0, 0, 0.75, 1, 0.9]).astype(np.float32)[None]
    down = np.asarray(
        levels([(0, 0), (0.14, 0), (0.3, 210), (0.49, 255), (0.5, 255), (1, 255)]), np.float32
    ) / np.float32(255)
    fall = across * down
    canvas.lay(fall * 0.62, (112, 124, 132))
    canvas.lay(np.clip((streaks - 0.46) * 4.5, 0, 1) * fall * 0.6, (72, 84, 96))
    canvas.lay(np.clip((0.46 - streaks) * 4, 0, 1) * fall * 0.34, (196, 204, 200))
    beams = Pen()
    for top, left, right in ((360.0, 180.0, 260.0), (430.0, 330.0, 470.0), (520.0, 560.0, 640.0)):
        beams.polygon([(top, 120), (top + 36, 120), (right, 530), (left, 530)], 150)
    canvas.light(beams.mask(16), (255, 228, 170), 0.42)


def _drops(canvas: Canvas) -> None:
    """Rings on the near water, and the last streaks of rain in the air before us."""
    rings, lights, streaks = Pen(), Pen(), Pen()
    for _ in range(150):
        near = float(canvas.rng.random()) ** 0.7
        x, y, size = float(canvas.rng.uniform(420, WIDTH)), 590 + 460 * near, 3 + 26 * near * float(canvas.rng.random())
        points = [(x + size * np.cos(a), y + size * 0.26 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 22)]
        rings.line([(px, py + 1.4) for px, py in points[:12]], 1 + near)
        lights.line(points[11:], 1 + near)
    for _ in range(260):
        x, y, long = (
            float(canvas.rng.uniform(300, WIDTH + 300)),
            float(canvas.rng.uniform(200, HEIGHT)),
            float(canvas.rng.uniform(24, 70)),
        )
        streaks.line([(x, y), (x - long * 0.4, y + long)], 1, int(canvas.rng.integers(40, 120)))
    canvas.lay(rings.mask(0.5), (34, 46, 56), 0.7)
    canvas.lay(lights.mask(0.5), (214, 222, 220), 0.4)
    canvas.lay(streaks.mask(0.6), (220, 228, 228), 0.5)


def _shore(canvas: Canvas) -> None:
    """Pines on a spit at the left and reeds at our feet, dark before the light."""
    trees = Pen().polygon([(-10, HEIGHT), (-10, 792), (130, 800), (300, 838), (420, 880), (250, 900), (60, 1000)])
    for x, foot, tall in (
        (36.0, 812.0, 470.0),
        (122.0, 812.0, 380.0),
        (196.0, 824.0, 250.0),
        (-20.0, 820.0, 400.0),
        (268.0, 842.0, 150.0),
    ):
        trees.rect(x - tall * 0.012, foot - tall, x + tall * 0.012, foot)
        for tier in range(26):
            y, reach = foot - tall * (0.1 + 0.9 * tier / 26), tall * 0.2 * (1 - tier / 27) ** 0.8
            for side in (-1, 1):
                wide = reach * float(canvas.rng.uniform(0.6, 1.1))
                trees.polygon(
                    [
                        (x, y - tall * 0.05),
                        (x + side * wide, y + tall * 0.03),
                        (x + side * wide * 0.4, y + tall * 0.022),
                        (x, y + tall * 0.03),
                    ]
                )
    for _ in range(500):
        x, y = float(canvas.rng.beta(0.7, 1.5)) * 1300, HEIGHT + 10
        lean, tall = float(canvas.rng.normal(-14, 18)), float(canvas.rng.uniform(40, 190)) * (1 - x / 1500)
        trees.polygon([(x - 2.4, y), (x + lean * 0.4, y - tall * 0.6), (x + lean, y - tall), (x + 2.4, y)])
    canvas.lay(trees.mask(0.5), ramp([(0, (34, 46, 48)), (0.7, (24, 34, 36)), (1, (18, 26, 30))]))
