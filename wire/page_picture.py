"""The picture that a page names as its own: Open Graph's, else that of the article its JSON-LD describes. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from foundation import limits

_DATA_CHARS = 500_000
_NAMED = ("og:image:secure_url", "og:image:url", "og:image", "twitter:image", "twitter:image:src")
_SPOKEN = ("og:image:alt", "twitter:image:alt")
_MOST = 1000


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """Its address, and what the page says of it; each may be empty. `alt_text` is for those who cannot see it."""

    url: str = ""
    caption: str = ""
    credit_line: str = ""
    alt_text: str = ""


def own_picture(tree: Any, url: str) -> OwnPicture:
    """Return the picture of the page at `url`, empty where it names none."""
    meta = _meta(tree)
    described = next(_described(tree), {})
    there = next((meta[name] for name in _NAMED if meta.get(name)), "") or _text(
        described.get("contentUrl") or described.get("url"), limits.URL_CHARS
    )
    address = _address(there, url)
    if not address:
        return OwnPicture()
    is_that = _address(_text(described.get("contentUrl") or described.get("url"), limits.URL_CHARS), url) == address
    said = described if is_that else {}
    return OwnPicture(
        address,
        _text(said.get("caption") or said.get("description"), limits.CAPTION_CHARS),
        _text(said.get("creditText"), limits.CREDIT_CHARS),
        next((meta[name][: limits.ALT_TEXT_CHARS] for name in _SPOKEN if meta.get(name)), ""),
    )


def _address(there: str, url: str) -> str:
    try:
        full = urljoin(url, there.strip()) if there.strip() else ""
        is_web = urlsplit(full).scheme in {"http", "https"}
    except ValueError:
        return ""
    return full if is_web and len(full) <= limits.URL_CHARS else ""


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if name in {*_NAMED, *_SPOKEN} and content:
            found.setdefault(name, content)
    return found


def _described(tree: Any) -> Iterator[dict[str, Any]]:
    """The images of articles that the page's JSON-LD describes, as objects."""
    for script in tree.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            whole = json.loads((script.text or "")[:_DATA_CHARS].strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(whole):
            kinds = item.get("@type")
            named = kinds if isinstance(kinds, list) else [kinds]
            if any(str(kind).endswith(("Article", "Posting")) for kind in named[:20]):
                yield from _images(item.get("image"))


def _items(whole: Any) -> Iterator[dict[str, Any]]:
    for item in (whole if isinstance(whole, list) else [whole])[:_MOST]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (node for node in (graph if isinstance(graph, list) else [])[:_MOST] if isinstance(node, dict))


def _images(named: Any) -> Iterator[dict[str, Any]]:
    for image in (named if isinstance(named, list) else [named])[:20]:
        if isinstance(image, str):
            yield {"url": image}
        elif isinstance(image, dict):
            yield image


def _text(value: Any, most: int) -> str:
    return " ".join(value.split())[:most] if isinstance(value, str) else ""
