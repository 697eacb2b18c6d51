"""The form of the slugs that stand in addresses."""

from __future__ import annotations

from django.urls.converters import StringConverter

from reference.symbols import MIC, SYMBOL, SYMBOL_CHARS

TICKER = f"{MIC}:{SYMBOL}"


class Ticker(StringConverter):
    """A security as MIC:SYMBOL, like XNYS:LMT; a symbol with a slash is two steps of the path, XNYS:BRK/B."""

    regex = TICKER

    def to_python(self, value: str) -> str:
        """Return what is named. Raises ValueError, which is "not found", for a symbol longer than any."""
        if len(value.partition(":")[2]) > SYMBOL_CHARS:
            raise ValueError(value)
        return value


class UnicodeSlug(StringConverter):
    """Letters and digits of any script, hyphens and underscores: what `foundation.addresses.slug_for` makes.

    Anything else (a NUL, for one, which PostgreSQL refuses with an error) is no address of ours.
    """

    regex = r"[-\w]{1,120}"
