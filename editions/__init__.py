"""Editions: the published record: published stories, their immutable editions, listings and changes."""

from __future__ import annotations
