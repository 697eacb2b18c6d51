"""By what right a story shows its pictures, and what happens when that right ends."""

from __future__ import annotations
