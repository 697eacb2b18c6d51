"""The form of a symbol and of an exchange's code: one for lists, the desk and addresses. Pure.

A slash, as in BRK/B, stands between letters or figures alone: so a symbol is a piece of an address as it stands, with
no empty step in it and none that browsers resolve ("..").
"""

from __future__ import annotations

import re

SYMBOL_CHARS = 20
_PART = r"[A-Z0-9][A-Z0-9.\-^=+&]*"
SYMBOL = rf"{_PART}(?:/{_PART})*"
MIC = r"[A-Z0-9]{4}"


def why_no_symbol(value: str) -> str:
    """Say why the value is no symbol, or "" where it is one: in capitals, of at most SYMBOL_CHARS signs."""
    if re.fullmatch(SYMBOL, value) and len(value) <= SYMBOL_CHARS:
        return ""
    return f"“{value[:40]}” is no symbol: at most {SYMBOL_CHARS} letters, figures and .-/^=+& between, like BRK/B."


def why_no_mic(value: str) -> str:
    """Say why the value is no MIC (ISO 10383), or "" where it is one."""
    return "" if re.fullmatch(MIC, value) else f"“{value[:40]}” is no MIC: four letters or figures, like XNYS."
