"""What the desk's templates say beyond their context."""

from __future__ import annotations
