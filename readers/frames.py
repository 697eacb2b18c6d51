"""What stands around every page: its title, its addresses and what other programs are told about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string

from readers.languages import without_direction_controls
from readers.links import in_full, languages_of, without_language


@dataclass(frozen=True, slots=True)
class Frame:
    """Head and foot of a page. Paths are ours and without the public address; "" leaves a line out.

    `is_sent`: the page stands at an address that one person was sent, so nothing on it repeats the address.
    """

    title: str
    path: str
    description: str = ""
    feed: str = ""
    feed_title: str = ""
    image: str = ""
    image_px: tuple[int, int] = (0, 0)
    kind: str = "website"
    language: str = ""
    is_indexed: bool = True
    is_sent: bool = False

    def canonical(self) -> str:
        """The one address of the page, whatever the language of the interface."""
        return in_full(without_language(self.path))

    def image_in_full(self) -> str:
        """The address of the picture for link previews, or ""."""
        return in_full(self.image) if self.image else ""

    def languages(self) -> list[dict[str, str]]:
        """The page in the other languages of the interface."""
        return [] if self.is_sent else languages_of(self.path)


def html(template: str, frame: Frame, **context: Any) -> str:
    """Render a page of the public site.

    No request is handed to the template: what it prints cannot depend on who reads, and no session is touched.
    """
    return without_direction_controls(render_to_string(template, {"frame": frame, **context}))


def page(template: str, frame: Frame, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render a page of the public site as a response."""
    return HttpResponse(html(template, frame, **context), status=status)
