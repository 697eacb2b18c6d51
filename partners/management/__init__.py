"""What an operator does with the partners' door."""

from __future__ import annotations
