"""What of a picture is shown, and what in it no crop may cut off: said by people, and published with an edition."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from foundation.errors import BadText
from foundation.models import Actor, EditLog
from media.frames import keep_version
from media.inspecting import MIN_SIDE_PX
from media.making import make_desk_size
from media.models import Image

_WHOLE = (0, 0, 1000, 1000)


@transaction.atomic
def focus(image: Image, across: int, down: int, *, by: Actor) -> Image:
    """Set the focal point, in permille of what is shown. Only what is cut around it is made anew.

    What is public keeps its own, as media.frames has it, until the next edition. Raises BadText outside of the picture.
    """
    if not (0 <= across <= 1000 and 0 <= down <= 1000):
        raise BadText("The focal point must lie in the picture: 0 to 100 per cent across and down.")
    standing = Image.objects.select_for_update(of=("self",)).get(pk=image.pk)
    if [across, down] == standing.focus():
        return standing
    before = standing.focus()
    left, top, right, bottom = standing.crop or _WHOLE
    standing.focal_x_permille = left + round(across * (right - left) / 1000)
    standing.focal_y_permille = top + round(down * (bottom - top) / 1000)
    standing.renditions_due_since, standing.claimed_until = timezone.now(), None
    standing.save(update_fields=["focal_x_permille", "focal_y_permille", "renditions_due_since", "claimed_until"])
    after = {"focus": [across, down]}
    EditLog.objects.record("focus_image", standing, by=by, before={"focus": before}, after=after)
    return standing


def crop(image: Image, box: Sequence[int] | None, *, by: Actor) -> Image:
    """Show only this part: left, top, right and bottom in permille of the upright original; None: the whole.

    A new version with files of its own; what is public keeps its own until the next edition. The size the desk shows is
    made at once. Raises BadText for a part that is none or under MIN_SIDE_PX px, TryLater and BadPicture.
    """
    wanted = None if box is None or tuple(box) == _WHOLE else list(box)
    if wanted and not (0 <= wanted[0] < wanted[2] <= 1000 and 0 <= wanted[1] < wanted[3] <= 1000):
        raise BadText("The left edge must lie left of the right one, the top above the bottom: 0 to 100 per cent.")
    if min(Image(width_px=image.width_px, height_px=image.height_px, crop=wanted).shown_size()) < MIN_SIDE_PX:
        raise BadText(f"What is left would be under {MIN_SIDE_PX} px. Crop less.")
    with transaction.atomic():
        standing = Image.objects.select_for_update(of=("self",)).get(pk=image.pk)
        if standing.crop == wanted:
            return standing
        keep_version(standing)
        before, standing.crop = standing.crop, wanted
        standing.version += 1
        standing.framed_version = standing.version
        standing.renditions_due_since, standing.claimed_until = timezone.now(), None
        standing.save(update_fields=["crop", "version", "framed_version", "renditions_due_since", "claimed_until"])
        EditLog.objects.record("crop_image", standing, by=by, before={"crop": before}, after={"crop": wanted})
    make_desk_size(standing)
    return standing
