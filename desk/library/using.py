"""Where a picture is used: the stories that place it, and those whose readers see it.

Whoever may not open a story learns nothing of its draft; that readers see the picture in it counts for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from desk.access import AnyUser, stories_for
from desk.tabs.page import tab_address
from editions.models import PublishedStory
from media.models import Image
from stories.models import Placement

MOST = 50


@dataclass(frozen=True, slots=True)
class Used:
    """In how many stories a picture stands, and in how many of them readers see it."""

    stories: int = 0
    live: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """One story that uses a picture. `is_placed` is False where only its public version still shows it."""

    headline: str
    address: str
    is_live: bool
    is_placed: bool


def placements(user: AnyUser) -> QuerySet[Placement]:
    """Pictures that stand in stories which this person may open."""
    rows = Placement.objects.order_by().filter(removed_at__isnull=True)
    if user.has_perm("stories.edit_any_story"):
        return rows.filter(story__deleted_at__isnull=True)
    return rows.filter(story__in=stories_for(user).order_by().values("pk"))


def showings() -> QuerySet[Any]:
    """Pairs of a picture and a published story whose readers see it."""
    live = PublishedStory.State.LIVE
    rows: QuerySet[Any] = PublishedStory.images.through._default_manager.order_by()
    return rows.filter(publishedstory__state=live, publishedstory__current_edition__isnull=False)


def _is_live() -> Exists:
    """Of a placement: whether readers of its story see the photograph, be it as a look-alike of the tile."""
    first = Coalesce("image__same_as", "image")
    shown = showings().filter(publishedstory=OuterRef("story__published")).annotate(first=first)
    return Exists(shown.filter(first=OuterRef("first")))


def used(images: Iterable[Image], user: AnyUser) -> dict[int, Used]:
    """Each picture's uses by its key, in two queries."""
    keys = [image.pk for image in images]
    placed = placements(user).filter(image__in=keys)
    told = placed.annotate(first=Coalesce("image__same_as", "image")).annotate(is_live=_is_live()).values("image")
    desk = {
        row["image"]: (row["stories"], row["live"])
        for row in told.annotate(stories=Count("pk"), live=Count("pk", filter=Q(is_live=True)))
    }
    own = placed.filter(image=OuterRef("image"), story__published=OuterRef("publishedstory"))
    others = dict(showings().filter(~Exists(own), image__in=keys).values_list("image").annotate(Count("pk")))
    return {
        key: Used(desk.get(key, (0, 0))[0] + others.get(key, 0), desk.get(key, (0, 0))[1] + others.get(key, 0))
        for key in keys
    }


def uses(image: Image, user: AnyUser) -> list[Use]:
    """The newest stories that use the picture and that this person may open, those at the desk first; two queries.

    MOST of those at the desk, and as many of which only the public version shows it.
    """
    shown = showings().filter(image=image)
    here = placements(user).filter(image=image).annotate(first=Coalesce("image__same_as", "image"))
    here = here.select_related("story").annotate(is_live=_is_live())
    found: list[Any] = list(here.order_by("-story")[:MOST])
    known = {row.story.published_id for row in found}
    public = PublishedStory.objects.filter(pk__in=shown.values("publishedstory"))
    if not user.has_perm("stories.edit_any_story"):
        public = public.filter(pk__in=stories_for(user).order_by().values("published"))
    public = public.order_by("-pk")[: MOST + len(known)]
    return [
        *(
            Use(row.story.headline, f"{tab_address(row.story, 'images')}#i-{image.uid}", row.is_live, is_placed=True)
            for row in found
        ),
        *(
            Use(row.headline, row.get_absolute_url(), is_live=True, is_placed=False)
            for row in public
            if row.pk not in known
        ),
    ]
