"""Tickers of a story: proposed with evidence, confirmed or denied by people for good, renamed, delisted."""

from __future__ import annotations
