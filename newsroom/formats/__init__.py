"""How dates are written, by language, where Django writes them by itself."""

from __future__ import annotations
