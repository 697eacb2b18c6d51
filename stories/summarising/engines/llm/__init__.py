"""The LLM engine: a model orders and trims source sentences; every word it gives back passes the same check.

Pure: the network, the ledger, the cache and the breaker come in as the protocols of ``office``.

* ``terms``      what the newsroom agreed: address, model, prices, caps
* ``office``     what the engine may use, as protocols
* ``sources``    the source sentences E1..En that the model is shown
* ``prompt``     what is said to the model
* ``answers``    what comes back: the ladder of structured output, and a tolerant reading
* ``spending``   what a call may cost at the most, and what it cost
* ``asking``     one question: cache, breaker, budget, retry, ladder
* ``editing``    which recorded cuts lead from a source sentence to the model's words
* ``checking``   the model's sentence as a sentence of a draft, or why not
* ``arranging``  sections under the caps of the house
* ``drafting``   the engine
"""

from __future__ import annotations

from stories.summarising.engines.llm.drafting import LlmEngine
from stories.summarising.engines.llm.terms import Terms

__all__ = ("LlmEngine", "Terms")
