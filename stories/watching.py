"""Who may open a story, who watches it, and the verbs to watch it and to leave it again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation.models import EditLog, User
from stories.curating import may_edit
from stories.kinship import refuse_shut
from stories.models import Story, Watch

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def who_sees(story: Story) -> QuerySet[User]:
    """Everybody who may open the story at the desk: whoever sees all, its owner, and those it was given to."""
    staff = User.objects.filter(is_active=True, is_staff=True)
    all_seeing = User.objects.with_perm("stories.edit_any_story", backend=_BACKEND).values("pk")
    writing = User.objects.with_perm("stories.change_story", backend=_BACKEND).values("pk")
    given = Story.assigned.through.objects.filter(story=story.pk).values("user")
    works_on_it = Q(pk=story.owner_id) | Q(pk__in=given)
    return staff.filter(Q(pk__in=all_seeing) | (works_on_it & Q(pk__in=writing))).order_by("username")


def sees_all() -> QuerySet[User]:
    """Everybody who may edit any story."""
    rows = User.objects.with_perm("stories.edit_any_story", backend=_BACKEND).values("pk")
    return User.objects.filter(is_active=True, is_staff=True, pk__in=rows).order_by("username")


def may_own() -> QuerySet[User]:
    """Everybody who may take a story over: whoever may write one."""
    writing = User.objects.with_perm("stories.change_story", backend=_BACKEND).values("pk")
    return User.objects.filter(is_active=True, is_staff=True, pk__in=writing).order_by("username")


def sees(person: User, story: Story) -> bool:
    """Whether this person may open the story at the desk: one row's twin of `who_sees`."""
    if not (person.is_active and person.is_staff) or story.deleted_at is not None:
        return False
    if person.has_perm("stories.edit_any_story"):
        return True
    return person.has_perm("stories.change_story") and Story.objects.worked_on_by(person).filter(pk=story.pk).exists()


def is_watched_by(story: Story, person: User) -> bool:
    """Whether the person watches the story."""
    return Watch.objects.filter(story=story, person=person).exists()


@transaction.atomic
def watch(story: Story, *, by: User) -> bool:
    """Tell the person from now on what happens to the story. False where they watch it.

    Raises NotAllowed, and for what was spiked or merged states.NotNow and MergedStory. Leaving is always allowed.
    """
    refuse_shut(story, "watch", by=by)
    made = Watch.objects.get_or_create(story=story, person=by, defaults={"since": timezone.now()})[1]
    if made:
        EditLog.objects.record("watch", story, by=by)
    return made


@transaction.atomic
def unwatch(story: Story, *, by: User) -> bool:
    """Tell the person no more. False where they did not watch it. Raises NotAllowed."""
    may_edit(story, by)
    gone = bool(Watch.objects.filter(story=story, person=by).delete()[0])
    if gone:
        EditLog.objects.record("unwatch", story, by=by)
    return gone
