"""The form of the slugs that stand in addresses."""

from __future__ import annotations

from django.urls.converters import StringConverter

TICKER = r"[A-Z0-9]{4}:[A-Z0-9][A-Z0-9.\-^=+&]{0,19}"


class Ticker(StringConverter):
    """A security as MIC:SYMBOL, like XNYS:LMT."""

    regex = TICKER


class UnicodeSlug(StringConverter):
    """Letters and digits of any script, hyphens and underscores: what `foundation.addresses.slug_for` makes.

    Anything else (a NUL, for one, which PostgreSQL refuses with an error) is no address of ours.
    """

    regex = r"[-\w]{1,120}"
