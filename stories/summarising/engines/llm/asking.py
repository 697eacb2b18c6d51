"""One question to the provider: from the cache, or over the network within budget, breaker and time.

Any number of failures of the provider's ends in ``Unwritten``. Every call is debited with the most it can cost before
it is made, and settled afterwards. What was sent and never answered counts as that much; an HTTP error costs nothing.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from foundation.digests import digest
from stories.summarising.engines.llm.answers import BadAnswer, Dialect, Schema, content_of, objects_in, usage_of
from stories.summarising.engines.llm.office import NoBudget, NotReached, Office, ProviderFault, Reply, Unwritten
from stories.summarising.engines.llm.prompt import PROMPT_VERSION, Message
from stories.summarising.engines.llm.spending import believed, cost, most_tokens
from stories.summarising.engines.llm.terms import Terms

T = TypeVar("T")

WRONG_REQUEST = frozenset({400, 422, 501})
PASSING = frozenset({408, 429, 500, 502, 503, 504})
LEAST_SECONDS = 1.0
PAUSE_SECONDS = (0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Asking:
    """Questions under one set of terms, all of which end by one deadline (of ``time.monotonic()``)."""

    terms: Terms
    office: Office
    deadline: float

    def ask(self, messages: Sequence[Message], schema: Schema, read: Callable[[object], T]) -> T:
        """The answer in the form that ``read`` gives it. Raises Unwritten, which says why there is none."""
        key = self._key(messages)
        kept = self.office.cache.get(key)
        if kept is not None:
            try:
                return _read(kept, read)
            except BadAnswer:
                pass  # kept by an older version that read it otherwise
        if not self.office.breaker.lets_through():
            raise Unwritten("The provider failed again and again, so it is left alone for a while.")
        try:
            content, dialect = self._content(messages, schema)
            made = _read(content, read)
        except BadAnswer as bad:
            self.office.breaker.failed()
            raise ProviderFault(str(bad)) from bad
        except ProviderFault:
            self.office.breaker.failed()
            raise
        self.office.breaker.succeeded(dialect)
        self.office.cache.put(key, content)
        return made

    def _key(self, messages: Sequence[Message]) -> str:
        """Model, prompt version, parameters and evidence: the messages hold the evidence word for word."""
        terms = self.terms
        return digest([terms.endpoint(), terms.model, PROMPT_VERSION, terms.out_tokens, [dict(m) for m in messages]])

    def _content(self, messages: Sequence[Message], schema: Schema) -> tuple[str, Dialect]:
        dialect, has_retried = self.office.breaker.dialect(), False
        while True:
            try:
                reply = self._send(self._body(messages, schema, dialect))
            except NotReached as fault:
                if has_retried or not fault.may_pass:
                    raise ProviderFault(f"The provider was not reached: {fault}") from fault
                has_retried = self._waited()
                continue
            if reply.status in PASSING and not has_retried:
                has_retried = self._waited()
                continue
            lower = dialect.after_refusal(reply.body) if reply.status in WRONG_REQUEST else None
            if lower is not None:
                dialect = lower
                continue
            if reply.status != 200:
                raise ProviderFault(f"The provider answered with status {reply.status}.")
            return content_of(reply.body), dialect

    def _waited(self) -> bool:
        low, high = PAUSE_SECONDS
        self.office.pause(low + (high - low) * random.random())  # noqa: S311 it only keeps retries apart
        return True

    def _body(self, messages: Sequence[Message], schema: Schema, dialect: Dialect) -> bytes:
        asked = {"model": self.terms.model, "messages": [dict(message) for message in messages], "stream": False}
        asked |= dialect.parameters(schema, self.terms.out_tokens)
        return json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode()

    def _send(self, body: bytes) -> Reply:
        if self.deadline - time.monotonic() < LEAST_SECONDS:
            raise ProviderFault("The provider took all the time there was.")
        why = self.office.forbids()
        if why:
            raise Unwritten(why)
        most = most_tokens(self.terms, body)
        reserved = cost(self.terms, most)
        if not self.office.ledger.reserve(reserved):
            raise NoBudget("The budget of this story or of this day does not allow one more question.")
        try:
            reply = self.office.transport(body, deadline=self.deadline)
        except NotReached as fault:
            spent = reserved if fault.was_sent else 0
            self.office.ledger.settle(reserved, spent=spent, tokens_in=0, tokens_out=0)
            raise
        if reply.status != 200:
            self.office.ledger.settle(reserved, spent=0, tokens_in=0, tokens_out=0)
            return reply
        usage = believed(usage_of(reply.body), most)
        spent = min(cost(self.terms, usage), reserved)
        self.office.ledger.settle(reserved, spent=spent, tokens_in=usage.tokens_in, tokens_out=usage.tokens_out)
        return reply


def _read(content: str, read: Callable[[object], T]) -> T:
    """The first value in the answer that has the form; raises the first refusal where none has."""
    refused: BadAnswer | None = None
    for value in objects_in(content):
        try:
            return read(value)
        except BadAnswer as bad:
            refused = refused or bad
    raise refused or BadAnswer("The model's answer is no JSON.")
