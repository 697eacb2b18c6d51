"""Wire: copy coming in. Here: story files, the documented import format (docs/import-format.md)."""

from __future__ import annotations
