"""The photo library: a grid of pictures, and the form that describes one."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from desk import image_acts
from desk.access import person, require
from desk.frozen import ReadOnlyAdmin
from desk.library import finding, using
from desk.library.beside_page import beside_page
from desk.library.choosing import MOST
from desk.library.describe_page import describe_page
from desk.library.sizes_state import sizes_of, sizes_state
from desk.picture_words import RightsForm, refuse_unseen, seen_of, standing
from desk.pictures_page import add_page, add_state
from desk.pull_page import pull_page
from foundation.errors import NewsroomError
from media import library, look_alikes
from media.models import Image


@admin.register(Image)
class ImageAdmin(ReadOnlyAdmin[Image]):
    search_fields = ("caption", "credit_line")

    def get_urls(self) -> list[URLPattern]:
        """The grid and the page of a picture; both are ours."""
        view = self.admin_site.admin_view
        return [
            path("", view(self.grid), name="media_image_changelist"),
            path("edit/", view(describe_page), name="media_image_edit"),
            path("beside/", view(beside_page), name="media_image_beside"),
            path("add/", view(add_page), name="media_image_add"),
            path("add/state/", view(add_state), name="media_image_add_state"),
            path("sizes/", view(sizes_state), name="media_image_sizes"),
            path("<int:object_id>/change/", view(self.page), name="media_image_change"),
            path("<int:object_id>/pull/", view(pull_page), name="media_image_pull"),
        ]

    def grid(self, request: HttpRequest) -> HttpResponse:
        """Pictures newest first, searched by their words and filtered, as tiles or as a list."""
        require(request, "media.view_image")
        found = finding.pictures(request.GET, request.user)
        context = {
            "title": "Photo library",
            "opts": Image._meta,
            "found": found,
            "most": MOST,
            "unread": Image.objects.unread().count(),
            "is_list": request.GET.get("view") == "list",
            "may_change": request.user.has_perm("media.change_image"),
        }
        return TemplateResponse(
            request, "desk/image_library.html", {**self.admin_site.each_context(request), **context}
        )

    def page(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show a picture with its words; a POST describes it anew."""
        require(request, "media.view_image")
        image = get_object_or_404(Image.objects.select_related("same_as", "uploaded_by"), pk=object_id)
        form = RightsForm(request.POST if request.method == "POST" else None, initial=standing(image))
        if request.method == "POST":
            require(request, "media.change_image")
            if "act" in request.POST:
                return self._act(image, request)
            if form.is_valid() and _describe(image, form, request):
                return HttpResponseRedirect(reverse("admin:media_image_change", args=[image.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Describe a picture",
            "opts": Image._meta,
            "image": image,
            "form": form,
            "seen": seen_of(image),
            "may_pull": request.user.has_perm("stories.publish_story"),
            "may_change": request.user.has_perm("media.change_image"),
            "used": using.used([image], request.user)[image.pk],
            "uses": using.uses(image, request.user),
        }
        context |= {
            "group": look_alikes.group_of(image),
            **sizes_of([image]),
            **image_acts.forms_of(image),
        }
        return TemplateResponse(request, "desk/image.html", context, status=400 if form.errors else 200)

    def _act(self, image: Image, request: HttpRequest) -> HttpResponse:
        try:
            messages.success(request, image_acts.act(image, request))
        except NewsroomError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:media_image_change", args=[image.pk]))


def _describe(image: Image, form: RightsForm, request: HttpRequest) -> bool:
    try:
        with transaction.atomic():
            refuse_unseen(
                Image.objects.select_for_update(of=("self",)).get(pk=image.pk), form, request.POST.get("seen", "")
            )
            library.describe(image, by=person(request), **form.said())
    except NewsroomError as refusal:
        form.add_error(None, str(refusal))
        image.refresh_from_db()
        return False
    messages.success(request, "The words were saved. A story shows them from its next version on.")
    return True
