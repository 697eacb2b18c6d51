"""What files say fills the library's fields, the person's word first; where they were taken stays inside."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from PIL import Image as Pillow

from media import library, making, metadata, wording
from media.models import Image
from tests.making import make_chief
from tests.media.conftest import encoded, scene

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:p="http://ns.adobe.com/photoshop/1.0/"
 xmlns:r="http://ns.adobe.com/xap/1.0/rights/" xmlns:c="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"
 p:Credit="Ann Lee / The Agency" p:City="Vell" p:Country="Vellia" r:WebStatement="https://agency.news/terms">
<dc:description><rdf:Alt><rdf:li xml:lang="de">Kräne</rdf:li><rdf:li xml:lang="x-default">Cranes</rdf:li></rdf:Alt>
</dc:description><dc:creator><rdf:Seq><rdf:li>Ann Lee</rdf:li></rdf:Seq></dc:creator>
<c:AltTextAccessibility>
<rdf:Alt><rdf:li xml:lang="x-default">Two cranes at night</rdf:li></rdf:Alt></c:AltTextAccessibility>
<plus:ImageSupplier><rdf:Seq><rdf:li rdf:parseType="Resource">
<plus:ImageSupplierName>The Agency</plus:ImageSupplierName>
</rdf:li></rdf:Seq></plus:ImageSupplier>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Ann Lee</rdf:li></rdf:Alt></dc:rights>
<r:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">Editorial use only</rdf:li></rdf:Alt></r:UsageTerms>
<p:Instructions>NO SALES</p:Instructions><p:DateCreated>2025-10-28T09:30:00+09:00</p:DateCreated>
<e:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</e:DigitalSourceType>
</rdf:Description></rdf:RDF></x:xmpmeta>"""
SAID = {
    "caption": "Cranes",
    "alt_text": "Two cranes at night",
    "creator": "Ann Lee",
    "image_supplier": "The Agency",
    "credit_line": "Ann Lee / The Agency",
    "copyright_notice": "© Ann Lee",
    "usage_terms": "Editorial use only NO SALES",
    "licence_url": "https://agency.news/terms",
    "date_created": "2025-10-28",
    "digital_source_type": "trainedAlgorithmicMedia",
    "place": "Vell, Vellia",
}


def iim(**words: str) -> bytes:
    """An IPTC-IIM block in the segment that Photoshop writes it into."""
    numbers = {"caption": 120, "credit": 110, "day": 55, "expires": 37, "city": 90}
    body = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for name, word in words.items():
        data = word.encode()
        body += b"\x1c\x02" + bytes([numbers[name]]) + struct.pack(">H", len(data)) + data
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block


def located() -> Pillow.Exif:
    exif = Pillow.Exif()
    exif[0x010E] = "A crane"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return exif


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_xmp_is_read_from_every_format(format_):
    picture, options = scene(1, 90, 60), {"xmp": XMP.encode()}
    if format_ == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP)
        options = {"pnginfo": info}
    if format_ == "TIFF":
        options = {"tiffinfo": {700: XMP.encode()}}
    assert metadata.read(encoded(picture, format_, **options)) == SAID


def test_iim_and_exif_fill_what_xmp_does_not_say():
    data = encoded(scene(1, 90, 60), exif=located())
    data = (
        data[:2]
        + iim(caption="항구의 크레인", credit="Yonhap", day="20251028", expires="20261231", city="Vell")
        + data[2:]
    )
    said = metadata.read(data)
    assert (said["caption"], said["credit_line"]) == ("항구의 크레인", "Yonhap")
    assert (said["date_created"], said["expires"]) == ("2025-10-28", "2026-12-31")
    assert said["place"] == "Vell; 48.8581, 2.2944"


