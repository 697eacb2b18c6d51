"""Reading pages as a program without scripts does: the elements in their order, their text and their attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "img", "br", "hr", "input", "source"}


@dataclass
class Element:
    """One element with what is inside it; `text` is what a reader sees."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return re.sub(r"[ \n\t]+", " ", self.raw()).strip()

    def raw(self) -> str:
        return "".join(part if isinstance(part, str) else part.raw() for part in self.inside)

    def all(self, tag: str = "", cls: str = "") -> list[Element]:
        """Every element inside, in the order of the page, of that tag and class where they are given."""
        found = []
        for part in self.inside:
            if isinstance(part, Element):
                if (not tag or part.tag == tag) and (not cls or cls in part.attributes.get("class", "").split()):
                    found.append(part)
                found += part.all(tag, cls)
        return found

    def one(self, tag: str = "", cls: str = "") -> Element:
        (only,) = self.all(tag, cls)
        return only

    def by_id(self, wanted: str) -> Element:
        (only,) = [element for element in self.all() if element.attributes.get("id") == wanted]
        return only


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(html: str) -> Element:
    """The page as elements. Fails where one is not closed in its place."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root], f"<{builder.open[-1].tag}> is never closed"
    return builder.root
