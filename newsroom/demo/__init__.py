"""The demo: invented publishers and pictures drawn by code, retelling one real matter and two invented ones."""

from __future__ import annotations
