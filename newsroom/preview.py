"""Preview: what would go out now, composed unsaved and shown in the readers' own templates."""

from __future__ import annotations

import uuid

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editions.models import Edition, PublishedStory
from foundation.errors import NotAllowed
from readers.story_view import render_edition
from stories.composing import compose
from stories.curating import may_edit
from stories.models import Story


@staff_member_required
@never_cache
@require_safe
def preview(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a story as readers would see its next edition. Nothing is saved."""
    story = get_object_or_404(Story.objects.at_the_desk().select_related("published__current_edition"), uid=uid)
    try:
        may_edit(story, request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    now = timezone.now()
    content = compose(story).content
    published = story.published or PublishedStory(uid=story.uid, first_published_at=now)
    published.headline, published.slug = content["desk"]["headline"], content["desk"]["slug"]
    published.language, published.updated_at = content["desk"]["language"], now
    number = published.current_edition.number + 1 if published.current_edition else 1
    edition = Edition(story=published, number=number, published_at=now, schema_version=1, content=content)
    return render_edition(request, published, edition, is_preview=True)
