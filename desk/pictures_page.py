"""The page that adds many pictures: files one after the other with an answer each, and addresses that a worker fetches.

Its script sends a file a request, so that each has its progress and the server's limits hold for each; without it the
form sends all of them at once.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from desk.access import person, require, story_or_404
from desk.picture_words import AddForm
from desk.tabs.images import MOST_FILES, read_file
from desk.tabs.page import row_id
from foundation.errors import BadText, NewsroomError
from foundation.models import User
from media import library
from media.models import Image
from media.saying import Said
from stories import curating
from stories.models import Story
from wire import picturing
from wire.models import Fetch

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file. `state`: added, known (the same file), alike (the same photograph), refused."""

    name: str
    state: str
    told: str
    image: Image | None = None
    is_placed: bool = False

    def as_json(self) -> dict[str, Any]:
        """The same for the script; `page` is the picture's."""
        page = reverse("admin:media_image_change", args=[self.image.pk]) if self.image else ""
        number = self.image.pk if self.image else None
        return {"state": self.state, "told": self.told, "page": page, "image": number, "is_placed": self.is_placed}


def add_page(request: HttpRequest) -> HttpResponse:
    """Show the page; a POST takes files or addresses, or places a picture that stood in the library already."""
    require(request, "media.add_image")
    story = _story(request)
    if request.method != "POST":
        return _shown(request, story, AddForm(), [])
    act = request.POST.get("act", "files")
    try:
        if act == "addresses":
            asked = picturing.ask_for_pictures(request.POST.get("urls", ""), by=person(request), story=story)
            messages.success(request, f"{len(asked)} picture{'s' if len(asked) > 1 else ''} will be fetched.")
            return HttpResponseRedirect(_address(story))
        if act in {"again", "hide"}:
            _settle(request, act)
            return HttpResponseRedirect(_address(story))
        if act == "use" and story is not None:
            return _used(request, story)
    except NewsroomError as refusal:
        if _wants_json(request):
            return JsonResponse({"state": "refused", "told": str(refusal)}, status=400)
        messages.error(request, str(refusal))
        return _shown(request, story, AddForm(), [], urls=request.POST.get("urls", ""), status=400)
    return _files(request, story)


def _files(request: HttpRequest, story: Story | None) -> HttpResponse:
    form = AddForm(request.POST, request.FILES)
    if not form.is_valid():
        if _wants_json(request):
            told = " ".join(str(message) for errors in form.errors.values() for message in errors)
            return JsonResponse({"state": "refused", "told": told})
        return _shown(request, story, form, [], status=400)
    said, is_wanted = form.said(), form.cleaned_data["is_wanted_anyway"]
    seen: dict[str, str] = {}
    taken = [_take(file, said, person(request), story, seen, is_wanted) for file in form.cleaned_data["pictures"]]
    if _wants_json(request):
        return JsonResponse(taken[0].as_json())
    return _shown(request, story, AddForm(), taken)


def _take(
    file: UploadedFile[bytes], said: Said, by: User, story: Story | None, seen: dict[str, str], is_wanted: bool
) -> Taken:
    """Take one file in and say what became of it; `seen` are the names of this batch's files by their bytes."""
    name = str(file.name)
    try:
        data = read_file(file)
        digest = hashlib.sha256(data).hexdigest()
        if digest in seen:
            return Taken(name, "refused", f"The same file as {seen[digest]}, which is in this batch.")
        seen[digest] = name
        known = library.known(data)
        if known is not None and (known.is_same_file or not is_wanted):
            how = ", mirrored" if known.is_mirrored else ", in another file"
            what = "This file is" if known.is_same_file else "This photograph is"
            state, how = ("known", "") if known.is_same_file else ("alike", how)
            told = f"{what} in the library already{how}: no. {known.image.pk}. Use it?"
            return Taken(name, state, told, known.image)
        image = library.add_image(data, by=by, **said)
        if story is not None:
            _place(story, image, by)
    except NewsroomError as refusal:
        return Taken(name, "refused", str(refusal))
    return Taken(name, "added", "Placed in the story." if story else "", image, is_placed=story is not None)


def _place(story: Story, image: Image, by: User) -> None:
    story.refresh_from_db()
    curating.place_image(story, image, seen=story.desk_revision, by=by)


def _used(request: HttpRequest, story: Story) -> HttpResponse:
    number = row_id(request)
    image = Image.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None
    if image is None:
        raise BadText("There is no such picture any more. Load the page again.")
    _place(story, image, person(request))
    if _wants_json(request):
        return JsonResponse({"state": "used", "told": "Placed in the story."})
    messages.success(request, "The picture of the library was placed.")
    return HttpResponseRedirect(_address(story))


def _settle(request: HttpRequest, act: str) -> None:
    try:
        fetch = _fetches(person(request)).get(uid=uuid.UUID(row_id(request)))
    except (Fetch.DoesNotExist, ValueError):
        raise BadText("This picture is no longer on the list. Load the page again.") from None
    if act == "again":
        picturing.ask_again(fetch, by=person(request))
    else:
        picturing.put_out_of_sight(fetch, by=person(request))


def _fetches(by: User) -> Any:
    return Fetch.objects.filter(purpose=Fetch.Purpose.PICTURE, asked_by=by, hidden_at=None)


def rows_of(by: User, story: Story | None) -> list[Any]:
    """The pictures by address that a person asked for, for this story or for the library alone, newest first."""
    rows: list[Any] = list(_fetches(by).filter(story=story).select_related("image").order_by("-pk")[:_SHOWN])
    for row in rows:
        row.words = _words(row)
    return rows


def _words(row: Fetch) -> str:
    if row.state == Fetch.State.DONE:
        had = "the library had this file" if row.result == Fetch.Result.KNOWN else "in the library, its rights unknown"
        return f"{had}; placed" if row.story_id else had
    if row.reason and row.state != Fetch.State.FETCHING:
        return row.reason
    return row.get_state_display()


@require_safe
def add_state(request: HttpRequest) -> JsonResponse:
    """How the pictures by address stand, for the page that asks."""
    require(request, "media.add_image")
    rows = rows_of(person(request), _story(request))
    pages = {str(row.uid): {"state": row.state, "words": row.words} for row in rows}
    mark = ".".join(str(row.pk) for row in rows if not row.is_open())
    response = JsonResponse({"pages": pages, "is_busy": any(row.is_open() for row in rows), "mark": mark})
    response["Cache-Control"] = "no-store"
    return response


def _story(request: HttpRequest) -> Story | None:
    """The story that the pictures are for; 404 where the person does not see it."""
    number = request.GET.get("story", "")
    if not number:
        return None
    return story_or_404(request, int(number) if number.isdecimal() and len(number) < 19 else 0)


def _address(story: Story | None) -> str:
    return reverse("admin:media_image_add") + (f"?story={story.pk}" if story else "")


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _shown(
    request: HttpRequest, story: Story | None, form: AddForm, taken: list[Taken], *, urls: str = "", status: int = 200
) -> HttpResponse:
    if form.errors:
        status = 400
    context = {"title": "Add pictures", "opts": Image._meta, "story": story, "form": form, "taken": taken}
    context |= {"rows": rows_of(person(request), story), "urls": urls, "address": _address(story)}
    context |= {"state_address": reverse("admin:media_image_add_state") + (f"?story={story.pk}" if story else "")}
    context |= {"unread": Image.objects.unread().count()}
    context |= {"max_mb": settings.IMAGE_MAX_BYTES // 1_000_000, "most_files": MOST_FILES}
    return TemplateResponse(
        request, "desk/image_add.html", {**admin.site.each_context(request), **context}, status=status
    )
