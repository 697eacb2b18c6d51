"""Hints of length: how much of a text is shown elsewhere. Nothing is refused for being longer."""

from __future__ import annotations


def shown_elsewhere(most: int, where: str) -> dict[str, str]:
    """Attributes by which static/desk/lengths.js counts as one types: about how many characters stand where."""
    return {"data-length": str(most), "data-length-where": where}
