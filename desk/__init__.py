"""Desk: the editors' door. Django admin with a page per tab and a verb per row."""

from __future__ import annotations
