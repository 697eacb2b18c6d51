"""The site as every public page shows it: name, contact, logo and the pages about it. Read at most every few seconds.

It stands on every page, error pages among them, so it must cost no page a query, and a database that is away no page.
"""

from __future__ import annotations

import hashlib
import logging
import time
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from reference.models import Site, SitePage

logger = logging.getLogger(__name__)

# A change at the desk is seen after so long at the latest; after a failure the last known stands for longer.
KEPT_SECONDS = 3.0
AFTER_FAILURE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on every page. `pages` are slug and title of those shown; `digest` is "" where nothing is set.

    With `unwatched_since` nothing goes out by itself, and stories say when an editor last looked.
    """

    own_name: str = ""
    contact: str = ""
    logo: str = ""
    logo_width_px: int = 0
    logo_height_px: int = 0
    pages: tuple[tuple[str, str], ...] = ()
    changed_at: datetime | None = None
    unwatched_since: datetime | None = None
    digest: str = ""

    @property
    def name(self) -> str:
        """The name of the paper."""
        return self.own_name or str(settings.SITE_NAME)


_held: tuple[float, Shown] | None = None


def current() -> Shown:
    """The site as it stands, or as it stood a few seconds ago."""
    global _held
    now = time.monotonic()
    if _held is None or _held[0] <= now:
        try:
            _held = now + KEPT_SECONDS, _read()
        except (DatabaseError, InterfaceError) as fault:
            logger.warning("The name of the site could not be read: %s", fault)
            _held = now + AFTER_FAILURE_SECONDS, _held[1] if _held else Shown()
    return _held[1]


def forget() -> None:
    """Read it anew at the next page of this process."""
    global _held
    _held = None


def _read() -> Shown:
    site = Site.objects.defer("logo").first() or Site()
    pages = list(SitePage.objects.order_by("position", "title").values_list("slug", "title", "is_shown", "changed_at"))
    shown = tuple((slug, title) for slug, title, is_shown, _ in pages if is_shown)
    unwatched = site.unwatched_since.isoformat() if site.unwatched_since else ""
    told = (site.name, site.contact, site.logo_digest, *map("|".join, shown), *filter(None, [unwatched]))
    times = [at for *_, at in pages] + ([site.changed_at] if site.changed_at else [])
    return Shown(
        own_name=site.name,
        contact=site.contact,
        logo=site.logo_digest,
        logo_width_px=site.logo_width_px,
        logo_height_px=site.logo_height_px,
        pages=shown,
        changed_at=max(times, default=None),
        unwatched_since=site.unwatched_since,
        digest=hashlib.sha256("\n".join(told).encode()).hexdigest()[:8] if any(told) else "",
    )
