"""Why a backup is not made, not read or not restored: each with a sentence that says what to do."""

from __future__ import annotations

from foundation.errors import NewsroomError


class NotMade(NewsroomError):
    """No backup was made, and no file that looks like one was left."""


class BadBackup(NewsroomError):
    """The file is no whole backup of this program's. Nothing was changed."""


class NotRestored(NewsroomError):
    """The backup does not go into this newsroom as it stands. Nothing was changed."""
