"""Verbs on links by which somebody outside reads one version of a story: make one, take it back, open it.

What stood when the link was made is kept and shown, whatever is edited later. What the law takes out leaves it all the
same: a redacted line, a pulled picture; and the link opens nothing while the story is hidden, withdrawn, deleted or
under legal hold, while it carries a name that must not be published, or rests on words that were withdrawn; nor under
an embargo that was set after the link was made.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from editions import content as edition_content
from editions.content import Content
from editions.redactions import Redacted, items_of, redacted
from editions.restrictions import pass_gate, standing
from foundation import limits
from foundation.digests import digest, text_digest
from foundation.errors import BadText, NewsroomError, NotAllowed, StaleSave
from foundation.models import EditLog, User
from foundation.text import clean_line
from media.models import Image
from stories.acting import editorial_of
from stories.curating import DeletedStory, may_edit
from stories.holding import withdrawn_since
from stories.kinship import kin_of
from stories.models import SharedVersion, Story
from stories.previewing import upcoming
from stories.states import EDITORIAL, STATES

LASTS = {
    "1h": ("1 hour", timedelta(hours=1)),
    "1d": ("1 day", timedelta(days=1)),
    "7d": ("7 days", timedelta(days=7)),
    "30d": ("30 days", timedelta(days=30)),
}
TOKEN_BYTES = 32
_OFF_THE_DESK = {"spiked", "deleted", "merged"}
_SIGNER = signing.Signer(salt="stories.sharing", sep=".")


class NotShared(NewsroomError):
    """The link opens nothing, or cannot be made or taken back; to whoever is outside it never says why."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A link that opens now: its row, with its story, and what it may show."""

    row: SharedVersion
    content: Content

    def pictures(self) -> set[str]:
        """The uids of the pictures that it shows."""
        return {image["uid"] for image in self.content["desk"]["images"] if "removed_at" not in image}


def may_share(story: Story, by: User, *, is_sealed: bool = False) -> bool:
    """Whether this person may let somebody outside read the story: an editor; under a seal or embargo, a chief."""
    is_kept = is_sealed or story.is_embargoed(timezone.now())
    right = "stories.publish_story" if is_kept else "stories.approve_story"
    return by.has_perm(right) and (by.has_perm("stories.edit_any_story") or story.owner_id == by.pk)


def share(
    story: Story, *, lasts: str, seen: int, by: User, is_for: str = "", desk_part: bool = False
) -> tuple[SharedVersion, str]:
    """Make a link to what would go out next; return its row and its word, which is nowhere kept.

    `lasts` is a key of LASTS. `desk_part` shares what stands at the desk where something else is sealed. Raises
    NotAllowed, StaleSave where the desk part is no longer the one seen, DeletedStory, BadText, NotShared where no link
    of the story would open, and Restricted.
    """
    if lasts not in LASTS:
        raise BadText("Choose how long the link shall open.")
    whom = clean_line(is_for, name="Whom it is for", max_chars=limits.NAME_CHARS)
    found = _at_the_desk(story)
    may_edit(found, by)
    coming = upcoming(found, desk_part=desk_part)
    if not may_share(found, by, is_sealed=coming.is_sealed):
        raise NotAllowed("Only an editor may share a story, and only a chief what is sealed or embargoed. Ask one.")
    token = _SIGNER.sign(secrets.token_urlsafe(TOKEN_BYTES))
    now = timezone.now()
    with transaction.atomic():
        pass_gate()
        standing().refuse(coming.content, what="What you would share")
        if not Story.objects.at_the_desk().select_for_update(of=("self",)).filter(pk=found.pk, desk_revision=seen):
            raise StaleSave("Somebody changed this story since you opened it. Look again, then share it.")
        row = SharedVersion(story=found, token_hash=text_digest(token), content=coming.content, made_by=by)
        row.schema_version, row.content_digest = edition_content.SCHEMA_VERSION, digest(coming.content)
        row.version, row.is_sealed, row.is_for = coming.version, coming.is_sealed, whom
        row.expires_at = now + LASTS[lasts][1]
        if why := why_closed(row):
            raise NotShared(why)
        row.save(force_insert=True)
        after = {"link": str(row.uid), "until": row.expires_at.isoformat(), "digest": row.content_digest}
        EditLog.objects.record("share_version", found, by=by, after=after)
    return row, token


