"""Stories: the working copy that editors and tasks change."""

from __future__ import annotations
