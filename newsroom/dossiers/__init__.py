"""The dossier of a story, for lawyers and regulators: one ZIP that can be read and checked without us."""

from __future__ import annotations
