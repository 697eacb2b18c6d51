"""The demo's pictures: drawn alike every time, and told apart or joined as an editor would."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from media.inspecting import inspect
from media.likeness import Print, is_same_photograph, read
from newsroom.demo import drawing

SKYLINES = ("capital-skyline-wide.jpg", "capital-skyline-crop.jpg", "capital-skyline-strip.jpg")
TABLES = ("talks-table.jpg", "talks-table-small.jpg")
# Drawing all takes ten seconds. These are drawn always; the newsroom of the browser's tests draws the others too.
FEW = (*SKYLINES, *TABLES, "port-map.jpg", "port-night.jpg")
WIDTHS = {"talks-table-small.jpg": 900, "intake-tower.jpg": 600, SKYLINES[1]: 1408, SKYLINES[2]: 1472}


@lru_cache
def drawn(name: str) -> bytes:
    return drawing.draw(name)


@lru_cache
def prints(name: str) -> Print:
    return read(Image.open(BytesIO(drawn(name))))


def group(name: str) -> str:
    return next((names[0] for names in (SKYLINES, TABLES) if name in names), name)


EVERY = pytest.mark.parametrize(
    "names", [FEW, pytest.param(tuple(drawing.NAMES), marks=pytest.mark.deep)], ids=["few", "all"]
)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in FEW else pytest.mark.deep) for name in drawing.NAMES]
)
def test_every_picture_is_one_the_library_takes(name):
    found = inspect(drawn(name), max_bytes=1_000_000, max_pixels=2_000_000)
    assert (found.format, found.width_px) == ("jpeg", WIDTHS.get(name, 1600))


@pytest.mark.parametrize("name", ["capital-skyline-crop.jpg", "talks-table.jpg", "port-map.jpg"])
def test_drawing_again_gives_the_same_bytes(name):
    first = drawn(name)
    drawing._painted.cache_clear()
    assert drawing.draw(name) == first


@EVERY
def test_no_two_files_are_the_same_bytes(names):
    assert len({drawn(name) for name in names}) == len(names)


@EVERY
def test_pictures_are_joined_exactly_where_they_show_one_scene(names):
    joined = {pair for pair in combinations(names, 2) if is_same_photograph(*map(prints, pair))}
    assert joined == {pair for pair in combinations(names, 2) if group(pair[0]) == group(pair[1])}
    assert joined


def test_an_unknown_name_is_refused_with_the_names_there_are():
    with pytest.raises(KeyError, match=r"no demo picture 'moon\.jpg'.*port-map\.jpg"):
        drawing.draw("moon.jpg")
