"""Whether a story may show a picture now: its basis is known, its time not over, its terms do not forbid it.

Asked wherever an edition is written (stories/committing.py). Terms that forbid publication can be passed over for one
story by an editor, with a reason that is logged; a basis must be chosen and a date prolonged on the picture itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation import limits
from foundation.errors import BadText, NotAllowed
from foundation.models import User
from foundation.text import clean_text, shortened
from media import wording
from media.models import Image
from stories.curating import log, take_desk
from stories.models import Placement, Story

MAY_OVERRIDE = ("media.change_image", "stories.publish_story")


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why one picture may not be shown, and what to do. `is_of_terms`: an editor may pass over it, with a reason."""

    image: Image
    why: str
    way: str
    is_of_terms: bool = False

    @property
    def text(self) -> str:
        """Both, as whoever publishes is told."""
        return f"{self.why} {self.way}"


def hindrance(image: Image, placement: Placement | None, now: datetime) -> Hindrance | None:
    """Say why a story that places the picture so may not show it now; None where it may."""
    named = f"“{shortened(image.caption, 60)}”" if image.caption else f"no. {image.pk}"
    if image.rights_basis == Image.RightsBasis.UNKNOWN:
        why = f"The rights in picture {named} are unknown."
        return Hindrance(image, why, "Choose a basis on its page in the library.")
    if image.is_expired(now):
        until = f"{timezone.localtime(image.expires_at):%Y-%m-%d %H:%M}"
        why = f"Picture {named} might be used until {until}."
        return Hindrance(image, why, "Take it out, or prolong it in the library.")
    if wording.forbids_publication(image.usage_terms) and not (placement and placement.reason_in_force()):
        told = f"The usage terms of picture {named} forbid it: {image.usage_terms[:200]}"
        way = "Take it out, or let an editor pass over them with a reason."
        return Hindrance(image, f"{told.rstrip('.')}.", way, is_of_terms=True)
    return None


def hindrances(story: Story, uids: Iterable[str]) -> list[Hindrance]:
    """Why this story may not show pictures of these uids now, in one query each for pictures and places."""
    now, wanted = timezone.now(), list(uids)
    if not wanted:
        return []
    images = Image.objects.filter(uid__in=wanted)
    placed = story.placements.filter(image__uid__in=wanted, removed_at=None).select_related("image")
    places = {row.image_id: row for row in placed}
    found = (hindrance(image, places.get(image.pk), now) for image in images)
    return [one for one in found if one is not None]


@transaction.atomic
def pass_over_terms(placement: Placement, *, reason: str, seen: int, by: User) -> Placement:
    """Let this story show the picture although its terms forbid it; an empty reason takes that back.

    Other terms than today's bind again, and so do these where the picture is taken out and placed anew.
    Raises NotAllowed for whoever is no editor, BadText for a picture that was taken out, StaleSave.
    """
    if not any(by.has_perm(name) for name in MAY_OVERRIDE):
        raise NotAllowed("Only an editor or a chief may pass over a picture's usage terms.")
    why = clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS)
    story = placement.story
    take_desk(story, seen=seen, by=by, merges=True)
    rows = Placement.objects.filter(pk=placement.pk, removed_at=None)
    fresh = {"override_by": by if why else None, "override_at": timezone.now() if why else None}
    terms = placement.image.usage_terms if why else ""
    if not rows.update(override_reason=why, override_terms=terms, **fresh):
        raise BadText("This picture no longer stands in the story. Load the page again.")
    told: dict[str, Any] = {
        "image": str(placement.image.uid),
        "reason": why,
        "usage_terms": placement.image.usage_terms,
    }
    log("pass_over_terms" if why else "heed_terms", story, by=by, **told)
    placement.refresh_from_db()
    return placement
