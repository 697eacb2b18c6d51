"""Processes that end with the one that started them, even where that one is killed outright."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import wait

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def tied_to_parent(number: int = signal.SIGTERM) -> Callable[[], None] | None:
    """Return a `preexec_fn` that has Linux send the signal to the new process when its parent dies.

    None on other systems, where a killed parent leaves its children running. Only for programs without threads:
    the kernel counts the thread that forked as the parent.
    """
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def tie() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # it died before the line above
            os.kill(os.getpid(), number)

    return tie


def end_with_parent() -> None:
    """End this process, which multiprocessing started, as soon as the one that started it is gone: an initializer.

    A worker of a pool waits for orders on a pipe that it holds open itself, so a killed parent would leave it for ever.
    """
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), name="lifeline", daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
