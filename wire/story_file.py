"""Read and check a story file whole, before anything of it is stored. The format: docs/import-format.md."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings
from jsonschema import Draft202012Validator, ValidationError

from foundation.addresses import canonical_url, domain_of
from foundation.errors import BadText, NewsroomError
from foundation.text import clean_line, clean_text
from reference.symbols import why_no_symbol
from stories.chronology import read_date
from wire.lined_json import Fault, line_of, read_json
from wire.moments import moment

MAX_BYTES = 50_000_000

# The deepest place of the format is timeline/0/articles/0; anything far below is no story file.
_MAX_DEPTH = 8
_MANY_LINES = {"text", "standfirst", "caption"}
_REQUIRED = {"story", "headline", "name", "symbol", "publisher", "url", "text", "date", "file"}

Place = Sequence[str | int]
Refuse = Callable[[Place, str], "BadFile"]


class BadFile(NewsroomError):
    """The file was refused whole: nothing of it was stored."""


def read(raw: bytes) -> dict[str, Any]:
    """Return the file's content, each string in stored form, checked in form and in every date, address and reference.

    Raises BadFile with the line and the reason.
    """
    if len(raw) > MAX_BYTES:
        raise BadFile(f"Line 1: the file is {len(raw):,} bytes long, and {MAX_BYTES:,} are allowed.")
    try:
        text = raw.decode("utf-8-sig")
        written = read_json(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadFile(f"Line {line}: the file is not UTF-8 text. Save it as UTF-8 and try again.") from error
    except json.JSONDecodeError as error:
        raise BadFile(f"Line {error.lineno}: this is not whole JSON ({error.msg}). Nothing was imported.") from error
    except RecursionError as error:
        raise BadFile("Line 1: the file is nested too deeply. Nothing was imported.") from error
    refuse = partial(_refusal, text)
    data = _cleaned(written, [], refuse)
    fault = next(iter(_validator().iter_errors(data)), None)
    if fault is not None:
        raise refuse(list(fault.absolute_path), _told(fault))
    _check_values(data, refuse)
    return dict(data)


def refusal(raw: bytes, path: Place, reason: str) -> BadFile:
    """Return the refusal of a file that was read before, for what stands at this path."""
    return _refusal(raw.decode("utf-8-sig"), path, reason)


def _refusal(text: str, path: Place, reason: str) -> BadFile:
    place = "/".join(str(step) for step in path).encode("ascii", "backslashreplace").decode() or "the file"
    return BadFile(f"Line {line_of(text, path)}: {place}: {reason} Nothing was imported.")


# --- form -------------------------------------------------------------------------------------------
@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((Path(__file__).parent / "schema" / "story-1.json").read_text()))


def _cleaned(value: Any, path: Place, refuse: Refuse) -> Any:
    """Return the value with every string in it as it is stored; the schema then measures what is stored."""
    if len(path) > _MAX_DEPTH:
        raise refuse(path, "This is nested too deeply.")
    if isinstance(value, Fault):
        raise refuse(path, value.reason)
    if isinstance(value, dict):
        return {name: _cleaned(inner, [*path, name], refuse) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner, [*path, place], refuse) for place, inner in enumerate(value)]
    return _cleaned_string(value, path, refuse) if isinstance(value, str) else value


def _cleaned_string(value: str, path: Place, refuse: Refuse) -> str:
    field = _field(path)
    clean = clean_text if field in _MANY_LINES else clean_line
    try:
        stored = clean(value, name=_named(field), max_chars=MAX_BYTES, required=field in _REQUIRED)
    except BadText as refused:
        raise refuse(path, str(refused)) from refused
    # The name of a file is what the disk says, in whatever form of Unicode.
    return value if field == "file" else stored


def _field(path: Place) -> str:
    """The name of the innermost field, also for an item of a list."""
    return next((step for step in reversed(path) if isinstance(step, str)), "file as a whole")


def _named(field: str) -> str:
    return f"The {field.replace('_', ' ')}".encode("ascii", "backslashreplace").decode()


def _told(fault: ValidationError) -> str:
    """Say the fault in a sentence. jsonschema quotes the whole value first, which for a long one hides the reason."""
    if fault.validator == "maxLength":
        name, count = _named(_field(list(fault.absolute_path))), len(str(fault.instance))
        return f"{name} is too long: {count:,} characters, and {fault.validator_value:,} are allowed."
    told = fault.message if len(fault.message) <= 300 else f"{fault.message[:80]} ... {fault.message[-200:]}"
    return told if told.endswith(".") else f"{told}."


# --- values -----------------------------------------------------------------------------------------
def _check_values(data: dict[str, Any], refuse: Refuse) -> None:
    """Check what a schema cannot: dates, addresses, sizes, and that each reference names an article of the file."""
    urls: dict[str, int] = {}
    for place, article in enumerate(data["articles"]):
        try:
            url = canonical_url(article["url"])
            moment(article["published_at"])
        except BadText as refused:
            raise refuse(["articles", place], str(refused)) from refused
        if len(article["text"].encode()) > settings.ARTICLE_MAX_BYTES:
            raise refuse(["articles", place, "text"], f"The text is over {settings.ARTICLE_MAX_BYTES:,} bytes.")
        if url in urls:
            raise refuse(["articles", place, "url"], f"The address stands in the file twice (article {urls[url] + 1}).")
        urls[url] = place
    _check_timeline(data, set(urls), refuse)
    _check_images(data, set(urls), refuse)
    _check_tickers(data, refuse)
    _check_publishers(data, refuse)


def _check_tickers(data: dict[str, Any], refuse: Refuse) -> None:
    """Each new ticker has a page, whose address is its symbol."""
    for place, item in enumerate(data.get("tickers", [])):
        if why := why_no_symbol(item["symbol"]):
            raise refuse(["tickers", place, "symbol"], why)


def _check_timeline(data: dict[str, Any], urls: set[str], refuse: Refuse) -> None:
    first: dict[str, Any] = next(iter(data.get("articles", [])), {})
    language = data.get("language") or first.get("language") or "en"
    for place, entry in enumerate(data.get("timeline", [])):
        try:
            read_date(entry["date"], language=language)
            unknown = [url for url in entry.get("articles", []) if canonical_url(url) not in urls]
        except BadText as refused:
            raise refuse(["timeline", place], str(refused)) from refused
        if unknown:
            raise refuse(["timeline", place, "articles"], f"{unknown[0]} is no article of this file.")


def _check_images(data: dict[str, Any], urls: set[str], refuse: Refuse) -> None:
    for place, image in enumerate(data.get("images", [])):
        for name in ("article", "source_url"):
            try:
                url = canonical_url(image[name]) if image.get(name) else ""
            except BadText as refused:
                raise refuse(["images", place, name], str(refused)) from refused
            if name == "article" and url and url not in urls:
                raise refuse(["images", place, name], f"{image[name]} is no article of this file.")


def _check_publishers(data: dict[str, Any], refuse: Refuse) -> None:
    """Check addresses and that no name or domain stands twice; a domain is then written as articles' are compared."""
    seen: set[tuple[str, str]] = set()
    for place, item in enumerate(data.get("publishers", [])):
        try:
            if item.get("home_page"):
                canonical_url(item["home_page"])
            if item.get("domain"):
                item["domain"] = domain_of(canonical_url(f"https://{item['domain']}/"))
        except BadText as refused:
            raise refuse(["publishers", place], str(refused)) from refused
        for name in ("name", "domain"):
            key = (name, item.get(name, "").casefold())
            if item.get(name) and key in seen:
                raise refuse(["publishers", place, name], f"The {name} {item[name]} stands in the file twice.")
            seen.add(key)
