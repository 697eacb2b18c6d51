"""The name of the paper, for templates that also stand as error pages, where no view gives a context."""

from __future__ import annotations

from django import template

from reference.site import Shown, current

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """The name in the masthead and in every title."""
    return current().name


@register.simple_tag
def the_site() -> Shown:
    """Name, contact, logo and pages of the paper."""
    return current()
