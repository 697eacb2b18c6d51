"""What the newsroom agreed with a provider: where it is, which model, what it costs and what it may cost."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

MODEL_CHARS = 36  # of a model's name in the version of the engine, which a run's row holds in 60


@dataclass(frozen=True, slots=True)
class Terms:
    """Prices are millionths of the currency unit for a million tokens; caps are millionths of the unit.

    ``story_cap`` holds for one story on one day (UTC), ``day_cap`` for all stories together. The key is never shown.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    price_in: int = 0
    price_out: int = 0
    story_cap: int = 0
    day_cap: int = 0
    seconds: float = 60.0
    out_tokens: int = 2000
    is_judged: bool = False  # whether rewritten sentences may stand that the model, asked again, finds supported

    def endpoint(self) -> str:
        """The address of chat completions below the base address, or the address itself where it names them."""
        path, mark, query = self.url.partition("?")
        base = path.rstrip("/")
        return f"{base if base.endswith('/chat/completions') else f'{base}/chat/completions'}{mark}{query}"

    def version_of_model(self) -> str:
        """The model's name in a form that fits a run's row; long ones are cut and told apart by their hash."""
        shown = self.model
        if len(shown) > MODEL_CHARS:
            shown = f"{shown[: MODEL_CHARS - 9]}#{hashlib.sha256(shown.encode()).hexdigest()[:8]}"
        return f"{shown} judged" if self.is_judged else shown
