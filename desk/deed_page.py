"""The page of an act that asks twice: what it touches, why, and the button. And the page that redacts one item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from desk.access import person, require, story_or_404
from desk.deeds import ASK, CONFIRM, DEEDS, Deed
from desk.tabs.page import Answer, Done, carry_out, frame, tab_address, told_to_people
from editions.arranging import arranged_sections, arranged_timeline
from editions.models import PublishedStory, Redaction
from editions.redactions import without_redacted
from foundation.errors import BadText, NewsroomError
from stories import redacting
from stories.models import Story
from stories.reaching import Reach, reach_of_redaction, reach_of_story
from stories.reaching_kin import kin_of_removal
from stories.removing import open_request

_RIGHT = "stories.publish_story"


@require_http_methods(["GET", "HEAD", "POST"])
def deed_page(request: HttpRequest, object_id: int, name: str) -> HttpResponse:
    """Show what the act touches; a POST does it. A refusal is told on the page, with the reason as it was typed."""
    deed = DEEDS.get(name)
    story = story_or_404(request, object_id)
    require(request, _RIGHT)
    if deed is None:
        raise Http404
    done, answer = _posted(request, story, lambda asked, one: Done(deed.carry(asked, one)))
    if done is not None:
        return HttpResponseRedirect(tab_address(story, "publish"))
    reach = reach_of_story(story.published) if deed.takes_words and story.published else None
    removal = open_request(story.published)
    context: dict[str, Any] = {"deed": deed, "reach": reach, "removal": removal, "tab_name": deed.label}
    context["kin"] = _kin(request, story, deed) if deed.tells_kin else []
    return _page(request, "desk/deed.html", story, answer, **context)


def _kin(request: HttpRequest, story: Story, deed: Deed) -> list[dict[str, Any]]:
    """The stories that hold words of this one: what stays there, and whether the act can be done for each too."""
    if story.published is None:
        return []
    by, is_asking, rows = person(request), deed is ASK, []
    ticked = set(request.POST.getlist("kin"))
    for kin in kin_of_removal(story.published):
        why_not = kin.why_not_ask() if is_asking else kin.why_not_decide(by, is_confirming=deed is CONFIRM)
        is_ticked = str(kin.story.uid) in ticked if request.method == "POST" else not is_asking
        rows.append({"kin": kin, "why_not": why_not, "is_ticked": is_ticked and not why_not})
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
def redact_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Show what redacting an item takes out, or every item that readers see; a POST redacts the item."""
    story = story_or_404(request, object_id)
    require(request, _RIGHT)
    given = request.POST if request.method == "POST" else request.GET
    what, uid = given.get("what", ""), given.get("uid", "")
    done, answer = _posted(request, story, lambda asked, one: _redact(asked, one, what, uid))
    if done is not None:
        return HttpResponseRedirect(tab_address(story, _TABS[what]))
    is_one = what in Redaction.What.values and story.published is not None
    reach = reach_of_redaction(story.published, what, uid) if is_one and story.published else Reach()
    context: dict[str, Any] = {"what": what, "uid": uid, "reach": reach}
    context["items"] = _items(story.published) if not reach.versions else []
    return _page(request, "desk/redact.html", story, answer, **context)


_TABS = {"sentence": "summary", "entry": "timeline", "image": "images"}


def _redact(request: HttpRequest, story: Story, what: str, uid: str) -> Done:
    if what not in Redaction.What.values:
        raise BadText("Choose what is to be redacted.")
    redacting.redact(story, what, uid, reason=request.POST.get("reason", ""), by=person(request))
    return Done("Redacted in every version: “removed” and the day stand in its place.")


def _items(published: PublishedStory | None) -> list[tuple[str, str, str]]:
    """What readers see now, as kind, uid and words."""
    if published is None:
        return []
    newest = next(redacting.editions_of(published), None)
    if newest is None:
        return []
    content = without_redacted(newest[1], published.redactions)
    sentences = [row for section in arranged_sections(content) for row in section["sentences"]]
    found = [(Redaction.What.SENTENCE.value, row["uid"], row["text"]) for row in sentences]
    found += [(Redaction.What.ENTRY.value, row["uid"], row["text"]) for row in arranged_timeline(content)]
    images = content["desk"]["images"]
    return found + [(Redaction.What.IMAGE.value, row["uid"], row["caption"] or "(no caption)") for row in images]


def _posted(
    request: HttpRequest, story: Story, act: Callable[[HttpRequest, Story], Done]
) -> tuple[Done | None, Answer]:
    """What the act did, where it was asked for; else how the page answers."""
    if request.method != "POST":
        return None, Answer()
    try:
        done = carry_out(act, request, story)
    except (NewsroomError, OperationalError) as refusal:
        return None, Answer(told_to_people(refusal), request.POST)
    messages.success(request, done.told)
    return done, Answer()


def _page(request: HttpRequest, template: str, story: Story, answer: Answer, **context: Any) -> HttpResponse:
    if answer.refusal is not None:
        story = story_or_404(request, story.pk)
    everything = {**frame(request, story, "publish"), **context, "answer": answer}
    everything["reason"] = answer.typed.get("reason", "")
    return TemplateResponse(request, template, everything, status=answer.status)
