"""Measurements against a floor in the same run. `python -m benchmarks` runs them all."""

from __future__ import annotations
