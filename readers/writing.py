"""Much small HTML at once: constant pieces with places for values, each value escaped, in one `format_html`."""

from __future__ import annotations

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

NOTHING = escape("")


class Writer:
    """Gathers pieces and gives them as one safe text.

    A piece is a constant of the program with "{}" for each value; no text of a story may ever be a piece.
    Gathering costs a third of a `format_html` for each piece, and a page has hundreds.
    """

    __slots__ = ("_pieces", "_values")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._values: list[object] = []

    def write(self, piece: str, *values: object) -> None:
        """Add a piece with its values."""
        self._pieces.append(piece)
        self._values += values

    def html(self) -> SafeString:
        """Everything written so far."""
        return format_html("".join(self._pieces), *self._values) if self._values else NOTHING
