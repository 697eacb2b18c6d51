"""What a picture's file says of itself: XMP, then IPTC-IIM, then EXIF; the first that has a field wins. Pure.

Strangers wrote it: it is read in the process of one picture (quarantined.py), no packet longer than MOST_XMP_BYTES,
none that declares entities, and each word no longer than its field. Names: IPTC Photo Metadata Standard 2023.1,
IPTC-IIM 4.2, Exif 3.0.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree
from PIL import ExifTags, Image

from foundation import limits
from foundation.text import storable
from media import decoding

MOST_XMP_BYTES = 1_000_000
MOST_IIM_BYTES = 500_000
# What a field of the library holds at most, in code points.
FIELD_CHARS = {
    "caption": limits.CAPTION_CHARS,
    "alt_text": limits.ALT_TEXT_CHARS,
    "creator": limits.CREDIT_CHARS,
    "image_supplier": limits.CREDIT_CHARS,
    "credit_line": limits.CREDIT_CHARS,
    "copyright_notice": 500,
    "usage_terms": 500,
    "licence_url": limits.URL_CHARS,
    "date_created": 10,
    "digital_source_type": 60,
    "place": 300,
    "expires": 10,
}
_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}
_XMP = {
    "caption": ("dc:description",),
    "alt_text": ("core:AltTextAccessibility",),
    "creator": ("dc:creator",),
    "image_supplier": ("plus:ImageSupplierName", "photoshop:Source"),
    "credit_line": ("photoshop:Credit",),
    "copyright_notice": ("dc:rights",),
    "usage_terms": ("xmpRights:UsageTerms",),
    "instructions": ("photoshop:Instructions",),
    "licence_url": ("xmpRights:WebStatement", "plus:LicensorURL"),
    "date_created": ("photoshop:DateCreated", "xmp:CreateDate"),
    "digital_source_type": ("ext:DigitalSourceType",),
    "expires": ("plus:LicenseEndDate",),
    "sublocation": ("core:Location", "ext:Sublocation"),
    "city": ("photoshop:City", "ext:City"),
    "state": ("photoshop:State", "ext:ProvinceState"),
    "country": ("photoshop:Country", "ext:CountryName"),
}
_IIM = {
    "caption": 120,
    "creator": 80,
    "image_supplier": 115,
    "credit_line": 110,
    "copyright_notice": 116,
    "instructions": 40,
    "date_created": 55,
    "expires": 37,
    "sublocation": 92,
    "city": 90,
    "state": 95,
    "country": 101,
}
_EXIF = {"caption": 0x010E, "creator": 0x013B, "copyright_notice": 0x8298}
_DATE_TAKEN = 0x9003
# Whatever Pillow or struct raise for a torn block: a picture is not lost for what is written beside it.
_TORN = (OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, AttributeError, struct.error)
# What cameras and programs write where nobody wrote anything.
_EMPTY_WORDS = {"", "olympus digital camera", "default", "untitled", "sony dsc", "dcim", "image"}


def read(data: bytes) -> dict[str, str]:
    """Return what the file says, by field of FIELD_CHARS; fields it says nothing of are not there.

    `date_created` and `expires` are ISO days, as the file's own clock had it. Never raises for what is written in it.
    """
    try:
        picture = decoding.opened(data)
        packet, iim, exif = _packet(picture), _iim_block(picture), _exif(picture)
    except _TORN:
        return {}
    said: dict[str, str] = {}
    for source in (_of_xmp(packet), _of_iim(iim), _of_exif(exif)):
        said = {**source, **said}
    return _tidied(said)


def _tidied(said: dict[str, str]) -> dict[str, str]:
    """The fields of the library from what was said: cut to their lengths, days as days."""
    places = [said[name] for name in ("sublocation", "city", "state", "country") if said.get(name)]
    said["place"] = "; ".join(filter(None, (", ".join(dict.fromkeys(places)), said.get("gps", ""))))
    terms = [said.get("usage_terms", ""), said.get("instructions", "")]
    said["usage_terms"] = " ".join(dict.fromkeys(filter(None, terms)))
    said["digital_source_type"] = said.get("digital_source_type", "").rstrip("/").rpartition("/")[2]
    for name in ("date_created", "expires"):
        said[name] = _day(said.get(name, ""))
    if not re.match(r"https?://[^\s/]+\S*$", said.get("licence_url", "")):
        said["licence_url"] = ""
    cut = {name: _line(said.get(name, ""), name)[:chars].strip() for name, chars in FIELD_CHARS.items()}
    return {name: word for name, word in cut.items() if word}


def _line(word: str, name: str) -> str:
    word = storable(word.replace("\0", "")).strip()
    if name != "caption":
        word = re.sub(r"\s+", " ", word)
    return "" if word.casefold() in _EMPTY_WORDS else word


def _day(word: str) -> str:
    """An ISO day out of 2025-10-28T09:00:00+09:00, 20251028 or 2025:10:28 09:00:00; "" for less than a day."""
    found = re.match(r"(\d{4})[-:]?(\d{2})[-:]?(\d{2})(?!\d)", word.strip())
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


# --- XMP --------------------------------------------------------------------------------------------
def _packet(picture: Image.Image) -> bytes:
    found: Any = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    if not found and picture.format == "TIFF":
        found = getattr(picture, "tag_v2", {}).get(700, b"")
    return found.encode("utf-8", "replace") if isinstance(found, str) else bytes(found)


def _of_xmp(packet: bytes) -> dict[str, str]:
    if not packet or len(packet) > MOST_XMP_BYTES or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(packet.strip(b"\0 \r\n\t"), parser)
    except (etree.LxmlError, ValueError):
        return {}
    if root is None:
        return {}
    said: dict[str, str] = {}
    wanted = {_full(path): (field, rank) for field, paths in _XMP.items() for rank, path in enumerate(paths)}
    ranks: dict[str, int] = {}
    for name, word in _properties(root, wanted):
        field, rank = wanted[name]
        if word and rank < ranks.get(field, len(wanted)):
            said[field], ranks[field] = word, rank
    return said


def _full(path: str) -> str:
    space, _, name = path.partition(":")
    return f"{{{_SPACES[space]}}}{name}"


def _properties(root: Any, wanted: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every property that is asked for, written as an attribute or as an element."""
    for element in root.iter(etree.Element):
        for name, word in element.attrib.items():
            if name in wanted:
                yield name, word.strip()
        if element.tag in wanted:
            yield element.tag, _value(element)


