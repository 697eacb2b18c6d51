"""One source of one article for the tests of the support check."""

from __future__ import annotations

from datetime import UTC, datetime

from stories.summarising.request import Evidence
from stories.summarising.support import Verdict, check

PUBLISHED = datetime(2026, 2, 19, 12, tzinfo=UTC)  # a Thursday


def verdict(text: str, source: str, *, cited: str = "", language: str = "en", **given) -> Verdict:
    """What the check says of a text whose one citation is a passage (or all) of one article."""
    quote = cited or source
    start = source.index(quote)
    evidence = [Evidence("a", "h", start, start + len(quote), quote)]
    return check(text, evidence, {"h": source}, {"a": PUBLISHED}, language=language, **given)


def failed(text: str, source: str, **given) -> list[str]:
    """The rules that fail, with their reasons: "V1 the article says 141, the sentence says 114"."""
    return [f"{found.rule} {found.reason}" for found in verdict(text, source, **given).failed()]
