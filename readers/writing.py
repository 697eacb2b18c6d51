"""Much small HTML at once: constant pieces with places for values, each value escaped, all at once."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from django.utils.safestring import SafeString

NOTHING = SafeString("")
MANY = 12  # values, from which on it is quicker to escape all in one go than each by itself


def escape(value: object) -> SafeString:
    """The value as safe text; what is safe already stays as it is.

    Django's own `escape` does the same behind a wrapper for lazy translations, which takes four times as long.
    """
    return value if isinstance(value, SafeString) else SafeString(html.escape(str(value)))


def plain(markup: SafeString) -> str:
    """The same markup as a plain str, which an f-string takes as it is; a SafeString it asks by a call of Python."""
    return str.__str__(markup)


def filled(piece: str, *values: object) -> SafeString:
    """One piece, a constant of the program, with its values escaped. Raises ValueError where places and values differ.

    Joining what lies between the places took half as long as `str.format`, which asks each value how it is written.
    """
    written: list[str] = [""] * (2 * len(values) + 1)
    written[::2] = piece.split("{}")
    written[1::2] = map(escape, values) if len(values) < MANY else _escaped(values)
    return SafeString("".join(written))


def _escaped(values: Sequence[object]) -> list[str]:
    """All values as safe text, in their order.

    What is unsafe is escaped in one go, with NUL between: texts have none, and where one has, each by itself.
    """
    texts = [value if isinstance(value, str) else str(value) for value in values]
    unsafe = [place for place, text in enumerate(texts) if type(text) is not SafeString]
    for place, piece in zip(unsafe, _all_escaped([texts[place] for place in unsafe]), strict=True):
        texts[place] = piece
    return texts


def _all_escaped(texts: Sequence[str]) -> Sequence[str]:
    """The texts, none of them safe, escaped in one go."""
    pieces = html.escape("\0".join(texts)).split("\0")
    return pieces if len(pieces) == len(texts) else [escape(text) for text in texts]


class Writer:
    """Gathers pieces and gives them as one safe text.

    A piece is a constant of the program with "{}" for each value; no text of a story may ever be a piece.
    Gathering costs a third of formatting each piece by itself, and a page has hundreds.
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
        return filled("".join(self._pieces), *self._values) if self._values else NOTHING


class Lines(list[str]):
    """Gathers what a page has hundreds of: in turn, markup that is safe already and a text, escaped with all others.

    Whoever adds (`lines += (markup, text, markup, text)`) puts the markup together of constants and of what `escape`,
    `filled` or an anchor gave; no text of a story may ever be in it. That costs half of a Writer, which looks at each
    value by itself, and a list is added to without a call.
    """

    if TYPE_CHECKING:
        # A lone text would be added letter by letter.
        def __iadd__(self, pieces: tuple[str, ...]) -> Self: ...  # type: ignore[override, misc]

    def html(self, closing: str = "") -> SafeString:
        """Everything added so far, and safe markup behind it."""
        pieces = [*self, closing]
        pieces[1::2] = _all_escaped(pieces[1::2])
        return SafeString("".join(pieces))
