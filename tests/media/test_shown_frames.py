"""What an edition shows of a picture is made whole, also where somebody cropped or described it right after."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image as Pillow

from media import dispatching, framing, library, tasks
from media.models import Image
from stories import curating, publishing, sealing
from stories.models import Story
from tests.making import HARBOUR, make_chief, make_story
from tests.media.conftest import encoded, quadrants, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_chief()


@pytest.fixture
def image(chief) -> Image:
    """A picture of which only the desk's size is made."""
    return library.add_image(encoded(quadrants(1000, 600), quality=95), by=chief, credit_line="Ann Lee", alt_text="X")


@pytest.fixture
def story(chief, image) -> Story:
    story = make_story(*HARBOUR[:2], by=chief)
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    return Story.objects.get(pk=story.pk)


def publish(story: Story) -> None:
    publishing.publish(story, seen=story.desk_revision, by=make_chief())


def work() -> None:
    """Let the worker do what is due, as the clock hands it over."""
    for _ in range(20):
        due = dispatching.claim_due()
        if not due:
            return
        for pk in due:
            tasks.make_renditions(pk)
    raise AssertionError("A picture stays due for ever.")


def on_page(client, story: Story, version: int) -> dict[str, bytes]:
    """Every file of the version that the public page names, by its address after the version; each is exact."""
    page = client.get(Story.objects.get(pk=story.pk).published.get_absolute_url()).content.decode()
    names = set(re.findall(rf"/pictures/[0-9a-f-]+/{version}/([0-9a-z-]+\.[a-z]+)", page))
    found = {}
    for name in names:
        answer = client.get(f"/pictures/{Image.objects.get().uid}/{version}/{name}")
        assert answer["Cache-Control"].startswith("public, max-age=300,"), name
        found[name] = b"".join(answer.streaming_content)
    return found


def corner(data: bytes) -> tuple[int, int, int]:
    picture = Pillow.open(BytesIO(data)).convert("RGB")
    return picture.getpixel((picture.width - 2, picture.height - 2))


def test_all_sizes_of_the_published_crop_are_made_though_it_was_cropped_before_they_were(client, chief, image, story):
    publish(story)
    cropped = framing.crop(image, (0, 0, 500, 500), by=chief)
    framing.crop(cropped, (0, 0, 400, 400), by=chief)
    work()
    files = on_page(client, story, 1)
    assert {"720.jpeg", "1000.jpeg", "360.webp", "720.webp", "1000.webp"} <= set(files)
    assert Pillow.open(BytesIO(files["1000.webp"])).size == (1000, 600)
    red, green, blue = corner(files["1000.webp"])
    assert (red > 240, green > 240, blue < 30) == (True, True, True)  # yellow, which the crop took out
    assert set(image.renditions.filter(version=2).values_list("format", "width_px")) == {("jpeg", 500)}
    assert image.renditions.filter(version=3, format="webp").exists()
    assert Image.objects.get().renditions_due_since is None


def test_files_made_late_say_whose_the_picture_was_when_it_was_published(client, chief, image, story):
    publish(story)
    library.describe(image, by=chief, credit_line="Bo Berg")
    work()
    assert all(b"Ann Lee" in data and b"Bo Berg" not in data for data in on_page(client, story, 1).values())
    publish(Story.objects.get(pk=story.pk))
    assert all(b"Bo Berg" in data and b"Ann Lee" not in data for data in on_page(client, story, 2).values())


def test_the_cuts_around_the_published_point_are_made_though_the_point_was_moved(client, chief, image, story):
    framing.focus(image, 900, 500, by=chief)
    publish(story)
    framing.focus(image, 100, 500, by=chief)
    work()
    files = on_page(client, story, 1)
    cuts = {name for name in files if "-90-50" in name}
    assert {name.partition("-")[0] for name in cuts} == {"1000x525"}
    assert not [name for name in files if "-10-50" in name]
    assert image.renditions.filter(format="webp", cut__endswith="-90-50").exists()  # the square of a card


def test_a_sealed_version_comes_out_with_all_the_sizes_of_its_crop(client, chief, image, story):
    sealing.seal(story, seen=story.desk_revision, by=chief, until=None)
    framing.crop(image, (0, 0, 500, 500), by=chief)
    work()
    sealing.release(Story.objects.get(pk=story.pk), by=chief)
    assert Image.objects.get().renditions_due_since is not None
    work()
    assert Pillow.open(BytesIO(on_page(client, story, 1)["1000.jpeg"])).size == (1000, 600)


def test_publishing_again_the_same_picture_makes_nothing_due(chief, image, story):
    publish(story)
    work()
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Another headline")
    publish(Story.objects.get(pk=story.pk))
    assert dispatching.claim_due() == []


def test_no_size_is_made_of_a_crop_that_was_never_published(chief):
    image = library.add_image(encoded(scene(3)), by=chief)
    framing.crop(framing.crop(image, (0, 0, 900, 900), by=chief), (0, 0, 800, 800), by=chief)
    work()
    assert set(image.renditions.filter(version__lt=3).values_list("version", "format")) == {(1, "jpeg"), (2, "jpeg")}
    assert image.renditions.filter(version__lt=3).count() == 2
