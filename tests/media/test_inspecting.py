"""What the library takes, and the one sentence each refusal says."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from media.inspecting import BadPicture, Inspected, inspect
from tests.media.conftest import encoded, quadrants, scene

LIMITS = {"max_bytes": 2_000_000, "max_pixels": 4_000_000}
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF")


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def hollow_png(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = png_chunk(b"IDAT", zlib.compress(b"\0" * 64))
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + body + png_chunk(b"IEND", b"")


def hollow_webp(width: int, height: int) -> bytes:
    """An extended WebP that claims a canvas and holds nothing."""
    body = b"\x02\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def hollow_jpeg(width: int, height: int) -> bytes:
    """A JPEG whose frame header claims another size than its picture has."""
    data = bytearray(encoded(quadrants()))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def refusal(data: bytes, **limits: int) -> str:
    with pytest.raises(BadPicture) as caught:
        inspect(data, **{**LIMITS, **limits})
    return str(caught.value)


@pytest.mark.parametrize("format_", FORMATS)
def test_each_of_the_six_formats_is_taken_with_its_name_and_size(format_):
    assert inspect(encoded(quadrants(), format_), **LIMITS) == Inspected(format_.lower(), 90, 60)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_of_every_depth_and_palette_is_taken(mode):
    picture = Image.new("I;16", (90, 60), 40_000) if mode == "I;16" else quadrants().convert(mode)
    assert inspect(encoded(picture, "PNG"), **LIMITS).width_px == 90


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_jpeg_for_print_and_in_grey_is_taken(mode):
    assert inspect(encoded(quadrants().convert(mode)), **LIMITS).format == "jpeg"


@pytest.mark.parametrize("mode", ["LAB", "F", "I", "CMYK", "RGBA"])
def test_tiff_of_unusual_modes_is_taken(mode):
    picture = Image.new("LAB", (90, 60)) if mode == "LAB" else quadrants().convert("L" if mode in "FI" else "RGB")
    assert inspect(encoded(picture if mode == "LAB" else picture.convert(mode), "TIFF"), **LIMITS).format == "tiff"


@pytest.mark.parametrize("format_", ["GIF", "WEBP", "PNG"])
def test_an_animation_of_many_frames_is_taken_by_its_first(format_):
    frames = [scene(seed, 64, 48) for seed in range(120)]
    data = encoded(frames[0], format_, save_all=True, append_images=frames[1:])
    assert inspect(data, **LIMITS).width_px == 64


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_width_and_height_are_those_of_the_picture_turned_upright(format_, turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    found = inspect(encoded(quadrants(), format_, exif=exif), **LIMITS)
    assert (found.width_px, found.height_px) == ((60, 90) if turn >= 5 else (90, 60))


def test_a_phone_picture_of_two_frames_is_a_jpeg():
    data = encoded(quadrants(), "MPO", save_all=True, append_images=[quadrants()])
    assert inspect(data, **LIMITS).format == "jpeg"


def test_a_picture_with_a_broken_exif_block_is_taken_as_it_lies():
    assert inspect(encoded(quadrants(), exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"), **LIMITS).width_px == 90


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty. Choose a picture."),
        (b"hello, this is text", "The file is not a picture that can be read."),
        (b"%PDF-1.7\n", "The file is not a picture that can be read."),
        (b"\xff\xd8\xff", "The picture is damaged or cut short."),
        (b'<?xml version="1.0"?>\n<!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG drawings are not taken"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "The picture is damaged or cut short."),
        (encoded(quadrants(), "BMP"), "The file is not a picture that can be read."),
    ],
)
def test_what_is_no_picture_of_ours_is_refused_with_what_to_do(data, sentence):
    assert sentence in refusal(data)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_picture_cut_in_half_is_refused_as_damaged(format_):
    data = encoded(scene(1), format_)
    assert "damaged or cut short" in refusal(data[: len(data) // 2])


def test_too_many_bytes_are_refused_saying_how_many_and_how_many_are_allowed():
    said = refusal(b"\xff\xd8" + bytes(2_400_000))
    assert "2.4 MB, and 2.0 MB are allowed" in said


@pytest.mark.parametrize("data", [hollow_png(50_000, 50_000), hollow_webp(16_000, 16_000), hollow_jpeg(60_000, 50_000)])
def test_a_bomb_is_refused_by_its_header_without_taking_memory(data):
    tracemalloc.start()
    said = refusal(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "too many pixels" in said
    assert "4 million are allowed" in said
    assert peak < 5_000_000


def test_pixels_are_counted_exactly_at_the_limit():
    data = encoded(Image.new("L", (400, 300)), "PNG")
    assert inspect(data, max_bytes=10_000, max_pixels=120_000).width_px == 400
    assert "400 × 300 px, and 0.119999 million" in refusal(data, max_pixels=119_999)


@pytest.mark.parametrize(("size", "sentence"), [((1, 1), "too small: 1 × 1 px"), ((31, 400), "too small")])
def test_a_picture_too_small_to_print_is_refused(size, sentence):
    assert sentence in refusal(encoded(Image.new("RGB", size), "PNG"))


def test_a_picture_longer_than_any_rendition_can_be_is_refused():
    assert "too long: 40 × 16,001 px" in refusal(encoded(Image.new("L", (40, 16_001)), "PNG"))


def test_a_jpeg_of_endless_layers_is_refused():
    data = encoded(quadrants(), progressive=True)
    assert "too many layers" in refusal(data[:-2] + b"\xff\xda\0\x08\1\1\0\0\x3f\0" * 300 + data[-2:])


def test_a_text_chunk_that_opens_into_gigabytes_is_refused():
    whole = encoded(quadrants(), "PNG")
    bomb = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000)))
    assert "damaged" in refusal(whole[:33] + bomb + whole[33:])


def test_large_honest_metadata_is_no_reason_to_refuse():
    exif = Image.Exif()
    exif[0x010E] = "x" * 60_000
    data = encoded(quadrants(), exif=exif, comment=b"y" * 60_000, icc_profile=b"z" * 200_000)
    assert inspect(data, **LIMITS).width_px == 90


SOUND = [encoded(scene(7, 120, 80), format_) for format_ in FORMATS] + [
    encoded(scene(7, 120, 80), progressive=True),
    encoded(scene(7, 120, 80).convert("CMYK")),
    encoded(scene(7, 120, 80).convert("P"), "PNG"),
    encoded(scene(7, 120, 80), "TIFF", compression="tiff_lzw"),
    encoded(scene(7, 120, 80), "WEBP", lossless=True),
    encoded(scene(7, 120, 80), "GIF", save_all=True, append_images=[scene(8, 120, 80)]),
]


def taken_or_refused(data: bytes) -> None:
    """Only the two outcomes there are: any other exception fails the test."""
    with suppress(BadPicture):
        inspect(data, **LIMITS)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_taken_or_refused(data):
    taken_or_refused(data)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SOUND),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6),
    st.floats(0.05, 1),
)
def test_a_real_picture_with_bytes_changed_or_cut_is_taken_or_refused(data, changes, share):
    torn = bytearray(data)
    for place, value in changes:
        # Squared: most changes fall into the header, where they do the most harm.
        torn[int(place**2 * len(torn))] = value
    taken_or_refused(bytes(torn[: max(1, int(len(torn) * share))]))


def test_noise_behind_every_signature_is_taken_or_refused():
    noise = np.random.default_rng(3)
    for data in SOUND:
        for kept in (4, 12, 16, 30, 60, 200):
            taken_or_refused(data[:kept] + noise.bytes(600))
