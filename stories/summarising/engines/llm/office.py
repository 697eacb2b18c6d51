"""What the engine may use of the newsroom, as protocols: the way out, the ledger, the cache, the breaker.

``stories/llm_accounts.py`` has them on rows of the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from stories.summarising.engines.llm.answers import Dialect


class Unwritten(Exception):
    """The model gave nothing that can be used; str(error) says why, in words for the desk."""


class ProviderFault(Unwritten):
    """The provider failed: it counts for the breaker."""


class NoBudget(Unwritten):
    """The call could cost more than is left."""


class NotReached(Exception):
    """No whole answer came.

    ``was_sent`` says whether the provider may have got, and billed, the request; ``may_pass`` whether asking again is
    of use.
    """

    def __init__(self, message: str, *, was_sent: bool, may_pass: bool = True) -> None:
        super().__init__(message)
        self.was_sent, self.may_pass = was_sent, may_pass


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer over HTTP."""

    status: int
    body: bytes


class Transport(Protocol):
    """The way to the provider, which knows address and key."""

    def __call__(self, body: bytes, *, deadline: float) -> Reply:
        """Post a JSON body; ``deadline`` is a value of ``time.monotonic()``. Raises NotReached."""
        ...


class Ledger(Protocol):
    """The budget. Amounts are millionths of the currency unit."""

    def reserve(self, micros: int) -> bool:
        """Debit this much before a call; False where that would pass a cap. Safe among any number of runs."""
        ...

    def settle(self, reserved: int, *, spent: int, tokens_in: int, tokens_out: int) -> None:
        """Say what a call really cost, never more than was reserved for it, and give back the rest."""
        ...


class Cache(Protocol):
    """Answers that were read once and found usable."""

    def get(self, key: str) -> str | None:
        """The answer for a key, or None."""
        ...

    def put(self, key: str, answer: str) -> None:
        """Keep an answer."""
        ...


class Breaker(Protocol):
    """What is remembered of one model at one address: how it wants to be spoken to, and whether it fails."""

    def lets_through(self) -> bool:
        """Whether a call may be made now. After its pause an open breaker lets one through to probe."""
        ...

    def dialect(self) -> Dialect:
        """The dialect that worked last, or the first one."""
        ...

    def succeeded(self, dialect: Dialect) -> None:
        """Close, and remember what worked."""
        ...

    def failed(self) -> None:
        """Count one more failure."""
        ...


@dataclass(frozen=True, slots=True)
class Office:
    """All of it together.

    ``forbids`` says before every call why the text may not leave now, or "". ``note`` is told why the embedded engine
    wrote the summary after all.
    """

    transport: Transport
    ledger: Ledger
    cache: Cache
    breaker: Breaker
    pause: Callable[[float], None]
    forbids: Callable[[], str]
    note: Callable[[str], None]
