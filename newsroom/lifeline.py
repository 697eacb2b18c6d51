"""Processes that end with the one that started them, even where that one is killed outright."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

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
