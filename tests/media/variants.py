"""Variants of pictures as newsrooms meet them, by kind: the same photograph, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

Picture = Image.Image
Variant = Callable[[Picture], Picture]


def saved(picture: Picture, quality: int, form: str = "JPEG") -> Picture:
    """The picture saved and opened again."""
    into = BytesIO()
    picture.save(into, form, quality=quality)
    return Image.open(BytesIO(into.getvalue())).convert("RGB")


def scaled(picture: Picture, share: float) -> Picture:
    return picture.resize(
        (max(48, round(picture.width * share)), max(48, round(picture.height * share))), Image.Resampling.LANCZOS
    )


def cropped(picture: Picture, share: float, across: float, down: float, share_down: float | None = None) -> Picture:
    """The share of both sides, or of each its own, cut out so far across and down (0: left, top; 1: right, bottom)."""
    width, height = picture.size
    tall = share if share_down is None else share_down
    left, top = width * (1 - share) * across, height * (1 - tall) * down
    return picture.crop((round(left), round(top), round(left + width * share), round(top + height * tall)))


def stripped(picture: Picture, share: float, *, at_top: bool, ground: str) -> Picture:
    """The picture with a strip of a caption above or below it."""
    tall = round(picture.height * share)
    made = Image.new("RGB", (picture.width, picture.height + tall), ground)
    made.paste(picture, (0, tall if at_top else 0))
    pen = ImageDraw.Draw(made)
    words = "Photo: a caption, and who took the picture (Agency)"
    ink = "black" if ground == "white" else "white"
    pen.text((8, 3 if at_top else picture.height + 3), words, fill=ink, font_size=max(9, tall // 3))
    return made


def _resizes() -> Iterator[tuple[str, Variant]]:
    for share in (0.25, 0.4, 0.66, 1.5):
        yield "resize", lambda p, share=share: saved(scaled(p, share), 85)


def _encodings() -> Iterator[tuple[str, Variant]]:
    for form, quality in (("JPEG", 30), ("JPEG", 60), ("WEBP", 40), ("AVIF", 40)):
        yield "re-encode", lambda p, form=form, quality=quality: saved(p, quality, form)
    yield "tones", lambda p: saved(ImageEnhance.Brightness(p).enhance(1.15), 80)
    yield "tones", lambda p: saved(ImageEnhance.Contrast(p).enhance(0.8), 80)
    yield "tones", lambda p: saved(p.convert("L").convert("RGB"), 80)


def _margins() -> Iterator[tuple[str, Variant]]:
    for share, colour in ((0.03, "white"), (0.06, "black"), (0.1, "#204060")):
        yield (
            "border",
            lambda p, share=share, colour=colour: saved(ImageOps.expand(p, round(min(p.size) * share), colour), 80),
        )
    yield "border", lambda p: saved(ImageOps.expand(p, (0, round(p.height * 0.12)), "black"), 80)
    for share, at_top, ground in ((0.08, False, "white"), (0.15, False, "black"), (0.1, True, "white")):
        yield (
            "strip",
            lambda p, share=share, at_top=at_top, ground=ground: saved(
                stripped(p, share, at_top=at_top, ground=ground), 80
            ),
        )


def _crops() -> Iterator[tuple[str, Variant]]:
    for across, down in ((0.5, 0.5), (0, 0), (1, 0), (0.3, 1), (0.72, 0.4)):
        yield "crop to 90 %", lambda p, across=across, down=down: saved(cropped(p, 0.9, across, down), 80)
    yield "crop to 90 %", lambda p: saved(cropped(p, 0.9, 0.2, 0, 1), 80)
    for share, across, down in ((0.8, 0.5, 0.5), (0.8, 0.1, 0.9), (0.7, 0.5, 0.5), (0.6, 0.3, 0.6)):
        yield (
            f"hard crop to {share:.0%}".replace("%", " %"),
            lambda p, s=share, a=across, d=down: saved(cropped(p, s, a, d), 80),
        )
    yield "hard crop to a square", lambda p: saved(ImageOps.fit(p, (min(p.size), min(p.size))), 80)
    yield (
        "small, cropped, bordered",
        lambda p: saved(ImageOps.expand(scaled(cropped(p, 0.92, 0.4, 0.6), 0.5), 12, "white"), 60),
    )


def _mirrors() -> Iterator[tuple[str, Variant]]:
    yield "mirror", lambda p: saved(ImageOps.mirror(p), 85)


SAME: tuple[tuple[str, Variant], ...] = (
    *_resizes(),
    *_encodings(),
    *_margins(),
    *_crops(),
    *_mirrors(),
)


def burst(scene: Picture, thing: Picture, count: int, seed: int) -> list[Picture]:
    """Frames of one scene: something in it moves on, the camera moves a little, the sensor's noise differs."""
    dice, frames = Random(seed), []
    size = round(scene.width * 0.22), round(scene.height * 0.45)
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).ellipse((0, 0, *size), fill=255)
    thing = ImageOps.fit(thing, size)
    for number in range(count):
        frame = scene.copy()
        at = 0.08 + 0.6 * number / max(1, count - 1)
        frame.paste(thing, (round(scene.width * at), round(scene.height * (0.35 + dice.uniform(0, 0.1)))), mask)
        moved = cropped(frame, 0.96, dice.random(), dice.random())
        noise = Image.effect_noise(moved.size, 12).convert("RGB")
        frames.append(saved(Image.blend(moved, noise, 0.06).filter(ImageFilter.GaussianBlur(0.4)), 88))
    return frames


def drawing(seed: int, width: int = 720, height: int = 480) -> Picture:
    """A drawing: a map of patches, a chart of bars or a diagram of boxes, by turns."""
    dice = Random(seed)
    made = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(made)
    tone = lambda: tuple(dice.randrange(40, 230) for _ in range(3))  # noqa: E731
    if seed % 3 == 0:
        pen.rectangle((0, 0, width, height), fill=tone())
        for _ in range(9):
            corners = [(dice.randrange(width), dice.randrange(height)) for _ in range(7)]
            pen.polygon(corners, fill=tone(), outline="black")
    elif seed % 3 == 1:
        pen.line((60, 20, 60, height - 40, width - 20, height - 40), fill="black", width=3)
        for at in range(80, width - 60, 55):
            pen.rectangle((at, dice.randrange(40, height - 60), at + 38, height - 42), fill=tone())
    else:
        for _ in range(14):
            left, top = dice.randrange(width - 120), dice.randrange(height - 90)
            pen.rectangle((left, top, left + dice.randrange(50, 220), top + dice.randrange(40, 150)), fill=tone())
    for _ in range(5):
        pen.text((dice.randrange(width - 150), dice.randrange(height - 30)), "a place", fill="black", font_size=18)
    return made
