"""The Images tab: upload with texts, take from the library, caption, order, lead."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from desk.access import person, require
from desk.differences import pieces
from desk.lengths import shown_elsewhere
from desk.library import finding
from desk.library.sizes_state import sizes_of
from desk.tabs import image_rights
from desk.tabs.page import Answer, Done, FormRefused, Tab, row_id, saw, seen_by, seen_text
from foundation import limits
from foundation.errors import BadText, NewsroomError
from media.library import add_image
from media.models import Image
from stories import curating, placing
from stories.meanwhile import print_of
from stories.models import Placement, Story
from stories.placing import redacted_in

MOST_FILES, MOST_TAKEN_OUT = 20, 12
# What the buttons of one picture do, each of which sends the caption along.
_ROW_ACTS = ("caption", "up", "down", "lead", "remove")


class FilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Each file checked by itself: none may be empty."""
        files = data if isinstance(data, list) and data else [None]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"{len(files)} files at once; at most {MOST_FILES} are taken.")
        return [super(FilesField, self).clean(file, initial) for file in files]


class WordsForm(forms.Form):
    """The words of a picture: four different things, none a fallback for another, and where it came from."""

    caption = forms.CharField(
        max_length=limits.CAPTION_CHARS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Says what is shown.",
    )
    alt_text = forms.CharField(
        max_length=limits.ALT_TEXT_CHARS,
        required=False,
        help_text="For those who cannot see it.",
        widget=forms.TextInput(attrs=shown_elsewhere(125, "longer is read out in one breath by few screen readers")),
    )
    credit_line = forms.CharField(max_length=limits.CREDIT_CHARS, required=False, help_text="Printed ownership.")
    source_url = forms.URLField(max_length=limits.URL_CHARS, required=False, label="Source page", assume_scheme="https")
    usage_terms = forms.CharField(max_length=500, required=False, help_text="What we may do with it.")
    creator = forms.CharField(max_length=limits.CREDIT_CHARS, required=False, help_text="Who took or made it.")
    copyright_notice = forms.CharField(max_length=500, required=False, help_text="Whose it is, such as © 2026 Ann Lee.")


class UploadForm(WordsForm):
    """Pictures with the texts that all of them get."""

    pictures = FilesField(label="Pictures", widget=FilesInput(attrs={"accept": "image/*"}))


def upload(request: HttpRequest, story: Story) -> Done:
    """Take pictures into the library and place them; one that is refused does not stop the others."""
    require(request, "media.add_image")
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        raise FormRefused(form)
    seen_by(request)
    words = {name: value for name, value in form.cleaned_data.items() if name != "pictures"}
    placed, known, files = 0, 0, form.cleaned_data["pictures"]
    for file in files:
        try:
            image = add_image(read_file(file), by=person(request), **words)
            # A picture of the library keeps its own words; the caption typed here is then this story's.
            typed = words["caption"].strip()
            is_known = bool(typed) and image.caption != typed
            override = typed if is_known else ""
            curating.place_image(story, image, seen=story.desk_revision, by=person(request), caption_override=override)
        except NewsroomError as refusal:
            form.add_error("pictures", f"{file.name}: {refusal}")
        else:
            placed += 1
            known += is_known
    if form.errors:
        told = f"{placed} of {len(files)} pictures were placed."
        form.add_error(None, f"{told} Your texts stay: choose the others again.")
        raise FormRefused(form)
    told = "The picture was placed." if placed == 1 else f"{placed} pictures were placed."
    if known:
        told += f" {known} stood in the library already, with words of its own; your caption stands in this story."
    return Done(told, "placed")


def read_file(file: UploadedFile[bytes]) -> bytes:
    """The bytes of an uploaded file. Raises BadText for one that is too large."""
    if (file.size or 0) > settings.IMAGE_MAX_BYTES:
        raise BadText(
            f"The file has {file.size:,} bytes, and {settings.IMAGE_MAX_BYTES:,} are allowed. Make it smaller."
        )
    return bytes(file.read())


def place(request: HttpRequest, story: Story) -> Done:
    """Place a picture of the library."""
    try:
        image = Image.objects.get(uid=uuid.UUID(row_id(request)))
    except (Image.DoesNotExist, ValueError):
        raise BadText("There is no such picture any more. Load the page again.") from None
    curating.place_image(story, image, seen=seen_by(request), by=person(request))
    return Done("The picture was placed.", "placed")


def caption(request: HttpRequest, story: Story) -> Done:
    """Give a picture the caption it has in this story."""
    words = request.POST.get("caption_override", "")
    try:
        placement = _placement(request, story)
    except BadText as refusal:
        raise BadText(f"{refusal} What you typed: {words}") from refusal
    seen, shown = seen_by(request), seen_text(request)
    curating.change_placement(placement, seen=seen, seen_text=shown, by=person(request), caption_override=words)
    return Done("The caption was saved.", _anchor(placement))


