"""The name of the paper, for templates that also stand as error pages, where no view gives a context."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """The name in the masthead and in every title."""
    name: str = settings.SITE_NAME
    return name
