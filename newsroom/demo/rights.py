"""What the demo shows of rights: a picture whose time ends soon, and one of which nobody knows whose it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from foundation.models import User
from media import library
from media.models import Image
from media.saying import end_of

# Within the week in which the front of the desk warns.
EXPIRING, DAYS_LEFT = "reservoir-rain.jpg", 6
UNKNOWN = "intake-tower.jpg"


def show(draw: Callable[[str], bytes], *, by: User) -> None:
    """Give one picture of a story a last day of use, and the library one whose rights are unknown: it is in no story.

    Doing it again changes nothing.
    """
    expiring = library.add_image(draw(EXPIRING), by=by)
    if expiring.expires_at is None:
        last_day = timezone.localdate() + timedelta(days=DAYS_LEFT)
        library.describe(expiring, by=by, expires_at=end_of(last_day))
    library.add_image(
        draw(UNKNOWN),
        by=by,
        caption="The intake tower of the Kestering Reservoir, as the water company's page shows it.",
        alt_text="A round white tower with a red roof at the crest of a dam; a stair leads down from it.",
        source_url="https://www.oulewater.example/news/intake-tower",
        rights_basis=Image.RightsBasis.UNKNOWN,
    )
