"""Which pictures count as one photograph."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from media.likeness import PLAIN, is_same_photograph, read
from tests.media.conftest import encoded, scene


def saved(picture: Image.Image, quality: int = 60) -> Image.Image:
    return Image.open(BytesIO(encoded(picture, quality=quality)))


def cropped(picture: Image.Image, share: float, across: float, down: float) -> Image.Image:
    width, height = picture.size
    left, top = width * (1 - share) * across, height * (1 - share) * down
    return picture.crop((round(left), round(top), round(left + width * share), round(top + height * share)))


VARIANTS = {
    "saved badly": lambda picture: saved(picture, 30),
    "a third of the size": lambda picture: saved(picture.resize((300, 200))),
    "twice the size": lambda picture: saved(picture.resize((1800, 1200))),
    "white border": lambda picture: saved(ImageOps.expand(picture, 40, "white")),
    "black bars": lambda picture: saved(ImageOps.expand(picture, (0, 80), "black")),
    "brighter": lambda picture: saved(ImageEnhance.Brightness(picture).enhance(1.15)),
    "in grey": lambda picture: saved(picture.convert("L")),
    "cropped to 90 % in the middle": lambda picture: saved(cropped(picture, 0.9, 0.5, 0.5)),
    "cropped to 90 % at a corner": lambda picture: saved(cropped(picture, 0.9, 0, 1)),
    "cropped to 85 % in the middle": lambda picture: saved(cropped(picture, 0.85, 0.5, 0.5)),
    "cropped to 85 % anywhere": lambda picture: saved(cropped(picture, 0.85, 0.3, 0.7)),
    "cropped at the sides": lambda picture: saved(picture.crop((90, 0, 855, 600))),
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("seed", range(5))
def test_a_variant_is_the_same_photograph_both_ways_round(seed, variant):
    whole, other = read(scene(seed)), read(VARIANTS[variant](scene(seed)))
    assert is_same_photograph(whole, other)
    assert is_same_photograph(other, whole)


def test_different_scenes_are_never_joined_whatever_their_variants():
    found = {(seed, name): read(variant(scene(seed))) for seed in range(6) for name, variant in VARIANTS.items()}
    joined = [(a, b) for a, b in combinations(found, 2) if a[0] != b[0] and is_same_photograph(found[a], found[b])]
    assert joined == []


def test_a_print_is_forty_windows_and_a_sketch():
    found = read(scene(1))
    assert (len(found.windows), len(found.sketch)) == (40 * 16, 64 * 64)
    assert read(scene(1)) == found


@pytest.mark.parametrize("colours", [("white", "white"), ("white", "black"), ("navy", "navy")])
def test_plain_pictures_are_like_nothing_not_even_each_other(colours):
    one, other = (read(Image.new("RGB", (400, 300), colour)) for colour in colours)
    assert one == other == PLAIN
    assert not is_same_photograph(one, other)


def test_two_marks_on_white_paper_are_not_joined():
    marks = []
    for box in ((40, 40, 90, 90), (300, 200, 360, 260)):
        picture = Image.new("RGB", (400, 300), "white")
        ImageDraw.Draw(picture).rectangle(box, fill="red")
        marks.append(read(picture))
    assert not is_same_photograph(*marks)


@pytest.mark.parametrize("size", [(32, 32), (32, 4000), (4000, 32), (33, 57)])
def test_any_accepted_shape_has_fingerprints_or_none_but_no_fault(size):
    found = read(scene(2, *size))
    assert is_same_photograph(found, found) is bool(found)
