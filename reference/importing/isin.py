"""The check digit of an ISIN (ISO 6166): letters as two figures, then the Luhn rule."""

from __future__ import annotations

import re

_FORM = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")


def why_no_isin(value: str) -> str:
    """Say why the value is no ISIN, or "" where it is one."""
    if not _FORM.fullmatch(value):
        return f"“{value}” is no ISIN: two letters, nine letters or figures, one figure, like US0378331005."
    figures = "".join(str(int(sign, 36)) for sign in value)
    total = sum(sum(divmod(int(figure) * (1 + place % 2), 10)) for place, figure in enumerate(reversed(figures)))
    return (
        "" if total % 10 == 0 else f"“{value}” is no ISIN: its last figure does not fit the others. Check for a slip."
    )
