"""What was read from a page, before anything of it is trusted. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """What was read. `published` is ISO 8601, with zone or a date alone; every text may be empty."""

    text: str = ""
    headline: str = ""
    byline: str = ""
    published: str = ""
    language: str = ""
    kind: str = ""
    canonical: str = ""
    correction: str = ""
    retraction: str = ""
    unreadable: str = ""
