"""Sizes of one shape are cut around the focal point, and what is public keeps its own until the next edition."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image as Pillow
from PIL import ImageDraw

from media import framing, library, making, renditions
from media.addresses import Size, SizeInAddress, cut_size
from media.models import Image
from stories import curating, publishing
from stories.models import Story
from tests.making import HARBOUR, make_chief, make_story
from tests.media.conftest import encoded

WIDE, HIGH = 1500, 900


def marked(across: int, down: int, wide: int = WIDE) -> Pillow.Image:
    """A grey picture with a red disc at this point, in per cent."""
    picture = Pillow.new("RGB", (wide, HIGH), "#777777")
    x, y = across * wide // 100, down * HIGH // 100
    ImageDraw.Draw(picture).ellipse((x - 60, y - 60, x + 60, y + 60), fill="red")
    return picture


def red_at(data: bytes) -> tuple[int, int] | None:
    """Where the middle of what is red lies, in per cent; None where nothing is."""
    picture = Pillow.open(BytesIO(data)).convert("RGB")
    red, green, _ = picture.split()
    box = Pillow.merge("RGB", (red, red, red)).point(lambda v: 255 * (v > 180)).convert("1").getbbox()
    if box is None or green.getextrema()[0] > 60:
        return None
    return round((box[0] + box[2]) * 50 / picture.width), round((box[1] + box[3]) * 50 / picture.height)


@pytest.mark.parametrize(("across", "down"), [(50, 50), (20, 30), (5, 95), (96, 4), (70, 60)])
@pytest.mark.parametrize("shape", ["square", "preview"])
def test_a_cut_keeps_the_focal_point_and_has_it_in_the_middle_where_it_can(shape, across, down):
    size = cut_size(shape, (WIDE, HIGH), [across * 10 + 1, down * 10])
    made = renditions.make(marked(across, down), size, "jpeg")
    width, height = (360, 360) if shape == "square" else (1200, 630)
    assert (made.width_px, made.height_px) == (width, height)
    found = red_at(made.data)
    assert found is not None
    span = min(WIDE / width, HIGH / height) * width / WIDE * 100
    if span / 2 < across < 100 - span / 2:
        assert abs(found[0] - 50) <= 2


@pytest.mark.parametrize(("own", "square", "preview"), [
    ((4000, 3000), "360x360", "1200x630"),
    ((800, 600), "360x360", "800x420"),
    ((300, 200), "200x200", "300x158"),
    ((6000, 600), "180x180", "343x180"),
    ((90, 2000), "90x90", "90x47"),
])  # fmt: skip
def test_a_cut_is_never_larger_than_what_is_decoded_of_the_picture(own, square, preview):
    found = [str(cut_size(shape, own, None)).rpartition("-")[0].rpartition("-")[0] for shape in ("square", "preview")]
    assert found == [square, preview]


def test_a_size_stands_in_an_address_and_is_read_from_it():
    read = SizeInAddress()
    for written in ("720", "360x360-0-100", "1200x630-50-40"):
        assert re.fullmatch(read.regex, written)
        assert read.to_url(read.to_python(written)) == written
    assert read.to_python("1200x630-50-40") == Size(1200, "x630-50-40")
    assert not re.fullmatch(read.regex, "x360-1-2")


@pytest.mark.usefixtures("avif")
@pytest.mark.django_db
def test_link_previews_and_small_cards_are_cut_around_the_focal_point_of_the_edition(client):
    story, chief = make_story(*HARBOUR[:2]), make_chief()
    image = library.add_image(encoded(marked(20, 50, 3000)), by=chief, alt_text="A disc", credit_line="X")
    image = framing.focus(image, 200, 500, by=chief)
    making.make_renditions(image)
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    story = Story.objects.get(pk=story.pk)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    address = f"/pictures/{image.uid}/1/1029x540-20-50.jpeg"
    page = client.get(Story.objects.get(pk=story.pk).published.get_absolute_url()).content.decode()
    assert re.search(rf'property="og:image" content="[^"]*{address}"', page)
    assert 'property="og:image:width" content="1029"' in page
    answer = client.get(address)
    assert answer["Cache-Control"].startswith("public, max-age=300")
    assert red_at(b"".join(answer.streaming_content)) is not None

    moved = framing.focus(image, 800, 500, by=chief)
    assert moved.renditions_due_since is not None
    other = f"/pictures/{image.uid}/1/1029x540-80-50.jpeg"
    stand_in = client.get(other)
    assert stand_in["Cache-Control"].startswith("public, max-age=10,")
    assert Pillow.open(BytesIO(b"".join(stand_in.streaming_content))).size == (1200, 360)  # the whole, not a wrong cut
    assert making.make_renditions(moved) == 3
    answer = client.get(other)
    assert red_at(b"".join(answer.streaming_content)) is None
    assert making.progress([Image.objects.get()]).is_done()
    assert address in client.get(Story.objects.get(pk=story.pk).published.get_absolute_url()).content.decode()
