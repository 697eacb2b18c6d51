"""How an edition is written: content, columns, lists, change and log in one transaction, or nothing of it.

Only here is the public record written. Whoever publishes brings a claim, a conditional UPDATE of the desk's row that
finds nothing where what was composed no longer stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from editions import content as edition_content
from editions.causes import Occasion, explain
from editions.changes import compare, moves_facts
from editions.content import Content
from editions.models import Change, Edition, PublishedStory
from editions.nameless import without_texts
from editions.redactions import Redacted, carries_redacted, items_of, without_redacted
from editions.restrictions import Standing, hide_old_slugs, pass_gate, show_story, standing
from foundation.digests import digest
from foundation.errors import NewsroomError, StaleSave
from foundation.models import Actor, EditLog, User
from media.models import Image
from stories.alerting import tell_watchers
from stories.models import Story, StoryArticle
from stories.night_watch import looked
from stories.pictures.permitting import hindrances
from stories.recording import Record, list_story, open_story
from stories.weighing import weight_of_rewording


class NothingNew(NewsroomError):
    """What would be published is what stands already."""


class PicturePulled(NewsroomError):
    """What would be published shows a picture that was pulled from every story."""


class PictureForbidden(PicturePulled):
    """It shows a picture whose rights are unknown or over, or whose terms forbid it; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Act:
    """A publication to be: what it says, the number of each article's row, whose act it is and what is known of it.

    `claim` takes the desk's row at the given time and returns how many rows it found. The kind is an edition's;
    empty makes it the first, or an update. `by_person` is who answers for it where that is not who acts now. With
    `takes_out` it says what stands less what must leave: the rights of pictures that readers see already bar it not.
    """

    story: Story
    content: Content
    numbers: Mapping[int, int]
    by: Actor
    by_text: str
    occasion: Occasion
    claim: Callable[[datetime], int]
    note: str = ""
    kind: str = ""
    by_person: User | None = None
    takes_out: bool = False

    def person(self) -> User | None:
        """Who answers for the edition; None for the machine."""
        return self.by_person or (self.by if isinstance(self.by, User) else None)


_NOTHING_NEW = "Nothing changed since the last version, so no new one was made."
_OPEN = (PublishedStory.State.LIVE, PublishedStory.State.RESTRICTED)
_MOVED = "This story was saved, published or withdrawn while you were publishing it. Look again, then publish."


def commit(act: Act) -> Edition:
    """Write the edition.

    Raises NothingNew where it would say what stands, StaleSave where something moved, also where a part of it was
    redacted while this was composed; PicturePulled; and Restricted where it carries a name that must not be published.
    """
    published = act.story.published
    old = published.current_edition if published else None
    if old is not None and old.content_digest == digest(act.content) and published and published.is_public():
        raise NothingNew(_NOTHING_NEW)
    old_content = _standing(old, published.redactions) if old and published else None
    rows = compare(old_content, act.content, weigh=weight_of_rewording)
    if old is not None and not rows and published and published.is_public():
        raise NothingNew(_NOTHING_NEW)
    changes = explain(rows, old_content, act.content, act.occasion)
    try:
        with transaction.atomic():
            return _write(act, changes, _passed(act, old_content), now=timezone.now())
    except IntegrityError as taken:
        raise StaleSave("Another story took the same address in this very moment. Publish again.") from taken


def _standing(old: Edition, redactions: Sequence[Redacted]) -> Content:
    """What is left of the current edition: no line of the changes repeats what was redacted."""
    return without_redacted(edition_content.upgrade(old.content, old.schema_version), redactions)


def _passed(act: Act, old: Content | None) -> Standing:
    """Pass the gate, and return the restrictions that stand now. Raises Restricted and PicturePulled."""
    pass_gate()
    restrictions = standing()
    restrictions.refuse(act.content, what="What would be published")
    shown = _images(act.content)
    if shown and Image.objects.pulled().filter(uid__in=shown).exists():
        raise PicturePulled("A picture of this story was pulled from every story. Take it out on the Images tab.")
    stays = _images(old) if old and act.takes_out else []
    if forbidden := hindrances(act.story, [uid for uid in shown if uid not in stays]):
        raise PictureForbidden(" ".join(one.text for one in forbidden))
    return restrictions


def _images(content: Content) -> list[str]:
    return [item["uid"] for what, item in items_of(content) if what == "image"]


def _write(act: Act, changes: list[dict[str, Any]], restrictions: Standing, *, now: datetime) -> Edition:
    story = act.story
    if not act.claim(now):
        raise StaleSave(_MOVED)
    for pk, number in act.numbers.items():
        StoryArticle.objects.filter(pk=pk, number__isnull=True).update(number=number)
    old = story.published.current_edition if story.published else None
    published = _claim_public(story) if story.published else open_story(story, act.content, now)
    # What was redacted while this was composed stands in the content, or in the lines of its changes.
    known = story.published.redactions if story.published else []
    if published.redactions != known or carries_redacted(act.content, known):
        raise StaleSave(_MOVED)
    edition = Edition.objects.create(
        story=published,
        number=(old.number if old else 0) + 1,
        kind=act.kind or (Edition.Kind.UPDATE if old else Edition.Kind.FIRST),
        published_at=now,
        by_person=act.person(),
        by_text=act.by_text,
        note=act.note,
        schema_version=edition_content.SCHEMA_VERSION,
        content=act.content,
        content_digest=digest(act.content),
        changes=without_texts(changes, restrictions.names),
    )
    list_story(Record(published, edition, act.content), facts_moved=old is None or moves_facts(changes))
    if restrictions:
        hide_old_slugs(published, restrictions)
    Change.objects.create(story=published, edition=edition, kind=edition.kind, at=now)
    Story.objects.filter(pk=story.pk).update(published=published)
    EditLog.objects.record("publish", published, by=act.by, reason=act.note, after={"version": edition.number})
    if isinstance(act.by, User):
        looked(published.pk, at=now)
    tell_watchers(story, ref=f"version {edition.pk}", detail=f"version {edition.number}, {edition.kind}", by=act.by)
    return edition


def _claim_public(story: Story) -> PublishedStory:
    """Take the public row, live and with the edition that was compared with; a kill meanwhile wins.

    One that a reporting restriction hides is shown again by an edition without the name.
    """
    assert story.published is not None
    rows = PublishedStory.objects.select_for_update().filter(
        pk=story.published.pk, current_edition=story.published.current_edition_id, state__in=_OPEN
    )
    standing_row = rows.first()
    if standing_row is None:
        raise StaleSave(_MOVED)
    if standing_row.state == PublishedStory.State.RESTRICTED:
        show_story(standing_row)
    return standing_row
