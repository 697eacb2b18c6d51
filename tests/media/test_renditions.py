"""The sizes made from a picture: upright, in sRGB, on white, without what the camera wrote."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image, ImageCms

from media import renditions
from media.addresses import rendition_url, srcset, stages, widths_for
from media.decoding import decode
from media.embedding import Words
from tests.media.conftest import encoded, quadrants, scene

UID = UUID("6f1d0f2e-3f0a-4c1e-9a59-0d6f7b1f6f11")
TURNED_BACK = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}


def colours_of(picture: Image.Image) -> np.ndarray:
    """Return the colours in the middle of the four quarters."""
    pixels = np.asarray(picture.convert("RGB")).astype(int)
    height, width = pixels.shape[:2]
    return pixels[[height // 4, height // 4, -height // 4, -height // 4], [width // 4, -width // 4] * 2]


@pytest.mark.parametrize(
    ("own", "widths"),
    [
        (100, [100]),
        (360, [360]),
        (361, [360, 361]),
        (1600, [360, 720, 1200, 1600]),
        (1800, [360, 720, 1200, 1800]),
        (6000, [360, 720, 1200, 1800]),
    ],
)
def test_widths_end_at_the_picture_itself_and_at_1800(own, widths):
    assert widths_for(own) == widths


def test_addresses_are_made_of_uid_version_width_and_format():
    assert rendition_url(UID, 2, 720, "webp") == f"/pictures/{UID}/2/720.webp"
    assert srcset(UID, 1, 500, "jpeg") == f"/pictures/{UID}/1/360.jpeg 360w, /pictures/{UID}/1/500.jpeg 500w"


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_every_orientation_is_turned_upright(format_, turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    upright = quadrants(360, 240)
    back = TURNED_BACK[turn]
    lying = upright if back is None else upright.transpose(Image.Transpose(back))
    found = decode(encoded(lying, format_, exif=exif), max_width_px=120)
    assert found.size == (120, 80)
    assert np.abs(colours_of(found) - colours_of(upright)).max() < 30


@pytest.mark.parametrize("format_", renditions.FORMATS)
def test_no_metadata_survives(format_):
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encoded(scene(1), exif=exif, comment=b"a secret", icc_profile=profile, dpi=(300, 300))
    made = renditions.make(renditions.from_original(data), 360, format_)
    kept = Image.open(BytesIO(made.data))
    assert dict(kept.getexif()) == {}
    assert not {"exif", "icc_profile", "comment", "dpi", "xmp"} & set(kept.info)
    assert b"secret" not in made.data
    assert b"where I live" not in made.data


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(mode):
    picture = Image.new("RGBA", (80, 60), (0, 0, 0, 0))
    picture.paste((10, 10, 10, 255), (0, 0, 40, 60))
    found = np.asarray(decode(encoded(picture.convert(mode), "PNG"), max_width_px=80))
    assert found[30, 70].tolist() == [255, 255, 255]
    assert found[30, 10].max() < 20


def test_sixteen_bit_greys_keep_their_tones_instead_of_being_clipped():
    pixels = np.linspace(0, 65_535, 120 * 60).reshape(60, 120).astype(np.uint16)
    found = np.asarray(decode(encoded(Image.fromarray(pixels), "PNG"), max_width_px=120))
    assert abs(int(found[30, 60, 0]) - 128) < 4
    assert found[0, 0, 0] == 0
    assert found[-1, -1, 0] == 255


def test_a_colour_profile_is_applied():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"-XYZ").replace(b"bXYZ", b"rXYZ").replace(b"-XYZ", b"bXYZ")
    found = decode(encoded(Image.new("RGB", (64, 64), (250, 0, 0)), "PNG", icc_profile=swapped), max_width_px=64)
    red, _, blue = np.asarray(found)[32, 32].astype(int)
    assert blue > 240 > 20 > red


@pytest.mark.parametrize("kind", ["LAB", "torn"])
def test_a_profile_that_is_torn_or_of_other_colours_than_the_pictures_is_ignored(kind):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes() if kind == "LAB" else b"no profile"
    plain = decode(encoded(quadrants(), "PNG"), max_width_px=90)
    found = decode(encoded(quadrants(), "PNG", icc_profile=profile), max_width_px=90)
    assert np.array_equal(np.asarray(plain), np.asarray(found))


def test_print_colours_become_screen_colours():
    found = decode(encoded(quadrants(360, 240).convert("CMYK"), quality=95), max_width_px=360)
    assert np.abs(colours_of(found) - colours_of(quadrants(360, 240))).max() < 30


def test_an_animation_gives_its_first_frame():
    frames = [quadrants(), scene(4, 90, 60)]
    found = decode(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]), max_width_px=90)
    assert np.abs(colours_of(found) - colours_of(quadrants())).max() < 30


@pytest.mark.parametrize("format_", renditions.FORMATS)
def test_a_rendition_is_never_larger_than_the_picture_and_the_same_every_time(format_):
    picture = decode(encoded(scene(1, 500, 300)), max_width_px=1800)
    made = renditions.make(picture, 1200, format_)
    assert (made.width_px, made.height_px) == (500, 300)
    assert renditions.make(picture, 1200, format_) == made


def test_a_format_that_is_not_made_is_said():
    with pytest.raises(ValueError, match="not 'gif'"):
        renditions.make(scene(1), 360, "gif")


def test_the_dominant_colour_is_that_of_the_largest_part():
    picture = Image.new("RGB", (100, 100), "#204060")
    picture.paste("#ff0000", (0, 0, 30, 100))
    assert renditions.dominant_colour(picture) == "#204060"


@pytest.mark.parametrize("format_", renditions.FORMATS)
def test_a_file_says_whose_it_is_and_what_may_be_done_with_it_and_nothing_else(format_):
    words = Words("Ann Lee", "Ann Lee / <Agency> & Co", "© 2026 Ann Lee", "사용 1회")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (48.0, 51.0, 29.0), 3: "E", 4: (2.0, 17.0, 40.0)}
    data = encoded(scene(1), exif=exif, xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>secret place</x:xmpmeta>")
    made = renditions.make(renditions.from_original(data), 360, format_, words)
    kept = Image.open(BytesIO(made.data))
    assert dict(kept.getexif()) == {}
    assert b"secret" not in made.data
    root = ElementTree.fromstring(kept.info["xmp"].decode())
    said = {element.tag.partition("}")[2]: "".join(element.itertext()) for element in root.iter() if len(element) < 2}
    assert said["creator"] == "Ann Lee"
    assert said["Credit"] == "Ann Lee / <Agency> & Co"
    assert said["rights"] == "© 2026 Ann Lee"
    assert said["UsageTerms"] == "사용 1회"
    assert renditions.make(renditions.from_original(data), 360, format_, words) == made


def test_the_most_seen_widths_come_first_and_avif_last():
    cheap, dear = ([(form, str(size)) for form, size in stage] for stage in stages((2000, 1000), None))
    assert cheap[:4] == [("jpeg", "720"), ("webp", "720"), ("jpeg", "1200"), ("webp", "1200")]
    assert cheap[-2:] == [("webp", "360x360-50-40"), ("jpeg", "1200x630-50-40")]
    assert [form for form, _ in dear] == ["avif"] * 5
    assert [size for _, size in dear] == ["720", "1200", "360", "1800", "360x360-50-40"]
