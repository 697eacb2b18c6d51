"""Verbs on the dossier of a story: ask for it, claim the work, hand in the file, hand it out, throw it away.

The rows are the queue. What stands in the file is newsroom/dossiers/; it is made by a worker, off the request.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from foundation import limits
from foundation.errors import NewsroomError, NotAllowed
from foundation.models import EditLog, User
from foundation.moments import beyond
from foundation.text import clean_text
from stories.models import Dossier, Story

RIGHT = "stories.make_dossier"
# The log of making dossiers is of the dossiers, not of the story: one that is made twice says the same.
VERBS = ("ask_dossier", "hand_out_dossier")
MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(days=7)


class DossierInWork(NewsroomError):
    """The same dossier is being made, or the one that is asked for is not there."""


@transaction.atomic
def ask(story: Story, *, by: User, with_redacted: bool = False, reason: str = "") -> Dossier:
    """Ask for the dossier of a story, a deleted one too.

    `with_redacted` puts in what was redacted or is kept back by a restriction: for a chief, with a reason. Raises
    NotAllowed, BadText without that reason, and DossierInWork where one like it is being made.
    """
    if not by.has_perm(RIGHT):
        raise NotAllowed("Only a chief or an administrator may have a dossier made.")
    if with_redacted and not by.has_perm("stories.publish_story"):
        raise NotAllowed("Only a chief may have what was redacted put into a dossier.")
    why = clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS, required=with_redacted)
    # The row of the story is taken, so that two who ask at once are told of each other.
    Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
    waiting = Dossier.objects.filter(story=story, with_redacted=with_redacted, due_since__isnull=False)
    if waiting.exists():
        raise DossierInWork("This dossier is being made already. It stands in the list in a moment.")
    row = Dossier(story=story, asked_by=by, with_redacted=with_redacted, reason=why, due_since=timezone.now())
    row.save(force_insert=True)
    after = {"dossier": str(row.uid), "with_redacted": with_redacted}
    EditLog.objects.record("ask_dossier", story, by=by, after=after, reason=why)
    return row


def claim_due(limit: int = 2) -> list[int]:
    """Claim up to `limit` dossiers that are to be made, longest waiting first, and return their ids.

    A claim lasts as long as a summary's lease, which outlasts every task; one whose worker died comes back then,
    MOST_ATTEMPTS times.
    """
    now, lease = timezone.now(), settings.SUMMARY_LEASE_SECONDS
    is_free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now) | beyond("claimed_until", now, lease)
    due = Dossier.objects.filter(is_free, due_since__isnull=False)
    given_up = "no worker could finish it. Ask again, or look at the log of the workers."
    due.filter(attempts__gte=MOST_ATTEMPTS).update(due_since=None, failure=given_up)
    waiting = list(due.order_by("due_since", "pk").values_list("pk", flat=True)[:limit])
    claim = {"claimed_until": now + timedelta(seconds=lease), "attempts": F("attempts") + 1}
    return [pk for pk in waiting if due.filter(pk=pk).update(**claim)]


def put_back(ids: list[int]) -> int:
    """Make claimed dossiers due again at once: their messages could not be sent. Returns how many."""
    return Dossier.objects.filter(pk__in=ids).update(claimed_until=None, attempts=F("attempts") - 1)


def hand_in(row: Dossier, path: Path, *, sha256: str) -> bool:
    """Keep the file of a dossier that was due; False where another worker handed it in before."""
    with path.open("rb") as made:
        row.file.save("", File(made), save=False)
    done = Dossier.objects.filter(pk=row.pk, due_since__isnull=False).update(
        file=row.file.name, sha256=sha256, size_bytes=path.stat().st_size, made_at=timezone.now(), due_since=None
    )
    return bool(done)


def hand_out(row: Dossier, *, by: User) -> File[bytes]:
    """Open the file for a person. Raises NotAllowed, and DossierInWork where there is none, or none any more."""
    if not by.has_perm(RIGHT) or (row.with_redacted and not by.has_perm("stories.publish_story")):
        raise NotAllowed("Only a chief or an administrator may have a dossier, and one with what was redacted a chief.")
    if not row.file or not row.made_at:
        raise DossierInWork("There is no such file, or not any more. Ask for the dossier again.")
    opened: File[bytes] = row.file.open("rb")
    EditLog.objects.record("hand_out_dossier", row.story, by=by, after={"dossier": str(row.uid), "sha256": row.sha256})
    return opened


def forget_old(now: datetime) -> int:
    """Throw away the files of a week ago; the rows stay. Returns how many."""
    old = Dossier.objects.exclude(file="").filter(made_at__lt=now - KEPT_FOR)
    rows = list(old)
    for row in rows:
        row.file.delete(save=False)
        Dossier.objects.filter(pk=row.pk).update(file="")
    return len(rows)
