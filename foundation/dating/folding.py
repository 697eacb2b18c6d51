"""A typed date made plain: ASCII digits and dashes, lower case, single spaces, no accents, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u30fc\u301c\uff5e\u223c\u2e3a\u2e3b]")
_INVISIBLE = re.compile("[\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_QUOTES = re.compile("[\u2018\u2019\u02bc\u0060\u00b4]")


def fold_line(text: str) -> str:
    """The line as the reader of dates takes it; accents still stand."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _DASHES.sub("-", text)))
    return " ".join(_QUOTES.sub("'", _DASHES.sub("-", "".join(map(_ascii_digit, plain)))).lower().split())


def fold_word(text: str) -> str:
    """The same without accents, hamzas and vowel signs: "Août" and "aout", "أغسطس" and "اغسطس" are one."""
    parts = unicodedata.normalize("NFD", fold_line(text))
    kept = [sign for sign in parts if unicodedata.category(sign) != "Mn" or ord(sign) in range(0x3099, 0x309B)]
    return unicodedata.normalize("NFC", "".join(kept)).replace("ß", "ss")


def _ascii_digit(sign: str) -> str:
    """Digits of every script as ASCII ones; all other signs as they are."""
    if sign.isascii() or not sign.isdecimal():
        return sign
    return str(unicodedata.decimal(sign))
