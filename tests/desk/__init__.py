"""The editors' door, walked through Django's test client."""

from __future__ import annotations
