"""The desk's name, for pages that Django admin does not render itself."""

from __future__ import annotations

from django import template
from django.contrib import admin

register = template.Library()


@register.simple_tag
def desk_name() -> str:
    """The name that stands in the header of every page."""
    return str(admin.site.site_header)
