"""Pictures that break things, made here: each a name and the bytes of a file, none of them kept in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import numpy as np
import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()

Case = tuple[str, bytes]


def encoded(picture: Image.Image, format: str = "JPEG", **options: object) -> bytes:  # noqa: A002
    """The picture as a file."""
    into = io.BytesIO()
    picture.save(into, format, **options)
    return into.getvalue()


def photo(width: int = 400, height: int = 300) -> Image.Image:
    """A picture with soft shapes."""
    small = np.random.default_rng(7).integers(0, 255, (6, 9, 3), dtype=np.uint8)
    return Image.fromarray(small, "RGB").resize((width, height), Image.Resampling.BICUBIC)


def cases() -> Iterator[Case]:
    """Every case, one at a time: some are tens of megabytes long."""
    yield from _torn()
    yield from _large()
    yield from _odd()
    yield from _wordy()
    yield from _disguised()


def cheap_cases(dear: tuple[str, ...]) -> Iterator[Case]:
    """Those whose names have none of these words in them, without making the others."""
    for made in (_torn, _odd, _wordy, _disguised):
        yield from ((name, data) for name, data in made() if not any(word in name for word in dear))
    yield "PNG 50,000 x 50,000, empty", png(50_000, 50_000, 8, 2, b"\0" * 64)
    yield "1 x 1", encoded(Image.new("RGB", (1, 1)), "PNG")


def _torn() -> Iterator[Case]:
    for format_ in ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF"):
        data = encoded(photo(), format_)
        for share in (0.02, 0.5, 0.95):
            yield f"{format_} cut at {share:.0%}", data[: int(len(data) * share)]
    yield "PNG's body behind a JPEG's head", encoded(photo())[:20] + encoded(photo(), "PNG")[20:]
    yield "JPEG named PNG by its first bytes", b"\x89PNG\r\n\x1a\n" + encoded(photo())[8:]
    yield "empty", b""


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, depth: int, colour: int, raw: bytes, *before: bytes) -> bytes:
    """A PNG of these bytes, whatever they are, with further chunks before the picture's."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    body = b"".join((head, *before, chunk(b"IDAT", zlib.compress(raw, 9)), chunk(b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + body


def _large() -> Iterator[Case]:
    yield "PNG 50,000 x 50,000, empty", png(50_000, 50_000, 8, 2, b"\0" * 64)
    yield "PNG 7,000 x 7,000, true and flat", encoded(Image.new("RGB", (7_000, 7_000), "red"), "PNG")
    yield "PNG 7,000 x 7,000, alpha", encoded(Image.new("RGBA", (7_000, 7_000), (9, 9, 9, 9)), "PNG")
    grey = Image.fromarray(np.full((7_000, 7_000), 40_000, np.uint16))
    yield "PNG 7,000 x 7,000, 16 bit", encoded(grey, "PNG")
    yield "PNG that opens into 300 MB", png(1_000, 1_000, 8, 2, b"\0" * 300_000_000)
    wide = bytearray(encoded(photo()))
    at = wide.index(b"\xff\xc0")
    wide[at + 5 : at + 9] = struct.pack(">HH", 50_000, 50_000)
    yield "JPEG that says 50,000 x 50,000", bytes(wide)
    layered = encoded(photo(7_000, 7_000), progressive=True)
    yield "JPEG 49 megapixels, progressive", layered
    last = layered.rindex(b"\xff\xda")
    yield "JPEG 49 megapixels, last scan 130 times", layered[:last] + layered[last:-2] * 130 + b"\xff\xd9"
    yield "WebP 16,383 x 16,383, empty", _webp(16_383, 16_383)
    yield "1 x 1", encoded(Image.new("RGB", (1, 1)), "PNG")
    yield "60,000 x 40", encoded(Image.new("L", (60_000, 40)), "PNG")


def _webp(width: int, height: int) -> bytes:
    body = b"\x02\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    part = b"VP8X" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(part) + 4) + b"WEBP" + part


