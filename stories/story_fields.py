"""A story's own fields as people change them: each cleaned once, on its way in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from foundation import limits
from foundation.addresses import slug_for
from foundation.errors import BadText
from foundation.text import clean_line, clean_text
from stories.meanwhile import MANY
from stories.models import Story

_LINES = {
    "headline": ("The headline", limits.HEADLINE_CHARS, True),
    "slug": ("The slug", 120, False),
    "slugline": ("The slugline", 80, False),
    "kicker": ("The kicker", limits.KICKER_CHARS, False),
}
_TEXTS = {"standfirst": ("The standfirst", limits.STANDFIRST_CHARS), "desk_note": ("The desk note", limits.NOTE_CHARS)}
# The part of BCP 47 that names a language, a script and a region: "en", "pt-BR", "zh-Hant-TW".
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_AS_GIVEN = {"is_sensitive", "summary_policy", "phase"}


def clean_language(value: str, *, required: bool = True) -> str:
    """Return a language tag such as "en" or "pt-BR", of 2 to 12 characters. Raises BadText for what is none."""
    tag = clean_line(value, name="The language", max_chars=12, required=required)
    if tag and not _LANGUAGE.fullmatch(tag):
        raise BadText(f'{tag!r} is no language tag. Write one like "en", "ko" or "pt-BR".')
    return tag


def cleaned(changes: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Sequence[Any]]]:
    """Return the values in stored form, and the rows of topics and tickers. Raises BadText, TypeError for no field."""
    fields: dict[str, Any] = {}
    many: dict[str, Sequence[Any]] = {}
    for name, value in changes.items():
        if name in _LINES:
            label, max_chars, required = _LINES[name]
            fields[name] = clean_line(value, name=label, max_chars=max_chars, required=required)
        elif name == "language":
            fields[name] = clean_language(value)
        elif name in _TEXTS:
            label, max_chars = _TEXTS[name]
            fields[name] = clean_text(value, name=label, max_chars=max_chars)
        elif name in MANY:
            many[name] = list(value)
        elif name in _AS_GIVEN or name == "lead_image":
            fields[name] = value
        else:
            raise TypeError(f"A story has no field {name!r} that a person changes.")
    if fields.get("summary_policy", Story.SummaryPolicy.PUBLISH) not in Story.SummaryPolicy.values:
        raise BadText(
            f"{fields['summary_policy']!r} is no policy. Use one of: {', '.join(Story.SummaryPolicy.values)}."
        )
    if fields.get("phase", "") not in {"", *Story.Phase.values}:
        raise BadText(f"{fields['phase']!r} is no phase. Use one of: {', '.join(Story.Phase.values)}.")
    if fields.get("slug"):
        fields["slug"] = slug_for(fields["slug"], fallback="", max_chars=120)
    return fields, many
