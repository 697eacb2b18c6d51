"""The desk's name, for pages that Django admin does not render itself."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib import admin
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.urls import reverse
from django.utils import timezone

from foundation.text import shortened
from media.models import Image
from media.wording import forbids_export, forbids_publication
from stories.pictures.expiring import WARNED_BEFORE

register = template.Library()
register.filter("shortened", stringfilter(shortened))


@register.simple_tag
def desk_name() -> str:
    """The name that stands in the header of every page."""
    return str(admin.site.site_header)


@register.inclusion_tag("desk/_comments_on.html", takes_context=True)
def comments_on(context: Context, subject: str, pk: int, uid: object, words: str = "") -> dict[str, Any]:
    """The way to the comments on one row of a story: subject is sentence, entry or placement."""
    team, story = context.get("team"), context.get("story")
    if team is None or story is None:
        return {}
    on = "picture" if subject == "placement" else subject
    page = reverse("admin:stories_story_team", args=[story.pk])
    count = team.by_row.get((subject, pk), 0)
    told = f"{count} comments on" if count else "Comment on"
    return {
        "count": count,
        "address": f"{page}?on={on}&subject={uid}#{'comments' if count else 'comment'}",
        "label": f"{told} {words[:60]}" if words else told,
    }


@register.inclusion_tag("desk/_flags.html", takes_context=True)
def flags_on(context: Context, subject: str, pk: int) -> dict[str, Any]:
    """The standing flags on one row of a story: subject is sentence, entry, placement or section."""
    flags = context.get("flags")
    found = flags.by_row.get((subject, pk), []) if flags is not None else []
    return {"flagged": found, "csrf_token": context.get("csrf_token")}


@register.filter
def picture_rights(image: Image) -> dict[str, bool]:
    """What the desk warns of before a picture is published."""
    now = timezone.now()
    return {
        "is_unknown": image.rights_basis == Image.RightsBasis.UNKNOWN,
        "is_forbidden": forbids_publication(image.usage_terms),
        "is_kept_from_partners": forbids_export(image.usage_terms),
        "is_expired": image.is_expired(now),
        "expires_soon": image.is_expired(now + WARNED_BEFORE),
    }
