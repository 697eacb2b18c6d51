"""What is kept of a person beside stories, as they may have it: what they said, what they watch, what they chose."""

from __future__ import annotations

from typing import Any

from foundation.models import User
from stories.models import AlertChoice, Comment, Duty, Watch


def kept_of(user: User) -> dict[str, Any]:
    """The person's comments, watched stories, choices and duties, as JSON, oldest first."""
    comments = Comment.objects.filter(by=user).select_related("story")
    watches = Watch.objects.filter(person=user).select_related("story")
    return {
        "comments": [
            {"at": row.at.isoformat(), "story": str(row.story.uid), "text": row.text} for row in comments.order_by("pk")
        ],
        "watches": [
            {"since": row.since.isoformat(), "story": str(row.story.uid)} for row in watches.order_by("since", "pk")
        ],
        "told": dict(AlertChoice.objects.filter(person=user).values_list("kind", "way")),
        "duties": [
            {"from": row.starts_at.isoformat(), "to": row.ends_at.isoformat(), "turn": row.turn}
            for row in Duty.objects.filter(person=user).order_by("starts_at")
        ],
    }
