"""What is known of a publication beside its content: who, which sentences people touched, whether the engine is new."""

from __future__ import annotations

from editions.causes import Occasion
from editions.content import Content
from foundation.models import Actor, User
from stories.holding import withdrawn_since
from stories.models import Sentence, Story, SummaryRun


def occasion_of(
    story: Story, by: Actor | None, current: Content | None = None, *, is_correction: bool = False
) -> Occasion:
    """Return the occasion of a publication by this actor over the current content; no actor: by the story's policy."""
    touched = Sentence.objects.filter(story=story, desk_changed_at__isnull=False).values_list("uid", flat=True)
    return Occasion(
        editor=str(by.uid) if isinstance(by, User) else "",
        is_correction=is_correction,
        touched=frozenset(map(str, touched)) if isinstance(by, User) else frozenset(),
        withdrawn=tuple(withdrawn_since(current)) if current else (),
        upgrade=_upgrade(story),
    )


def _upgrade(story: Story) -> tuple[str, str] | None:
    """The engines before and after, where another one made the summary since the current edition."""
    edition = story.published.current_edition if story.published else None
    if edition is None:
        return None
    done = story.runs.exclude(outcome__in=["running", "failed", "overtaken"])
    first = done.filter(trigger=SummaryRun.Trigger.ENGINE, finished_at__gt=edition.published_at).first()
    before = done.filter(pk__lt=first.pk).first() if first else None
    return (before.engine, first.engine) if first and before else None
