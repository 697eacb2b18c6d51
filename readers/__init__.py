"""Readers: the readers' door: the public site."""

from __future__ import annotations
