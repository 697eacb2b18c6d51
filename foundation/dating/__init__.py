"""Dates of a timeline: reading what people type, keeping it as EDTF, showing it to readers.

A line is folded (`folding`), cut into tokens (`lexing`, with the words of eight languages in `words`), shaped into
sides (`grammar`, `ranges`) and given its meaning on the calendar (`meaning`); `notation` reads EDTF itself, `labels`
writes it by the `forms` of a language. Pure: neither Django nor the edtf library. That library checks our notation in
the tests and before a row is kept, and reads nothing, since it takes "Feb 30, 2026" for 2026 and "5-6 January 2026"
for 2005-01-06 without a word.
"""

from __future__ import annotations

from foundation.dating.labels import bounds, label
from foundation.dating.typed import DateAsked, DateRefused, Status, TypedDate, parse_typed

__all__ = ["DateAsked", "DateRefused", "Status", "TypedDate", "bounds", "label", "parse_typed"]
