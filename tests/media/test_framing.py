"""Crops and focal points: what is shown, in files of a version of their own, and who may see which."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image as Pillow

from foundation.errors import BadText
from foundation.models import EditLog
from media import framing, library, making
from media.models import Image
from media.serving import find_rendition
from stories.gallery import shown_image
from tests.media.conftest import encoded, quadrants, scene
from tests.published import publish_content, sample_content

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("avif")
def test_a_crop_is_a_new_version_with_files_of_its_own_and_the_old_ones_stay(by):
    image = library.add_image(encoded(quadrants(1000, 600), quality=95), by=by)
    making.make_renditions(image)
    cropped = framing.crop(image, (0, 0, 500, 500), by=by)
    assert (cropped.version, cropped.shown_size()) == (2, (500, 300))
    desk = cropped.renditions.get(version=2)
    assert (desk.width_px, desk.height_px) == (500, 300)
    red, green, _ = Pillow.open(desk.file).resize((1, 1)).getpixel((0, 0))
    assert (red > 240, green < 15) == (True, True)
    making.make_renditions(cropped)
    assert set(cropped.renditions.filter(version=2, cut="").values_list("format", "width_px")) == {
        (form, width) for form in ("avif", "webp", "jpeg") for width in (360, 500)
    }
    assert cropped.renditions.filter(version=1, cut="").count() == 9
    assert making.make_renditions(Image.objects.get()) == 0
    assert framing.crop(cropped, (0, 0, 500, 500), by=by).version == 2
    assert framing.crop(cropped, None, by=by).shown_size() == (1000, 600)


@pytest.mark.parametrize("width", [357, 1801, 2113])
def test_every_wanted_size_of_any_crop_is_made_once(by, width):
    image = library.add_image(encoded(scene(2, width, 300)), by=by)
    cropped = framing.crop(image, (3, 17, 998, 905), by=by)
    making.make_stage(cropped)
    made = {(one.format, one.size()) for one in cropped.renditions.filter(version=2).exclude(format="avif")}
    assert made == set(making.stages_of(cropped)[0])


def test_a_focal_point_is_of_what_is_shown_and_makes_no_new_version(by):
    image = library.add_image(encoded(scene(1)), by=by)
    image = framing.focus(image, 250, 800, by=by)
    assert (image.version, image.focus()) == (1, [250, 800])
    cropped = framing.crop(image, (0, 0, 500, 1000), by=by)
    assert cropped.focus() == [500, 800]
    assert framing.crop(cropped, (500, 0, 1000, 1000), by=by).focus() == [0, 800]
    verbs = EditLog.objects.exclude(verb="add_image").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["focus_image", "crop_image", "crop_image"]


@pytest.mark.parametrize("box", [(500, 0, 500, 1000), (0, 0, 1001, 1000), (-1, 0, 500, 500), (0, 0, 10, 1000)])
def test_a_crop_that_is_none_is_refused(by, box):
    image = library.add_image(encoded(scene(1)), by=by)
    with pytest.raises(BadText):
        framing.crop(image, box, by=by)
    assert Image.objects.get().version == 1


@pytest.mark.usefixtures("avif")
def test_words_in_the_files_make_a_version_for_which_the_same_pixels_stand_in_and_a_crop_never(by):
    image = library.add_image(encoded(scene(1)), by=by)
    described = library.describe(image, by=by, credit_line="Ann Lee")
    assert described.version == 2
    standing = find_rendition(image.uid, 2, 720, "jpeg")
    assert standing is not None
    assert standing.version == 1
    making.make_renditions(described)
    exact = find_rendition(image.uid, 2, 720, "avif")
    assert exact is not None
    assert (exact.version, exact.format) == (2, "avif")
    assert b"Ann Lee" in exact.file.read()
    library.describe(described, by=by, caption="No word of a file")
    assert Image.objects.get().version == 2
    Image.objects.update(version=3, framed_version=3)
    assert find_rendition(image.uid, 3, 720, "jpeg") is None


def test_readers_get_the_version_of_the_current_edition_and_no_other(client, by):
    image = library.add_image(encoded(scene(1)), by=by)
    content, words = sample_content(), {"caption": "", "credit_line": "", "source_url": ""}
    content["desk"]["images"] = [shown_image(image, str(image.uid)) | words]
    content["desk"]["lead_image"] = str(image.uid)
    story = publish_content(content)
    story.images.add(image)
    framing.crop(image, (0, 0, 500, 500), by=by)

    def status(version: int) -> int:
        return client.get(f"/pictures/{image.uid}/{version}/360.jpeg").status_code

    assert (status(1), status(2)) == (200, 404)


def test_the_first_view_of_a_story_makes_no_rendition(client, by):
    image = library.add_image(encoded(scene(1)), by=by)
    story = publish_content()
    story.images.add(image)
    for form in ("avif", "webp", "jpeg"):
        answer = client.get(f"/pictures/{image.uid}/1/360.{form}")
        assert answer.status_code == 200
        assert Pillow.open(BytesIO(b"".join(answer.streaming_content))).format == "JPEG"
    assert client.get(story.get_absolute_url()).status_code == 200
    assert image.renditions.count() == 1


def test_the_desk_shows_the_cropped_picture(admin_client, by):
    image = library.add_image(encoded(quadrants(900, 600)), by=by)
    framing.crop(image, (0, 0, 500, 500), by=by)
    answer = admin_client.get(reverse("admin:desk_picture", args=[image.uid]))
    assert Pillow.open(BytesIO(b"".join(answer.streaming_content))).size == (450, 300)
