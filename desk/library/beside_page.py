"""Pictures side by side: what the library says of each and where they differ; joining and parting look-alikes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from desk.access import AnyUser, person, require
from desk.library import using
from desk.library.choosing import keys_in
from desk.library.finding import UNSHOWN
from foundation.errors import BadText, NewsroomError
from media import look_alikes
from media.models import Image, PartedImages

MOST = 12


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the comparison: what it tells of each picture, in their order."""

    label: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether they do not all say the same."""
        return len(set(self.values)) > 1


def beside_page(request: HttpRequest) -> HttpResponse:
    """Show the pictures of ?image= beside each other, of a single one its group; a POST joins or parts them."""
    require(request, "media.view_image")
    asked = keys_in((request.POST if request.method == "POST" else request.GET).getlist("image"))[:MOST]
    if request.method == "POST":
        require(request, "media.change_image")
        _act(request, asked)
        query = urlencode([("image", pk) for pk in asked])
        return HttpResponseRedirect(f"{reverse('admin:media_image_beside')}?{query}")
    images, more = _shown(asked)
    groups = {image.same_as_id or image.pk for image in images}
    context = {
        **admin.site.each_context(request),
        "title": "Side by side",
        "opts": Image._meta,
        "images": images,
        "more": more,
        "facts": _facts(images, request.user),
        "is_one": len(images) > 1 and len(groups) == 1,
        "is_apart": len(groups) > 1,
        "parted": _parted(images),
        "may_change": request.user.has_perm("media.change_image"),
    }
    return TemplateResponse(request, "desk/image_beside.html", context)


def _shown(asked: Sequence[int]) -> tuple[list[Any], int]:
    """The pictures, oldest first, and how many of a group there is no room for."""
    rows = Image.objects.select_related("same_as", "uploaded_by").defer(*UNSHOWN).order_by("pk")
    found: list[Any] = list(rows.filter(pk__in=asked))
    more = 0
    if len(found) == 1:
        root = found[0].same_as_id or found[0].pk
        group = rows.filter(Q(pk=root) | Q(same_as=root))
        found, more = list(group[:MOST]), max(0, group.count() - MOST)
    with_others = set(Image.objects.filter(same_as__in=[image.pk for image in found]).values_list("same_as", flat=True))
    for image in found:
        image.is_in_group = image.same_as_id is not None or image.pk in with_others
    return found, more


def _act(request: HttpRequest, asked: Sequence[int]) -> None:
    """Do what the button says and tell it, or why not."""
    by, parted = person(request), keys_in([request.POST.get("part", "")])
    images = list(Image.objects.filter(pk__in=parted or asked).order_by("pk"))
    try:
        if parted and images:
            look_alikes.part(images[0], by=by)
            messages.success(request, f"No. {images[0].pk} is a photograph of its own now, and stays so.")
        elif request.POST.get("act") == "join" and len(images) > 1:
            for image in images[1:]:
                look_alikes.join(image, images[0], by=by)
            messages.success(request, "They show the same photograph now, and stay so. A story shows it once.")
        else:
            raise BadText("Choose at least two pictures of the library first.")
    except NewsroomError as refusal:
        messages.error(request, str(refusal))


def _parted(images: Sequence[Image]) -> list[PartedImages]:
    """Which of them a person parted, pair by pair."""
    keys = [image.pk for image in images]
    return list(PartedImages.objects.filter(one__in=keys, other__in=keys).order_by("one", "other"))


def _facts(images: Sequence[Any], user: AnyUser) -> list[Fact]:
    used = using.used(images, user)
    rows = [_told_of(image, used[image.pk]) for image in images]
    return [Fact(label, tuple(row[label] for row in rows)) for label in (rows[0] if rows else ())]


def _told_of(image: Any, used: using.Used) -> dict[str, str]:
    """What the library says of one picture, line by line."""
    by = f", {image.uploaded_by.display_name()}" if image.uploaded_by else ""
    return {
        "Size": f"{image.width_px}×{image.height_px} px, {image.format}, {filesizeformat(image.size_bytes)}",
        "Caption": image.caption,
        "Alt text": image.alt_text,
        "Credit line": image.credit_line,
        "Usage terms": image.usage_terms,
        "By what right": image.get_rights_basis_display(),
        "Licence": image.licence_url,
        "Use ends": date_format(timezone.localtime(image.expires_at), "j M Y, H:i") if image.expires_at else "",
        "Taken": date_format(image.date_created, "j M Y") if image.date_created else "",
        "Uploaded": date_format(timezone.localtime(image.uploaded_at), "j M Y, H:i") + by,
        "Used": f"In {used.stories} stor{'y' if used.stories == 1 else 'ies'}, {used.live} live",
        "Group": f"as no. {image.same_as_id}"
        if image.same_as_id
        else ("the first of its group" if image.is_in_group else "on its own"),
    }
