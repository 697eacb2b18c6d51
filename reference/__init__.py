"""Reference: what desk and public share: topics, publishers and instruments."""

from __future__ import annotations
