"""Files of the library: written under exactly the name they were given, and removed where their rows are not kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from foundation.errors import TryLater


def write(name: str, data: bytes) -> str:
    """Store the bytes under exactly this name; what a killed worker left there is replaced.

    Raises TryLater where the storage does not take them: no room, no right to write, not there.
    """
    try:
        default_storage.delete(name)
        stored = default_storage.save(name, ContentFile(data))
    except OSError as refused:
        raise TryLater(
            f"The picture could not be stored ({refused.strerror or refused}), and nothing of it was kept. Tell "
            "whoever runs the newsroom, then try again."
        ) from refused
    if stored != name:
        default_storage.delete(stored)  # Another worker wrote the same bytes between the two lines.
    return name


@contextmanager
def removed_on_failure(*names: str) -> Iterator[None]:
    """Remove the files again where what follows their writing fails."""
    is_done = False
    try:
        yield
        is_done = True
    finally:
        if not is_done:
            for name in names:
                default_storage.delete(name)
