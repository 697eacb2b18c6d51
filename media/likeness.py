"""Whether two pictures show the same photograph. Pure, on numpy and Pillow.

In two steps. The first is cheap: difference hashes over windows, as a crop would cut them, name candidates. The second
lays the two small sketches over one another, moves the edges until they fit best, and looks block by block: the same
photograph fits everywhere, another frame of the same scene fits but where something moved.
What the limits rest on is measured by benchmarks/likeness.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from media import fitting

_CELLS = 8
_WORKING_PX = 288
SKETCH_PX = 64
# Of the 128 bits of a window: how many may differ for a pair to be looked at closely.
CANDIDATE_BITS = 34
# From how many of the nearest windows the fitting begins: one alone led astray where a texture repeats.
_STARTS = 5
# A window with less than this many clear differences says nothing (sky, paper, a logo on white).
_CLEAR_CELLS = 40
_CLEAR_GREYS = 2.0
_MARGIN_GREYS = 12
_MARGIN_SHARE = 0.985
_SCALES = (0.94, 0.88, 0.82)

Greys = NDArray[np.float32]
Bits = NDArray[np.uint64]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Print:
    """What is kept of a picture to know it again.

    `windows` are 16 bytes for each window of `window_boxes()`, the whole first: 64 differences to the right, 64
    downwards; zeros where a window says nothing. `sketch` is SKETCH_PX × SKETCH_PX greys. A picture too plain to be
    told from others has neither.
    """

    windows: bytes
    sketch: bytes

    def __bool__(self) -> bool:
        return bool(self.windows)


PLAIN = Print(b"", b"")


def read(picture: Image.Image) -> Print:
    """Return the picture's print, PLAIN for one too plain to be told from others."""
    greys = trimmed(_greys(picture))
    height, width = greys.shape
    parts = [
        greys[round(top * height) : round(bottom * height), round(left * width) : round(right * width)]
        for left, top, right, bottom in window_boxes()
    ]
    windows = [_window(part) for part in parts]
    if not any(windows[0]):
        return PLAIN
    small = Image.fromarray(greys).resize((SKETCH_PX, SKETCH_PX), Image.Resampling.BOX)
    return Print(b"".join(windows), np.asarray(small).round().clip(0, 255).astype(np.uint8).tobytes())


def is_same_photograph(a: Print, b: Print) -> bool:
    """Say whether the two pictures show one photograph. Symmetric; PLAIN is like nothing."""
    return any(fits(a, b, *found) for found in nearest(a, b))


def nearest(a: Print, b: Print) -> list[tuple[int, int]]:
    """Return the windows (of a, of b) that differ least, one of them the whole; [] where all differ clearly."""
    if not a or not b:
        return []
    rows_a, rows_b = bits_of(a.windows), bits_of(b.windows)
    found = [(int(bits), 0, at) for at, bits in enumerate(differing(rows_a[0], rows_b))]
    found += [(int(bits), at, 0) for at, bits in enumerate(differing(rows_b[0], rows_a))]
    return [(a_window, b_window) for bits, a_window, b_window in sorted(found)[:_STARTS] if bits <= CANDIDATE_BITS]


def fits(a: Print, b: Print, window_a: int, window_b: int) -> bool:
    """Say whether the sketches are one photograph, beginning with these windows laid over one another."""
    first, second = sketch_of(a), sketch_of(b)
    return fitting.fits(first, window_boxes()[window_a], second, window_boxes()[window_b])


def bits_of(windows: bytes) -> Bits:
    """Return the windows as rows of two numbers: (windows, 2)."""
    return np.frombuffer(windows, dtype=np.uint64).reshape(-1, 2)


def differing(one: Bits, rows: Bits) -> NDArray[np.int64]:
    """Return in how many of 128 bits each row differs from the one; 128 where a row, or the one, says nothing."""
    if not one.any():
        return np.full(len(rows), 128)
    bits: NDArray[np.int64] = np.bitwise_count(rows ^ one).sum(axis=-1, dtype=np.int64)
    bits[~rows.any(axis=-1)] = 128
    return bits


def sketch_of(one: Print) -> Image.Image:
    """Return the sketch as a picture of floats."""
    greys = np.frombuffer(one.sketch, dtype=np.uint8).reshape(SKETCH_PX, SKETCH_PX)
    return Image.fromarray(greys.astype(np.float32))


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
def window_boxes() -> tuple[Box, ...]:
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


def _window(greys: Greys) -> bytes:
    grid = np.asarray(Image.fromarray(greys).resize((_CELLS + 1, _CELLS + 1), Image.Resampling.BOX), dtype=np.float32)
    right = grid[:_CELLS, 1:] - grid[:_CELLS, :-1]
    down = grid[1:, :_CELLS] - grid[:-1, :_CELLS]
    clear = int((np.abs(right) > _CLEAR_GREYS).sum() + (np.abs(down) > _CLEAR_GREYS).sum())
    return _bits(right) + _bits(down) if clear >= _CLEAR_CELLS else bytes(16)


def _bits(differences: Greys) -> bytes:
    return np.packbits(differences > 0).tobytes()
