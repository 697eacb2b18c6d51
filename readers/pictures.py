"""Pictures of an edition's content: their addresses, and the words below them."""

from __future__ import annotations

import re
from typing import Any, TypedDict

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext

from media.addresses import cut_size, rendition_url, srcset, widths_for
from readers.links import web_link
from readers.moments import day, entry_label, interface_language, read
from readers.writing import Writer

# The format of `src` and *Full size*, which every program reads; `srcset` offers the smaller one.
_PLAIN = "jpeg"
# What `srcset` offers beside it, the smallest first: a browser takes the first it can read.
_SMALL = ("avif", "webp")
# The steps of red, green and blue that paper.css has colours of.
_TONES = "26ae"
_SRC_WIDTH_PX = 720

_SOURCE = '<source type="image/{}" srcset="{}" sizes="{}">'
_SQUARE = '<source media="{}" type="image/{}" srcset="{}">'
_IMAGE = '<img src="{}" width="{}" height="{}" alt="{}"'


class Picture(TypedDict):
    """One picture: addresses of its sizes by format, and its own width and height in px.

    `colour` and `focus` are classes of paper.css: what stands there until it is loaded, and what no crop cuts off.
    `squares` are addresses by format of what small cards show; `preview_px` is the size of `link_preview`.
    """

    src: str
    srcsets: list[tuple[str, str]]
    colour: str
    focus: str
    width_px: str
    height_px: str
    alt_text: str
    full_size: str
    squares: list[tuple[str, str]]
    link_preview: str
    preview_px: tuple[int, int]


class GalleryItem(TypedDict):
    """A picture with the words below it. `told` are labels: an old picture, one that a model made.

    `also` holds caption, credit and link of its other placements.
    """

    picture: Picture
    caption: str
    credit_line: str
    source: str
    told: list[str]
    also: list[dict[str, str]]


def picture(image: dict[str, Any]) -> Picture:
    """Return the addresses of an image of the content, or of a story's `lead_image` column."""
    uid, version = image["uid"], image["version"]
    own_px, focus = (image["width_px"], image["height_px"]), image.get("focus")
    square, preview = (cut_size(shape, own_px, focus) for shape in ("square", "preview"))
    widths = widths_for(image["width_px"])
    largest = rendition_url(uid, version, widths[-1], _PLAIN)
    return {
        "src": rendition_url(uid, version, _nearest(widths, _SRC_WIDTH_PX), _PLAIN),
        "srcsets": [(form, srcset(uid, version, image["width_px"], form)) for form in _small()],
        "colour": _colour(image["colour"]),
        "focus": _focus(focus),
        "width_px": str(image["width_px"]),
        "height_px": str(image["height_px"]),
        "alt_text": image["alt_text"],
        "full_size": largest,
        "squares": [(form, rendition_url(uid, version, square, form)) for form in _small()],
        "link_preview": rendition_url(uid, version, preview, _PLAIN),
        "preview_px": (preview.width_px, preview.height_px() or 0),
    }


def picture_html(
    picture: Picture, page: Writer, *, sizes: str, alt_text: str, classes: str, more: str, square_at: str = ""
) -> None:
    """Write the picture in every format. `more` are further attributes of its <img>, a constant of the program.

    `square_at` is the media query at which it is shown square.
    """
    page.write("<picture>")
    for form, address in picture["squares"] if square_at else ():
        page.write(_SQUARE, square_at, form, address)
    for form, srcset_ in picture["srcsets"]:
        page.write(_SOURCE, form, srcset_, sizes)
    page.write(_IMAGE, picture["src"], picture["width_px"], picture["height_px"], alt_text)
    if classes:
        page.write(' class="{}"', classes)
    page.write(more + "></picture>")


def gallery(images: list[dict[str, Any]], lead_uid: str | None) -> list[GalleryItem]:
    """Return the edition's pictures with the lead first; each group of look-alikes is one picture already.

    Those that were redacted are none any more: `removed_days` tells of them.
    """
    shown = [image for image in images if "removed_at" not in image]
    ordered = sorted(shown, key=lambda image: image["uid"] != lead_uid)
    return [
        {
            "picture": picture(image),
            "caption": image["caption"],
            "credit_line": image["credit_line"],
            "source": web_link(image["source_url"]),
            "told": _labels(image),
            "also": _also(image),
        }
        for image in ordered
    ]


def _labels(image: dict[str, Any]) -> list[str]:
    """What a reader must know before they believe the picture, in the language of the interface."""
    labels = []
    made_by = image.get("digital_source_type", "")
    if made_by:
        is_whole = made_by == "trainedAlgorithmicMedia"
        labels.append(gettext("Image made with AI") if is_whole else gettext("Image partly made with AI"))
    if "file_photo" in image:
        taken = image["file_photo"]
        when = entry_label(taken, "happened", interface_language()) if taken else ""
        labels.append(gettext("File photo, {date}").format(date=when) if when else gettext("File photo"))
    return labels


def removed_days(images: list[dict[str, Any]]) -> list[str]:
    """The days, in the language of the interface, on which pictures of the edition were removed."""
    return [day(localtime(read(image["removed_at"]))) for image in images if "removed_at" in image]


def _also(image: dict[str, Any]) -> list[dict[str, str]]:
    """Words of the other placements that differ from the first one's and from one another."""
    seen = {(image["caption"], image["credit_line"])}
    found = []
    for other in image["also"]:
        words = (other["caption"], other["credit_line"])
        if words not in seen and any(words):
            seen.add(words)
            found.append({"caption": words[0], "credit_line": words[1], "source": web_link(other["source_url"])})
    return found


def _colour(colour: str) -> str:
    """The class of the nearest colour that paper.css has, "" for none."""
    if not re.fullmatch("#[0-9a-f]{6}", colour):
        return ""
    return "c-" + "".join(_TONES[round((int(colour[at : at + 2], 16) - 0x22) / 0x44)] for at in (1, 3, 5))


def _focus(focus: list[int] | None) -> str:
    """The classes of a focal point, in tenths across and down; "" for the middle."""
    return "" if focus is None else f"x-{round(focus[0] / 100)} y-{round(focus[1] / 100)}"


def _small() -> tuple[str, ...]:
    return _SMALL if settings.IMAGE_AVIF else tuple(form for form in _SMALL if form != "avif")


def _nearest(widths: list[int], wanted_px: int) -> int:
    return next((width for width in widths if width >= wanted_px), widths[-1])
