"""Which text is under embargo, and so does not leave the house."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from stories.models import Story
from stories.sealing import with_seals


def is_embargoed(story: Story) -> bool:
    """Whether this story, or one that holds an article of it, waits under a seal or an embargo and never ran.

    A reminder flag is none: it takes a time that has not come, or a seal, also one without a time. What ran once is
    known, also where it was taken back since.
    """
    articles = story.story_articles.attached().values("article")
    holds_one = Q(story_articles__article__in=articles, story_articles__removed_at__isnull=True)
    holding = Story.objects.filter(Q(pk=story.pk) | holds_one, published__isnull=True)
    now = timezone.now()
    is_open = Q(embargo_since__isnull=False, embargo_until__isnull=True)
    is_waiting = is_open | Q(embargo_until__gt=now) | Q(sealed_since__isnull=False)
    return with_seals(holding).filter(is_waiting).exists()
