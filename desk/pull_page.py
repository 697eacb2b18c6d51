"""The page that pulls a picture from every story: what it touches, the replacement, the reason, in one form."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import pluralize
from django.template.response import TemplateResponse
from django.urls import reverse

from desk.access import person, require, stories_for
from desk.library import finding
from foundation.errors import BadText, NewsroomError, NotAllowed
from media.models import Image
from stories import pulling
from stories.pulling import Pulled
from stories.reaching import photograph, reach_of_pull


def pull_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Show the picture with its look-alikes and what pulling them touches; a POST pulls them, or looks for another.

    Looking is in the same form, so that what is chosen and the reason that is typed come back.
    """
    require(request, "stories.publish_story")
    image = get_object_or_404(Image.objects.select_related("same_as"), pk=object_id)
    told, status = "", 200
    if request.method == "POST" and "look" not in request.POST and "after" not in request.POST:
        try:
            done = _pull(request, image)
        except NewsroomError as refusal:
            told, status = str(refusal), 403 if isinstance(refusal, NotAllowed) else 400
        else:
            _tell(request, done)
            return HttpResponseRedirect(reverse("admin:media_image_change", args=[image.pk]))
    group = photograph(image)
    reach = reach_of_pull(image)
    open_to = set(stories_for(request.user).values_list("pk", flat=True)) if reach.desk else set()
    reach.desk = [story for story in reach.desk if story.pk in open_to]
    chosen = _chosen(request)
    asked = (request.POST if request.method == "POST" else request.GET).copy()
    if "look" in asked:  # the first of what is found, also behind "More"
        asked.pop("after", None)
    found = finding.pictures(asked, request.user, size=finding.PICKED)
    rows = [*([chosen] if chosen and chosen not in found.rows else []), *found.rows]
    choices = [one for one in rows if one not in group and not one.is_pulled()]
    context = {"title": "Pull a picture everywhere", "opts": Image._meta, "image": image, "group": group}
    context |= {"reach": reach, "found": found, "choices": choices, "told": told}
    context |= {"reason": request.POST.get("reason", ""), "chosen": chosen if chosen in choices else None}
    return TemplateResponse(request, "desk/pull.html", {**admin.site.each_context(request), **context}, status=status)


def _pull(request: HttpRequest, image: Image) -> Pulled:
    replacement = _chosen(request)
    if replacement is None and request.POST.get("replacement"):
        raise BadText("The replacement is not in the library any more. Choose another.")
    reason = request.POST.get("reason", "")
    return pulling.pull(image, reason=reason, by=person(request), replacement=replacement)


def _chosen(request: HttpRequest) -> Image | None:
    """The picture that is to stand in the place of the pulled one, where the form names one of the library."""
    wanted = request.POST.get("replacement", "")
    rows = Image.objects.select_related("same_as")
    return rows.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 19 else None


def _tell(request: HttpRequest, done: Pulled) -> None:
    went = f"{done.stories} stor{pluralize(done.stories, 'y,ies')} gave it up"
    out = f"{len(done.editions)} version{pluralize(len(done.editions))} with the replacement went out"
    messages.success(request, f"Pulled. {went}; {out}. No file of it answers any more.")
    if done.waiting:
        messages.warning(request, f"The replacement waits for a publication in: {', '.join(done.waiting)}.")
