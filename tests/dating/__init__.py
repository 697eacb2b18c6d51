"""Tests of dates: what editors type, what is kept, what readers see."""

from __future__ import annotations
