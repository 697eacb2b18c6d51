"""Clouds and sea in perspective, lit by a low sun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from newsroom.demo.painting import WIDTH, Canvas, Colour, Stops
from newsroom.demo.scenes.lens import Cloth, Field, Lens


@dataclass(frozen=True)
class Clouds:
    """A layer of clouds: how much of the sky it covers, how soft its edges are, and its two colours."""

    cover: float
    soft: float
    lit: Colour
    shade: Colour
    metres: float = 9000.0
    ceiling: float = 900.0
    opacity: float = 0.9


def hang(canvas: Canvas, lens: Lens, layer: Clouds, *, sun: float) -> None:
    """Hang a layer of clouds above the horizon; their sides towards `sun` (an x in px, at the horizon) are lit."""
    cloth = Cloth(canvas.rng, slope=1.6)
    x, z = (side[::2, ::2] for side in lens.sky(layer.ceiling))
    toward = (x - np.float32((sun - lens.middle) / lens.focal) * z) * np.float32(-0.035)
    begin = 1 - layer.cover

    def density(across: Field, ahead: Field) -> Field:
        thick: Field = np.clip((cloth.over(across, ahead, layer.metres) - begin) / layer.soft, 0, 1)
        return thick

    here = density(x, z)
    there = density(x + toward, z + np.float32(layer.metres * 0.02))
    bright = np.clip(0.42 + (here - there) * 1.4 + (1 - here) * 0.4, 0, 1)
    fade = np.clip((lens.horizon - 2 * np.arange(len(z), dtype=np.float32)) / 70, 0, 1)[:, None]
    _blend(canvas, bright, here * fade * layer.opacity, layer)


def _blend(canvas: Canvas, bright: Field, share: Field, layer: Clouds) -> None:
    """Enlarge what was worked out at half the size, and lay it on the sky."""
    size = (WIDTH, len(share) * 2)
    light, cover = (
        Image.fromarray((part * 255).astype(np.uint8), "L").resize(size, Image.Resampling.BICUBIC)
        for part in (bright, share)
    )
    colours = Image.composite(Image.new("RGB", size, layer.lit), Image.new("RGB", size, layer.shade), light)
    canvas.picture.paste(colours, (0, 0), cover)


@dataclass(frozen=True)
class Wave:
    """One train of waves: length and height in metres, and the way it runs in radians (0 is away from us)."""

    length: float
    height: float
    way: float


@dataclass(frozen=True)
class Sea:
    """How the sea looks: what it mirrors (stops from the horizon up to overhead), its own colour, the sun's path."""

    mirrored: Stops
    deep: Colour
    sun: float
    glitter: Colour
    sharp: float = 260.0
    strength: float = 1.0


def flood(canvas: Canvas, lens: Lens, waves: Sequence[Wave], sea: Sea) -> tuple[Field, Field]:
    """Fill the picture below the horizon with sea; return the waves' slopes (across, ahead) from there down."""
    first, x, z = lens.ground()
    across, ahead = _slopes(canvas, lens, waves, x, z)
    far = np.sqrt(x * x + z * z + np.float32(lens.eye**2))
    vx, vy, vz = x / far, np.float32(-lens.eye) / far, z / far
    length = 1 + across * across + ahead * ahead
    facing = (-vx * across + vy - vz * ahead) / np.sqrt(length)
    twice = 2 * facing / np.sqrt(length)
    up = np.abs(vy - twice)
    share = 0.04 + 0.96 * np.clip(1 + facing, 0, 1) ** 4
    bounced = _ramp(sea.mirrored, up)
    picture = bounced * share[..., None] + np.array(sea.deep, np.float32) * (1 - share)[..., None]
    aim = np.float32((sea.sun - lens.middle) / lens.focal)
    rx, rz = vx + twice * across, vz + twice * ahead
    miss = (rx / np.maximum(rz, 0.05) - aim) ** 2 * 9 + (up - 0.05) ** 2
    spark = np.exp(-miss * np.float32(sea.sharp)) * np.float32(sea.strength)
    picture += np.array(sea.glitter, np.float32) * spark[..., None]
    canvas.picture.paste(Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8), "RGB"), (0, first))
    return across, ahead


def _slopes(canvas: Canvas, lens: Lens, waves: Sequence[Wave], x: Field, z: Field) -> tuple[Field, Field]:
    """Sum the slopes of all waves; those too small for their distance fade out."""
    across, ahead = np.zeros_like(x), np.zeros_like(x)
    pixel = z * z / np.float32(lens.eye * lens.focal)
    bent = (Cloth(canvas.rng, slope=1.7).over(x, z, 260) - 0.5) * 9
    for wave in waves:
        number = 2 * np.pi / wave.length
        kx, kz = number * np.sin(wave.way), number * np.cos(wave.way)
        phase = x * np.float32(kx) + z * np.float32(kz) + np.float32(canvas.rng.uniform(0, 6.28)) + bent
        seen = np.exp(-((pixel * np.float32(2.2 / wave.length)) ** 2)) * np.float32(wave.height / 2)
        slope = np.cos(phase) * seen
        across += slope * np.float32(kx)
        ahead += slope * np.float32(kz)
    return across, ahead


def _ramp(stops: Stops, at: Field) -> Field:
    """Look up the colours of a gradient, in 256 steps."""
    steps = np.linspace(0, 1, 256)
    table = np.stack([np.interp(steps, [p for p, _ in stops], [c[i] for _, c in stops]) for i in range(3)], axis=-1)
    found: Field = table.astype(np.float32)[np.clip(at * 255, 0, 255).astype(np.uint8)]
    return found
