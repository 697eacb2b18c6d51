"""The photo library at the desk: its filters, where its pictures are used, many described at once, look-alikes."""

from __future__ import annotations
