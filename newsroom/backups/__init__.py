"""Backups: one file that holds the database and every picture, and the way back from it (docs/backups.md)."""

from __future__ import annotations
