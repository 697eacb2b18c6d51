"""The page that adds many pictures: an answer for each file, with and without its script, and addresses."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from desk.picture_words import seen_of
from media import library
from media.models import Image
from stories.models import Placement
from tests.making import make_chief, make_story, make_user
from tests.media.conftest import encoded, scene
from wire.models import Fetch

pytestmark = pytest.mark.django_db
PAGE = "/admin/media/image/add/"
JSON = {"accept": "application/json"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reporter(client):
    user = make_user("add_image", "view_image", "change_story", "view_story", "add_story")
    client.force_login(user)
    return user


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def send(client, *files, address=PAGE, headers=None, **fields):
    fields = {"act": "files", "rights_basis": "uploaded", **fields}
    return client.post(address, {**fields, "pictures": list(files)}, headers=headers or {})


def test_each_file_of_a_batch_gets_its_own_answer_without_a_script(client, reporter):
    known = encoded(scene(1, 400, 300))
    library.add_image(known, by=make_chief())
    new = encoded(scene(2, 400, 300))
    page = send(
        client,
        file("new.jpg", new),
        file("twin.jpg", new),
        file("old.jpg", known),
        file("page.jpg", b"<html><body>no"),
        file("small.jpg", encoded(scene(1, 200, 150))),
    ).content.decode()
    assert Image.objects.count() == 2
    assert page.count('class="tag good">added') == 1
    assert "The same file as new.jpg, which is in this batch." in page
    assert "This file is in the library already: no. " in page
    assert "The file is a web page, not a picture." in page
    assert "This photograph is in the library already, in another file" in page


def test_the_script_gets_the_answer_to_its_one_file(client, reporter):
    data = encoded(scene(1, 400, 300))
    first = send(client, file("a.jpg", data), headers=JSON, caption="Cranes. (Yonhap)").json()
    image = Image.objects.get()
    assert (first["state"], first["image"], first["page"]) == (
        "added",
        image.pk,
        f"/admin/media/image/{image.pk}/change/",
    )
    assert (image.caption, image.credit_line, image.uploaded_by) == ("Cranes.", "Yonhap", reporter)
    assert send(client, file("a.jpg", data), headers=JSON).json()["state"] == "known"
    assert send(client, file("a.jpg", b"x"), headers=JSON).json()["state"] == "refused"
    small = encoded(scene(1, 200, 150))
    assert send(client, file("b.jpg", small), headers=JSON).json()["state"] == "alike"
    assert send(client, file("b.jpg", small), headers=JSON, is_wanted_anyway="on").json()["state"] == "added"
    assert Image.objects.get(same_as=image).size_bytes == len(small)


def test_for_a_story_they_are_placed_and_a_known_one_is_used_by_a_press(client, reporter):
    story = make_story(by=reporter)
    known = library.add_image(encoded(scene(1, 400, 300)), by=make_chief())
    address = f"{PAGE}?story={story.pk}"
    assert send(client, file("n.jpg", encoded(scene(2, 400, 300))), address=address, headers=JSON).json()["is_placed"]
    answer = send(client, file("o.jpg", encoded(scene(1, 400, 300))), address=address, headers=JSON).json()
    assert (answer["state"], answer["is_placed"], answer["image"]) == ("known", False, known.pk)
    client.post(address, {"act": "use", "row": known.pk})
    assert set(Placement.objects.values_list("image", flat=True)) == set(Image.objects.values_list("pk", flat=True))


def test_a_story_of_somebody_else_is_not_there(client, reporter):
    story = make_story(by=make_user("change_story", "add_story"))
    assert client.get(f"{PAGE}?story={story.pk}").status_code == 404
    data = file("n.jpg", encoded(scene(2, 400, 300)))
    assert send(client, data, address=f"{PAGE}?story={story.pk}").status_code == 404
    assert not Image.objects.exists()


def test_addresses_are_asked_for_followed_and_given_up(client, reporter):
    answer = client.post(PAGE, {"act": "addresses", "urls": "https://paper.news/a.jpg\nhttps://paper.news/b.jpg"})
    assert answer.status_code == 302
    assert client.get(f"{PAGE}state/").json()["is_busy"] is True
    fetch = Fetch.objects.first()
    client.post(PAGE, {"act": "hide", "row": str(fetch.uid)})
    fetch.refresh_from_db()
    assert (fetch.state, Fetch.objects.filter(hidden_at=None).count()) == ("failed", 1)
    page = client.post(PAGE, {"act": "addresses", "urls": "http://"}).content.decode()
    assert "Line 1:" in page


def test_the_page_of_a_picture_keeps_what_a_person_wrote_when_its_file_is_read_again(client):
    chief = make_user("change_image", "view_image", "publish_story")
    client.force_login(chief)
    data = encoded(scene(1, 400, 300), exif=_exif())
    image = library.add_image(data, by=chief)
    assert (image.caption, image.creator) == ("A crane in the file", "Ann in the file")
    address = f"/admin/media/image/{image.pk}/change/"
    form = {"caption": "", "alt_text": "A crane", "rights_basis": "licensed", "last_day": "2026-12-24"}
    form |= {"creator": "Ann Lee", "copyright_notice": "Copyright the file", "seen": seen_of(image)}
    assert client.post(address, form).status_code == 302
    Image.objects.filter(pk=image.pk).update(copyright_notice="")
    client.post(address, {"act": "read"})
    image.refresh_from_db()
    assert (image.caption, image.alt_text, image.creator) == ("", "A crane", "Ann Lee")
    assert image.copyright_notice == "Copyright the file"
    assert image.rights_basis == "licensed"
    assert image.expires_at.isoformat() == "2026-12-25T00:00:00+00:00"


def test_a_form_that_names_no_picture_is_refused_in_words(client):
    client.force_login(make_user("add_image"))
    answer = client.post("/admin/media/image/add/", {"act": "hide", "row": "x" * 36})
    assert answer.status_code == 400
    assert "no longer on the list" in answer.content.decode()


def _exif():
    exif = Pillow.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = "A crane in the file", "Ann in the file", "Copyright the file"
    return exif
