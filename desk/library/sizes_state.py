"""How many sizes are made of some pictures, for the page that shows them and asks again by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from desk.access import require
from desk.library.choosing import MOST, keys_in
from media.making import progress
from media.models import Image


def sizes_of(images: Sequence[Image]) -> dict[str, Any]:
    """What desk/_sizes.html needs: how far the sizes of these pictures are, and where to ask again."""
    address = f"{reverse('admin:media_image_sizes')}?{urlencode([('image', image.pk) for image in images])}"
    return {"progress": progress(images), "sizes_address": address}


@require_safe
def sizes_state(request: HttpRequest) -> JsonResponse:
    """How many sizes of the pictures of ?image= are made, of how many."""
    require(request, "media.view_image")
    rows = Image.objects.filter(pk__in=keys_in(request.GET.getlist("image"))[:MOST]).defer("windows", "sketch")
    stands = progress(rows)
    response = JsonResponse({"made": stands.made, "wanted": stands.wanted})
    response["Cache-Control"] = "no-store"
    return response
