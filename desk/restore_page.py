"""The page that brings an earlier working text back: what stands beside what would stand, and the button."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from desk.access import person, story_or_404
from desk.differences import pieces
from desk.log_words import FIELDS
from desk.tabs.page import Answer, Done, carry_out, frame, seen_by, tab_address, told_to_people
from desk.told_times import when
from foundation.errors import NewsroomError
from foundation.models import EditLog
from stories import restoring
from stories.models import Story
from stories.restoring import Earlier

_TABS = {"field": "story", "sentence": "summary", "section": "summary", "entry": "timeline", "image": "images"}
_ANCHORS = {"field": "id_", "sentence": "s-", "section": "section-", "entry": "e-", "image": "i-"}
_WHAT = {"sentence": "sentence", "section": "heading", "entry": "timeline entry", "image": "caption"}


@require_http_methods(["GET", "HEAD", "POST"])
def restore_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Show the difference; a POST saves. Which text is meant stands in the address (`address_of`)."""
    story = story_or_404(request, object_id)
    earlier, source = _meant(request.GET, story)
    answer = Answer()
    if request.method == "POST":
        try:
            done = carry_out(lambda asked, one: _restore(asked, one, earlier), request, story)
        except (NewsroomError, OperationalError) as refusal:
            answer = Answer(told_to_people(refusal), request.POST)
            story = story_or_404(request, object_id)
        else:
            messages.success(request, done.told)
            return HttpResponseRedirect(f"{tab_address(story, _TABS[earlier.what])}#{done.anchor}")
    stands = restoring.standing(story)
    now = stands.get((earlier.what, earlier.uid))
    context = {
        **frame(request, story, "history", answer),
        "answer": answer,
        "earlier": earlier,
        "name": name_of(earlier),
        "source": source,
        "now": now,
        "difference": pieces(now.text or "" if now else "", earlier.text),
        "can_return": restoring.can_return(story, earlier, stands),
        "seen": story.desk_revision,
    }
    return TemplateResponse(request, "desk/restore.html", context, status=answer.status)


def name_of(earlier: Earlier) -> str:
    """What the text is, in words: "headline", "sentence"."""
    if earlier.what == "field":
        return FIELDS.get(earlier.uid, earlier.uid.replace("_", " "))
    return _WHAT[earlier.what]


def address_of(story: Story, earlier: Earlier, **source: Any) -> str:
    """The address of the page for this text: `source` is log=<row>, or version=<number>."""
    which = {"what": earlier.what, "of": earlier.uid, "side": earlier.side, **source}
    return f"{reverse('admin:stories_story_restore', args=[story.pk])}?{urlencode(which)}"


def _restore(request: HttpRequest, story: Story, earlier: Earlier) -> Done:
    restoring.restore(story, earlier, seen=seen_by(request), by=person(request))
    return Done(f"The earlier {name_of(earlier)} stands again.", f"{_ANCHORS[earlier.what]}{earlier.uid}")


def _meant(asked: QueryDict, story: Story) -> tuple[Earlier, str]:
    """The text that the address names, and in words where it stood. Raises Http404 for what is none of the story's."""
    found: list[Earlier] = []
    source, log, version = "", asked.get("log", ""), asked.get("version", "")
    if log.isdecimal() and len(log) < 19:
        row = EditLog.objects.select_related("person", "policy_of").filter(pk=int(log), subject_uid=story.uid).first()
        found = restoring.earlier_in(row) if row else []
        source = f"{row.actor_name()}, {when(row.at)}" if row else ""
    elif version.isdecimal() and len(version) < 9:
        found, source = restoring.earlier_in_version(story, int(version)), f"version {version}"
    which = (asked.get("what"), asked.get("of"), asked.get("side", "before"))
    meant = next((one for one in found if (one.what, one.uid, one.side) == which), None)
    if meant is None:
        raise Http404("There is no such text.")
    return meant, source
