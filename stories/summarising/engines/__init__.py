"""The summary engines, by name. To add one: a module with a class, and a line in ENGINES."""

from __future__ import annotations

from collections.abc import Callable

from stories.summarising.engines.extract import ExtractEngine
from stories.summarising.engines.llm import LlmEngine
from stories.summarising.request import Engine

ENGINES: dict[str, Callable[[], Engine]] = {"extract": ExtractEngine, "llm": LlmEngine}


def get_engine(name: str) -> Engine:
    """Make the engine of this name. Raises ValueError naming the known ones."""
    if name not in ENGINES:
        known = ", ".join(sorted(ENGINES))
        raise ValueError(f"There is no summary engine {name!r}; known: {known}.")
    return ENGINES[name]()
