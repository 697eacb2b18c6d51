"""The demo pictures scene by scene: one module, one `paint() -> Image` each."""

from __future__ import annotations
