"""The one form in which text is stored: NFC, newlines as "\\n", no NUL, lone surrogate, noncharacter or control."""

from __future__ import annotations

import re
import unicodedata

from foundation.errors import BadText

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAKS = re.compile("\r\n?|\u2028|\u2029|\x85")


def clean_text(value: str, *, name: str, max_chars: int, required: bool = False) -> str:
    """Return the value in stored form, without outer white space.

    Raises BadText, saying where, for a NUL or other control character, a lone surrogate, more than
    max_chars code points, and where text is required for one that shows nothing (blank, or zero-width only).
    """
    if len(value) > max_chars * 4:
        raise BadText(f"{name} is too long: {len(value):,} characters, and {max_chars:,} are allowed.")
    text = _LINE_BREAKS.sub("\n", value)
    bad = _FORBIDDEN.search(text)
    if bad is not None:
        raise BadText(
            f"{name} holds a character that cannot be stored (U+{ord(bad.group()):04X} at position "
            f"{bad.start() + 1}). Take it out and save again."
        )
    text = unicodedata.normalize("NFC", text).strip()
    if required and not any(unicodedata.category(char)[0] in "LNPS" for char in text):
        raise BadText(f"{name} is empty. Write something and save again.")
    if len(text) > max_chars:
        raise BadText(f"{name} is too long: {len(text):,} characters, and {max_chars:,} are allowed.")
    return text


def storable(value: str) -> str:
    """Return a stranger's value without what no database keeps, for a note of what was found: each sign becomes "?"."""
    return _FORBIDDEN.sub("?", value)


def shortened(text: str, max_chars: int = 80) -> str:
    """Return the text, or of a longer one its beginning, cut between words where it has spaces, and an ellipsis.

    At most max_chars code points and the ellipsis.
    """
    if len(text) <= max_chars:
        return text
    begun, space, _ = text[: max_chars + 1].rpartition(" ")
    return f"{begun.rstrip()} …" if space and len(begun) > max_chars // 2 else f"{text[:max_chars]}…"


def clean_line(value: str, *, name: str, max_chars: int, required: bool = False) -> str:
    """Return the value as one line in stored form; runs of line breaks and tabs become one space.

    Other spaces, such as U+202F, stay: they carry meaning in numbers. Raises BadText as clean_text does.
    """
    return clean_text(
        re.sub(r"[\r\n\t\u2028\u2029\x85]+", " ", value), name=name, max_chars=max_chars, required=required
    )
