"""Spelled ordinals and the figures they equal. English."""

from __future__ import annotations

import re
from decimal import Decimal

_WORDS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth
"""
SPELLED = _WORDS.split()
ORDINALS: dict[str, object] = {word: ("ordinal", "", Decimal(value)) for value, word in enumerate(SPELLED, 1)}
"""The token of a spelled ordinal: that of "3rd" for "third"."""
DEMANDED = re.compile(rf"\b(?:{'|'.join(SPELLED[2:])})\b(?!-?s\b)", re.IGNORECASE)
"""Ordinals a passage must have; "first" and "second" are too often no count."""
ANY = re.compile(rf"\b(?:{'|'.join(SPELLED)})\b", re.IGNORECASE)


def value_of(word: str) -> int:
    """3 of "third"."""
    return SPELLED.index(word.lower()) + 1
