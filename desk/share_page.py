"""The page of a story's links for people outside: who made which, until when it opens, how often it was opened."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from desk.access import person, story_or_404
from desk.letters import desk_link
from desk.tabs.page import Answer, Done, carry_out, frame, seen_by, told_to_people
from foundation.errors import BadText, NewsroomError
from stories import sharing
from stories.models import SharedVersion, Story

LINKS = 40


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("made", "link")
def share_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """List the links; a POST makes one, shown this once in its answer, or takes one back."""
    story = story_or_404(request, object_id)
    answer, link, status = Answer(), "", 200
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        if act is None:
            return HttpResponseBadRequest("This page has no such button. Load it again.")
        try:
            done = carry_out(act, request, story)
        except (NewsroomError, OperationalError) as refusal:
            answer = Answer(told_to_people(refusal), request.POST)
            story, status = story_or_404(request, object_id), answer.status
        else:
            if act is _revoke:
                messages.success(request, done.told)
                return HttpResponseRedirect(request.path)
            link = done.told
    context = {
        **frame(request, story, "publish", answer),
        **_shown(request, story, answer),
        "link": link,
        "answer": answer,
    }
    response = TemplateResponse(request, "desk/share.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _share(request: HttpRequest, story: Story) -> Done:
    """Make a link. What it tells is the link itself."""
    given = request.POST
    _, token = sharing.share(
        story,
        lasts=given.get("lasts", ""),
        is_for=given.get("is_for", ""),
        desk_part=given.get("of") == "desk",
        seen=seen_by(request),
        by=person(request),
    )
    return Done(desk_link(_address(token)))


def _revoke(request: HttpRequest, story: Story) -> Done:
    uid = request.POST.get("row", "")
    row = next((row for row in story.shared_versions.select_related("story") if str(row.uid) == uid), None)
    if row is None:
        raise BadText("This story has no such link. Load the page again.")
    sharing.revoke(row, by=person(request))
    return Done("The link opens nothing any more.")


_ACTS = {"share": _share, "revoke": _revoke}


def _address(token: str) -> str:
    """The path of the page that the link opens. Raises BadText in a process that serves none."""
    try:
        return reverse("shared", args=[token])
    except NoReverseMatch as none:
        raise BadText("This process shows no shared versions. Make the link at the desk.") from none


def _shown(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    by = person(request)
    rows = list(story.shared_versions.select_related("made_by", "revoked_by").order_by("-pk")[:LINKS])
    whys: dict[tuple[str, bool], str] = {}
    is_sealed = getattr(story, "sealed_since", None) is not None
    return {
        "subtitle": "Share",
        "links": [(row, _standing(row, story, whys)) for row in rows],
        "lasts": [(name, words) for name, (words, _) in sharing.LASTS.items()],
        "chosen": answer.typed.get("lasts", "1d"),
        "is_for": answer.typed.get("is_for", ""),
        "is_sealed": is_sealed,
        "seen": answer.seen(story, is_refused=answer.refusal is not None),
        "shut": sharing.why_shut(story),
        "may_share": sharing.may_share(story, by),
        "may_share_sealed": sharing.may_share(story, by, is_sealed=True),
    }


def _standing(row: SharedVersion, story: Story, whys: dict[tuple[str, bool], str]) -> tuple[str, str]:
    """Whether the link opens, as a key and in words; `whys` keeps what was found of the same words before."""
    if row.revoked_at is not None:
        by = f" by {row.revoked_by.display_name()}" if row.revoked_by else ""
        return "over", f"closed{by}"
    if not row.is_open():
        return "over", "ran out"
    row.story = story
    same = row.content_digest, sharing.is_before_embargo(row)
    if same not in whys:
        whys[same] = sharing.why_closed(row)
    why = whys[same]
    return ("closed", f"opens nothing now: {why}") if why else ("open", "opens")
