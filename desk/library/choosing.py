"""Which pictures of the library are chosen: on the page that is shown, and on those that were looked through before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# At most so many are described at once.
MOST = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """Keys of what is chosen: `elsewhere` on other pages. `left_out` of those asked for, since no more are taken."""

    here: frozenset[int] = frozenset()
    elsewhere: tuple[int, ...] = ()
    has_left_out: bool = False

    def count(self) -> int:
        """How many are chosen."""
        return len(self.here) + len(self.elsewhere)


def chosen(asked: Sequence[int], every: Sequence[int], shown: Iterable[int]) -> Chosen:
    """Part what an address names, and all that was found where that was asked for, by what the page shows."""
    keys = list(dict.fromkeys([*asked, *every]))
    taken, on_page = keys[:MOST], set(shown)
    here = frozenset(key for key in taken if key in on_page)
    return Chosen(here, tuple(key for key in taken if key not in on_page), has_left_out=len(keys) > MOST)


def keys_in(values: Iterable[str]) -> list[int]:
    """The keys among what an address or a form names, each once."""
    return list(dict.fromkeys(int(value) for value in values if value.isdecimal() and len(value) < 19))
