"""Clearing what was deleted at the desk and brought back by nobody, after 30 days.

Only what never left the house goes, and nothing that somebody may have to prove: a story that ran is kept for good, as
is one under legal hold, one that is sealed, one that was shown to an outsider or put into a dossier, and each part of a
merge or a split that stands. Articles, their texts and pictures stay in the library, and the log keeps its rows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from foundation.models import Actor, EditLog
from stories.deleting import KEPT_DAYS
from stories.models import (
    Attention,
    BoardLine,
    BoardValue,
    Citation,
    Comment,
    Deletion,
    Dossier,
    EntryProposal,
    Flag,
    Lineage,
    LlmSpending,
    Outcome,
    Placement,
    Section,
    Sentence,
    SharedVersion,
    Story,
    StoryArticle,
    Suggestion,
    SummaryRun,
    TickerLook,
    TickerSuggestion,
    TimelineEntry,
)
from stories.sealing import sealed_among


def clearable(now: datetime) -> QuerySet[Story]:
    """Deleted stories whose time is over and that nothing needs."""
    here = OuterRef("pk")
    standing = Lineage.objects.standing().exclude(kind=Lineage.Kind.DUPLICATE)
    kept = (
        standing.filter(Q(source=here) | Q(target=here)),
        SharedVersion.objects.filter(story=here, opened_count__gt=0),
        Dossier.objects.filter(story=here),
        Story.objects.filter(merged_into=here),
    )
    rows = Story.objects.filter(deleted_at__lte=now - timedelta(days=KEPT_DAYS))
    rows = rows.filter(published=None, merged_into=None, legal_hold_since=None, corrections=None)
    return rows.filter(*(~Exists(one) for one in kept)).exclude(pk__in=sealed_among(rows).values("pk"))


def clear(story_id: int, *, now: datetime, by: Actor) -> bool:
    """Destroy a deleted story whose time is over, and say so in the log; False where it may not go, or went before.

    Whoever calls has let go of what other rooms keep of it, in the same transaction.
    """
    with transaction.atomic():
        story = clearable(now).select_for_update(of=("self",)).filter(pk=story_id).first()
        if story is None:
            return False
        counts = {name: rows.delete()[0] for name, rows in _rows_of(story)}
        after = {"headline": story.headline, **{name: count for name, count in counts.items() if count}}
        EditLog.objects.record("clear", story, by=by, after=after)
        Story.objects.filter(pk=story.pk).delete()
    return True


def _rows_of(story: Story) -> list[tuple[str, QuerySet[Any]]]:
    """What hangs on the story, each before what it points at."""
    cited = Q(sentence__story=story) | Q(entry__story=story)
    kinds: tuple[tuple[str, type[Model], Q], ...] = (
        ("comments", Comment, Q(story=story)),
        ("flags", Flag, Q(story=story)),
        ("suggestions", Suggestion, Q(story=story)),
        ("citations", Citation, cited),
        ("attention", Attention, Q(story=story)),
        ("tickers", TickerSuggestion, Q(story=story)),
        ("looks for tickers", TickerLook, Q(story=story)),
        ("sentences", Sentence, Q(story=story)),
        ("sections", Section, Q(story=story)),
        ("proposals of entries", EntryProposal, Q(story=story)),
        ("outcomes", Outcome, Q(entry__story=story)),
        ("entries", TimelineEntry, Q(story=story)),
        ("pictures", Placement, Q(story=story)),
        ("values", BoardValue, Q(line__story=story)),
        ("figures", BoardLine, Q(story=story)),
        ("memories", Deletion, Q(story=story)),
        ("articles", StoryArticle, Q(story=story)),
        ("runs", SummaryRun, Q(story=story)),
        # What all stories cost on a day is a row without a story, which stays.
        ("spending", LlmSpending, Q(story=story)),
        ("lineage", Lineage, Q(source=story) | Q(target=story)),
    )
    return [(name, model._default_manager.filter(which)) for name, model, which in kinds]
