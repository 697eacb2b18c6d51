"""Type for maps and charts, in the typeface that comes with Pillow, so that every machine sets the same letters."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from newsroom.demo.painting import HEIGHT, WIDTH, Colour, Point

INK: Colour = (34, 38, 44)
SOFT: Colour = (98, 104, 112)
HAIR: Colour = (208, 206, 200)
PAPER: Colour = (251, 249, 244)


@lru_cache(maxsize=16)
def _face(size: float) -> ImageFont.FreeTypeFont:
    face = ImageFont.load_default(size)
    if not isinstance(face, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType, so the demo's charts cannot be lettered.")
    return face


def width(text: str, size: float) -> float:
    """Return how wide a line of type runs, in px."""
    return _face(size).getlength(text)


def letter(
    picture: Image.Image,
    at: Point,
    text: str,
    size: float,
    *,
    colour: Colour = INK,
    bold: bool = False,
    anchor: str = "ls",
    halo: Colour | None = None,
) -> None:
    """Set a line of type; `anchor` is Pillow's, and `halo` clears the ground around it in that colour."""
    draw, face = ImageDraw.Draw(picture), _face(size)
    weight = size / 46 if bold else 0.0
    if halo is not None:
        draw.text(at, text, font=face, fill=halo, anchor=anchor, stroke_width=size / 9, stroke_fill=halo)
    draw.text(at, text, font=face, fill=colour, anchor=anchor, stroke_width=weight, stroke_fill=colour)


def sheet(title: str, unit: str, source: str = "Demo drawing") -> Image.Image:
    """Return the ground of a chart: a red tab, the title, what is measured, and the line with the source."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle([64, 0, 184, 15], fill=(176, 44, 40))
    letter(picture, (64, 106), title, 70, bold=True)
    letter(picture, (64, 172), unit, 48, colour=SOFT)
    draw.line([64, HEIGHT - 74, WIDTH - 64, HEIGHT - 74], fill=HAIR, width=2)
    letter(picture, (64, HEIGHT - 26), source, 38, colour=SOFT)
    return picture


def dashed(draw: ImageDraw.ImageDraw, points: list[Point], colour: Colour, thick: int, dash: float = 12.0) -> None:
    """Draw a dashed line along straight pieces."""
    for (x0, y0), (x1, y1) in pairwise(points):
        reach = max(abs(x1 - x0), abs(y1 - y0), 1e-6)
        steps = int(reach / dash)
        for step in range(0, steps, 2):
            a, b = step / max(steps, 1), min(1.0, (step + 1) / max(steps, 1))
            draw.line(
                [x0 + (x1 - x0) * a, y0 + (y1 - y0) * a, x0 + (x1 - x0) * b, y0 + (y1 - y0) * b],
                fill=colour,
                width=thick,
            )
