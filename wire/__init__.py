"""Wire: copy coming in."""

from __future__ import annotations
