"""The pages of acts on a story as a whole, each of which says what it will do: duplicate, delete, undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from desk.access import person, require, story_or_404
from desk.tabs.page import Answer, Done, carry_out, frame, tab_address, told_to_people
from foundation.errors import NewsroomError
from stories import deleting, duplicating, joining_stories, splitting_stories
from stories.models import Lineage, Story

_GETS_BACK = (
    "What came since to the story that goes on stays there; words, pictures and figures go back as they are now."
)


@dataclass(frozen=True, slots=True)
class Went(Done):
    """What an act did, and the page that the person goes to then."""

    address: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Say what a copy holds; a POST makes it."""
    require(request, "stories.add_story")
    story = story_or_404(request, object_id)

    def act(request: HttpRequest, story: Story) -> Went:
        made = duplicating.duplicate(story, by=person(request), headline=request.POST.get("headline", ""))
        return Went("Copied. This is the copy: a draft of yours.", address=tab_address(made.target, "story"))

    told = (
        "You get a draft of your own with the same articles, pictures, timeline and figures, and what people wrote. "
        "The machine makes its sentences anew. It has another address, numbers of its own, and says what it is a copy "
        "of. A sealed or embargoed story's copy is under an embargo too."
    )
    given = {"label": "Duplicate", "told": told, "wanted": f"Copy of {story.headline}"}
    given["hindrance"] = duplicating.why_not(story, by=person(request))
    return act_page(request, story, act, given)


@require_http_methods(["GET", "HEAD", "POST"])
def delete_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Say what deleting does; a POST deletes the story at the desk."""
    story = story_or_404(request, object_id)

    def act(request: HttpRequest, story: Story) -> Went:
        deleting.delete(story, by=person(request), reason=request.POST.get("reason", ""))
        gone = f"“{story.headline}” is deleted. It can be brought back here."
        return Went(gone, address=reverse("admin:stories_story_deleted"))

    back = "one button on the page of deleted stories brings it back with everything."
    then = (
        f"What ran stays on the record, so that at any time {back}"
        if story.published_id
        else f"For {deleting.KEPT_DAYS} days {back} Then it is cleared for good."
    )
    told = (
        f"Nobody finds the story at the desk any more, and no machine works on it. {then} "
        "Its articles and pictures stay in the library."
    )
    given = {"label": "Delete", "told": told, "asks_why": True, "is_danger": True}
    return act_page(request, story, act, {**given, "hindrance": deleting.why_not(story, by=person(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def undo_page(request: HttpRequest, object_id: int, uid: UUID) -> HttpResponse:
    """Say what undoing a merge or a split does; a POST undoes it. One that was undone says so."""
    story = story_or_404(request, object_id)
    rows = Lineage.objects.select_related("source", "target")
    row = rows.filter(uid=uid).exclude(kind=Lineage.Kind.DUPLICATE).first()
    if row is None or story.pk not in {row.source_id, row.target_id}:
        raise Http404
    undo = {
        Lineage.Kind.MERGE: joining_stories.undo_merge,
        Lineage.Kind.SPLIT: splitting_stories.undo_split,
    }[Lineage.Kind(row.kind)]

    def act(request: HttpRequest, story: Story) -> Went:
        undo(row, by=person(request), reason=request.POST.get("reason", ""))
        told = "Both stories stand for themselves again." if is_merge else "What went into the new story is here again."
        return Went(f"Undone. {told}", address=tab_address(row.source, "story"))

    is_merge = row.kind == Lineage.Kind.MERGE
    told = (
        f"The merged story stands again with its articles, its words and its numbers, and what readers saw of it is "
        f"live again. {_GETS_BACK}"
        if is_merge
        else "Everything that went into the new story comes back, and the new story is deleted, recoverable as any."
    )
    label = "Undo the merge" if is_merge else "Undo the split"
    return act_page(request, story, act, {"label": label, "told": told, "asks_why": True})


def act_page(
    request: HttpRequest,
    story: Story,
    act: Callable[[HttpRequest, Story], Went],
    given: dict[str, Any],
    template: str = "desk/whole.html",
    *,
    is_asked: bool = True,
) -> HttpResponse:
    """The page of one act; what a POST was refused for stands on it, with what was typed.

    Without `is_asked` a POST does not act: it turned a leaf of the page.
    """
    answer = Answer()
    if request.method == "POST" and is_asked:
        try:
            done = carry_out(act, request, story)
        except (NewsroomError, OperationalError) as refusal:
            answer = Answer(told_to_people(refusal), request.POST)
            story = story_or_404(request, story.pk)
        else:
            messages.success(request, done.told)
            return HttpResponseRedirect(done.address if isinstance(done, Went) else tab_address(story, "story"))
    typed = {name: answer.typed.get(name, "") for name in ("headline", "reason")}
    everything = {**frame(request, story, "story"), **given, "answer": answer, "typed": typed}
    return TemplateResponse(request, template, everything, status=answer.status)
