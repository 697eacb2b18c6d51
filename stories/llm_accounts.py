"""What the LLM engine has of the newsroom: the way out, the budget, the cache and the breaker, on rows of the database.

The engine itself is pure (stories/summarising/engines/llm). Its key leaves this module in one header of one request,
and stands in no row, no line of the log and no error.
"""

from __future__ import annotations

import logging
import socket
import ssl
import time
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from foundation.digests import digest
from foundation.hosts import NotPublic
from foundation.moments import is_beyond
from foundation.outbound import Refused, Unreachable, fetch
from stories.llm_embargo import is_embargoed
from stories.models import LlmAnswer, LlmProvider, LlmSpending, Story, SummaryRun
from stories.summarising.engines import get_engine
from stories.summarising.engines.llm import LlmEngine, Terms
from stories.summarising.engines.llm.answers import RUNGS, Dialect
from stories.summarising.engines.llm.office import NotReached, Office, Reply
from stories.summarising.request import Draft, Engine

logger = logging.getLogger(__name__)

ANSWER_MAX_BYTES = 1_000_000
ANSWERS_KEPT = timedelta(days=7)
DIALECT_KEPT = timedelta(days=7)
FELL_BACK = "provider"  # the rule of the refusal that says so


def engine_for(story: Story) -> Engine:
    """The engine that SUMMARY_ENGINE names; for embargoed text the embedded one, unless a setting lets it out."""
    engine = get_engine(settings.SUMMARY_ENGINE)
    if not isinstance(engine, LlmEngine):
        return engine
    kept_in = _why_kept_in(story)
    if kept_in:
        logger.info("%s The embedded engine drafts.", kept_in)
        return get_engine("extract")
    return LlmEngine(terms())


def equipped(engine: Engine, run: SummaryRun) -> Engine:
    """The engine with what it needs for this run; the run's row says from now on what it spent."""
    if not isinstance(engine, LlmEngine):
        return engine
    SummaryRun.objects.filter(pk=run.pk).update(model=engine.terms.model[:100])
    provider = Provider(engine.terms)
    office = Office(
        transport=Post(engine.terms),
        ledger=Account(engine.terms, run),
        cache=Answers(),
        breaker=provider,
        pause=time.sleep,
        forbids=partial(_why_kept_in, run.story),
        note=_note,
    )
    return engine.equipped(office)


def engine_of_draft(run: SummaryRun, draft: Draft) -> str:
    """The engine as it stands in a run's digest. A draft that fell back is another one: asked again, it may not."""
    has_fallen_back = any(refusal.rule == FELL_BACK for refusal in draft.refusals)
    return f"{run.engine}, fallen back" if has_fallen_back else run.engine


def terms() -> Terms:
    """The terms as the settings give them."""
    return Terms(
        url=settings.SUMMARY_LLM_URL,
        model=settings.SUMMARY_LLM_MODEL,
        key=settings.SUMMARY_LLM_KEY,
        price_in=settings.SUMMARY_LLM_PRICE_IN or 0,
        price_out=settings.SUMMARY_LLM_PRICE_OUT or 0,
        story_cap=settings.SUMMARY_LLM_STORY_CAP or 0,
        day_cap=settings.SUMMARY_LLM_DAY_CAP or 0,
        seconds=settings.SUMMARY_LLM_SECONDS,
        out_tokens=settings.SUMMARY_LLM_OUT_TOKENS,
        is_judged=settings.SUMMARY_LLM_JUDGED,
    )


def _why_kept_in(story: Story) -> str:
    """Why the story's text may not leave the house now, or "". Asked before every call: a seal may come meanwhile."""
    if is_embargoed(story) and not settings.SUMMARY_LLM_EMBARGOED:
        return "Text under embargo stays in the house."
    return ""


def _note(reason: str) -> None:
    logger.warning("The embedded engine wrote the summary: %s", reason)


