"""Adding, describing and grouping pictures, and making their sizes, as an editor and a worker see it."""

from __future__ import annotations

import resource
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.utils import timezone

from foundation.errors import BadText, TryLater
from foundation.models import Command, EditLog, User
from media import dispatching, library, look_alikes, making, tasks
from media.inspecting import BadPicture
from media.models import Image, Rendition
from media.serving import find_rendition
from tests.media.conftest import encoded, quadrants, scene

pytestmark = pytest.mark.django_db


def stored_files() -> list[Path]:
    """Every file in the store."""
    root = Path(default_storage.path(""))
    return sorted(path for path in root.rglob("*") if path.is_file())


def test_a_picture_is_kept_with_its_size_colour_texts_and_one_size_for_the_desk(by):
    image = library.add_image(
        encoded(scene(1, 1000, 600)),
        by=by,
        caption="  A bridge.\r\nAt night. ",
        alt_text="A lit\nbridge",
        credit_line="Ann Lee",
        usage_terms="Once",
        source_url="HTTPS://Example.org/p?utm_source=x&b=2&a=1#top",
    )
    image = Image.objects.get(pk=image.pk)
    assert (image.format, image.width_px, image.height_px) == ("jpeg", 1000, 600)
    assert (image.caption, image.alt_text) == ("A bridge.\nAt night.", "A lit bridge")
    assert image.source_url == "https://example.org/p?a=1&b=2"
    assert image.dominant_colour.startswith("#")
    assert image.renditions_due_since is not None
    rendition = image.renditions.get()
    assert (rendition.format, rendition.width_px, rendition.height_px) == ("jpeg", 720, 432)
    assert rendition.file.size == rendition.size_bytes
    assert image.original.size == image.size_bytes
    assert str(image.uid) in image.original.name
    assert len(stored_files()) == 2


def test_who_added_it_is_on_the_picture_and_in_the_log():
    ann = User.objects.create_user("ann")
    image = library.add_image(encoded(scene(1)), by=ann, caption="A bridge")
    assert image.uploaded_by == ann
    row = EditLog.objects.get(subject_uid=image.uid)
    assert (row.verb, row.person, row.after["caption"]) == ("add_image", ann, "A bridge")


def test_the_same_bytes_again_fill_blank_texts_and_overwrite_none(by):
    data = encoded(scene(1))
    first = library.add_image(data, by=by, caption="The caption that stands")
    again = library.add_image(data, by=by, caption="Another", credit_line="Ann Lee")
    assert again.pk == first.pk
    assert (again.caption, again.credit_line) == ("The caption that stands", "Ann Lee")
    assert Image.objects.count() == 1
    assert len(stored_files()) == 2


def test_the_same_bytes_without_news_write_nothing(by):
    data = encoded(scene(1))
    library.add_image(data, by=by, caption="A")
    library.add_image(data, by=by, caption="B")
    assert EditLog.objects.count() == 1


def test_look_alikes_join_the_first_and_other_scenes_stand_alone(by):
    first = library.add_image(encoded(scene(1)), by=by)
    crop = library.add_image(encoded(scene(1).crop((40, 30, 860, 580)), quality=70), by=by)
    small = library.add_image(encoded(scene(1).resize((450, 300)), "PNG"), by=by)
    other = library.add_image(encoded(scene(2)), by=by)
    assert [image.same_as for image in (first, crop, small, other)] == [None, first, first, None]
    assert {image.group_uid() for image in (first, crop, small)} == {first.uid}


@pytest.mark.parametrize(
    ("data", "texts", "refusal"),
    [
        (b"no picture", {}, BadPicture),
        (encoded(scene(1)), {"caption": "a\0b"}, BadText),
        (encoded(scene(1)), {"alt_text": "x" * 501}, BadText),
        (encoded(scene(1)), {"credit_line": "\ud800"}, BadText),
        (encoded(scene(1)), {"source_url": "javascript:alert(1)"}, BadText),
    ],
)
def test_what_is_refused_leaves_neither_row_nor_file(by, data, texts, refusal):
    with pytest.raises(refusal):
        library.add_image(data, by=by, **texts)
    assert Image.objects.count() == Rendition.objects.count() == EditLog.objects.count() == 0
    assert stored_files() == []


