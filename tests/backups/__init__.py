"""The drill: a newsroom is backed up, wiped and restored, and what must be refused is refused."""

from __future__ import annotations
