"""What every page of a story shows of who works on it: whose it is, what one may do there, comments on each row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from desk.access import person, stories_for
from foundation.models import User
from stories import night_watch
from stories.acting import may
from stories.models import Comment, Story
from stories.watching import is_watched_by, may_own, who_sees

MOST_SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Team:
    """The line of the header: what this person may do, and how many threads are open on the story and each row."""

    may_take_over: bool
    may_hand_over: bool
    is_watching: bool
    may_watch: bool
    due_at: datetime | None
    is_overdue: bool
    open_threads: int = 0
    by_row: Counter[tuple[str, int]] = field(default_factory=Counter)


def team_of(story: Story, user: User) -> Team:
    """What the header tells this person, in two queries."""
    may_own_it, may_assign = may("own", story, by=user), may("assign", story, by=user)
    is_mine = story.owner_id == user.pk
    counts: Counter[tuple[str, int]] = Counter()
    threads = Comment.objects.of_story(story.pk).open().order_by()
    rows = list(threads.values_list("sentence", "entry", "placement"))
    for row in rows:
        counts.update((name, pk) for name, pk in zip(("sentence", "entry", "placement"), row, strict=True) if pk)
    return Team(
        may_take_over=may_own_it and may_assign and not is_mine,
        may_hand_over=may_own_it and (may_assign or is_mine),
        is_watching=is_watched_by(story, user),
        may_watch=may("watch", story, by=user),
        due_at=story.due_at,
        is_overdue=story.due_at is not None and story.due_at < timezone.now(),
        open_threads=len(rows),
        by_row=counts,
    )


def look(request: HttpRequest, published: int | None, looked_at: datetime | None) -> None:
    """Write down that an editor looks at what is published, where that was not written in the last minutes."""
    now = timezone.now()
    if published is None or not request.user.has_perm("stories.approve_story"):
        return
    if looked_at is None or looked_at < now - night_watch.LOOKED_AGAIN:
        night_watch.looked(published, at=now)


@require_safe
def people(request: HttpRequest, object_id: int) -> JsonResponse:
    """Suggest colleagues whose name begins with ?term, as {"results": [{"name", "text"}]}.

    Those who may open the story; with ?for=owner whoever may take it over.
    """
    story = stories_for(request.user).filter(pk=object_id).first()
    if story is None:
        raise Http404
    rows = may_own() if request.GET.get("for") == "owner" else who_sees(story)
    term = request.GET.get("term", "")[:150].casefold()
    # Names are few beside stories; matching here finds a beginning of any part of a name, whatever its script.
    named = [(user.username, user.display_name()) for user in rows.exclude(pk=person(request).pk)[:2_000]]
    found = [row for row in named if _begins(term, row)][:MOST_SUGGESTED]
    response = JsonResponse({"results": [{"name": name, "text": text} for name, text in found]})
    response["Cache-Control"] = "no-store"
    return response


def _begins(term: str, row: tuple[str, str]) -> bool:
    name, text = (value.casefold() for value in row)
    return name.startswith(term) or any(part.startswith(term) for part in text.split())
