"""What comes to a story's timeline besides what people type: proposals, promises that come due, files."""

from __future__ import annotations
