"""Whether two pictures show the same photograph: difference hashes over windows. Pure, on numpy and Pillow.

A fingerprint is 16 hex digits: an 8 × 8 difference hash, one bit for each "brighter than the next cell".
Fingerprints come in pairs, one of differences to the right and one of differences downwards, for the whole
picture first and then for windows as a crop would cut them. Uniform margins are trimmed before.
What the thresholds rest on is measured in tests/demo/test_drawing.py and tests/media/test_likeness.py.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_CELLS = 8
_WORKING_PX = 288
# Of the 128 bits of a pair: how many may differ. Measured with these windows: the same photograph,
# cropped to 85 % anywhere, at most 15; different scenes of one composition (sky, skyline, water) at least 18.
_SAME_BITS = 15
# A window with less than this many clear differences says nothing (sky, paper, a logo on white).
_CLEAR_CELLS = 40
_CLEAR_GREYS = 2.0
_MARGIN_GREYS = 12
_MARGIN_SHARE = 0.985
_SCALES = (0.94, 0.88, 0.82)

Greys = NDArray[np.float32]


def fingerprints(picture: Image.Image) -> list[str]:
    """Return the picture's fingerprints, in pairs; [] for a picture too plain to be told from others."""
    greys = trimmed(_greys(picture))
    height, width = greys.shape
    found: list[str] = []
    for left, top, right, bottom in _windows():
        part = greys[round(top * height) : round(bottom * height), round(left * width) : round(right * width)]
        found += _pair(part)
    return found


def distance(a: str, b: str) -> int:
    """Return in how many of their 64 bits two fingerprints differ."""
    return (int(a, 16) ^ int(b, 16)).bit_count()


def is_same_photograph(a: list[str], b: list[str]) -> bool:
    """Say whether two pictures' fingerprints meet in any pair of windows. Symmetric; [] is like nothing."""
    if len(a) < 2 or len(b) < 2:
        return False
    right_a, down_a = _numbers(a)
    right_b, down_b = _numbers(b)
    differing = np.bitwise_count(right_a[:, None] ^ right_b) + np.bitwise_count(down_a[:, None] ^ down_b)
    return bool(differing.min() <= _SAME_BITS)


def trimmed(greys: Greys) -> Greys:
    """Cut off margins of one colour on each side, where they end in an edge; a plain picture stays whole."""
    top = _margin(greys)
    bottom = _margin(greys[::-1])
    left = _margin(greys.T)
    right = _margin(greys.T[::-1])
    height, width = greys.shape
    inner = greys[top : height - bottom, left : width - right]
    return inner if min(inner.shape) >= 4 * _CELLS else greys


def _margin(greys: Greys) -> int:
    """Return how many rows from the top are one colour. A sky that fades is no margin: its colour moves."""
    colour = float(np.median(greys[0]))
    is_plain = (np.abs(greys - colour) <= _MARGIN_GREYS).mean(axis=1) >= _MARGIN_SHARE
    rows = int(np.argmin(is_plain)) if not is_plain.all() else 0
    if not 0 < rows < len(greys) // 2:
        return 0
    edge = np.abs(greys[min(rows + 1, len(greys) - 1)] - colour).mean()
    # One row more: the row that the edge was blended into when the picture was made smaller.
    return rows + 1 if edge > 2 * _MARGIN_GREYS else 0


def _greys(picture: Image.Image) -> Greys:
    """Return the picture's luminance at working size, whatever its own size was."""
    scale = _WORKING_PX / max(picture.size)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    small = picture.convert("RGB").resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR)
    return np.asarray(small.convert("L"), dtype=np.float32)


@lru_cache
def _windows() -> tuple[tuple[float, float, float, float], ...]:
    """The whole, then crops: of both sides alike at nine places, and of one side alone at three."""
    boxes = [(0.0, 0.0, 1.0, 1.0)]
    for scale in _SCALES:
        rest = 1 - scale
        places = (rest / 2, 0.0, rest)
        boxes += [(x, y, x + scale, y + scale) for y in places for x in places]
    for scale in _SCALES[1:]:
        rest = 1 - scale
        boxes += [(x, 0.0, x + scale, 1.0) for x in (rest / 2, 0.0, rest)]
        boxes += [(0.0, y, 1.0, y + scale) for y in (rest / 2, 0.0, rest)]
    return tuple(boxes)


def _pair(greys: Greys) -> list[str]:
    grid = np.asarray(Image.fromarray(greys).resize((_CELLS + 1, _CELLS + 1), Image.Resampling.BOX), dtype=np.float32)
    right = grid[:_CELLS, 1:] - grid[:_CELLS, :-1]
    down = grid[1:, :_CELLS] - grid[:-1, :_CELLS]
    clear = int((np.abs(right) > _CLEAR_GREYS).sum() + (np.abs(down) > _CLEAR_GREYS).sum())
    return [_hex(right), _hex(down)] if clear >= _CLEAR_CELLS else []


def _hex(differences: Greys) -> str:
    return np.packbits(differences > 0).tobytes().hex()


def _numbers(prints: list[str]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    numbers = np.array([int(text, 16) for text in prints], dtype=np.uint64)
    return numbers[0::2], numbers[1::2]