def _value(element: Any) -> str:
    """The words of a property: of a list its entries, of a choice of languages the default's."""
    choices = element.findall(f"{_full('rdf:Alt')}/{_full('rdf:li')}")
    if choices:
        language = "{http://www.w3.org/XML/1998/namespace}lang"
        chosen = next((one for one in choices if one.get(language) == "x-default"), choices[0])
        return "".join(chosen.itertext()).strip()
    entries = [
        entry for kind in ("rdf:Seq", "rdf:Bag") for entry in element.findall(f"{_full(kind)}/{_full('rdf:li')}")
    ]
    if entries:
        return ", ".join(filter(None, ("".join(entry.itertext()).strip() for entry in entries[:10])))
    return (element.text or element.get(_full("rdf:resource")) or "").strip()


# --- IPTC-IIM ---------------------------------------------------------------------------------------
def _iim_block(picture: Image.Image) -> bytes:
    if picture.format == "TIFF":
        block: Any = getattr(picture, "tag_v2", {}).get(33723, b"")
        return struct.pack(f">{len(block)}I", *block) if isinstance(block, tuple) else bytes(block)
    photoshop: Any = picture.info.get("photoshop")
    found = photoshop.get(0x0404) if isinstance(photoshop, dict) else None
    return bytes(found or b"")


def _of_iim(block: bytes) -> dict[str, str]:
    if len(block) > MOST_IIM_BYTES:
        return {}
    found: dict[int, list[bytes]] = {}
    is_utf8, at = False, 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, dataset, size = block[at + 1], block[at + 2], int.from_bytes(block[at + 3 : at + 5], "big")
        if size & 0x8000:
            break  # An extended dataset holds no words.
        words = block[at + 5 : at + 5 + size]
        is_utf8 = is_utf8 or (record, dataset, words) == (1, 90, b"\x1b%G")
        if record == 2:
            found.setdefault(dataset, []).append(words)
        at += 5 + size
    return {
        field: ", ".join(_decoded(words, is_utf8) for words in found[number][:10])
        for field, number in _IIM.items()
        if number in found
    }


def _decoded(words: bytes, is_utf8: bool) -> str:
    """IIM says UTF-8 or nothing; much that says nothing is UTF-8 all the same, else Western."""
    try:
        return words.decode("utf-8")
    except UnicodeDecodeError:
        return words.decode("utf-8" if is_utf8 else "cp1252", "replace")


# --- EXIF -------------------------------------------------------------------------------------------
def _exif(picture: Image.Image) -> Image.Exif | None:
    try:
        return picture.getexif()
    except _TORN:
        return None


def _of_exif(exif: Image.Exif | None) -> dict[str, str]:
    if exif is None:
        return {}
    said = {field: _exif_text(exif.get(tag)) for field, tag in _EXIF.items()}
    try:
        said["date_created"] = _exif_text(exif.get_ifd(ExifTags.IFD.Exif).get(_DATE_TAKEN))
        said["gps"] = _coordinates(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except _TORN:
        said["gps"] = ""
    return {field: word for field, word in said.items() if word}


def _exif_text(value: Any) -> str:
    if isinstance(value, bytes):
        return _decoded(value, False).strip("\0 ")
    # Pillow reads ASCII as Latin-1, and what cameras write there is often UTF-8.
    if not isinstance(value, str):
        return ""
    try:
        return value.encode("latin-1").decode("utf-8").strip("\0 ")
    except UnicodeError:
        return value.strip("\0 ")


def _coordinates(gps: dict[int, Any]) -> str:
    """Latitude and longitude in degrees, as "37.5665, 126.9780"; "" where they are not there or are none."""
    if not all(tag in gps for tag in (1, 2, 3, 4)):
        return ""
    degrees = []
    for reference, parts, most in ((gps[1], gps[2], 90), (gps[3], gps[4], 180)):
        whole = sum(float(part) / 60**place for place, part in enumerate(parts))
        if not 0 <= whole <= most:
            return ""
        degrees.append(-whole if str(reference).upper()[:1] in {"S", "W"} else whole)
    return f"{degrees[0]:.4f}, {degrees[1]:.4f}"
