"""Editions as pages that open from a folder, without a network: the readers' own, with style and pictures beside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone, translation

from editions.content import Content
from editions.models import Edition, PublishedStory
from media.models import Image, Rendition
from media.serving import find_rendition
from newsroom.markup import readdressed
from newsroom.preview import public_addresses
from readers.story_html import story_html
from readers.story_page import Dates
from reference.site import current

STYLE = "reader/paper.css"
_WIDTH_PX = 1200
_SCRIPT = re.compile(r"<script\b[^>]*></script>\n?")
_ICON = re.compile(r'<link rel="icon"[^>]*>\n?')
_PICTURE = re.compile(r"/pictures/([0-9a-f-]{36})/(\d+)/\d+\.\w+\Z")
Key = tuple[str, int]


def style() -> bytes:
    """The style of the readers' pages."""
    found = finders.find("readers/paper.css")
    return Path(str(found)).read_bytes()


def renditions(keys: set[Key]) -> dict[Key, Rendition]:
    """A size of each picture, by uid and version; without those that were pulled or have none."""
    pulled = {str(uid) for uid in Image.objects.pulled().values_list("uid", flat=True)}
    found = {}
    for uid, version in sorted(keys):
        made = find_rendition(uid, version, _WIDTH_PX, "jpeg") if uid not in pulled else None  # type: ignore[arg-type]
        if made is not None:
            found[uid, version] = made
    return found


def picture_name(key: Key, rendition: Rendition) -> str:
    """The name of a picture's file in the dossier: of ids alone."""
    return f"pictures/{key[0]}-{key[1]}.{rendition.format}"


def offline(page: str, pictures: Mapping[Key, str]) -> str:
    """Return a page, two folders deep, whose style and pictures stand in the dossier; its links lead to the web."""

    def change(name: str, value: str) -> str:
        if name == "srcset":
            return ""
        if picture := _PICTURE.match(value):
            kept = pictures.get((picture[1], int(picture[2])))
            return f"../../{kept}" if kept else ""
        if value.startswith(settings.STATIC_URL):
            return f"../../{STYLE}"
        return f"{settings.PUBLIC_URL}{value}" if value.startswith("/") else value

    return readdressed(_ICON.sub("", _SCRIPT.sub("", page)), change)


def edition_page(
    public: PublishedStory, edition: Edition, content: Content, *, until: str, pictures: Mapping[Key, str]
) -> str:
    """The page of one edition as readers had it, with a line that says from when to when it stood."""
    stood = f"until {_time(datetime.fromisoformat(until))}" if until else "until this dossier was made"
    sent = (
        f"From a dossier. Version {edition.number} of a story of {current().name}, "
        f"as it stood from {_time(edition.published_at)} {stood}."
    )
    dates = Dates(
        public.first_published_at, edition.published_at, edition.published_at, is_first_edition=edition.number == 1
    )
    with public_addresses(), translation.override(settings.LANGUAGE_CODE):
        path = reverse("readers:story", kwargs={"slug": public.slug})
        page = story_html(content, dates=dates, path=path, is_indexed=False, sent=sent)
    return offline(page, pictures)


def _time(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S %Z}"
