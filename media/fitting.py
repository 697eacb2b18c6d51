"""Laying one sketch over another until they fit, and looking where they do not. Pure, on numpy and Pillow."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Box = tuple[float, float, float, float]
Greys = NDArray[np.float32]

_PX = 32
_BLOCK_PX = 4
_STEPS = (0.03, 0.015, 0.007, 0.0035)
_ROUNDS = 3
_LEAST_LIKE = 0.93
_MOST_OFF = 0.65


def fits(a: Image.Image, box_a: Box, b: Image.Image, box_b: Box) -> bool:
    """Say whether part of one is part of the other. The boxes are shares of the width and height, to begin with."""
    like, off = measured(a, box_a, b, box_b)
    return like >= _LEAST_LIKE and off <= _MOST_OFF


def measured(a: Image.Image, box_a: Box, b: Image.Image, box_b: Box) -> tuple[float, float]:
    """Return how alike the two are at their best fit (1: alike), and how far off the worst block is (0: nowhere)."""
    box_a, box_b = _fitted(a, box_a, b, box_b)
    one, two = _cut(a, box_a), _cut(b, box_b)
    return float((one * two).mean()), _worst_block(one, two)


def _fitted(a: Image.Image, box_a: Box, b: Image.Image, box_b: Box) -> tuple[Box, Box]:
    """Move the edges of the smaller box, by smaller and smaller steps, to where the two are most alike."""
    if (box_a[2] - box_a[0]) * (box_a[3] - box_a[1]) < (box_b[2] - box_b[0]) * (box_b[3] - box_b[1]):
        box_b, box_a = _fitted(b, box_b, a, box_a)
        return box_a, box_b
    whole, box = _cut(a, box_a), box_b
    best = float((whole * _cut(b, box)).mean())
    for step in _STEPS:
        for _ in range(_ROUNDS):
            before = best
            for moved in _moves(box, step):
                like = float((whole * _cut(b, moved)).mean())
                if like > best:
                    best, box = like, moved
            if best == before:
                break
    return box_a, box


def _moves(box: Box, step: float) -> list[Box]:
    """The box with one edge moved, or moved as a whole, within the picture."""
    shifts = [tuple(sign * step * (edge == n) for n in range(4)) for edge in range(4) for sign in (-1, 1)]
    shifts += [(sign * step * x, sign * step * y) * 2 for x, y in ((1, 0), (0, 1)) for sign in (-1, 1)]
    shifts += [(sign * step, sign * step, -sign * step, -sign * step) for sign in (-1, 1)]
    moved = [tuple(min(1.0, max(0.0, at + by)) for at, by in zip(box, shift, strict=True)) for shift in shifts]
    return [(b[0], b[1], b[2], b[3]) for b in moved if b[2] - b[0] > 0.3 and b[3] - b[1] > 0.3]


def _cut(sketch: Image.Image, box: Box) -> Greys:
    """Return the part at _PX × _PX, without its brightness and contrast: mean 0, deviation 1."""
    width, height = sketch.size
    edges = box[0] * width, box[1] * height, box[2] * width, box[3] * height
    greys: Greys = np.array(sketch.resize((_PX, _PX), Image.Resampling.BILINEAR, box=edges), dtype=np.float32)
    greys -= greys.mean()
    greys /= max(float(greys.std()), 1e-3)
    return greys


def _worst_block(one: Greys, two: Greys) -> float:
    """Return the mean square by which the worst blocks differ."""
    count = _PX // _BLOCK_PX
    off = ((one - two) ** 2).reshape(count, _BLOCK_PX, count, _BLOCK_PX).mean(axis=(1, 3))
    return float(off.max())
