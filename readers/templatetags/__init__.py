"""Tags of the public templates."""

from __future__ import annotations
