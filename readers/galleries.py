"""The pictures of a story as items of a list, the first of them big: written here, for each has many small parts."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from readers.pictures import GalleryItem, Picture
from readers.writing import Writer, escape

_FIRST_SIZES = "(min-width: 60rem) 60rem, 100vw"
_LATER_SIZES = "(min-width: 60rem) 29rem, (min-width: 40rem) 50vw, 100vw"
_IMAGE = '<li><figure>\n  <img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"'
_FIRST, _LATER = ' itemprop="image">\n', ' loading="lazy">\n'
_CAPTION = '<span class="caption">{}</span> '
_CREDIT = '<span class="credit"><span lang="{}">{}</span> {}</span> '
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
    sizes = _FIRST_SIZES if is_first else _LATER_SIZES
    size = picture["width_px"], picture["height_px"]
    page.write(_IMAGE, picture["src"], picture["srcset"], sizes, *size, picture["alt_text"])
    page.write(_FIRST if is_first else _LATER)
