"""The short names of exchanges, by MIC (ISO 10383): those that the newsroom loaded, else those that we know.

A line of a list asks for one at each row, so the table is read at most every few seconds.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from types import MappingProxyType

from django.apps import apps
from django.db import DatabaseError, InterfaceError

logger = logging.getLogger(__name__)

# A name that was changed at the desk is seen after so long at the latest.
KEPT_SECONDS = 3.0
AFTER_FAILURE_SECONDS = 30.0

# What readers know the exchanges by that we met first.
KNOWN: Mapping[str, str] = MappingProxyType(
    {
        "XNYS": "NYSE",
        "XNAS": "NASDAQ",
        "XASE": "NYSE American",
        "XKRX": "KRX",
        "XTKS": "TSE",
        "XLON": "LSE",
        "XETR": "Xetra",
        "XPAR": "Euronext Paris",
        "XAMS": "Euronext Amsterdam",
        "XHKG": "HKEX",
        "XSHG": "SSE",
        "XSHE": "SZSE",
        "XTSE": "TSX",
        "XASX": "ASX",
        "XSWX": "SIX",
        "XBOM": "BSE",
        "XNSE": "NSE",
        "XSES": "SGX",
        "XTAI": "TWSE",
        "XSAU": "Tadawul",
        "XMIL": "Borsa Italiana",
        "XMAD": "Bolsa de Madrid",
        "XBRU": "Euronext Brussels",
        "XLIS": "Euronext Lisbon",
        "XDUB": "Euronext Dublin",
        "XOSL": "Oslo Børs",
        "XSTO": "Nasdaq Stockholm",
        "XCSE": "Nasdaq Copenhagen",
        "XHEL": "Nasdaq Helsinki",
        "XFRA": "Börse Frankfurt",
        "XWBO": "Wiener Börse",
        "XIST": "Borsa Istanbul",
        "XJSE": "JSE",
        "XNZE": "NZX",
        "XKLS": "Bursa Malaysia",
        "XIDX": "IDX",
        "BVMF": "B3",
        "XMEX": "BMV",
        "XTSX": "TSX Venture",
        "ARCX": "NYSE Arca",
    }
)

_held: tuple[float, Mapping[str, str]] | None = None


def short_name(mic: str) -> str:
    """The everyday short name of the exchange with this MIC, or the MIC where nobody gave it one."""
    return names().get(mic, mic)


def names() -> Mapping[str, str]:
    """The short name of every exchange that has one, by MIC, as it stands or stood a few seconds ago."""
    global _held
    now = time.monotonic()
    if _held is None or _held[0] <= now:
        try:
            _held = now + KEPT_SECONDS, MappingProxyType({**KNOWN, **_loaded()})
        except (DatabaseError, InterfaceError) as fault:
            logger.warning("The names of exchanges could not be read: %s", fault)
            _held = now + AFTER_FAILURE_SECONDS, _held[1] if _held else KNOWN
    return _held[1]


def forget() -> None:
    """Read them anew at the next name of this process."""
    global _held
    _held = None


def _loaded() -> dict[str, str]:
    # Looked up by name: the model's own module asks here for the names.
    return dict(apps.get_model("reference", "Exchange").objects.values_list("mic", "name"))
