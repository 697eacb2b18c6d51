"""What a call may cost at the most, and what it cost. Whole millionths of the currency unit, rounded up."""

from __future__ import annotations

from dataclasses import dataclass

from stories.summarising.engines.llm.terms import Terms

MILLION = 1_000_000
FRAME_TOKENS = 200  # what a provider's own template adds around the messages


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the provider counted them."""

    tokens_in: int
    tokens_out: int


def most_tokens(terms: Terms, body: bytes) -> Usage:
    """The most tokens a call can take: none is shorter than a byte, and the answer is limited by the request."""
    return Usage(len(body) + FRAME_TOKENS, terms.out_tokens)


def cost(terms: Terms, usage: Usage) -> int:
    """What so many tokens cost."""
    exact = usage.tokens_in * terms.price_in + usage.tokens_out * terms.price_out
    return -(-exact // MILLION)


def believed(claimed: Usage | None, most: Usage) -> Usage:
    """The usage to charge: the most possible where the provider gives none; a claim beyond that is cut to it."""
    if claimed is None:
        return most
    return Usage(min(claimed.tokens_in, most.tokens_in), min(claimed.tokens_out, most.tokens_out))
