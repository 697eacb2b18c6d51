"""Every admin class of the desk, registered."""

from __future__ import annotations

from desk import (
    article_admin,
    dossier_admin,
    image_admin,
    invitation_admin,
    people_admin,
    record_admin,
    reference_admin,
    restriction_admin,
    run_admin,
    site_admin,
    story_admin,
)

__all__ = (
    "article_admin",
    "dossier_admin",
    "image_admin",
    "invitation_admin",
    "people_admin",
    "record_admin",
    "reference_admin",
    "restriction_admin",
    "run_admin",
    "site_admin",
    "story_admin",
)
