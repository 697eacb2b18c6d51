"""Bring a story's summary up to date: read, draft and merge outside any transaction, then commit once.

reading.py, saving.py and this module know the database; all else in this package is pure.
"""

from __future__ import annotations

import logging
import sys
import time
import uuid

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from foundation.errors import TryLater
from foundation.logs import log_context
from foundation.models import Actor, EditLog
from stories import board
from stories.acting import allow
from stories.dispatching import end_claim, give_up_claim
from stories.legal_holds import refuse_held
from stories.llm_accounts import engine_for, engine_of_draft, equipped
from stories.models import Story, StoryArticle, SummaryRun
from stories.summarising.merging import Merged, merge
from stories.summarising.reading import Inputs, digest_of, read_inputs
from stories.summarising.request import Conflict, Draft, Engine, Request
from stories.summarising.saving import save_merged
from stories.timelines.proposals import propose_entries

logger = logging.getLogger(__name__)

MERGE_ATTEMPTS = 5


@transaction.atomic
def ask_again(story: Story, *, by: Actor) -> None:
    """Ask the clock to look at the story again, also one that failed too often: the desk's "Update summary".

    Where nothing the summary rests on has changed, the digest is the same and there is no new run. Raises
    UnderLegalHold.
    """
    refuse_held(story, what="No machine changes it.")
    allow("update_summary", story, by=by)
    Story.objects.filter(pk=story.pk).raise_inputs()
    EditLog.objects.record("update_summary", story, by=by)


def update(story: Story) -> SummaryRun | None:
    """Make the story's summary rest on every input there is, keeping what people wrote.

    None where it does already, while the story is under legal hold, and where SUMMARY_MAX_ATTEMPTS runs were killed
    in the middle.

    Raises what the engine raises; then nothing was changed but the run's row, and the story is due again after a
    growing pause, or on *needs attention* after the last attempt.
    """
    story.refresh_from_db()
    if story.is_summary_current() or story.is_held_legally():
        end_claim(story.pk)
        return None
    if story.attempts >= settings.SUMMARY_MAX_ATTEMPTS:
        # The broker gives the message of a killed process to the next one, for ever. The clock leaves it to people.
        return None
    Story.objects.filter(pk=story.pk).update(attempts=F("attempts") + 1)
    is_done = False
    with log_context(story=str(story.uid)):
        try:
            run = _run(story)
            is_done = True
        finally:
            if not is_done:
                logger.warning("The update failed: %s", _told(sys.exc_info()[1]))
                give_up_claim(story, error=_told(sys.exc_info()[1]))
    return run


def _run(story: Story) -> SummaryRun | None:
    engine = engine_for(story)
    inputs = read_inputs(story, engine)
    last = story.runs.filter(outcome__in=["changed", "unchanged"]).first()
    if last is not None and last.digest == inputs.digest:
        _clear(story.pk, story.inputs_revision)
        return None
    name = f"{engine.name} {engine.version}"
    is_upgrade = last is not None and last.engine != name
    run = SummaryRun.objects.create(
        story=story,
        trigger=SummaryRun.Trigger.ENGINE if is_upgrade else SummaryRun.Trigger.ARTICLES,
        inputs_revision=story.inputs_revision,
        digest=inputs.digest,
        engine=name,
        attempt=story.attempts + 1,
    )

    def report(step: str, percent: int) -> None:
        SummaryRun.objects.filter(pk=run.pk).update(step=step[:60], percent=percent)

    started = time.monotonic()
    with log_context(run=str(run.uid)):
        draft = equipped(engine, run).draft(inputs.request, report)
        _merge_and_commit(story, run, inputs, draft, engine)
        board.propose(story, inputs.request.articles)
        propose_entries(story, run, inputs.request)
        run.refresh_from_db(fields=["outcome"])
        logger.info("Update: %s in %.1f s", run.get_outcome_display(), time.monotonic() - started)
    return run


def _told(error: BaseException | None) -> str:
    return f"{type(error).__name__}: {error}" if error else "The run stopped."


