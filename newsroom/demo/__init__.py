"""The demo: invented publishers and pictures drawn by code, telling invented matters."""

from __future__ import annotations
