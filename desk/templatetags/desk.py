"""The desk's name, for pages that Django admin does not render itself."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib import admin
from django.template import Context

register = template.Library()


@register.simple_tag
def desk_name() -> str:
    """The name that stands in the header of every page."""
    return str(admin.site.site_header)


@register.inclusion_tag("desk/_flags.html", takes_context=True)
def flags_on(context: Context, subject: str, pk: int) -> dict[str, Any]:
    """The standing flags on one row of a story: subject is sentence, entry, placement or section."""
    flags = context.get("flags")
    found = flags.by_row.get((subject, pk), []) if flags is not None else []
    return {"flagged": found, "csrf_token": context.get("csrf_token")}
