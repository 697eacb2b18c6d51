"""Snow mountains: each a crest with a spine, one side in the sun and one in blue shade, rock where it is steep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from newsroom.demo.painting import WIDTH, Canvas, Colour
from newsroom.demo.scenes.lens import Cloth, Field


@dataclass(frozen=True)
class Peak:
    """A mountain: where its top is, in px, how steeply it falls, and the colour of its shade."""

    x: float
    top: float
    steep: float
    shade: Colour


def raise_peaks(canvas: Canvas, peaks: Sequence[Peak], *, foot: int) -> None:
    """Paint mountains down to the row `foot`, the first farthest; the sun stands at the left."""
    y, x = np.mgrid[0:foot:2, 0:WIDTH:2].astype(
        np.float32
    )  # half the size: snow is soft, and it is a quarter of the work
    cloths = Cloth(canvas.rng, slope=1.75), Cloth(canvas.rng, slope=1.9), Cloth(canvas.rng, slope=1.3)
    picture, cover = np.zeros((*x.shape, 3), np.float32), np.zeros(x.shape, np.float32)
    for index, peak in enumerate(peaks):
        colour, inside = _raised((x, y), cloths, peak, index * 211.0)
        picture += (colour - picture) * inside[..., None]
        cover = np.maximum(cover, inside)
    size = (WIDTH, foot // 2 * 2)
    snow = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8), "RGB").resize(size, Image.Resampling.BICUBIC)
    mask = Image.fromarray((cover * 255).astype(np.uint8), "L").resize(size, Image.Resampling.BICUBIC)
    canvas.picture.paste(snow, (0, 0), mask)


def unevenness(field: Field, down: int, across: int) -> Field:
    """Return how much a field rises over a step down and to the right; its first rows and columns repeat the next."""
    rise = np.zeros_like(field)
    rise[down:, across:] = field[down:, across:] - field[:-down, :-across]
    rise[:, :across] = rise[:, across : across + 1]
    rise[:down] = rise[down : down + 1]
    return rise


def _raised(
    at: tuple[Field, Field], cloths: tuple[Cloth, Cloth, Cloth], peak: Peak, shift: float
) -> tuple[Field, Field]:
    """Return a mountain's colours and where it covers the sky."""
    (x, y), (ribs, bends, rock) = at, cloths
    away = np.abs(x[:1] - peak.x)
    line = bends.over(x[:1] + shift, np.full_like(x[:1], shift), 1500) - 0.5
    teeth = 0.4 - np.abs(rock.over(x[:1] + shift, np.full_like(x[:1], shift), 2600) - 0.5) * 2
    crest = (
        peak.top + away * peak.steep * (1 - 0.25 * np.tanh(away / 500)) - line * 260 * np.tanh(away / 160) - teeth * 90
    )
    inside = np.clip((y - crest) / 2 + 0.5, 0, 1)
    rib = 1 - np.abs(ribs.over(x + shift + y * 0.55, y * 0.7 + shift, 1100) * 2 - 1)
    spine = peak.x + (rib - 0.6) * 300 + (y - peak.top) * 0.25
    facing = np.clip((spine - x) / 16 + 0.5, 0, 1) * 0.62 + 0.12
    light = np.clip(facing - unevenness(rib, 3, 6) * 5, 0, 1)[..., None]
    shade = np.array(peak.shade, np.float32)
    colour = shade * 0.92 + (np.array((255, 252, 244), np.float32) - shade * 0.92) * light
    steep = rock.over(x + shift - y * 0.6, y * 0.55, 520) + np.clip(0.16 - (y - crest) / 1100, -0.2, 0.16)
    bare = np.clip((steep - 0.68) * 9, 0, 0.8) * np.clip((y - crest) / 24, 0, 1)
    colour += (shade * 0.5 - colour) * bare[..., None]
    haze = np.clip((y - peak.top) / (y.max() - peak.top), 0, 1)[..., None] ** 1.7 * 0.6
    colour += (np.array((222, 232, 244), np.float32) - colour) * haze
    return colour, inside
