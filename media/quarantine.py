"""Pictures that strangers made are opened in a process of their own, whose memory and time end.

Each process of ours that opens pictures keeps one child that has Pillow loaded (`python -m media.quarantined`); that
child forks once for each picture, so none sees another's, and what one of them breaks ends with it. A fresh program
for each picture would cost 0.2 s of processor time, a fork costs 0.005 (benchmarks/hostile_pictures.py).
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from PIL import Image

from foundation.errors import TryLater
from media.inspecting import BadPicture, Inspected

_ROOT = Path(__file__).resolve().parent.parent
# Beyond the limits of the picture's own process: what hangs now is our child itself.
_GRACE_SECONDS = 10.0
_LIVES = 2
_ORIGINAL_FACTOR = 4  # what was taken in is opened again at up to 1,800 px, with so much more time and memory


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture as the library takes it: upright RGB in sRGB without metadata, and what its file said, by field."""

    found: Inspected
    picture: Image.Image
    said: dict[str, str]
    cpu_seconds: float
    peak_bytes: int


class _Died(Exception):
    """Our child is gone, or does not answer."""


class _Child:
    """The child that forks: one picture at a time."""

    def __init__(self) -> None:
        # One thread of algebra: each of them would hold memory for itself.
        env = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        command = [sys.executable, "-m", "media.quarantined"]
        self._process = subprocess.Popen(command, cwd=_ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        """Send one order. Raises _Died."""
        ends = time.monotonic() + order["wall_seconds"] + _GRACE_SECONDS
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({**order, "bytes": len(data)}).encode() + b"\n")
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except OSError as gone:
            raise _Died from gone
        head = json.loads(self._read(int.from_bytes(self._read(4, ends), "big"), ends))
        return head, self._read(head.pop("pixel_bytes"), ends)

    def _read(self, size: int, ends: float) -> bytes:
        assert self._process.stdout is not None
        source, read = self._process.stdout.fileno(), bytearray()
        while len(read) < size:
            if not select.select([source], [], [], max(ends - time.monotonic(), 0))[0]:
                raise _Died
            piece = os.read(source, size - len(read))
            if not piece:
                raise _Died
            read += piece
        return bytes(read)

    def end(self) -> None:
        """Kill the child and close what led to it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # What was not sent any more.
        self._process.wait()


_lock = Lock()
_children: dict[int, _Child] = {}  # by our own process id: a worker that was forked has a child of its own
os.register_at_fork(after_in_child=_children.clear)


def open_new(data: bytes, *, max_width_px: int) -> Opened:
    """Look at bytes that nobody has seen, decode them at most so wide, and read what they say of themselves.

    Raises BadPicture for what is no picture, is too large, or takes more than IMAGE_OPEN_SECONDS of processor time or
    IMAGE_OPEN_BYTES of memory; TryLater where no process can be had.
    """
    return _opened(order_for_new(max_width_px), data)


def order_for_new(max_width_px: int) -> dict[str, Any]:
    """The order by which a picture that nobody has seen is opened."""
    limits = {"max_bytes": settings.IMAGE_MAX_BYTES, "max_pixels": settings.IMAGE_MAX_PIXELS}
    return {"do": "new", "max_width_px": max_width_px, **limits, **_allowed(1)}


def open_original(data: bytes, crop: Sequence[int] | None, *, max_width_px: int, max_pixels: int) -> Opened:
    """Decode an original of the library again, cropped (left, top, right, bottom in permille). Raises as open_new."""
    order = {"do": "original", "max_width_px": max_width_px, "max_bytes": len(data), "max_pixels": max_pixels}
    return _opened({**order, "crop": list(crop) if crop else None, **_allowed(_ORIGINAL_FACTOR)}, data)


def read_words(data: bytes) -> dict[str, str]:
    """Read again what a file of the library says of itself, by field. Raises as open_new."""
    order = {"do": "words", "max_width_px": 0, "max_bytes": len(data), "max_pixels": 0}
    said: dict[str, str] = _answer({**order, **_allowed(1)}, data)[0]["said"]
    return said


def _allowed(factor: int) -> dict[str, float]:
    seconds = settings.IMAGE_OPEN_SECONDS * factor
    memory = settings.IMAGE_OPEN_BYTES * factor
    return {"cpu_seconds": seconds, "wall_seconds": seconds * 10, "memory_bytes": memory}


def _opened(order: dict[str, Any], data: bytes) -> Opened:
    head, pixels = _answer(order, data)
    picture = Image.frombytes("RGB", tuple(head["size"]), pixels)
    return Opened(Inspected(*head["found"]), picture, head["said"], head["cpu_seconds"], head["peak_bytes"])


def _answer(order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    head, pixels = ask(order, data)
    if "refused" in head:
        raise BadPicture(head["refused"])
    return head, pixels


def ask(order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Have an order carried out. The head says `refused`, or what was found; and what that cost. Raises TryLater."""
    with _lock:
        for _ in range(_LIVES):
            try:
                return _whole_answer(order, data)
            except _Died:
                continue
            except OSError as full:
                raise TryLater(f"No process could be had to open the picture ({full.strerror}). Try again.") from full
    raise TryLater("The process that opens pictures ended twice. Try again, and tell whoever runs the newsroom.")


def _whole_answer(order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """The answer, read to its end; where anything stops us before that, the child ends with the rest of it.

    A task's time limit does: the next picture would be given what is left of this one's pixels. Raises _Died, OSError.
    """
    child, is_whole = _child(), False
    try:
        answer = child.ask(order, data)
        is_whole = True
    finally:
        if not is_whole:
            _children.pop(os.getpid(), None)
            child.end()
    return answer


def _child() -> _Child:
    if os.getpid() not in _children:
        _children[os.getpid()] = _Child()
    return _children[os.getpid()]