def test_limits_come_from_the_settings(by, settings):
    settings.IMAGE_MAX_BYTES = 500
    with pytest.raises(BadPicture, match="500 bytes are allowed"):
        library.add_image(encoded(scene(1)), by=by)
    settings.IMAGE_MAX_BYTES, settings.IMAGE_MAX_PIXELS = 1_000_000, 1_000
    with pytest.raises(BadPicture, match="too many pixels"):
        library.add_image(encoded(scene(1)), by=by)


def test_files_go_again_where_the_rows_cannot_be_written():
    with pytest.raises(IntegrityError):
        library.add_image(encoded(scene(1)), by=Command(""))
    assert Image.objects.count() == Rendition.objects.count() == 0
    assert stored_files() == []


def test_describing_changes_only_what_is_given_and_is_logged_with_before_and_after(by):
    image = library.add_image(encoded(scene(1)), by=by, caption="Old", credit_line="Ann Lee")
    library.describe(image, by=by, caption="New", alt_text="A bridge")
    image.refresh_from_db()
    assert (image.caption, image.alt_text, image.credit_line) == ("New", "A bridge", "Ann Lee")
    row = EditLog.objects.filter(verb="describe_image").get()
    assert (row.before, row.after) == ({"caption": "Old", "alt_text": ""}, {"caption": "New", "alt_text": "A bridge"})
    library.describe(image, by=by, caption="New")
    assert EditLog.objects.filter(verb="describe_image").count() == 1
    library.describe(image, by=by, caption="")
    assert Image.objects.get().caption == ""


def test_describing_with_one_bad_text_changes_none(by):
    image = library.add_image(encoded(scene(1)), by=by, caption="Old")
    with pytest.raises(BadText, match="The alt text"):
        library.describe(image, by=by, caption="New", alt_text="x" * 900)
    assert Image.objects.get().caption == "Old"


@pytest.mark.usefixtures("avif")
def test_every_size_is_made_in_every_format_and_running_again_makes_none(by):
    image = library.add_image(encoded(scene(1, 1000, 600)), by=by)
    assert making.make_renditions(image) == 11
    made = {f"{one.size()}.{one.format}" for one in image.renditions.all()}
    whole = {f"{width}.{form}" for form in ("avif", "webp", "jpeg") for width in (360, 720, 1000)}
    assert made == whole | {"360x360-50-40.avif", "360x360-50-40.webp", "1000x525-50-40.jpeg"}
    assert making.make_renditions(image) == 0
    image.refresh_from_db()
    assert image.renditions_due_since is None
    assert len(stored_files()) == 13


def test_where_avif_is_switched_off_none_is_made_none_is_due_and_none_is_missed(by, settings):
    settings.IMAGE_AVIF = False
    image = library.add_image(encoded(scene(1, 1000, 600)), by=by)
    tasks.make_renditions(image.pk)
    image.refresh_from_db()
    assert set(image.renditions.values_list("format", flat=True)) == {"webp", "jpeg"}
    assert image.renditions_due_since is None
    assert making.progress([image]).is_done()


def test_what_a_killed_worker_left_half_written_is_replaced(by):
    image = library.add_image(encoded(scene(1)), by=by)
    torn = Path(default_storage.path(f"renditions/{image.uid.hex[:2]}/{image.uid}/1/360.webp"))
    torn.write_bytes(b"RIFF")
    making.make_renditions(image)
    rendition = image.renditions.get(format="webp", width_px=360, cut="")
    assert Path(rendition.file.path) == torn
    assert torn.stat().st_size == rendition.size_bytes > 100


