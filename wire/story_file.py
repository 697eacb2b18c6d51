"""Read and check a story file whole, before anything of it is stored. The format: docs/import-format.md."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from jsonschema import Draft202012Validator

from foundation import limits
from foundation.addresses import canonical_url
from foundation.dating import DateRefused, parse_typed
from foundation.errors import BadText, NewsroomError
from foundation.text import clean_line, clean_text
from foundation.zones import at_newsroom_time

MAX_BYTES = 50_000_000


class BadFile(NewsroomError):
    """The file was refused whole: nothing of it was stored."""


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((Path(__file__).parent / "schema" / "story-1.json").read_text()))


def read(raw: bytes) -> dict[str, Any]:
    """Return the file's content, checked in form and in every date, address and reference within it.

    Raises BadFile with the line and the reason.
    """
    if len(raw) > MAX_BYTES:
        raise BadFile(f"The file is {len(raw):,} bytes long, and {MAX_BYTES:,} are allowed.")
    try:
        text = raw.decode("utf-8-sig")
        data = json.loads(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadFile(f"Line {line}: the file is not UTF-8 text. Save it as UTF-8 and try again.") from error
    except json.JSONDecodeError as error:
        raise BadFile(f"Line {error.lineno}: this is not whole JSON ({error.msg}). Nothing was imported.") from error
    except RecursionError as error:
        raise BadFile("Line 1: the file is nested too deeply. Nothing was imported.") from error
    fault = next(iter(_validator().iter_errors(data)), None)
    if fault is not None:
        raise _bad(text, list(fault.absolute_path), fault.message[:300])
    _check_values(text, data)
    return dict(data)


def moment(written: str) -> tuple[datetime, str]:
    """Return when an article was published, aware, and its precision: "day" for a date alone, else "minute".

    A time without offset is the newsroom's. Raises BadText.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    try:
        if len(written) == 10:
            day = date.fromisoformat(written)
            return datetime(day.year, day.month, day.day, tzinfo=zone), "day"
        found = datetime.fromisoformat(written)
    except ValueError as error:
        raise BadText(f"{written[:40]!r} is no date. Write 2026-02-19 or 2026-02-19T14:05+09:00.") from error
    return (found.astimezone(UTC) if found.tzinfo else at_newsroom_time(found)), "minute"


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Return the line (from 1) on which the value at the path begins; the deepest place that exists."""
    decoder, at = json.JSONDecoder(), _skip(text, 0)
    for step in path:
        inner = _find(text, at, step, decoder)
        if inner is None:
            break
        at = inner
    return text.count("\n", 0, at) + 1


def _find(text: str, at: int, step: str | int, decoder: json.JSONDecoder) -> int | None:
    """Where the item or member begins, inside the array or object that begins at `at`."""
    is_object, index = text[at] == "{", 0
    at = _skip(text, at + 1)
    while at < len(text) and text[at] not in "]}":
        name: str | int = index
        if is_object:
            name, at = decoder.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        if name == step:
            return at
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        index += 1
    return None


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _bad(text: str, path: list[str | int], reason: str) -> BadFile:
    place = "/".join(str(step) for step in path) or "the file"
    return BadFile(f"Line {line_of(text, path)}: {place}: {reason} Nothing was imported.")


def _check_values(text: str, data: dict[str, Any]) -> None:
    """Check what a schema cannot: dates, addresses, texts, and that each reference names an article of the file."""
    urls: dict[str, int] = {}
    for place, article in enumerate(data["articles"]):
        path: list[str | int] = ["articles", place]
        try:
            url = canonical_url(article["url"])
            moment(article["published_at"])
            clean_line(article["headline"], name="The headline", max_chars=limits.HEADLINE_CHARS, required=True)
            body = clean_text(article["text"], name="The text", max_chars=limits.ARTICLE_CHARS, required=True)
        except BadText as refusal:
            raise _bad(text, path, str(refusal)) from refusal
        if len(body.encode()) > settings.ARTICLE_MAX_BYTES:
            raise _bad(text, [*path, "text"], f"The text is over {settings.ARTICLE_MAX_BYTES:,} bytes.")
        if url in urls:
            raise _bad(text, [*path, "url"], f"The address stands in the file twice (article {urls[url] + 1} too).")
        urls[url] = place
    _check_rest(text, data, set(urls))


def _check_rest(text: str, data: dict[str, Any], urls: set[str]) -> None:
    for place, entry in enumerate(data.get("timeline", [])):
        try:
            parse_typed(entry["date"], today=timezone.localdate())
            clean_text(entry["text"], name="The entry", max_chars=limits.ENTRY_CHARS, required=True)
            unknown = [url for url in entry.get("articles", []) if canonical_url(url) not in urls]
        except (DateRefused, BadText) as refusal:
            raise _bad(text, ["timeline", place], str(refusal)) from refusal
        if unknown:
            raise _bad(text, ["timeline", place, "articles"], f"{unknown[0]} is no article of this file.")
    for place, image in enumerate(data.get("images", [])):
        if image.get("article") and canonical_url(image["article"]) not in urls:
            raise _bad(text, ["images", place, "article"], f"{image['article']} is no article of this file.")
    for name, max_chars in (("headline", limits.HEADLINE_CHARS), ("standfirst", limits.STANDFIRST_CHARS)):
        try:
            clean_text(data.get(name, ""), name=f"The {name}", max_chars=max_chars)
        except BadText as refusal:
            raise _bad(text, [name], str(refusal)) from refusal
