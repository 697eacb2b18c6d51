"""Pictures made for tests, and somebody who adds them."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from foundation.models import Command


def scene(seed: int, width: int = 900, height: int = 600) -> Image.Image:
    """Return a picture with large soft shapes; another seed is another scene."""
    small = np.random.default_rng(seed).integers(0, 255, (6, 9, 3), dtype=np.uint8)
    return Image.fromarray(small, "RGB").resize((width, height), Image.Resampling.BICUBIC)


def quadrants(width: int = 90, height: int = 60) -> Image.Image:
    """Return red, green over blue, yellow: each turn of it looks different."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[: height // 2, : width // 2] = (255, 0, 0)
    pixels[: height // 2, width // 2 :] = (0, 255, 0)
    pixels[height // 2 :, : width // 2] = (0, 0, 255)
    pixels[height // 2 :, width // 2 :] = (255, 255, 0)
    return Image.fromarray(pixels, "RGB")


def encoded(picture: Image.Image, format: str = "JPEG", **options) -> bytes:  # noqa: A002
    """Return the picture as a file."""
    into = BytesIO()
    picture.save(into, format, **options)
    return into.getvalue()


@pytest.fixture
def by() -> Command:
    """Whoever adds pictures in these tests."""
    return Command("test")