def _merge_and_commit(story: Story, run: SummaryRun, inputs: Inputs, draft: Draft, engine: Engine) -> None:
    """Merge with what stands and save. Where a person saved meanwhile, read and merge again; where another run
    did, leave it at that: the story is still due if inputs moved since.
    """
    version, drafted = story.summary_version, inputs.request
    for _ in range(MERGE_ATTEMPTS):
        merged = merge(
            inputs.standing,
            draft,
            valid=inputs.is_valid,
            new_uid=lambda: str(uuid.uuid4()),
            former=inputs.former,
        )
        same = Story.objects.filter(pk=story.pk, desk_revision=story.desk_revision, summary_version=version)
        held = same.filter(legal_hold_since=None)
        with transaction.atomic():
            if held.update(summary_version=F("summary_version") + 1):
                _commit(story, run, inputs, drafted, draft, merged)
                return
        story.refresh_from_db()
        if story.summary_version != version or story.is_held_legally():
            _end(run, SummaryRun.Outcome.OVERTAKEN)
            return
        inputs = read_inputs(story, engine)
    raise TryLater(f"The story was saved {MERGE_ATTEMPTS} times while its summary was being merged.")


def _end(run: SummaryRun, outcome: str) -> None:
    SummaryRun.objects.filter(pk=run.pk).update(outcome=outcome, error="", finished_at=timezone.now())


def _commit(story: Story, run: SummaryRun, inputs: Inputs, drafted: Request, draft: Draft, merged: Merged) -> None:
    """Save what was merged. The digest is of what the draft was made from, not of what came in since."""
    has_changed = save_merged(story, run, merged, inputs.articles, inputs.snapshots)
    _note_unused(story, drafted, draft)
    now = timezone.now()
    SummaryRun.objects.filter(pk=run.pk).update(
        outcome=SummaryRun.Outcome.CHANGED if has_changed else SummaryRun.Outcome.UNCHANGED,
        digest=digest_of(story, drafted, _spoken(merged), engine_of_draft(run, draft)),
        counts={**merged.counts, "refused": len(draft.refusals)},
        refusals=[
            {"article": r.article, "text": r.text[:300], "rule": r.rule, "reason": r.reason}
            for r in draft.refusals[:200]
        ],
        conflicts=[_conflict(conflict) for conflict in draft.conflicts],
        label=draft.label,
        original_reports=draft.original_reports,
        step="done",
        percent=100,
        error="",
        finished_at=now,
    )
    _clear(story.pk, run.inputs_revision)
    Story.objects.filter(pk=story.pk, published__isnull=False, edition_due_at__isnull=True).update(edition_due_at=now)


def _clear(story_id: int, revision: int) -> None:
    """Say that the summary rests on this revision; where inputs moved since, only the claim ends."""
    rows = Story.objects.filter(pk=story_id)
    rows.filter(inputs_revision=revision).update(
        summarised_revision=revision, stale_since=None, last_error="", attempts=0, next_attempt_at=None
    )
    end_claim(story_id)


def _spoken(merged: Merged) -> list[list[str]]:
    return [[sentence.uid, sentence.text] for section in merged.sections for sentence in section.sentences]


def _note_unused(story: Story, drafted: Request, draft: Draft) -> None:
    """Write on each article that the draft was made from which text that was, and why no sentence uses it."""
    read = {source.key: source.snapshot for source in drafted.articles}
    cited = set(
        story.sentences.filter(removed_at__isnull=True).values_list("citations__article_id", flat=True).distinct()
    )
    for row in StoryArticle.objects.attached().filter(story=story).select_related("article"):
        if str(row.article.uid) not in read:
            continue
        note = "" if row.article_id in cited else draft.unused.get(str(row.article.uid), "nothing_new")
        text_hash = read[str(row.article.uid)]
        if (row.note, row.summarised_hash) != (note, text_hash):
            StoryArticle.objects.filter(pk=row.pk).update(note=note, summarised_hash=text_hash)


def _conflict(conflict: Conflict) -> dict[str, object]:
    return {
        "unit": conflict.unit,
        "first_value": conflict.first_value,
        "second_value": conflict.second_value,
        **{
            name: {"article": e.article, "snapshot": e.snapshot, "start": e.start, "end": e.end, "quote": e.quote}
            for name, e in (("first", conflict.first), ("second", conflict.second))
        },
    }
