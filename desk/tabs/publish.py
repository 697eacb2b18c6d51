"""The Publish tab: what stands in the way, publishing now or under a seal, correcting, the versions, taking back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from desk.access import person
from desk.deeds import deeds_for
from desk.tabs import moving
from desk.tabs.page import Answer, Done, Tab, seen_by, tab_address
from desk.typed_dates import read_moment
from desk.update_ready import update_ready
from editions.models import Edition
from editions.serving import served
from foundation.errors import BadText
from foundation.models import EditLog
from stories import publishing, sealing
from stories.composing import compose
from stories.models import Story
from stories.pending import publish_pending
from stories.removing import open_request

VERSIONS = 30
_TAKEN_BACK = ("withheld", "killed", "restricted", "vanished")
_PARTS = {"summary": "#run", "articles": "#by-address"}  # where what is missing as a whole is mended
_ANCHORS = {"story": "id_", "summary": "s-", "images": "i-", "timeline": "e-", "articles": "a-"}


def publish(request: HttpRequest, story: Story) -> Done:
    """Publish what stands at the desk."""
    note = request.POST.get("note", "")
    edition = publishing.publish(story, seen=seen_by(request), by=person(request), note=note)
    return Done(f"Published: version {edition.number}.", "versions")


def publish_update(request: HttpRequest, story: Story) -> Done:
    """Publish exactly the update that was shown."""
    post = request.POST
    marks = post.get("marks", "").split()[:1000]
    edition = publish_pending(story, shown=post.get("shown", ""), marks=marks, by=person(request))
    return Done(f"Published: version {edition.number}.", "versions")


def correct(request: HttpRequest, story: Story) -> Done:
    """Publish what stands at the desk as a correction, with its public notice."""
    notice = request.POST.get("correction", "")
    since = _wrong_since(request, story)
    edition = publishing.correct(story, seen=seen_by(request), by=person(request), notice=notice, since=since)
    return Done(f"Corrected: version {edition.number}. Readers see your notice.", "versions")


def _wrong_since(request: HttpRequest, story: Story) -> datetime | None:
    """When the version was published in which it was wrong first. Raises BadText where none was chosen."""
    number = request.POST.get("since", "")
    rows = Edition.objects.filter(story=story.published, number=int(number) if number.isdecimal() else 0)
    at = rows.values_list("published_at", flat=True).first() if len(number) < 9 else None
    if at is None and story.published is not None:
        raise BadText("Say since when it was wrong: choose the first version that had it. Nothing was published.")
    return at


def seal(request: HttpRequest, story: Story) -> Done:
    """Approve what stands at the desk for a time, or under an embargo that somebody lifts."""
    until = read_moment(request.POST.get("until", ""))
    sealing.seal(story, seen=seen_by(request), by=person(request), until=until)
    return Done("Sealed. Exactly what stands here now goes out then; nobody outside sees it before.", "sealed")


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """The checks, the states and the newest versions, without their contents."""
    made = compose(story)
    is_gone = story.is_gone()
    problems = [] if is_gone else publishing.problems(story, made)
    removal = open_request(story.published)
    is_typed = answer.refusal is not None
    versions, wrong = _versions(story), request.GET.get("correct", "")
    return moving.context(request, story, answer, made) | {
        "is_gone": is_gone,
        "closed": story.why_closed() or _why_spiked(story),
        "problems": [_placed(problem, story) for problem in problems],
        "is_blocked": any(problem.is_blocking for problem in problems),
        "versions": versions,
        "update_ready": update_ready(story, made),
        "update_action": tab_address(story, "publish"),
        "note": answer.typed.get("note", "") if is_typed else "",
        "correction": answer.typed.get("correction", "") if is_typed else "",
        "since": answer.typed.get("since", "") if is_typed else _first_with(versions, wrong),
        "is_correcting": bool(wrong),
        "until": answer.typed.get("until", "") if is_typed else "",
        "seal": sealing.seal_of(story) if getattr(story, "sealed_since", None) is not None else None,
        "zone": settings.TIME_ZONE,
        "served": served([story.published]) if story.published else [],
        "policy": story.get_summary_policy_display(),
        "deeds": deeds_for(story, removal),
        "removal": removal,
        "last_act": EditLog.objects.filter(subject_uid=story.uid, verb__in=_TAKEN_BACK)
        .select_related("person")
        .order_by("-pk")
        .first(),
    }


def _why_spiked(story: Story) -> str:
    is_spiked = story.editorial_state == Story.EditorialState.SPIKED
    return "This story is spiked. Take it off the spike before publishing." if is_spiked else ""


def _placed(problem: publishing.Problem, story: Story) -> dict[str, Any]:
    """The problem with the address of the row or field where it is mended."""
    anchor = f"#{_ANCHORS[problem.where]}{problem.uid}" if problem.uid else _PARTS.get(problem.where, "")
    if problem.uid and problem.where == "summary":
        anchor = f"?sentence={problem.uid}{anchor}"
    return {
        "text": problem.text,
        "is_blocking": problem.is_blocking,
        "address": tab_address(story, problem.where) + anchor,
    }


def _first_with(versions: list[Edition], uid: str) -> str:
    """The number of the version that gave a sentence the wording readers see, of those that are listed; else ""."""
    for version in versions:
        told = {(row["what"], row["act"]) for row in version.changes if row["uid"] == uid}
        if told & {("sentence", "added"), ("sentence", "reworded")}:
            return str(version.number)
    return ""


def _versions(story: Story) -> list[Edition]:
    if story.published is None:
        return []
    rows = Edition.objects.filter(story=story.published).defer("content").order_by("-number")
    versions: list[Any] = list(rows[:VERSIONS])
    for version in versions:
        version.change_count = len(version.changes)
    return versions


_ACTS = (publish, publish_update, correct, seal)
TAB = Tab("publish", context, {act.__name__: act for act in _ACTS} | moving.ACTS)
