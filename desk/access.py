"""Who sees what at the desk: access is a queryset, so that forgetting it is hard."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from foundation.models import User
from stories.models import Story, StoryArticle
from stories.models.story import StoryQuerySet
from stories.sealing import with_seals

AnyUser = User | AnonymousUser


def person(request: HttpRequest) -> User:
    """The person who asks. Only for views behind the admin site, which lets no anonymous visitor in."""
    return cast(User, request.user)


def stories_for(user: AnyUser) -> StoryQuerySet:
    """The stories this person may open: a reporter's own and given, an editor's all, none without the permission."""
    if user.has_perm("stories.edit_any_story"):
        return Story.objects.at_the_desk()
    if user.has_perm("stories.change_story"):
        return Story.objects.at_the_desk().worked_on_by(cast(User, user))
    return Story.objects.none()


def deleted_for(user: AnyUser) -> StoryQuerySet:
    """The deleted stories that this person could open if they were brought back: the twin of `stories_for`."""
    rows = Story.objects.filter(deleted_at__isnull=False)
    if user.has_perm("stories.edit_any_story"):
        return rows
    return rows.worked_on_by(user) if isinstance(user, User) else rows.none()


def story_or_404(request: HttpRequest, pk: int) -> Story:
    """The story, where this person may open it; another's story is not found, as if it were not there."""
    people = ("owner", "policy_set_by", "approved_by")
    rows = stories_for(request.user).select_related("published__current_edition", *people)
    attached = Exists(StoryArticle.objects.attached().filter(story=OuterRef("pk")))
    read = with_seals(rows).annotate(has_articles=attached).defer("published__current_edition__content")
    return get_object_or_404(read, pk=pk)


def require(request: HttpRequest, permission: str) -> None:
    """Raise PermissionDenied (403) unless this person has the permission."""
    if not request.user.has_perm(permission):
        raise PermissionDenied
