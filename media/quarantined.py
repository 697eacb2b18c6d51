"""The process in which pictures are opened: it waits for orders, forks for each, and tells what came of it.

Only media/quarantine.py starts it. It imports neither Django nor Celery, and ends with whoever started it.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image

from foundation.lifeline import tied_to_parent
from media import inspecting, metadata, renditions

Json = dict[str, Any]
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
# What one answer may hold beside its pixels.
_HEAD_BYTES = 200_000
_PIECE_BYTES = 1 << 20
_MOST_PIXEL_BYTES = 3 * renditions.WIDTHS_PX[-1] * inspecting.MAX_SIDE_PX
_TOO_LONG = "The picture takes too long to open. Save it as an ordinary JPEG."
_TOO_MUCH = "The picture takes too much memory to open. Save it smaller, or as an ordinary JPEG."
_BROKEN = "The picture broke the program that opens pictures; nothing of it was kept. Save it as an ordinary JPEG."
_OUT_OF_TIME = {signal.SIGPROF, signal.SIGALRM, signal.SIGXCPU}


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Carry out order after order until there are no more: a line of JSON, then so many bytes of a file.

    An answer is the length of its head in four bytes, the head as JSON, and `pixel_bytes` of RGB. Where whoever gives
    the orders is killed, this process and that of the picture end at once, however much is left of its time.
    """
    tie = tied_to_parent(signal.SIGKILL)
    while line := orders.readline():
        order = json.loads(line)
        data = orders.read(order["bytes"])
        head, pixels = _apart(order, data, asked_by=orders.fileno(), tie=tie)
        del data
        told = json.dumps({**head, "pixel_bytes": len(pixels)}).encode()
        answers.write(len(told).to_bytes(4, "big") + told)
        answers.write(pixels)
        answers.flush()


def _apart(order: Json, data: bytes, *, asked_by: int, tie: Callable[[], None] | None) -> tuple[Json, bytes]:
    """Carry one order out in a process of its own, and say what that cost."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        if tie is not None:
            tie()
        _begin(order, data, writing)
    os.close(writing)
    told = _all_told(reading, asked_by)
    os.close(reading)
    _, status, used = os.wait4(pid, 0)
    cost = {"cpu_seconds": used.ru_utime + used.ru_stime, "peak_bytes": used.ru_maxrss * _maxrss_unit()}
    if os.WIFSIGNALED(status):
        reason = _TOO_LONG if os.WTERMSIG(status) in _OUT_OF_TIME else _BROKEN
        return {"refused": reason, **cost}, b""
    head, _, pixels = told.partition(b"\n")
    try:
        return {**json.loads(head), **cost}, pixels
    except ValueError:
        return {"refused": _BROKEN, **cost}, b""


def _all_told(reading: int, asked_by: int) -> bytes:
    """What the process of a picture tells, to its end. Ends this one where the pipe that orders come by is closed."""
    told, either = bytearray(), select.poll()
    either.register(reading, select.POLLIN)
    either.register(asked_by, 0)  # its end alone is told: nobody orders before there is an answer
    while len(told) < _HEAD_BYTES + _MOST_PIXEL_BYTES:
        ready = [place for place, _ in either.poll()]
        if asked_by in ready:
            os._exit(1)
        if not (piece := os.read(reading, _PIECE_BYTES)):
            break
        told += piece
    return bytes(told)


def _begin(order: Json, data: bytes, writing: int) -> None:
    """Be the process of one picture; it never returns."""
    try:
        _limit(order)
        head, pixels = _carried_out(order, data)
        with os.fdopen(writing, "wb") as answer:
            answer.write(json.dumps(head).encode() + b"\n")
            answer.write(pixels)
    except MemoryError:
        os.write(writing, json.dumps({"refused": _TOO_MUCH}).encode() + b"\n")
    finally:
        os._exit(0)


def _limit(order: Json) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # What is mapped and was never touched counts as well: it is added to what the process may use.
    mapped, used = (int(word) * _PAGE_BYTES for word in _statm())
    most = mapped + max(order["memory_bytes"] - used, 0)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    signal.setitimer(signal.ITIMER_PROF, order["cpu_seconds"])
    signal.setitimer(signal.ITIMER_REAL, order["wall_seconds"])


def _statm() -> list[str]:
    try:
        return Path("/proc/self/statm").read_text("ascii").split()[:2]
    except FileNotFoundError:
        return ["0", str(-sys.maxsize // _PAGE_BYTES)]  # No Linux: what limits there is there is time alone.


def _maxrss_unit() -> int:
    return 1 if sys.platform == "darwin" else 1024


def _carried_out(order: Json, data: bytes) -> tuple[Json, bytes]:
    limits = {"max_bytes": order["max_bytes"], "max_pixels": order["max_pixels"]}
    try:
        if order["do"] == "words":
            return {"said": metadata.read(data)}, b""
        found = inspecting.look(data, **limits)
        with inspecting.named_damage():
            if order["do"] == "original":
                picture = renditions.from_original(data, order["crop"], max_width_px=order["max_width_px"])
            else:
                picture = renditions.from_original(data, max_width_px=order["max_width_px"])
    except inspecting.BadPicture as refusal:
        return {"refused": str(refusal)}, b""
    said = metadata.read(data) if order["do"] == "new" else {}
    head = {"found": [found.format, found.width_px, found.height_px], "size": list(picture.size), "said": said}
    return head, picture.tobytes()


if __name__ == "__main__":
    # Loaded before the first fork, so that no picture pays for it.
    Image.preinit()
    serve(sys.stdin.buffer, sys.stdout.buffer)