class Post:
    """The way to the provider. It follows no redirect: what is sent goes where the operator's setting says."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def __call__(self, body: bytes, *, deadline: float) -> Reply:
        """Post the body. Raises NotReached, which never tells the key."""
        headers = {"content-type": "application/json", "accept": "application/json"}
        if not (self._terms.key.isascii() and self._terms.key.isprintable()):
            # What http.client says of such a header shows all of it.
            told = "SUMMARY_LLM_KEY holds a character that no header may hold"
            raise NotReached(told, was_sent=False, may_pass=False)
        if self._terms.key:
            headers["authorization"] = f"Bearer {self._terms.key}"
        try:
            answer = fetch(
                self._terms.endpoint(),
                method="POST",
                headers=headers,
                body=body,
                deadline_seconds=max(0.1, deadline - time.monotonic()),
                max_bytes=ANSWER_MAX_BYTES,
                allow_private=True,  # the address is the operator's
            )
        except (NotPublic, Unreachable) as fault:
            told = str(fault).replace(self._terms.key, "…") if self._terms.key else str(fault)
            raise NotReached(told, was_sent=_was_sent(fault), may_pass=isinstance(fault, Unreachable)) from None
        return Reply(answer.status, answer.body)


def _was_sent(fault: NotPublic | Unreachable) -> bool:
    """Whether the provider may have got the request. In doubt it has: then the worst case counts as spent."""
    cause = fault.__cause__
    if cause is None:
        return isinstance(fault, Refused)  # what was refused is an answer
    never = isinstance(cause, (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError))
    # A bare one is the connection's own; the deadline of what was sent is its subclass.
    return not (never or type(cause) is TimeoutError)


class Account:
    """The budget of one run: debited for the day and for the story, and told on the run's row as it goes."""

    def __init__(self, terms: Terms, run: SummaryRun) -> None:
        self._terms, self._run = terms, run
        self._day: date | None = None

    def reserve(self, micros: int) -> bool:
        """Debit both or neither, the day's first in every run, so that none waits for another in a circle."""
        self._day = timezone.now().date()
        whole, own = self._rows()
        with transaction.atomic():
            if not whole.debit(micros, cap=self._terms.day_cap):
                return False
            if not own.debit(micros, cap=self._terms.story_cap):
                transaction.set_rollback(True)
                return False
            self._on_run(micros, 0, 0)
        return True

    def settle(self, reserved: int, *, spent: int, tokens_in: int, tokens_out: int) -> None:
        """Give back what was reserved and not spent."""
        with transaction.atomic():
            for row in self._rows():
                LlmSpending.objects.filter(pk=row.pk).update(
                    debited_micros=F("debited_micros") - (reserved - spent),
                    tokens_in=F("tokens_in") + tokens_in,
                    tokens_out=F("tokens_out") + tokens_out,
                )
            self._on_run(spent - reserved, tokens_in, tokens_out)

    def _rows(self) -> tuple[LlmSpending, LlmSpending]:
        found = LlmSpending.objects.get_or_create
        return found(day=self._day, story=None)[0], found(day=self._day, story_id=self._run.story_id)[0]

    def _on_run(self, micros: int, tokens_in: int, tokens_out: int) -> None:
        SummaryRun.objects.filter(pk=self._run.pk).update(
            cost_micros=F("cost_micros") + micros,
            tokens_in=F("tokens_in") + tokens_in,
            tokens_out=F("tokens_out") + tokens_out,
        )


class Answers:
    """Answers of the last days. What was asked in the same words is not paid for twice."""

    def get(self, key: str) -> str | None:
        """The answer for a key, or None."""
        oldest = timezone.now() - ANSWERS_KEPT
        return LlmAnswer.objects.filter(key=key, kept_at__gte=oldest).values_list("answer", flat=True).first()

    def put(self, key: str, answer: str) -> None:
        """Keep an answer, and drop those that are too old."""
        LlmAnswer.objects.filter(kept_at__lt=timezone.now() - ANSWERS_KEPT).delete()
        LlmAnswer.objects.get_or_create(key=key, defaults={"answer": answer.replace("\x00", "")})


class Provider:
    """What is remembered of one model at one address, for all runs and processes."""

    def __init__(self, terms: Terms) -> None:
        self._key = digest([terms.endpoint(), terms.model])

    def lets_through(self) -> bool:
        """Whether a call may be made: not too many failures in a row, or the pause is over and this one is first."""
        row = self._row()
        if row.failures < settings.SUMMARY_LLM_FAILURES or row.open_until is None:
            return True
        now = timezone.now()
        pause = timedelta(seconds=settings.SUMMARY_LLM_PAUSE_SECONDS)
        if row.open_until > now and not is_beyond(row.open_until, now, pause.total_seconds()):
            return False
        claimed = LlmProvider.objects.filter(pk=row.pk, open_until=row.open_until).update(open_until=now + pause)
        return bool(claimed)

    def dialect(self) -> Dialect:
        """The dialect that worked last; after some days the whole ladder is tried again."""
        row = self._row()
        now = timezone.now()
        if row.probed_at is None or not now - DIALECT_KEPT <= row.probed_at <= now:
            return Dialect()
        return _dialect(row.dialect)

    def succeeded(self, dialect: Dialect) -> None:
        """Close the breaker, and remember what worked."""
        row = self._row()
        if row.failures or row.open_until is not None:
            LlmProvider.objects.filter(pk=row.pk).update(failures=0, open_until=None)
        if row.dialect != asdict(dialect) or dialect != self.dialect():
            LlmProvider.objects.filter(pk=row.pk).update(dialect=asdict(dialect), probed_at=timezone.now())

    def failed(self) -> None:
        """Count one more failure; too many in a row open the breaker for its pause."""
        row = self._row()
        LlmProvider.objects.filter(pk=row.pk).update(failures=F("failures") + 1)
        until = timezone.now() + timedelta(seconds=settings.SUMMARY_LLM_PAUSE_SECONDS)
        LlmProvider.objects.filter(pk=row.pk, failures__gte=settings.SUMMARY_LLM_FAILURES).update(open_until=until)

    def _row(self) -> LlmProvider:
        return LlmProvider.objects.get_or_create(key=self._key)[0]


def _dialect(kept: dict[str, object]) -> Dialect:
    """A dialect as it was kept; the first one where an older version kept something else."""
    rung, name, has_temperature = kept.get("rung"), kept.get("tokens_name"), kept.get("has_temperature")
    if isinstance(rung, int) and 0 <= rung < RUNGS and isinstance(name, str) and isinstance(has_temperature, bool):
        return Dialect(rung, name, has_temperature)
    return Dialect()
