"""Groups of pictures that show one photograph: what people say of them stays, whatever the machine finds later."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import ImageOps

from foundation.models import EditLog
from media import library, look_alikes, making
from media.models import Image, PartedImages
from tests.media.conftest import encoded, scene
from tests.media.variants import burst, cropped, drawing

pytestmark = pytest.mark.django_db


def sized(width: int, seed: int = 1) -> bytes:
    return encoded(scene(seed).resize((width, width * 2 // 3)))


def fresh(*images: Image) -> list[Image]:
    return list(Image.objects.filter(pk__in=[one.pk for one in images]).order_by("pk"))


def test_a_file_is_told_to_be_in_the_library_and_asking_keeps_nothing(by):
    first = library.add_image(sized(900), by=by)
    same = library.known(sized(900))
    assert same == library.Known(first, is_same_file=True)
    assert library.known(sized(450)) == library.Known(first, is_same_file=False)
    assert library.known(encoded(cropped(scene(1), 0.9, 0.3, 0.8))) == library.Known(first, is_same_file=False)
    assert library.known(sized(450, seed=2)) is None
    mirrored = encoded(ImageOps.mirror(scene(1)))
    assert library.known(mirrored) == library.Known(first, is_same_file=False, is_mirrored=True)
    assert (Image.objects.count(), EditLog.objects.count()) == (1, 1)


def test_what_a_person_parted_no_machine_finds_for_one_another_again(by):
    first, second = (library.add_image(sized(width), by=by) for width in (900, 600))
    assert second.same_as == first
    look_alikes.part(second, by=by)
    first, second = fresh(first, second)
    known = look_alikes.likeness.Print(bytes(second.windows), bytes(second.sketch))
    assert look_alikes.find(known, second) is None
    assert look_alikes.find(known) is not None
    third = library.add_image(sized(450), by=by)
    assert [one.same_as_id for one in fresh(first, second)] == [None, None]
    assert third.same_as_id in {first.pk, second.pk}


def test_a_first_picture_that_is_parted_is_apart_from_every_other_of_its_group(by):
    first, second, third = (library.add_image(sized(width), by=by) for width in (900, 600, 450))
    look_alikes.part(first, by=by)
    assert [one.same_as_id for one in fresh(first, second, third)] == [None, None, second.pk]
    assert PartedImages.objects.count() == 2


def test_a_join_brings_the_whole_group_and_forgets_that_they_were_parted(by):
    first, second, third = (library.add_image(sized(width), by=by) for width in (900, 600, 450))
    other = library.add_image(encoded(drawing(3)), by=by)
    look_alikes.part(first, by=by)
    look_alikes.join(third, first, by=by)
    look_alikes.join(first, other, by=by)
    assert [one.same_as_id for one in fresh(first, second, third, other)] == [other.pk] * 3 + [None]
    assert not PartedImages.objects.filter(one=first, other=third).exists()
    assert not PartedImages.objects.exists()
    assert look_alikes.join(first, second, by=by) == first
    assert EditLog.objects.filter(verb="join_images", subject_uid=first.uid).count() == 1


def test_frames_of_a_burst_are_pictures_of_their_own(by):
    frames = [library.add_image(encoded(one), by=by) for one in burst(scene(5), drawing(3), 3, 1)]
    assert [one.same_as for one in frames] == [None] * 3


def test_a_picture_that_became_visible_late_is_found_all_the_same(by):
    early, late = library.add_image(sized(900), by=by), library.add_image(sized(900, seed=2), by=by)
    key, windows = early.pk, early.windows
    Image.objects.filter(pk=key).update(windows=b"")
    look_alikes._shelf.last = None
    look_alikes._shelf.keys, look_alikes._shelf.windows = look_alikes._shelf.keys[:0], look_alikes._shelf.windows[:0]
    assert library.known(sized(450)) is None
    assert look_alikes._shelf.keys.tolist() == [late.pk]
    Image.objects.filter(pk=key).update(windows=windows)
    found = library.known(sized(450))
    assert found is not None
    assert found.image == early


def test_an_old_picture_is_read_with_its_sizes_and_found_from_then_on(by, admin_client, monkeypatch):
    first = library.add_image(sized(900), by=by)
    making.make_renditions(first)
    library.add_image(encoded(drawing(3)), by=by)
    Image.objects.filter(pk=first.pk).update(windows=b"", sketch=b"", printed_at=None)
    # A process that has read all the others, and since then more came in than it looks at twice.
    monkeypatch.setattr(look_alikes, "_shelf", look_alikes._Shelf())
    monkeypatch.setattr(look_alikes, "_REREAD", 0)
    assert library.known(sized(450)) is None
    page = admin_client.get(reverse("admin:media_image_changelist")).content.decode()
    assert "1 older picture is still being read" in page
    Image.objects.update(renditions_due_since=timezone.now())
    making.make_stage(Image.objects.get(pk=first.pk))
    assert library.known(sized(450)) == library.Known(first, is_same_file=False)
    assert not Image.objects.unread().exists()
    assert "still being read" not in admin_client.get(reverse("admin:media_image_changelist")).content.decode()
