"""What every room stands on."""

from __future__ import annotations
