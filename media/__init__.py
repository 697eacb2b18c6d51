"""Media: the photo library: images, their renditions, metadata and likeness."""

from __future__ import annotations
