"""Foundation: what every room stands on: errors, limits, the user, the edit log, text and time."""

from __future__ import annotations