def move(request: HttpRequest, story: Story, *, by: int) -> Done:
    """Move a picture up (-1) or down (+1)."""
    placement = _placement(request, story)
    order = [row.pk for row in _standing(story)]
    here = order.index(placement.pk)
    there = min(max(here + by, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    curating.order_images(story, order, seen=seen_by(request), by=person(request), merges=True)
    return Done("The order was saved.", _anchor(placement))


def up(request: HttpRequest, story: Story) -> Done:
    """Move a picture up by one."""
    return move(request, story, by=-1)


def down(request: HttpRequest, story: Story) -> Done:
    """Move a picture down by one."""
    return move(request, story, by=1)


def order(request: HttpRequest, story: Story) -> Done:
    """Set the whole order, as dragging sends it: placement ids in `order`."""
    ids = [int(value) for value in request.POST.getlist("order") if value.isdecimal() and len(value) < 19]
    curating.order_images(story, ids, seen=seen_by(request), by=person(request), merges=True)
    return Done("The order was saved.", "placed")


def lead(request: HttpRequest, story: Story) -> Done:
    """Choose the picture that cards show."""
    placement = _placement(request, story)
    seen, shown = seen_by(request), saw(request)
    if shown and shown.get("lead_image") == print_of(placement.image_id):
        shown = None  # it led when the page was opened: whoever makes it lead again changes what somebody chose since
    curating.change_story(story, seen=seen, saw=shown, by=person(request), lead_image=placement.image)
    return Done("This picture leads now.", _anchor(placement))


def use_known(request: HttpRequest, story: Story) -> Done:
    """Put the library's own picture of the same photograph in the place of one that was uploaded."""
    placement = _placement(request, story)
    first = placement.image.same_as
    if first is None:
        raise BadText("The library has no other picture of this photograph. Load the page again.")
    seen, shown = seen_by(request), seen_text(request)
    placed = placing.replace_image(placement, first, seen=seen, seen_text=shown, by=person(request))
    return Done("The library's picture stands there now, with its own words.", _anchor(placed))


def remove(request: HttpRequest, story: Story) -> Done:
    """Take a picture out of the story."""
    placement, shown = _placement(request, story), seen_text(request)
    curating.remove_image(placement, seen=seen_by(request), seen_text=shown, by=person(request))
    return Done("The picture was taken out. The library keeps it.", "placed")


def swap(request: HttpRequest, story: Story) -> Done:
    """Put an uploaded picture where one stands."""
    require(request, "media.add_image")
    placement, file = _placement(request, story), request.FILES.get("picture")
    if file is None:
        raise BadText("Choose the file of the other picture first.")
    image = add_image(read_file(file), by=person(request))
    seen, shown = seen_by(request), seen_text(request)
    placed = placing.replace_image(placement, image, seen=seen, seen_text=shown, by=person(request))
    return Done("The other picture stands there now. Describe it: alt text and credit are its own.", _anchor(placed))


def _placement(request: HttpRequest, story: Story) -> Placement:
    wanted = row_id(request)
    found = next((row for row in _standing(story) if str(row.image.uid) == wanted), None)
    if found is None:
        raise BadText("This picture no longer stands in the story. Load the page again.")
    return found


def _standing(story: Story) -> Sequence[Placement]:
    rows = story.placements.filter(removed_at__isnull=True).select_related("image__same_as", "story", "source_article")
    return list(rows.order_by("position", "pk"))


def _anchor(placement: Placement) -> str:
    return f"i-{placement.image.uid}"


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """The story's pictures, the library's answer, and the upload form."""
    placed: list[Any] = list(_standing(story))
    here = {row.image_id for row in placed}
    for row in placed:
        _retype(row, story, answer)
        row.may_override = image_rights.may_override(request, row)
        known = row.image.same_as
        row.known = known if known and known.pk not in here and not known.is_pulled() else None
    found, is_upload = None, answer.typed.get("act") == "upload"
    if "q" in request.GET:
        found = finding.pictures(request.GET, request.user, size=finding.PICKED)
        for image in found.rows:
            image.is_placed = image.pk in here
            image.may_be_placed = not image.is_pulled()
    return {
        "placed": placed,
        **sizes_of([row.image for row in placed]),
        "taken_out": _taken_out(story),
        "found": found,
        "form": answer.form or UploadForm(answer.typed if is_upload else None),
        "upload_seen": answer.seen(story, is_refused=is_upload),
        "is_upload_typed": is_upload,
        "saw": json.dumps({"lead_image": print_of(story.lead_image_id)}, separators=(",", ":")),
        "own": image_rights.own_pictures(story) if request.user.has_perm("media.add_image") else [],
        "may_upload": request.user.has_perm("media.add_image"),
        "max_mb": settings.IMAGE_MAX_BYTES // 1_000_000,
    }


def _taken_out(story: Story) -> list[Image]:
    """The pictures that were taken out and may be placed again, the last one first."""
    redacted = redacted_in(story)
    rows = story.placements.filter(removed_at__isnull=False).select_related("image__same_as").order_by("-removed_at")
    images = [row.image for row in rows[:MOST_TAKEN_OUT]]
    return [image for image in images if not image.is_pulled() and str(image.uid) not in redacted]


def _retype(row: Any, story: Story, answer: Answer) -> None:
    """Give the row what its form holds: what was typed where a save of it was refused, else what stands."""
    is_refused = answer.holds(row.image, *_ROW_ACTS)
    typed = answer.typed.get("caption_override", row.caption_override)
    row.typed_caption = typed if is_refused else row.caption_override
    row.told = str(answer.refusal) if is_refused else ""
    row.seen = answer.seen(story, is_refused=is_refused)
    row.shown = row.caption_override
    if is_refused and not answer.shows_both:
        row.shown = answer.typed.get("seen_text", row.caption_override)
    row.both = pieces(row.caption_override, row.typed_caption) if is_refused and answer.shows_both else []


TAB = Tab(
    "images",
    context,
    {
        "upload": upload,
        "place": place,
        "caption": caption,
        "up": up,
        "down": down,
        "order": order,
        "lead": lead,
        "remove": remove,
        "use_known": use_known,
        "swap": swap,
        "override": image_rights.override,
        "own": image_rights.fetch_own,
    },
)
