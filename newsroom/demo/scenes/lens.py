"""A camera for scenes with depth: where a point of the land falls in the picture, and what land a pixel shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsroom.demo.painting import HEIGHT, WIDTH, Point

Field = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Lens:
    """A camera that looks level, so that uprights stay upright. `eye` is in metres, the rest in px."""

    eye: float
    horizon: float
    focal: float
    middle: float = WIDTH / 2

    def at(self, x: float, y: float, z: float) -> Point:
        """Return the pixel that shows a place: x to the right, y up from the ground, z ahead, in metres."""
        return self.middle + self.focal * x / z, self.horizon + self.focal * (self.eye - y) / z

    def ground(self) -> tuple[int, Field, Field]:
        """Return the first row that shows ground, and x and z in metres for each pixel from there down."""
        first = int(self.horizon) + 1
        down = np.arange(first, HEIGHT, dtype=np.float32)[:, None] + np.float32(0.5 - self.horizon)
        z = np.float32(self.focal * self.eye) / down
        x = (np.arange(WIDTH, dtype=np.float32)[None] - np.float32(self.middle)) * z / np.float32(self.focal)
        return first, x, z

    def sky(self, ceiling: float) -> tuple[Field, Field]:
        """Return x and z in metres of the flat ceiling of clouds, for each pixel above the horizon."""
        up = np.float32(self.horizon) - np.arange(int(self.horizon), dtype=np.float32)[:, None]
        z = np.float32(self.focal * ceiling) / up
        return (np.arange(WIDTH, dtype=np.float32)[None] - np.float32(self.middle)) * z / np.float32(self.focal), z


class Cloth:
    """A square of cloudy noise from 0 to 1 without seams, to be laid over land or sky."""

    def __init__(self, rng: np.random.Generator, *, slope: float = 1.5, size: int = 512) -> None:
        waves = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None])
        waves[0, 0] = 1
        spectrum = np.fft.rfft2(rng.standard_normal((size, size))) / waves**slope
        spectrum[0, 0] = 0
        values = np.fft.irfft2(spectrum, (size, size))
        self.size = size
        self._values = np.clip(0.5 + values / values.std() / 5, 0, 1).astype(np.float32)

    def over(self, x: Field, z: Field, metres: float) -> Field:
        """Return the noise at places, smoothly; `metres` is how wide one square of it lies there."""
        scale, size = np.float32(self.size / metres), self.size
        down, across = z * scale, x * scale
        row, column = np.floor(down).astype(np.int32), np.floor(across).astype(np.int32)
        below, right = down - row, across - column
        row, column = row % size, column % size
        flat = self._values.ravel()
        here, under = row * size + column, (row + 1) % size * size + column
        step = np.where(column == size - 1, 1 - size, 1)
        top = flat[here] + (flat[here + step] - flat[here]) * right
        foot = flat[under] + (flat[under + step] - flat[under]) * right
        found: Field = top + (foot - top) * below
        return found
