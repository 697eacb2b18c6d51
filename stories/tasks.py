"""Celery entry points: an id in, one verb called. Each is harmless when run twice.

A summary has the limits of newsroom/settings.py, which its deadline and its lease must fit.
"""

from __future__ import annotations

from celery import shared_task

from stories import attention, publishing, sources
from stories.flagging import settle_story
from stories.models import Story
from stories.summarising.updating import update
from stories.tickers.looking import look as look_for_tickers


@shared_task
def update_summary(story_id: int) -> None:
    """Bring one summary up to date and publish by policy. A deleted, merged or current story is skipped.

    A publication that fails leaves the summary as it is; the clock sends the story to `publish_update` again.
    """
    story = Story.objects.open().filter(pk=story_id).first()
    if story is not None:
        sources.recheck_story(story)
        update(story)
        settle_story(story)
        publishing.publish_automatically(story_id)


@shared_task(soft_time_limit=30, time_limit=60)
def check_story(story_id: int) -> None:
    """Look at what of the story waits for a person, and for the tickers it names. A deleted story is skipped."""
    attention.check(story_id)
    look_for_tickers(story_id)


@shared_task(soft_time_limit=30, time_limit=60)
def publish_update(story_id: int) -> None:
    """Publish an update that waited for its minute. Skipped where another worker published it."""
    publishing.publish_automatically(story_id)
