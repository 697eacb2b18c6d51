"""Pictures whose time is over leave what is public: the clock writes a version without them.

Their files stop answering at the moment itself (readers/files.py asks the picture); the version follows at the clock's
next tick. Everything else of the desk part stays as it was published: crops, order and words of people too.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from editions import content as edition_content
from editions.causes import Occasion
from editions.content import Content
from editions.models import Edition, PublishedStory
from editions.redactions import without_redacted
from editions.restrictions import Restricted
from foundation.errors import StaleSave
from foundation.models import Engine
from media.models import Image
from stories.committing import Act, NothingNew, PicturePulled, commit
from stories.models import Story

logger = logging.getLogger(__name__)

WARNED_BEFORE = timedelta(days=7)
_BY = "automatic, a picture expired"
_AT_ONCE = 20


def end_due() -> int:
    """Write a version without its expired pictures for every live story that shows one. Returns how many.

    A story under a legal hold keeps its version: there the file alone stops answering.
    """
    now, done = timezone.now(), 0
    expired = Image.objects.expired(now)
    for published in _showing(expired)[:_AT_ONCE]:
        done += _without(published, now) is not None
    return done


def _showing(images: QuerySet[Image]) -> QuerySet[PublishedStory]:
    held = Story.objects.filter(published__isnull=False).exclude(legal_hold_since=None).values("published")
    public = PublishedStory.objects.public().filter(images__in=images).exclude(pk__in=held)
    return public.select_related("current_edition").distinct().order_by("pk")


def without_expired(content: Content, now: datetime) -> Content:
    """The content without pictures whose time is over, the first of the others leading where the lead was one."""
    images = content["desk"]["images"]
    uids = [image["uid"] for image in images]
    gone = {str(uid) for uid in Image.objects.expired(now).filter(uid__in=uids).values_list("uid", flat=True)}
    if not gone:
        return content
    left = [image for image in images if image["uid"] not in gone]
    desk: dict[str, Any] = {**content["desk"], "images": left}
    if desk["lead_image"] in gone:
        desk["lead_image"] = left[0]["uid"] if left else None
    return {**content, "desk": desk}


def leave_out_expired(act: Act) -> Act:
    """The same publication without pictures whose time is over, itself where there are none.

    An update that comes before the clock's tick does the clock's work: nobody at the desk has to.
    """
    content = without_expired(act.content, timezone.now())
    if content is act.content:
        return act
    return replace(act, content=content, occasion=replace(act.occasion, has_expired=True))


def _without(published: PublishedStory, now: datetime) -> Edition | None:
    story = Story.objects.select_related("published__current_edition").filter(published=published).first()
    edition = published.current_edition
    if story is None or edition is None:
        return None
    standing = edition_content.upgrade(edition.content, edition.schema_version)
    content = without_expired(without_redacted(standing, published.redactions), now)

    def claim(at: datetime) -> int:
        # What people changed at the desk since waits as it did.
        rows = Story.objects.filter(pk=story.pk, published=published, legal_hold_since=None)
        return rows.update(changed_at=F("changed_at"))

    occasion = Occasion(has_expired=True)
    try:
        edition_content.check(content)
        act = Act(story, content, {}, by=Engine(name=_BY), by_text=_BY, occasion=occasion, claim=claim, takes_out=True)
        return commit(act)
    except StaleSave:
        return None  # the clock comes back
    except (NothingNew, Restricted, PicturePulled, edition_content.BadContent) as refusal:
        logger.warning("A version without an expired picture could not be written: %s", refusal)
        return None
