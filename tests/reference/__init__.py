"""Tests of topics, publishers and tickers: how names are found, and lists taken in."""

from __future__ import annotations