def test_a_size_that_falls_due_again_meanwhile_stays_due(by):
    image = library.add_image(encoded(scene(1)), by=by)
    seen = Image.objects.get()
    later = timezone.now() + timedelta(seconds=5)
    Image.objects.update(renditions_due_since=later)
    making.make_renditions(seen)
    image.refresh_from_db()
    assert image.renditions_due_since == later


@pytest.mark.usefixtures("avif")
def test_the_task_makes_the_sizes_and_skips_a_picture_that_is_gone(by):
    image = library.add_image(encoded(scene(1)), by=by)
    tasks.make_renditions(image.pk)
    assert image.renditions.count() == 8
    assert not image.renditions.filter(format="avif").exists()
    tasks.make_renditions(image.pk)
    assert image.renditions.count() == 12
    tasks.make_renditions(987_654)


def test_due_pictures_are_claimed_once_longest_waiting_first_until_the_claim_ends(by):
    images = [library.add_image(encoded(scene(seed)), by=by) for seed in (1, 2, 3)]
    Image.objects.filter(pk=images[2].pk).update(renditions_due_since=timezone.now() - timedelta(hours=1))
    assert dispatching.claim_due(2) == [images[2].pk, images[0].pk]
    assert dispatching.claim_due() == [images[1].pk]
    assert dispatching.claim_due() == []
    Image.objects.filter(pk=images[0].pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert dispatching.claim_due() == [images[0].pk]
    making.make_renditions(Image.objects.get(pk=images[0].pk))
    Image.objects.update(claimed_until=None)
    assert images[0].pk not in dispatching.claim_due()


def test_an_address_is_answered_exactly_or_by_the_nearest_size(by):
    image = library.add_image(encoded(scene(1, 1000, 600)), by=by)
    only = image.renditions.get()
    assert find_rendition(image.uid, 1, 360, "webp") == only
    making.make_renditions(image)

    def answered(width: int, form: str) -> tuple[str, int]:
        found = find_rendition(image.uid, 1, width, form)
        assert found is not None
        return found.format, found.width_px

    assert answered(360, "webp") == ("webp", 360)
    assert answered(1800, "jpeg") == ("jpeg", 1000)
    assert answered(700, "webp") == ("webp", 720)
    assert answered(540, "webp") == ("webp", 720)


def test_another_version_is_never_answered(by):
    image = library.add_image(encoded(scene(1)), by=by)
    assert find_rendition(image.uid, 2, 720, "jpeg") is None


def test_an_address_is_answered_with_one_query(by, django_assert_num_queries):
    image = library.add_image(encoded(scene(1)), by=by)
    with django_assert_num_queries(1):
        assert find_rendition(image.uid, 1, 720, "jpeg") is not None


def test_people_can_part_and_join_pictures_and_a_group_finds_a_new_first(by):
    first, second, third = (
        library.add_image(encoded(scene(1).resize(size)), by=by) for size in ((900, 600), (600, 400), (450, 300))
    )
    look_alikes.part(first, by=by)
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.same_as, third.same_as) == (None, second)
    look_alikes.join(first, third, by=by)
    first.refresh_from_db()
    assert first.same_as == second
    assert EditLog.objects.filter(verb="join_images", subject_uid=first.uid).count() == 1


def test_a_turned_picture_is_measured_as_readers_see_it(by):
    exif = scene(1).getexif()
    exif[0x0112] = 6
    image = library.add_image(encoded(quadrants(900, 600), exif=exif), by=by)
    assert (image.width_px, image.height_px) == (600, 900)
    assert image.renditions.get().height_px == 900


def test_a_picture_that_the_disk_does_not_take_is_refused_in_words_and_leaves_no_row_and_no_file(by):
    data = encoded(scene(1))
    standing = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(data) // 2, standing[1]))
    try:
        with pytest.raises(TryLater, match=r"could not be stored \(File too large\), and nothing of it was kept"):
            library.add_image(data, by=by)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, standing)
    assert not Image.objects.exists()
    assert stored_files() == []
    assert library.add_image(data, by=by).pk
