"""What was rendered of an edition, kept in this process: an edition never changes, so neither do its bytes.

The key says everything the bytes depend on: the story's uid, its edition, its address and the time anything
visible moved. Nothing needs to be taken out: a story that moved is asked for by another key.
"""

from __future__ import annotations

from collections.abc import Hashable

MAX_BYTES = 16_000_000


class Press:
    """Rendered bytes by key, at most `max_bytes` in all. Safe between threads: each step is one act on a dict."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._kept: dict[Hashable, bytes] = {}
        self._bytes = 0

    def find(self, key: Hashable) -> bytes | None:
        """Return what was kept under the key, if it still is."""
        return self._kept.get(key)

    def keep(self, key: Hashable, rendered: bytes) -> None:
        """Keep the bytes. A full press is emptied: it fills again within seconds, and needs no order."""
        if self._bytes + len(rendered) > self.max_bytes:
            self.clear()
        self._kept[key] = rendered
        self._bytes += len(rendered)

    def clear(self) -> None:
        """Forget everything."""
        self._kept, self._bytes = {}, 0


# The documents of stories, and their lines in lists.
DOCUMENTS = Press(MAX_BYTES)
LINES = Press(MAX_BYTES // 4)
