"""Partners: the partners' door: the REST API."""

from __future__ import annotations
