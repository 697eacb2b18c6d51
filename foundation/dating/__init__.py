"""Dates of a timeline: reading what editors type, keeping it as EDTF, showing it to readers.

Pure: neither Django nor the edtf library. That library checks our notation in the tests only, since it
reads "Feb 30, 2026" as 2026 and "5-6 January 2026" as 2005-01-06 without a word.
"""

from __future__ import annotations

from foundation.dating.labels import bounds, label
from foundation.dating.typed import DateRefused, Status, TypedDate, parse_typed

__all__ = ["DateRefused", "Status", "TypedDate", "bounds", "label", "parse_typed"]