def _odd() -> Iterator[Case]:
    yield "CMYK JPEG", encoded(photo().convert("CMYK"))
    yield "16 bit PNG", encoded(Image.new("I;16", (900, 600), 40_000), "PNG")
    palette = photo().convert("P", palette=Image.Palette.ADAPTIVE)
    yield "palette with alpha", encoded(palette, "PNG", transparency=bytes(range(256)))
    for turn in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = turn
        yield f"orientation {turn}", encoded(photo(), exif=exif)
    yield "10,000 frames", _gif(10_000)
    yield "10,000 frames that say 16,000 x 3,000", _gif(10_000, 16_000, 3_000)


def _gif(frames: int, width: int = 64, height: int = 64) -> bytes:
    one = encoded(Image.new("P", (64, 64), 3), "GIF")
    start = one.index(b"\x2c")
    head = one[:6] + struct.pack("<HH", width, height) + one[10:start]
    return head + one[start:-1] * frames + b";"


def _wordy() -> Iterator[Case]:
    data = encoded(photo())
    segment = b"\xff\xe1\xff\xff" + b"http://ns.adobe.com/xap/1.0/\0" + b" " * (65_533 - 29)
    for count, size in ((290, "19"), (610, "40")):
        yield f"JPEG with {size} MB of XMP in segments", data[:2] + segment * count + data[2:]
    words = b"\xff\xfe\xff\xff" + b"x" * 65_533
    yield "JPEG with 19 MB of comments", data[:2] + words * 290 + data[2:]
    bombed = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'.encode() for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    bomb = bombed + b"]><x:xmpmeta xmlns:x='adobe:ns:meta/'>&i;</x:xmpmeta>"
    yield "XMP with an entity bomb", _with_xmp(data, bomb)
    outside = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    yield "XMP that asks for a file", _with_xmp(data, outside)
    yield "XMP 10,000 deep", _with_xmp(data, b"<a>" * 10_000 + b"</a>" * 10_000)
    yield (
        "PNG whose text opens into 60 MB",
        png(
            90,
            60,
            8,
            2,
            (b"\0" + b"\7" * 270) * 60,
            chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 60_000_000, 9)),
        ),
    )
    yield (
        "PNG whose XMP opens into 900 KB",
        png(
            90,
            60,
            8,
            2,
            (b"\0" + b"\7" * 270) * 60,
            chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b"<a>" + b"<b/>" * 225_000 + b"</a>", 9)),
        ),
    )


def _with_xmp(data: bytes, packet: bytes) -> bytes:
    body = b"http://ns.adobe.com/xap/1.0/\0" + packet[:60_000]
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]


def _disguised() -> Iterator[Case]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("run.html", "<script>alert(1)</script>")
    yield "JPEG and zip at once", encoded(photo()) + packed.getvalue()
    yield "HTML as JPEG", b"<!doctype html><html><body><script>alert(1)</script></body></html>"
    yield "JPEG's head before HTML", b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>"
    yield "SVG", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield "SVG behind a JPEG's name", b"\xef\xbb\xbf<?xml version='1.0'?><svg onload='alert(1)'/>"
    yield "PDF", b"%PDF-1.7\n1 0 obj\n"
    yield "program", b"\x7fELF" + b"\0" * 500


def fuzzed(count: int, seed: int = 1) -> Iterator[Case]:
    """Real pictures with bytes changed, moved or taken out: the same for the same seed."""
    dice = np.random.default_rng(seed)
    small = photo(120, 80)
    whole = [encoded(small, format_) for format_ in ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "HEIF")]
    for number in range(count):
        data = bytearray(whole[number % len(whole)])
        for _ in range(int(dice.integers(1, 12))):
            at = int(dice.integers(0, len(data)))
            act = int(dice.integers(0, 3))
            if act == 0:
                data[at] = int(dice.integers(0, 256))
            elif act == 1:
                del data[at : at + int(dice.integers(1, 40))]
            else:
                data[at:at] = dice.bytes(int(dice.integers(1, 40)))
            if not data:
                data = bytearray(b"\0")
        yield f"fuzzed {number}", bytes(data)
