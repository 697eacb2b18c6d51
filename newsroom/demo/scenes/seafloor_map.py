"""A map of the sea floor as a sonar draws it: colours for depth, lines of equal depth, one high cone."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from newsroom.demo.painting import WIDTH, Canvas, Point, Stops
from newsroom.demo.scenes.lens import Cloth, Field
from newsroom.demo.scenes.lettering import INK, letter, sheet

_SUMMIT, _FOOT, _DEEPEST = 840.0, 3480.0, 3800.0
_TOP: tuple[float, float] = (640.0, 560.0)  # where the summit lies, in px
_BOX = (64, 206, 1276, 976)  # the map itself
_COLOURS: Stops = (
    (0.0, (178, 44, 38)),
    (0.1, (222, 92, 48)),
    (0.22, (242, 158, 70)),
    (0.36, (248, 214, 118)),
    (0.5, (190, 216, 130)),
    (0.62, (110, 186, 150)),
    (0.76, (62, 136, 170)),
    (0.9, (40, 84, 142)),
    (1.0, (26, 46, 98)),
)
_PX_PER_KM = 27.0


def paint() -> Image.Image:
    """Draw the map."""
    canvas = Canvas(840, sheet("Lantern Seamount", "Depth of the sea floor in metres, by sonar"))
    depth = _depth(canvas)
    canvas.picture.paste(_coloured(depth), _BOX[:2])
    draw = ImageDraw.Draw(canvas.picture)
    draw.rectangle(_BOX, outline=INK, width=3)
    _labels(canvas.picture, depth)
    _scale(canvas.picture)
    return canvas.picture


def _depth(canvas: Canvas) -> Field:
    """Return the depth in metres for every pixel of the map: a cone with ribs, a low ridge, hills and a plain."""
    y, x = np.mgrid[_BOX[1] : _BOX[3], _BOX[0] : _BOX[2]].astype(np.float32)
    dx, dy = x - _TOP[0], y - _TOP[1]
    away, turn = np.hypot(dx * 0.92, dy * 1.08), np.arctan2(dy, dx)
    cloth = Cloth(canvas.rng, slope=1.9)
    warp = cloth.over(x, y, 900) - 0.5
    ribs = 1 + 0.2 * np.cos(5 * turn + 0.7 + warp * 9) + 0.09 * np.cos(11 * turn + 2 + warp * 14)
    reach = away / ribs + warp * 120 * np.clip(away / 160, 0, 1)
    cone = np.exp(-((np.clip(reach, 0, None) / 205) ** 1.22))
    summit = (_FOOT - _SUMMIT) * cone
    ridge = 520 * np.exp(-(((dx * 0.5 + dy - 330) / 90) ** 2)) * np.clip(dx / 300, 0, 1)
    knolls = sum(
        tall * np.exp(-((x - kx) ** 2 + (y - ky) ** 2) / (2 * wide**2))
        for kx, ky, tall, wide in ((1090, 330, 620, 46), (1010, 400, 330, 34), (190, 860, 520, 52), (260, 320, 260, 60))
    )
    rough = (cloth.over(x + 400, y, 620) - 0.5) * 520 + (cloth.over(x, y + 90, 170) - 0.5) * 90
    plain = _FOOT + 60 + rough * np.clip(away / 300, 0.05, 1) + 120 * (x / WIDTH)
    depth: Field = np.clip(plain - summit - ridge - knolls, _SUMMIT, _DEEPEST)
    return depth


def _coloured(depth: Field) -> Image.Image:
    """Colour the depths, shade the slopes as if lit from the upper left, and draw a line every 200 metres."""
    share = (depth - _SUMMIT) / (_DEEPEST - _SUMMIT)
    steps = np.linspace(0, 1, 512)
    places = [place for place, _ in _COLOURS]
    table = np.stack([np.interp(steps, places, [c[i] for _, c in _COLOURS]) for i in range(3)], axis=-1)
    picture = table.astype(np.float32)[np.clip(share * 511, 0, 511).astype(np.int32)]
    down, across = np.gradient(depth)
    light = np.clip(1 + (across * 0.7 + down * 0.9) * 0.03, 0.66, 1.16)
    picture *= np.asarray(light, np.float32)[..., None]
    steep = np.hypot(down, across) + 1e-3
    for every, width, dark in ((200.0, 0.9, 0.34), (1000.0, 1.7, 0.72)):
        off = np.abs((depth + every / 2) % every - every / 2) / steep
        line = np.clip(width + 0.5 - off, 0, 1) * dark * np.clip(steep / 0.5, 0, 1)
        picture += (np.array((24, 30, 44), np.float32) - picture) * line[..., None]
    drawn = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8), "RGB")
    return drawn.filter(ImageFilter.GaussianBlur(0.4))


def _labels(picture: Image.Image, depth: Field) -> None:
    """Name the summit, write depths on the thick lines, and give the scale."""
    draw = ImageDraw.Draw(picture)
    x, y = _TOP
    draw.polygon([(x, y - 20), (x + 18, y + 12), (x - 18, y + 12)], fill=(255, 255, 255), outline=INK, width=3)
    letter(picture, (x + 36, y + 12), "Summit 840 m", 50, bold=True, halo=(255, 246, 232))
    for metres, turn in ((2000, 1.9), (3000, 0.62), (3000, 3.5)):
        letter(picture, _crossing(depth, metres, turn), f"{metres:,}", 40, anchor="mm", halo=(244, 242, 232))
    left, foot = 110.0, 936.0
    draw.rounded_rectangle([left - 26, foot - 70, left + _PX_PER_KM * 10 + 26, foot + 24], 10, fill=(248, 246, 240))
    draw.rectangle([left, foot - 6, left + _PX_PER_KM * 10, foot + 4], fill=INK)
    letter(picture, (left + _PX_PER_KM * 5, foot - 20), "10 km", 44, anchor="ms")


def _crossing(depth: Field, metres: float, turn: float) -> Point:
    """Return where the sea floor first lies so deep, going from the summit in one direction."""
    for away in range(20, 700):
        x, y = _TOP[0] + away * math.cos(turn), _TOP[1] + away * math.sin(turn)
        row, column = int(y) - _BOX[1], int(x) - _BOX[0]
        if depth[row, column] >= metres:
            return x, y
    raise ValueError(f"The sea floor is nowhere {metres} metres deep in that direction.")


def _scale(picture: Image.Image) -> None:
    """Draw the scale of depths at the side."""
    draw = ImageDraw.Draw(picture)
    left, top, foot = 1320, 226, 956
    places = [place for place, _ in _COLOURS]
    for y in range(top, foot):
        share = (y - top) / (foot - top)
        red, green, blue = (round(float(np.interp(share, places, [c[i] for _, c in _COLOURS]))) for i in range(3))
        draw.line([left, y, left + 62, y], fill=(red, green, blue))
    draw.rectangle([left, top, left + 62, foot], outline=INK, width=2)
    for metres in (1000, 1500, 2000, 2500, 3000, 3500):
        at = top + (foot - top) * (metres - _SUMMIT) / (_DEEPEST - _SUMMIT)
        draw.line([left + 62, at, left + 78, at], fill=INK, width=3)
        letter(picture, (left + 90, at), f"{metres:,} m", 42, anchor="lm")
