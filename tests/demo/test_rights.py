"""The demo shows an old picture, one whose time ends soon, and one whose rights nobody knows."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.utils import timezone

from desk.library.filters import MARKS, SOON
from media import library, wording
from media.models import Image
from newsroom.demo import loading, rights
from tests.demo.test_drawing import drawn
from tests.making import make_chief

pytestmark = pytest.mark.django_db


def test_one_picture_ends_within_the_week_and_one_has_unknown_rights_and_is_told_from_the_dam():
    chief = make_chief()
    dam = library.add_image(drawn("reservoir-dam.jpg"), by=chief)
    for _ in range(2):
        rights.show(drawn, by=chief)
    expiring, unknown = Image.objects.exclude(pk=dam.pk).order_by("pk")
    assert timezone.now() < expiring.expires_at <= timezone.now() + SOON
    assert list(MARKS["ending"][1](Image.objects.all(), chief)) == [expiring]
    assert (unknown.rights_basis, unknown.same_as, expiring.rights_basis) == ("unknown", None, "uploaded")


def test_an_old_picture_of_the_demo_has_its_day_and_no_mark_is_left_in_its_caption():
    images = json.loads((loading.FOLDER / "election.json").read_text(encoding="utf-8"))["images"]
    found = wording.parted(next(image["caption"] for image in images if image["file"] == "parliament.jpg"))
    assert (found.is_file_photo, date.fromisoformat(found.day)) == (True, date(2025, 10, 28))
    assert found.caption.startswith("Maravell's parliament sits")
