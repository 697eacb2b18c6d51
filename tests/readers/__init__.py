"""Tests of the public site, all from outside: addresses in, pages out."""

from __future__ import annotations