@transaction.atomic
def revoke(row: SharedVersion, *, by: User) -> None:
    """Make the link open nothing from the next request on. Raises NotAllowed, NotShared where it opens none already."""
    may_edit(row.story, by)
    if not by.has_perm("stories.approve_story"):
        raise NotAllowed("Only an editor may close a link. Ask one.")
    now = timezone.now()
    waiting = SharedVersion.objects.filter(pk=row.pk, revoked_at=None, expires_at__gt=now)
    if not waiting.update(revoked_at=now, revoked_by=by):
        raise NotShared("This link was closed or ran out before.")
    EditLog.objects.record("revoke_shared", row.story, by=by, after={"link": str(row.uid)})


def open_shared(token: str, *, counts: bool = False) -> Shared:
    """Return what the link of this word shows now; with `counts` it is written down as opened.

    Raises NotShared, whatever the reason.
    """
    try:
        _SIGNER.unsign(token)
    except signing.BadSignature as wrong:
        raise NotShared("There is no such link.") from wrong
    rows = SharedVersion.objects.select_related("story__published", "story__policy_set_by", "made_by")
    row = rows.filter(token_hash=text_digest(token)).first()
    if row is None or not row.is_open() or why_closed(row):
        raise NotShared("There is no such link.")
    if counts:
        now = timezone.now()
        SharedVersion.objects.filter(pk=row.pk).update(opened_count=F("opened_count") + 1, last_opened_at=now)
    return Shared(row, _left_of(row))


def why_shut(story: Story) -> str:
    """Why no link of the story opens now, whatever it shows; else ""."""
    if (state := editorial_of(story)) in _OFF_THE_DESK:
        return f"The story is {STATES[EDITORIAL][state]}."
    if story.is_held_legally():
        return "The story is under legal hold."
    if story.published is not None and not story.published.is_public():
        return f"The story is {story.published.get_state_display()}."
    return ""


def why_closed(row: SharedVersion) -> str:
    """Why the link opens nothing now though it was not taken back and has not run out, for the desk; else ""."""
    if shut := why_shut(row.story):
        return shut
    if is_before_embargo(row):
        return "It was made before the embargo under which the story is now."
    content = edition_content.upgrade(row.content, row.schema_version)
    if standing().carried_by(content):
        return "It carries a name that must not be published."
    if names := withdrawn_since(content):
        return f"It shows words of {', '.join(names)} that may not be shown so any more."
    return ""


def is_before_embargo(row: SharedVersion) -> bool:
    """Whether the story was put under the embargo that stands after the link was made: then no chief meant it."""
    since, is_made = row.story.embargo_since, row.pk is not None
    return since is not None and is_made and row.made_at < since and row.story.is_embargoed(timezone.now())


def _left_of(row: SharedVersion) -> Content:
    """The version as it may be shown now, without what was redacted or pulled since."""
    content = edition_content.upgrade(row.content, row.schema_version)
    public = row.story.published
    if public is not None:
        content = redacted(content, public.redactions, version=row.version)
    content = redacted(content, _redacted_elsewhere(row.story, content), version=row.version)
    images = content["desk"]["images"]
    named = [one["uid"] for image in images for one in (image, *image["also"])]
    pulled = {str(uid) for uid in Image.objects.pulled().filter(uid__in=named).values_list("uid", flat=True)}
    if not pulled:
        return content
    shown = [image for image in images if image["uid"] not in pulled]
    shown = [{**image, "also": [one for one in image["also"] if one["uid"] not in pulled]} for image in shown]
    return {**content, "desk": {**content["desk"], "images": shown}}


def _redacted_elsewhere(story: Story, content: Content) -> list[Redacted]:
    """What was redacted of these words in stories into which they went by a split or a merge."""
    here = {(what, item["uid"]) for what, item in items_of(content)}
    others = [one.published for one in kin_of(story) if one.published is not None and one.pk != story.pk]
    found = {(one["what"], one["uid"]): one for public in others for one in public.redactions}
    return [one for key, one in found.items() if key in here]


def _at_the_desk(story: Story) -> Story:
    rows = Story.objects.at_the_desk().select_related("published__current_edition", "lead_image__same_as")
    found = rows.filter(pk=story.pk).first()
    if found is None:
        raise DeletedStory(f"“{story.headline}” was deleted meanwhile. Bring it back before you share it.")
    return found
