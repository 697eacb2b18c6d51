"""A river that winds through wet meadows on a misty morning."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageFilter

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Pen, mixed, ramp
from newsroom.demo.scenes.heavens import Clouds, hang
from newsroom.demo.scenes.lens import Cloth, Field, Lens

_LENS = Lens(eye=5.0, horizon=448, focal=1250)
_SUN = 560.0
_TREES = (
    (38, 165, 15),
    (30, 150, 12),
    (-70, 132, 14),
    (56, 104, 13),
    (-34, 86, 11),
    (-29, 80, 8),
    (27, 62, 11),
    (-36, 47, 11),
)
_MIST: Colour = (250, 226, 190)


def paint() -> Image.Image:
    """Paint the scene."""
    sky = [(0, (128, 164, 190)), (0.16, (172, 190, 196)), (0.3, (232, 214, 184)), (0.42, (255, 230, 182))]
    canvas = Canvas(1871, ramp([*sky, (1, (255, 230, 182))]))
    hang(canvas, _LENS, Clouds(0.46, 0.3, (255, 238, 210), (176, 178, 190), 12000), sun=_SUN)
    canvas.glow(_SUN, 400, 700, 330, (255, 206, 130), 0.5)
    canvas.glow(_SUN, 372, 64, 62, (255, 252, 232), 1.0)
    _woods(canvas)
    sky_side = np.asarray(canvas.picture)[: int(_LENS.horizon)].astype(np.float32)
    _land(canvas, sky_side)
    _willows(canvas)
    _footbridge(canvas)
    _veils(canvas)
    canvas.glow(_SUN, 450, 520, 160, (255, 220, 160), 0.6)
    with canvas.brush() as brush:
        _reeds(canvas, brush)
    return canvas.finished(grain=4.5, vignette=0.3)


def _woods(canvas: Canvas) -> None:
    """Three lines of woods along the valley, each paler the farther it stands."""
    for foot, height, cell, colour, clumps in (
        (452, 92, 700, (206, 206, 190), 0),
        (456, 60, 420, (170, 180, 164), 240),
        (462, 30, 260, (120, 140, 122), 300),
    ):
        pen = Pen().polygon(canvas.ridge(foot, height, cell, 5))
        for _ in range(clumps):
            x, size = float(canvas.rng.uniform(0, WIDTH)), float(canvas.rng.gamma(3, 3.2))
            lift = 12 + 22 * (0.5 + 0.5 * math.sin(x / 190 + clumps)) * height / 60
            pen.ellipse(x, foot - lift * float(canvas.rng.uniform(0.2, 1)), size * 1.2, size)
        fade = ramp([(0.28, colour), (0.37, mixed(colour, _MIST, 0.35)), (0.435, _MIST), (1, _MIST)])
        canvas.lay(pen.mask(1), fade, 0.92)


def _banks(z: Field) -> tuple[Field, Field]:
    """Return the middle of the river and half its width, in metres, at each distance."""
    middle = -5 + 13 * np.sin(z / 15.5 + 0.9) * np.clip(z / 30, 0.35, 2.4) + 0.08 * z
    return middle.astype(np.float32), (3.6 + z * 0.028).astype(np.float32)


def _land(canvas: Canvas, sky: Field) -> None:
    """Meadow and water, worked out for every pixel of the ground."""
    first, x, z = _LENS.ground()
    cloth, fine = Cloth(canvas.rng, slope=1.5), Cloth(canvas.rng, slope=0.75)
    middle, half = _banks(z[:, :1])
    wavy = (cloth.over(x, z, 46) - 0.5) * 3.2
    ashore = np.abs(x - middle) - half + wavy
    pools = np.clip((cloth.over(x + 90, z, 95) - 0.61) * 30 * np.clip(z / 26 - 0.5, 0, 1), 0, 1)
    wet = np.clip(np.maximum(np.clip(-ashore * 900 / z, 0, 1), pools), 0, 1)[..., None]
    grass = _grass(cloth, fine, x, z, ashore)
    water = _mirrored(canvas, sky, z)
    colour = grass + (water - grass) * wet
    rim = np.clip(1 - np.abs(ashore - 0.15) / (0.25 + z / 260), 0, 1)[..., None]
    colour = colour * (1 - 0.55 * rim * (1 - wet * 0.4))
    haze = (np.clip(1 - np.exp(-(z - 14) / 85), 0, 0.94))[..., None]
    colour += (np.array(_MIST, np.float32) - colour) * haze
    canvas.picture.paste(Image.fromarray(np.clip(colour, 0, 255).astype(np.uint8), "RGB"), (0, first))


def _grass(cloth: Cloth, fine: Cloth, x: Field, z: Field, ashore: Field) -> Field:
    """Colour the meadow: sedge by the water, patches of bloom, tufts with a lit side towards the sun."""
    patch = cloth.over(x, z * 0.8, 64)
    tuft = fine.over(x, z * 0.42, 13)
    lit = np.roll(tuft, (2, 3), (0, 1))
    green, straw = np.array((104, 122, 66), np.float32), np.array((190, 170, 102), np.float32)
    colour = green + (straw - green) * np.clip((patch[..., None] - 0.36) * 2.6, 0, 1)
    sedge = np.clip(1 - ashore / 2.4, 0, 1)[..., None]
    colour += (np.array((70, 86, 52), np.float32) - colour) * sedge * 0.75
    near = np.clip(1.3 - z / 60, 0.1, 1)
    shape = 0.94 + ((tuft - 0.5) * 0.42 + np.clip(tuft - lit, -0.2, 0.2) * 0.9) * near - 0.14 * near
    dew = np.clip((tuft - 0.66) * 5, 0, 1) * np.clip(patch * 3 - 1.1, 0, 1)
    colour = colour * shape[..., None]
    found: Field = colour + (np.array((252, 232, 176), np.float32) - colour) * dew[..., None] * 0.5
    return found


def _mirrored(canvas: Canvas, sky: Field, z: Field) -> Field:
    """Return the sky as the still water shows it, drawn out downwards by small ripples."""
    rows = len(z)
    ripple = (canvas.noise(300, 7, 3)[-rows:] - 0.5) * np.float32(46)
    down = np.arange(rows, dtype=np.float32)[:, None] * 0.72 + 6
    source = np.clip(len(sky) - 1 - np.abs(down + ripple), 0, len(sky) - 1).astype(np.int32)
    across = np.clip(np.arange(WIDTH)[None] + (ripple * 0.4).astype(np.int32), 0, WIDTH - 1)
    found: Field = sky[source, across] * np.float32(0.9) + np.array((2, 8, 14), np.float32)
    return found


def _willows(canvas: Canvas) -> None:
    """Trees along the bends, from far to near, each with its shadow on the wet ground."""
    shadows = Pen()
    for x, z, tall in _TREES:
        foot, scale = _LENS.at(x, 0, z), _LENS.focal / z
        shadows.ellipse(
            foot[0] + (foot[0] - _SUN) * 0.05,
            foot[1] + 2,
            tall * 0.5 * scale,
            scale * 0.7,
            int(220 * math.exp(-z / 95)),
        )
    canvas.lay(shadows.mask(4), (40, 56, 40), 0.75)
    with canvas.brush() as brush:
        for x, z, tall in _TREES:
            _willow(canvas, brush, (x, z), tall)


def _willow(canvas: Canvas, brush: Brush, place: tuple[float, float], tall: float) -> None:
    x, z = place
    foot, scale = _LENS.at(x, 0, z), _LENS.focal / z
    haze = min(0.9, 1 - math.exp(-z / 95))
    bark, leaf = mixed((62, 56, 48), _MIST, haze * 0.9), mixed((66, 88, 56), _MIST, haze * 0.85)
    gold = mixed(leaf, mixed((226, 190, 110), _MIST, haze), 0.3)
    brush.line([foot, (foot[0] + scale * 0.3, foot[1] - tall * 0.5 * scale)], scale * 0.7, bark)
    for branch in (-1.7, 1.5, 0.4):
        tip = (foot[0] + branch * scale, foot[1] - tall * 0.6 * scale)
        brush.line([(foot[0], foot[1] - tall * 0.25 * scale), tip], scale * 0.3, bark)
    lit: list[tuple[float, float, float]] = []
    for _ in range(420):
        turn, reach = float(canvas.rng.uniform(0, 6.283)), math.sqrt(float(canvas.rng.random()))
        dx, dy = math.cos(turn) * reach * tall * 0.42, (0.62 + math.sin(turn) * reach * 0.36) * tall
        size = scale * float(canvas.rng.uniform(0.12, 0.42))
        cx, cy = foot[0] + dx * scale, foot[1] - dy * scale
        brush.ellipse(
            cx, cy, size, size * 0.75, mixed(leaf, (40, 56, 40), float(canvas.rng.uniform(0, 0.22)) * (1 - haze))
        )
        if dx * (1 if foot[0] < _SUN else -1) > -0.06 * tall and dy > 0.5 * tall:
            lit.append((cx, cy - size * 0.3, size))
    for cx, cy, size in lit:
        brush.ellipse(cx, cy, size * 0.6, size * 0.4, gold)


def _footbridge(canvas: Canvas) -> None:
    """A wooden footbridge over the river, with its mirror below."""
    z, wood = 31.0, (112, 88, 64)
    (middle,), (half,) = (side.tolist() for side in _banks(np.array([z], np.float32)))
    left, right = middle - half - 2.6, middle + half + 2.2

    def at(share: float, y: float) -> tuple[float, float]:
        return _LENS.at(left + (right - left) * share, y + 0.5 * math.sin(math.pi * share), z)

    shares = [i / 20 for i in range(21)]
    mirror = Pen().line([(x, 2 * at(0, 0)[1] - y) for x, y in (at(s, 0.75) for s in shares[9:])], 16, 190)
    mirror.line([(x, 2 * at(0, 0)[1] - y) for x, y in (at(s, 1.75) for s in shares[10:])], 5, 110)
    canvas.lay(mirror.mask(3), (70, 72, 66), 0.6)
    with canvas.brush() as brush:
        for share in (0.12, 0.31, 0.5, 0.69, 0.88):
            brush.line([at(share, 0.8), (at(share, 0)[0], at(0, 0)[1] + 6)], 7, (84, 68, 54))
        for share in shares[::2]:
            brush.line([at(share, 0.8), at(share, 1.85)], 4, (96, 78, 58))
        brush.line([at(s, 0.75) for s in shares], 11, (92, 74, 56))
        brush.line([at(s, 0.86) for s in shares], 5, (206, 172, 124))
        brush.line([at(s, 1.36) for s in shares], 3, wood)
        brush.line([at(s, 1.85) for s in shares], 5, (176, 144, 102))


def _veils(canvas: Canvas) -> None:
    """Mist that lies on the meadows in bands."""
    drift = canvas.noise(900, 60, 4)
    rows = np.arange(HEIGHT, dtype=np.float32)[:, None]
    for middle, reach, share in ((450, 24, 0.8), (486, 18, 0.7), (530, 22, 0.55), (596, 30, 0.4)):
        band = np.exp(-(((rows - middle) / reach) ** 2)) * np.clip(
            (np.roll(drift, int(middle) * 37, 1) - 0.36) * 3.2, 0, 1
        )
        canvas.lay((band * share).astype(np.float32), _MIST)
    soft = canvas.picture.crop((0, 440, WIDTH, 520)).filter(ImageFilter.GaussianBlur(1.2))
    canvas.picture.paste(soft, (0, 440))


def _reeds(canvas: Canvas, brush: Brush) -> None:
    """Reeds and grasses close to us, dark against the water, with lit edges."""
    for _ in range(520):
        side = canvas.rng.random()
        x = float(canvas.rng.gamma(1.6, 120)) if side < 0.42 else WIDTH - float(canvas.rng.gamma(2.0, 150))
        tall = float(canvas.rng.uniform(60, 250)) * math.exp(-(min(x, WIDTH - x) / 520))
        lean, foot = float(canvas.rng.normal(14, 26)), HEIGHT + 8.0
        colour = mixed((36, 50, 34), (150, 142, 74), float(canvas.rng.random()) ** 1.6)
        stalk = [(x + lean * t * t, foot - tall * t) for t in (0, 0.25, 0.5, 0.75, 1)]
        for (ax, ay), (bx, by), width in zip(stalk, stalk[1:], (4.2, 3.2, 2.2, 1.2), strict=False):
            brush.line([(ax, ay), (bx, by)], width, colour)
        if tall > 170 and canvas.rng.random() < 0.3:
            tip = stalk[-1]
            brush.line([tip, (tip[0] + lean * 0.16, tip[1] - 26)], 6, (104, 74, 48))
