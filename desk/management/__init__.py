"""Commands of the editors' door."""

from __future__ import annotations
