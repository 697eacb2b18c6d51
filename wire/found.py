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
    picture: str = ""
    picture_caption: str = ""
    picture_credit_line: str = ""
    picture_alt_text: str = ""

    def own_picture(self) -> dict[str, str]:
        """What the page says of its own picture, for the row of a look; empty where it names none."""
        if not self.picture:
            return {}
        said = {"caption": self.picture_caption, "credit_line": self.picture_credit_line}
        said["alt_text"] = self.picture_alt_text
        return {"picture": self.picture, **{f"picture_{name}": word for name, word in said.items()}}
