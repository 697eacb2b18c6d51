"""Load the demo into an empty newsroom through the same verbs an editor uses; summaries are the engine's."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.contrib.auth.models import Group

from foundation.models import User
from newsroom.demo import drawing
from stories.models import Story
from wire.importing import Imported, import_story

FOLDER = Path(__file__).parent
LOGIN = "demo"
STORIES = ("harbour-fire.json", "korean-story.json", "trade-pact.json")


def is_empty() -> bool:
    """Whether no story was ever made here."""
    return not Story.objects.exists()


def set_login() -> tuple[User, str]:
    """Make the demo's chief, or find it, and give it a new password. Returns both."""
    password = secrets.token_urlsafe(9)
    user, _ = User.objects.get_or_create(
        username=LOGIN, defaults={"first_name": "Demo", "last_name": "Chief", "is_staff": True}
    )
    user.set_password(password)
    user.is_staff = user.is_active = True
    user.save()
    user.groups.set(Group.objects.filter(name__in=["chief", "editor", "administrator"]))
    return User.objects.get(pk=user.pk), password


def load(by: User) -> list[Imported]:
    """Import and publish every demo story as this person. Doing it again adds nothing."""
    return [
        import_story((FOLDER / "stories" / name).read_bytes(), by=by, read_image=drawing.draw, publish=True)
        for name in STORIES
    ]