@pytest.mark.usefixtures("avif")
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.django_db
def test_where_a_picture_was_taken_is_in_no_public_file(format_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    options = {"exif": located()} | ({} if format_ in {"PNG", "TIFF"} else {"xmp": XMP.encode()})
    image = library.add_image(encoded(scene(1, 400, 300), format_, **options), by=make_chief())
    if format_ != "TIFF":  # into which Pillow writes no position
        assert "48.8581" in image.place
    making.make_renditions(image)
    rows = list(image.renditions.all())
    assert {row.format for row in rows} == {"avif", "webp", "jpeg"}
    for row in rows:
        data = row.file.read()
        kept = Pillow.open(BytesIO(data))
        assert dict(kept.getexif()) == {}
        assert not kept.getexif().get_ifd(0x8825)
        for secret in (b"48.858", b"Vell", b"GPS", b"A crane"):
            assert secret not in data


@pytest.mark.django_db
def test_the_file_fills_what_a_person_left_blank_and_never_what_they_wrote_or_emptied(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    chief, data = make_chief(), encoded(scene(1, 400, 300), xmp=XMP.encode())
    image = library.add_image(data, by=chief, caption="Cranes at the port. (Yonhap)")
    assert (image.caption, image.credit_line) == ("Cranes at the port.", "Yonhap")
    assert (image.alt_text, image.creator) == ("Two cranes at night", "Ann Lee")
    library.describe(image, by=chief, alt_text="")
    image = library.read_again(Image.objects.get(), by=chief)
    assert (image.caption, image.credit_line, image.alt_text) == ("Cranes at the port.", "Yonhap", "")


@pytest.mark.parametrize(
    ("caption", "found"),
    [
        ("The gate fell. (Yonhap)", wording.Parted("The gate fell.", "Yonhap")),
        ("A port (Yonhap) (PHOTO NOT FOR SALE)", wording.Parted("A port", "Yonhap", "PHOTO NOT FOR SALE")),
        (
            "FILE - In this Oct. 28, 2025 file photo, a man waves. (AP Photo/Jane Doe, File)",
            wording.Parted(
                "In this Oct. 28, 2025 file photo, a man waves.", "AP Photo/Jane Doe", "", True, "2025-10-28"
            ),
        ),
        (
            "FILE PHOTO: A man waves, October 28, 2025. REUTERS/Kim Hong-Ji/File Photo",
            wording.Parted("A man waves, October 28, 2025.", "REUTERS/Kim Hong-Ji", "", True, "2025-10-28"),
        ),
        ("(FILES) A man waves. (Photo by Ann Lee / AFP)", wording.Parted("A man waves.", "Ann Lee / AFP", "", True)),
        ("Ein Mann (Archivbild). Foto: Max Muster/dpa", wording.Parted("Ein Mann", "Max Muster/dpa", "", True)),
        ("항구 전경 [연합뉴스 자료사진]", wording.Parted("항구 전경", "연합뉴스", "", True)),
        ("항구. (사진=연합뉴스)", wording.Parted("항구.", "연합뉴스")),
        ("A ship. (Xinhua/Li Xin)", wording.Parted("A ship.", "Xinhua/Li Xin")),
        ("The rule of the agency (EPA)", wording.Parted("The rule of the agency (EPA)")),
        ("A man (left) waves (right)", wording.Parted("A man (left) waves (right)")),
        ("(Yonhap)", wording.Parted("(Yonhap)")),
    ],
)
def test_what_agencies_write_into_captions_goes_where_it_belongs(caption, found):
    assert wording.parted(caption) == found


@pytest.mark.parametrize(
    ("terms", "last_day", "is_forbidden"),
    [
        ("EMBARGOED UNTIL DEC 31, 2099", "", True),
        ("Not to be used until 31 Dec 2099", "", True),
        ("NOT FOR PUBLICATION OR USE UNTIL DEC 31, 2099", "", True),
        ("No use before Dec 31, 2099", "", True),
        ("Use until Dec 31, 2099", "2099-12-31", False),
        ("NO SALES NO ARCHIVES USE UNTIL DEC 31, 2099", "2099-12-31", False),
        ("Embargoed until Dec 1, 2099. No use after Dec 31, 2099", "2099-12-31", True),
    ],
)
def test_a_day_until_which_nobody_may_show_a_picture_is_not_its_last_one(terms, last_day, is_forbidden):
    assert (wording.last_day_of_use(terms), wording.forbids_publication(terms)) == (last_day, is_forbidden)
