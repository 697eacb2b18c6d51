"""Celery entry points: an id in, one verb called. Each is harmless when run twice."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from celery.signals import task_failure

from stories import dispatching, publishing
from stories.models import Story
from stories.summarising.updating import update


@shared_task(soft_time_limit=90, time_limit=120)
def update_summary(story_id: int) -> None:
    """Bring one summary up to date and publish by policy. A deleted or current story is skipped."""
    story = Story.objects.at_the_desk().filter(pk=story_id).first()
    if story is not None:
        update(story)
        publishing.publish_automatically(story_id)


@shared_task(soft_time_limit=30, time_limit=60)
def publish_update(story_id: int) -> None:
    """Publish an update that waited for its minute. Skipped where another worker published it."""
    publishing.publish_automatically(story_id)


@task_failure.connect(sender=update_summary)
def free_failed(args: tuple[Any, ...], exception: BaseException, **_: Any) -> None:
    """Let a failed run's story be tried again; the failure itself is in Celery's log."""
    dispatching.give_up_claim(args[0], error=f"{type(exception).__name__}: {exception}")
