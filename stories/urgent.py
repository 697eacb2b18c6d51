"""What happens to a live story by itself and cannot wait for somebody to look: each with its alert.

Call these inside the transaction of what happened. Nothing is raised of a story that readers do not see, except of one
that they should be seeing by now.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from stories.alerting import raise_alert
from stories.models import Alert, Flag, Story

Kind = Alert.Kind
_FLAGS = {
    Flag.Kind.RETRACTED: "withdrawn by its publisher",
    Flag.Kind.CORRECTED: "corrected by its publisher",
    Flag.Kind.QUESTION: "perhaps withdrawn: its page says so",
}


def update_failed(stories: Iterable[int]) -> None:
    """The summaries of these stories were given up for now."""
    for story in _live(stories):
        raise_alert(Kind.FAILED, story, ref=f"inputs {story.inputs_revision}")


def update_held(story: Story, *, is_by_choice: bool) -> None:
    """An update of the story waits; once for each version that stands. `is_by_choice`: somebody wanted it so."""
    for row in _live([story.pk]):
        version = row.published.current_edition_id if row.published else 0
        detail = "as somebody set it" if is_by_choice else ""
        raise_alert(Kind.HELD, row, ref=f"edition {version}", detail=detail, is_urgent=not is_by_choice)


def release_refused(story: Story) -> None:
    """What was sealed for this time did not go out."""
    raise_alert(Kind.RELEASE, story, ref=f"refused {timezone.now():%Y-%m-%dT%H:%M:%S.%f}", detail="it was refused")


def release_late(story: Story, *, due: datetime) -> None:
    """What was sealed went out, and late: told, and needing no answer any more."""
    minutes = max(int((timezone.now() - due).total_seconds() // 60), 1)
    detail = f"it went out {minutes} minute{'' if minutes == 1 else 's'} late"
    raise_alert(Kind.RELEASE, story, ref=f"late {due:%Y-%m-%dT%H:%M}", detail=detail, is_urgent=False)


def sources_flagged(flags: Iterable[Flag]) -> None:
    """New flags were raised: an alert for each live story, article and kind that cannot wait."""
    told: dict[tuple[int, int, str], Flag] = {}
    for flag in flags:
        if flag.kind in _FLAGS:
            told.setdefault((flag.story_id, flag.article_id, flag.kind), flag)
    if not told:
        return
    live = {story.pk: story for story in _live({pk for pk, _, _ in told})}
    for (pk, article, kind), flag in told.items():
        if pk in live:
            ref = f"{kind} {article} {flag.uid}"
            raise_alert(Kind.SOURCE, live[pk], ref=ref, detail=_FLAGS[Flag.Kind(kind)])


def is_over(alert: Alert) -> bool:
    """Whether what the alert told of ended by itself, so that nobody has to answer it. Read it with its story."""
    story = alert.story
    if story is None or story.deleted_at is not None or story.merged_into_id is not None:
        return True
    if alert.kind == Kind.RELEASE:
        return not story.needs_attention
    if story.published is None or not story.published.is_public():
        return True
    if alert.kind == Kind.SOURCE:
        article = alert.ref.split(" ")[1]
        return not Flag.objects.standing().filter(Q(story=story), article_id=int(article)).exists()
    return not (story.needs_attention if alert.kind == Kind.FAILED else story.hold_reason)


def _live(stories: Iterable[int]) -> list[Story]:
    rows = Story.objects.at_the_desk().filter(pk__in=list(stories), published__state="live", merged_into=None)
    return list(rows.select_related("published", "owner"))
