"""Tickers and exchanges from files: read (pure), compared with what stands, saved once."""

from __future__ import annotations
