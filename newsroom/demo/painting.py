"""A small paint box on Pillow and numpy: gradients, shapes, noise, glow, water, grain. Same seed, same picture."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 1066
_SUPER = 2  # Shapes are drawn twice as large and reduced: that is their antialiasing.

Colour = tuple[int, int, int]
Paint = Colour | Image.Image
Point = tuple[float, float]
Drift = NDArray[np.floating[Any]]
Stops = Sequence[tuple[float, Colour]]


def ramp(stops: Stops, *, across: bool = False, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    """Return a gradient through (place from 0 to 1, colour) stops, downwards or across."""
    places = [place for place, _ in stops]
    at = np.linspace(0, 1, size[0] if across else size[1])
    channels = [np.interp(at, places, [colour[i] for _, colour in stops]) for i in range(3)]
    line = np.stack(channels, axis=-1).round().astype(np.uint8)
    strip = Image.fromarray(line[None] if across else line[:, None], "RGB")
    return strip.resize(size, Image.Resampling.NEAREST)


def levels(stops: Sequence[tuple[float, int]]) -> Image.Image:
    """Return a mask that runs downwards through (place from 0 to 1, cover from 0 to 255) stops."""
    return ramp([(place, (cover, cover, cover)) for place, cover in stops]).getchannel("R")


def mixed(a: Colour, b: Colour, share: float) -> Colour:
    """Return the colour that lies `share` of the way from a to b."""
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


class Pen:
    """Draws a mask in canvas px; mask() reduces it to the canvas's size."""

    def __init__(self) -> None:
        self._mask = Image.new("L", (WIDTH * _SUPER, HEIGHT * _SUPER), 0)
        self._draw = ImageDraw.Draw(self._mask)

    def polygon(self, points: Sequence[Point], fill: int = 255) -> Pen:
        """Add a filled polygon; `fill` is its cover from 0 to 255."""
        self._draw.polygon([(x * _SUPER, y * _SUPER) for x, y in points], fill=fill)
        return self

    def rect(self, x0: float, y0: float, x1: float, y1: float, fill: int = 255) -> Pen:
        """Add a filled rectangle."""
        return self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: int = 255) -> Pen:
        """Add a filled ellipse around a centre."""
        box = [(x - rx) * _SUPER, (y - ry) * _SUPER, (x + rx) * _SUPER, (y + ry) * _SUPER]
        self._draw.ellipse(box, fill=fill)
        return self

    def line(self, points: Sequence[Point], width: float, fill: int = 255) -> Pen:
        """Add a line through the points, `width` px thick."""
        scaled = [(x * _SUPER, y * _SUPER) for x, y in points]
        self._draw.line(scaled, fill=fill, width=max(1, round(width * _SUPER)), joint="curve")
        return self

    def person(self, x: float, foot: float, tall: float, stride: float = 0.02) -> Pen:
        """Add somebody who stands at (x, foot), `tall` px high; `stride` is a share of that height."""
        half = [(0.035, 0.87), (0.11, 0.835), (0.138, 0.78), (0.152, 0.58), (0.135, 0.44), (0.108, 0.45), (0.1, 0.6)]
        half += [(0.105, 0.4), (0.075 + stride, 0.03), (0.11 + stride, 0.0), (0.03 + stride, 0.0), (0.004, 0.38)]
        outline = [*half, *((-dx, dy) for dx, dy in half[::-1])]
        self.polygon([(x + dx * tall, foot - dy * tall) for dx, dy in outline])
        self.rect(x - 0.03 * tall, foot - 0.9 * tall, x + 0.03 * tall, foot - 0.85 * tall)
        return self.ellipse(x, foot - 0.935 * tall, 0.054 * tall, 0.068 * tall)

    def mask(self, blur: float = 0) -> Image.Image:
        """Return the drawn shapes as a mask, softened by `blur` px."""
        if blur >= 4:  # Soft shapes need no detail: a quarter of the size, a sixteenth of the work.
            small = self._mask.reduce(_SUPER * 4).filter(ImageFilter.GaussianBlur(blur / 4))
            return small.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
        box = self._mask.getbbox()
        if box is None:
            return Image.new("L", (WIDTH, HEIGHT), 0)
        room = 2 * _SUPER * math.ceil(3 * blur + 1)
        left, top = (max(0, side - room) // _SUPER for side in box[:2])
        right, low = min(WIDTH, (box[2] + room) // _SUPER), min(HEIGHT, (box[3] + room) // _SUPER)
        part = self._mask.reduce(_SUPER, (left * _SUPER, top * _SUPER, right * _SUPER, low * _SUPER))
        whole = Image.new("L", (WIDTH, HEIGHT), 0)
        whole.paste(part.filter(ImageFilter.GaussianBlur(blur)) if blur else part, (left, top))
        return whole


class Brush:
    """Draws opaque shapes in canvas px, in any number of colours; Canvas.brush() makes one and keeps its work."""

    def __init__(self, picture: Image.Image) -> None:
        self.sheet = picture.resize((WIDTH * _SUPER, HEIGHT * _SUPER), Image.Resampling.NEAREST)
        self._draw = ImageDraw.Draw(self.sheet)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Paint a filled polygon."""
        self._draw.polygon([(x * _SUPER, y * _SUPER) for x, y in points], fill=colour)

    def rect(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        """Paint a filled rectangle."""
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """Paint a filled ellipse around a centre."""
        box = [(x - rx) * _SUPER, (y - ry) * _SUPER, (x + rx) * _SUPER, (y + ry) * _SUPER]
        self._draw.ellipse(box, fill=colour)

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """Paint a line through the points, `width` px thick."""
        scaled = [(x * _SUPER, y * _SUPER) for x, y in points]
        self._draw.line(scaled, fill=colour, width=max(1, round(width * _SUPER)), joint="curve")

    def turned(self, x: float, profile: Sequence[Point], tones: Stops) -> None:
        """Paint a body turned on a lathe around the upright through x: `profile` is its (radius, y), `tones` its light.

        Place 0 of the tones is the left edge and 1 the right one.
        """
        places = [place for place, _ in tones]
        strips = max(4, min(26, round(max(radius for radius, _ in profile))))
        edges = [-math.cos(math.pi * step / strips) for step in range(strips + 1)]
        for left, right in pairwise(edges):
            at = (left + right + 2) / 4
            red, green, blue = (round(float(np.interp(at, places, [tone[i] for _, tone in tones]))) for i in range(3))
            outline = [(x + left * radius, y) for radius, y in profile]
            self.polygon(
                [*outline, *((x + right * radius + 0.4, y) for radius, y in profile[::-1])], (red, green, blue)
            )


class Eye:
    """A pinhole eye: says where on the canvas a point in metres (right, up, ahead) is seen."""

    def __init__(self, up: float, *, horizon: float, middle: float = WIDTH / 2, focus: float = 1200, turn: float = 0):
        self.up, self.horizon, self.middle, self.focus = up, horizon, middle, focus
        self._cos, self._sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def sees(self, x: float, y: float, z: float) -> Point:
        """Return the canvas point. What is nearer than 0.3 m ahead is put at 0.3 m."""
        ahead = max(0.3, z * self._cos - x * self._sin)
        return self.middle + self.focus * (x * self._cos + z * self._sin) / ahead, self.horizon + self.focus * (
            self.up - y
        ) / ahead


class Canvas:
    """One picture in the making. `rng` is the only source of chance."""

    def __init__(self, seed: int, ground: Paint = (0, 0, 0)) -> None:
        self.rng = np.random.default_rng(seed)
        self.picture = Image.new("RGB", (WIDTH, HEIGHT), ground) if isinstance(ground, tuple) else ground.copy()

    def noise(self, cell_x: float, cell_y: float, octaves: int = 4) -> NDArray[np.float32]:
        """Return cloudy noise from 0 to 1, HEIGHT × WIDTH, with its coarsest grain cell_x × cell_y px."""
        size = (WIDTH // 2, HEIGHT // 2)  # Half the size is a quarter of the work, and nobody sees it in noise.
        total = np.zeros(size[::-1], np.float32)
        weight, weights = 1.0, 0.0
        for octave in range(octaves):
            columns = max(2, round(WIDTH * 2**octave / cell_x) + 2)
            rows = max(2, round(HEIGHT * 2**octave / cell_y) + 2)
            small = self.rng.random((min(rows, size[1]), min(columns, size[0])), dtype=np.float32)
            layer = Image.fromarray(small).resize(size, Image.Resampling.BICUBIC)
            total += weight * np.asarray(layer)
            weights += weight
            weight /= 2
        clipped = Image.fromarray(np.clip(total / weights, 0, 1))
        return np.asarray(clipped.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR))

    @contextmanager
    def brush(self) -> Iterator[Brush]:
        """Paint opaque shapes over the picture; what no shape touches stays as it was."""
        brush = Brush(self.picture)
        yield brush
        self.picture = brush.sheet.reduce(_SUPER)

    def lay(self, mask: Image.Image | Drift, paint: Paint, opacity: float = 1.0) -> None:
        """Lay paint through a mask (an L picture, or an array from 0 to 1)."""
        if not isinstance(mask, Image.Image):
            mask = Image.fromarray((np.clip(mask, 0, 1) * 255 * opacity).astype(np.uint8), "L")
        elif opacity < 1:
            mask = mask.point([round(value * opacity) for value in range(256)])
        box = mask.getbbox()
        if box is not None:
            self.picture.paste(paint.crop(box) if isinstance(paint, Image.Image) else paint, box, mask.crop(box))

    def veil(self, drift: Drift, begin: float, reach: float, fade: Image.Image, paint: Paint, opacity: float) -> None:
        """Lay clouds or mist where noise exceeds `begin`, full at `begin + reach`, no denser than the mask `fade`."""
        cover = Image.fromarray((np.clip((drift - begin) / reach, 0, 1) * 255).astype(np.uint8), "L")
        self.lay(ImageChops.multiply(cover, fade), paint, opacity)

    def light(self, mask: Image.Image, colour: Colour, strength: float = 1.0) -> None:
        """Add light of a colour through a mask, as light adds: it never darkens."""
        box = mask.getbbox()
        if box is None:
            return
        part, dark = mask.crop(box), mixed((0, 0, 0), colour, strength)
        tinted = Image.merge("RGB", [part.point([value * tone // 255 for value in range(256)]) for tone in dark])
        self.picture.paste(ImageChops.screen(self.picture.crop(box), tinted), box)

    def glow(self, x: float, y: float, rx: float, ry: float, colour: Colour, strength: float = 1.0) -> None:
        """Add a soft oval of light around a point."""
        column = ((np.arange(WIDTH, dtype=np.float32) - x) / rx) ** 2
        row = ((np.arange(HEIGHT, dtype=np.float32) - y) / ry) ** 2
        falling = np.exp(-2.0 * row)[:, None] * np.exp(-2.0 * column)[None]
        self.light(Image.fromarray((falling * 255).astype(np.uint8), "L"), colour, strength)

    def ridge(self, base: float, height: float, cell: float, octaves: int = 5) -> list[Point]:
        """Return a hill line as a closed polygon down to the picture's foot: `base` is its lowest y."""
        at = np.arange(0, WIDTH + 8, 4, dtype=np.float32)
        line = np.zeros_like(at)
        for octave in range(octaves):
            knots = self.rng.random(int(WIDTH * 2**octave / cell) + 3)
            line += np.interp(at * 2**octave / cell, np.arange(len(knots)), knots) / 2**octave
        line = (line - line.min()) / max(float(np.ptp(line)), 1e-6)
        crest = [(float(x), float(base - height * y)) for x, y in zip(at, line, strict=True)]
        return [(0.0, float(HEIGHT)), *crest, (float(WIDTH), float(HEIGHT))]

    def water(self, top: int, *, tint: Colour, depth: float, ripple: float = 10.0, squeeze: float = 1.0) -> None:
        """Fill from row `top` downwards with the mirror of what stands above, broken by ripples and tinted."""
        rows = HEIGHT - top
        above = np.asarray(self.picture)[:top]
        nearness = np.linspace(0, 1, rows, dtype=np.float32)
        swell = self.noise(420, 14, 4)[top:] - 0.5
        fine = self.noise(110, 5, 3)[top:] - 0.5
        shift = (swell * 3 + fine) * ripple * (0.25 + 1.6 * nearness[:, None])
        source_y = top - 1 - np.arange(rows, dtype=np.float32)[:, None] * squeeze + shift * 1.7
        source_x = np.arange(WIDTH, dtype=np.float32)[None] + shift
        y = np.clip(np.abs(source_y), 0, top - 1).astype(np.int32)
        x = np.clip(source_x, 0, WIDTH - 1).astype(np.int32)
        mirrored = Image.fromarray(above[y, x], "RGB").filter(ImageFilter.BoxBlur((1.5, 2)))
        values = np.asarray(mirrored, dtype=np.float32)
        share = (depth * (0.55 + 0.45 * nearness))[:, None, None]
        glint = (fine * 46 * (0.3 + nearness[:, None]))[..., None]
        mixed_in = values * (1 - share) + np.array(tint, np.float32) * share + glint * (values / 255 + 0.25)
        self.picture.paste(Image.fromarray(np.clip(mixed_in, 0, 255).astype(np.uint8), "RGB"), (0, top))

    def finished(self, *, grain: float = 5.0, vignette: float = 0.22, brush: float = 0.03) -> Image.Image:
        """Return the picture with brush texture, darker corners and grain."""
        values = np.asarray(self.picture, dtype=np.float32)
        across = np.linspace(-1, 1, WIDTH, dtype=np.float32)[None] ** 2
        down = np.linspace(-1, 1, HEIGHT, dtype=np.float32)[:, None] ** 2
        tone = 1 - vignette * np.clip((across + down) / 2, 0, 1) ** 1.4
        tone *= 1 + brush * (self.noise(36, 9, 2) - 0.5) * 2
        speckle = self.rng.standard_normal((HEIGHT, WIDTH), dtype=np.float32) * grain
        values = values * tone[..., None] + speckle[..., None]
        return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8), "RGB")
