"""Files of the library: written under exactly the name they were given, and removed where their rows are not kept.

A storage that is away, full or not there at all is a passing fault in words (TryLater), whatever class raised it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from foundation.errors import NewsroomError, TryLater

logger = logging.getLogger(__name__)

# What storages raise beside OSError: those of S3, where they are in use.
_FAULTS = (
    ("botocore.exceptions", "BotoCoreError"),
    ("botocore.exceptions", "ClientError"),
    ("boto3.exceptions", "Boto3Error"),
)
_TELL = "Tell whoever runs the newsroom, then try again."


class LostFile(NewsroomError):
    """A file that a row names is not in the storage, which answers."""


def write(name: str, data: bytes) -> str:
    """Store the bytes under exactly this name; what a killed worker left there is replaced.

    Raises TryLater where the storage does not take them: no room, no right to write, not there.
    """
    try:
        default_storage.delete(name)
        stored = default_storage.save(name, ContentFile(data))
    except faults() as refused:
        logger.warning("The storage of pictures did not take %s: %s", name, refused)
        raise TryLater(
            f"The picture could not be stored ({_why(refused)}), and nothing of it was kept. {_TELL}"
        ) from refused
    if stored != name:
        default_storage.delete(stored)  # Another worker wrote the same bytes between the two lines.
    return name


def opened(name: str | None) -> File[bytes]:
    """Open a stored file. Raises LostFile where it is not there, TryLater where the storage does not answer."""
    try:
        file: File[bytes] = default_storage.open(str(name), "rb")
    except FileNotFoundError as lost:
        raise LostFile(f"The file of this picture is no longer stored. {_TELL}") from lost
    except faults() as away:
        logger.warning("The storage of pictures did not give %s: %s", name, away)
        raise TryLater(f"The storage of pictures does not answer ({_why(away)}). {_TELL}") from away
    return file


def read(name: str | None) -> bytes:
    """Return a stored file whole. Raises as `opened`."""
    with opened(name) as file:
        return bytes(file.read())


def faults() -> tuple[type[Exception], ...]:
    """What a storage raises that cannot be reached or refuses us. What nobody has loaded, nobody raises."""
    loaded = [(sys.modules[module], name) for module, name in _FAULTS if module in sys.modules]
    return (OSError, *(getattr(module, name) for module, name in loaded))


@contextmanager
def removed_on_failure(*names: str) -> Iterator[None]:
    """Remove the files again where what follows their writing fails; what cannot be removed is in the log."""
    is_done = False
    try:
        yield
        is_done = True
    finally:
        if not is_done:
            for name in names:
                _remove(name)


def _remove(name: str) -> None:
    try:
        default_storage.delete(name)
    except faults() as away:
        logger.warning("%s may be left in the storage of pictures, and no row names it: %s", name, away)


def _why(fault: Any) -> str:
    """The reason in a few words: an address within our own network is for the log alone."""
    told = getattr(fault, "response", {}).get("Error", {}).get("Message")
    return str(told or getattr(fault, "strerror", None) or "it could not be reached").rstrip(".")
