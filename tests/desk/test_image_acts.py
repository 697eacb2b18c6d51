"""What is done with one picture at the desk: focal point, crop, groups, and the one that the library has already."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from media.library import add_image
from media.look_alikes import join
from media.making import make_stage
from media.models import Image
from partners import keys
from stories import curating, publishing
from stories.models import Story
from tests.desk.making import address, make_story, summarise, text_of
from tests.media.conftest import encoded, scene

pytestmark = pytest.mark.django_db


def page(image: Image) -> str:
    return reverse("admin:media_image_change", args=[image.pk])


def photograph(width: int = 900, seed: int = 1) -> bytes:
    return encoded(scene(seed).resize((width, width * 2 // 3)))


@pytest.mark.usefixtures("avif")
def test_an_editor_sets_focal_point_and_crop_by_number_fields(login, editor):
    image = add_image(photograph(), by=editor)
    client = login(editor)
    client.post(page(image), {"act": "focus", "across": "25", "down": "80.5"})
    client.post(page(image), {"act": "crop", "left": "0", "top": "0", "right": "50", "bottom": "100"})
    image.refresh_from_db()
    assert (image.crop, image.focus(), image.version) == ([0, 0, 500, 1000], [500, 805], 2)
    shown = text_of(client.get(page(image)))
    assert 'value="80.5"' in shown
    assert "Sizes made: 1 of 9" in shown
    client.post(page(image), {"act": "uncrop"})
    assert Image.objects.get().shown_size() == (900, 600)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"act": "focus", "across": "101", "down": "1"}, "less than or equal to 100"),
        ({"act": "crop", "left": "60", "top": "0", "right": "40", "bottom": "100"}, "left edge must lie left"),
        ({"act": "join", "other": "x"}, "number of another picture"),
        ({"act": "join", "other": "9" * 30}, "number of another picture"),
        ({"act": "burn"}, "There is no such act"),
    ],
)
def test_what_cannot_be_is_refused_in_words(login, editor, typed, told):
    image = add_image(photograph(), by=editor)
    assert told in text_of(login(editor).post(page(image), typed, follow=True))
    assert Image.objects.get().version == 1


def test_a_reporter_may_set_none_of_it(login, reporter, editor):
    image = add_image(photograph(), by=editor)
    assert login(reporter).post(page(image), {"act": "focus", "across": "1", "down": "1"}).status_code == 403
    assert "Save crop" not in text_of(login(reporter).get(page(image)))


def test_pictures_are_parted_and_joined_on_their_page(login, editor):
    first, second = add_image(photograph(), by=editor), add_image(photograph(600), by=editor)
    client = login(editor)
    assert "The same photograph</h2>" in client.get(page(first)).content.decode()
    client.post(page(second), {"act": "part"})
    second.refresh_from_db()
    assert second.same_as is None
    client.post(page(second), {"act": "join", "other": str(first.pk)})
    second.refresh_from_db()
    assert second.same_as == first


def test_an_upload_that_the_library_has_is_asked_about_and_its_own_one_takes_the_place(login, editor):
    story, client = make_story(editor), login(editor)
    known = add_image(photograph(), by=editor, caption="The bridge", credit_line="Ann Lee")
    file = SimpleUploadedFile("bridge.jpg", photograph(600), content_type="image/jpeg")
    client.post(address(story, "images"), {"act": "upload", "seen": story.desk_revision, "pictures": file})
    placed = story.placements.get(removed_at=None)
    assert placed.image != known
    shown = text_of(client.get(address(story, "images")))
    assert "This photograph is in the library already" in shown
    assert "The bridge (Ann Lee), 900×600 px." in shown
    story.refresh_from_db()
    act = {"act": "use_known", "seen": story.desk_revision, "row": str(placed.image.uid), "seen_text": ""}
    client.post(address(story, "images"), act)
    assert story.placements.get(removed_at=None).image == known
    assert "in the library already" not in text_of(client.get(address(story, "images")))


@pytest.mark.usefixtures("avif")
def test_the_images_tab_says_how_many_sizes_are_made(login, editor):
    story, image = make_story(editor), add_image(photograph(), by=editor)
    curating.place_image(story, image, seen=story.desk_revision, by=editor)
    client = login(editor)
    assert "Sizes made: 1 of 12" in text_of(client.get(address(story, "images")))
    make_stage(image)
    assert "Sizes made: 8 of 12" in text_of(client.get(address(story, "images")))
    make_stage(image)
    assert "Sizes made" not in text_of(client.get(address(story, "images")))


def test_one_photograph_is_one_tile_with_the_words_of_each_placement(client, chief):
    story = summarise(make_story(chief))
    words = (("At noon.", "AFP"), ("The harbour.", "Ann Lee"), ("Ships.", "Kim"))
    for (caption, credit), width in zip(words, (900, 600, 450), strict=True):
        image = add_image(photograph(width), by=chief, caption=caption, credit_line=credit, alt_text="A harbour")
        story.refresh_from_db()
        curating.place_image(story, image, seen=story.desk_revision, by=chief)
    other = add_image(photograph(900, seed=2), by=chief, caption="By hand.", credit_line="Lee", alt_text="Another")
    story.refresh_from_db()
    curating.place_image(story, other, seen=story.desk_revision, by=chief)
    join(other, Image.objects.order_by("pk")[0], by=chief)
    story = Story.objects.get()
    edition = publishing.publish(story, by=chief, seen=story.desk_revision)
    (tile,) = edition.content["desk"]["images"]
    assert [one["caption"] for one in tile["also"]] == ["The harbour.", "Ships.", "By hand."]
    public = client.get(edition.story.get_absolute_url()).content.decode()
    assert public.count("<figure>") == 1
    assert "Also published as:</span> Ships." in public
    key = keys.make_key("Vell Evening Post", by=chief)[1]
    partner = Client(headers={"authorization": f"Bearer {key}"})
    (told,) = partner.get(f"/api/v1/stories/{edition.story.uid}/").json()["images"]
    assert [(one["caption"], one["credit_line"]) for one in told["also"]][1:] == [
        ("Ships.", "Kim"),
        ("By hand.", "Lee"),
    ]


@pytest.mark.usefixtures("avif")
def test_a_page_asks_by_itself_how_far_the_sizes_are(login, editor):
    image = add_image(photograph(), by=editor)
    client = login(editor)
    told = re.search(r'data-sizes="([^"]+)"', client.get(page(image)).content.decode())[1]
    assert client.get(told).json() == {"made": 1, "wanted": 12}
    make_stage(image)
    assert client.get(told).json() == {"made": 8, "wanted": 12}
    make_stage(image)
    assert client.get(told).json() == {"made": 12, "wanted": 12}
    assert "data-sizes" not in client.get(page(image)).content.decode()
