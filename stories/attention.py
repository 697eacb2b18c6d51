"""Keep what waits for people as rows: what the headline says and the summary does not, and figures that differ.

Both take a composition to find out, so that nobody can ask for them of a whole archive. A story is looked at when its
desk part or its summary is no longer the one that was looked at last; how and why: docs/decisions/0013.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation.moments import beyond
from stories.backing import unbacked
from stories.models import Attention, Story, StoryArticle
from stories.models.story import StoryQuerySet

LEASE_SECONDS = 60
CLAIMS_AT_ONCE = 5
TEXT_CHARS = 300

Found = tuple[str, str, str, str]


def claim_unchecked() -> list[int]:
    """Claim stories to look at, those changed last first, and return their ids; at most CLAIMS_AT_ONCE stand.

    One whose look failed comes back when its claim ends, after all the others.
    """
    now = timezone.now()
    unchecked = Story.objects.unchecked()
    is_too_far = beyond("check_after", now, LEASE_SECONDS)
    room = CLAIMS_AT_ONCE - Story.objects.filter(check_after__gt=now).exclude(is_too_far).count()
    claimed: list[int] = []
    for is_free in (Q(check_after__isnull=True), Q(check_after__lte=now) | is_too_far):
        free = unchecked.filter(is_free).order_by("-changed_at", "-pk").values_list("pk", flat=True)
        for pk in free[: max(room - len(claimed), 0)]:
            if unchecked.filter(is_free, pk=pk).update(check_after=now + timedelta(seconds=LEASE_SECONDS)):
                claimed.append(pk)
    return claimed


def put_back(ids: list[int]) -> int:
    """Make claimed stories free at once: their messages could not be sent. Returns how many."""
    return Story.objects.filter(pk__in=ids).update(check_after=None)


def look_again(stories: StoryQuerySet) -> int:
    """Say that something beside desk part and summary changed which the look depends on. Returns how many stories."""
    return stories.update(checked_desk_revision=-1, check_after=None)


def check(story_id: int) -> bool:
    """Look at the story now, and open and close its rows. Doing it twice changes nothing.

    False where somebody saved or a run ended meanwhile: then it is looked at again.
    """
    story = Story.objects.at_the_desk().select_related("published", "lead_image__same_as").filter(pk=story_id).first()
    if story is None:
        return False
    found = set() if story.why_closed() else {*_unsaid(story), *_differing(story)}
    with transaction.atomic():
        same = Story.objects.filter(
            pk=story.pk, desk_revision=story.desk_revision, summary_version=story.summary_version
        )
        if not same.update(
            checked_desk_revision=story.desk_revision, checked_summary_version=story.summary_version, check_after=None
        ):
            Story.objects.filter(pk=story.pk).update(check_after=None)
            return False
        _keep(story, found)
    return True


def _keep(story: Story, found: set[Found]) -> None:
    standing = {
        (row.kind, row.where, row.subject, row.text): row.pk for row in Attention.objects.standing().filter(story=story)
    }
    now = timezone.now()
    gone = [pk for key, pk in standing.items() if key not in found]
    Attention.objects.filter(pk__in=gone).update(closed_at=now)
    Attention.objects.bulk_create(
        Attention(story=story, kind=kind, where=where, subject=subject, text=text, opened_at=now)
        for kind, where, subject, text in sorted(found - set(standing))
    )


def _unsaid(story: Story) -> Iterator[Found]:
    for one in unbacked(story):
        yield Attention.Kind.HEADLINE.value, one.where, one.uid, f"{one.text}."[:TEXT_CHARS]


def _differing(story: Story) -> Iterator[Found]:
    """Differences that the newest run which ended well found between articles that still stand."""
    ended = story.runs.filter(outcome__in=["changed", "unchanged"]).first()
    if ended is None or not ended.conflicts:
        return
    rows = StoryArticle.objects.attached().filter(story=story).values_list("article__uid", "article__publisher__name")
    outlets = {str(uid): name for uid, name in rows}
    for one in ended.conflicts:
        sides = [(outlets.get(one[name]["article"]), one[f"{name}_value"]) for name in ("first", "second")]
        if all(outlet for outlet, _ in sides):
            told = " against ".join(f"{value} ({outlet})" for outlet, value in sides)
            yield Attention.Kind.FIGURES.value, "summary", "", f"{one['unit']}: {told}"[:TEXT_CHARS]
