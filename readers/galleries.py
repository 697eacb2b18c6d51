"""The pictures of a story as items of a list, the first of them big: written here, for each has many small parts."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from readers.pictures import GalleryItem, Picture, picture_html
from readers.writing import Writer, escape

_FIRST_SIZES = "(min-width: 60rem) 60rem, 100vw"
_LATER_SIZES = "(min-width: 60rem) 29rem, (min-width: 40rem) 50vw, 100vw"
# A picture is as high as 44rem at most, and then narrower than its place: no colour may stand beside it. The first is
# 60rem wide at most, the later ones 40rem.
_HIGHEST_FIRST, _HIGHEST_LATER = 44 / 60, 44 / 40
_CAPTION = '<span class="caption">{}</span> '
_CREDIT = '<span class="credit"><span lang="{}">{}</span> {}</span> '
_TOLD = '<strong class="told" lang="{}">{}</strong> '
_SOURCE = '<a href="{}" rel="noopener nofollow" lang="{}">{}</a> '
_FULL_SIZE = '<a href="{}" lang="{}">{}</a></span>\n  '
_ALSO = '<small class="also"><span lang="{}">{}</span> {}'
_ALSO_CREDIT = ' <span lang="{}">{}</span> {}'
_ALSO_SOURCE = ' <a href="{}" rel="noopener nofollow" lang="{}">{}</a>'


def gallery_html(items: list[GalleryItem], language: SafeString) -> SafeString:
    """Write the pictures with their words; `language` is the interface's, whose words stand among the story's."""
    image_words, source_words = escape(gettext("Image:")), escape(gettext("Source"))
    full_words = escape(gettext("Full size"))
    page = Writer()
    for place, item in enumerate(items):
        _image(item["picture"], page, is_first=place == 0)
        page.write("  <figcaption>")
        if item["caption"]:
            page.write(_CAPTION, item["caption"])
        page.write('<span class="picture-facts">')
        for label in item["told"]:
            page.write(_TOLD, language, label)
        if item["credit_line"]:
            page.write(_CREDIT, language, image_words, item["credit_line"])
        if item["source"]:
            page.write(_SOURCE, item["source"], language, source_words)
        page.write(_FULL_SIZE, item["picture"]["full_size"], language, full_words)
        for other in item["also"]:
            page.write(_ALSO, language, gettext("Also published as:"), other["caption"])
            if other["credit_line"]:
                page.write(_ALSO_CREDIT, language, image_words, other["credit_line"])
            if other["source"]:
                page.write(_ALSO_SOURCE, other["source"], language, source_words)
            page.write("</small>")
        page.write("</figcaption>\n</figure></li>\n")
    return page.html()


def _image(picture: Picture, page: Writer, *, is_first: bool) -> None:
    ratio = int(picture["height_px"]) / int(picture["width_px"])
    is_filled = ratio <= (_HIGHEST_FIRST if is_first else _HIGHEST_LATER)
    page.write("<li><figure>\n  ")
    picture_html(
        picture,
        page,
        sizes=_FIRST_SIZES if is_first else _LATER_SIZES,
        alt_text=picture["alt_text"],
        classes=picture["colour"] if is_filled else "",
        more=' itemprop="image"' if is_first else ' loading="lazy"',
    )
    page.write("\n")
