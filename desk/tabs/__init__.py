"""The tabs of a story: each a page with its own address, each row of it saved alone by one verb."""

from __future__ import annotations
