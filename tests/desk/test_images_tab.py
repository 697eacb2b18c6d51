"""The Images tab: upload, library, captions, order, lead, and pictures that are none."""

from __future__ import annotations

import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from media.library import add_image
from media.models import Image
from stories import curating
from stories.models import Placement, Story
from tests.desk.making import address, make_story, picture, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chief) -> Story:
    return make_story(chief)


def _upload(data: bytes, name: str = "ship.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def _post(client, story: Story, act: str, **typed):
    story.refresh_from_db()
    return client.post(address(story, "images"), {"act": act, "seen": story.desk_revision, **typed})


def _placed(story: Story) -> list[Placement]:
    return list(story.placements.filter(removed_at__isnull=True).order_by("position"))


def _three(story: Story, by) -> list[Placement]:
    for colour in ("#112233", "#993322", "#22aa55"):
        image = add_image(picture(colour), by=by, caption=colour)
        story.refresh_from_db()
        curating.place_image(story, image, seen=story.desk_revision, by=by)
    return _placed(story)


def _bomb() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
        + chunk(b"IEND", b"")
    )


def test_an_upload_is_kept_with_its_words_and_placed(login, chief, story):
    words = {"caption": "A ship.", "alt_text": "A red ship", "credit_line": "Ada Wren/Reuters", "usage_terms": "once"}
    files = {"pictures": _upload(picture())}
    response = _post(login(chief), story, "upload", source_url="https://example.org/p", **words, **files)
    assert response.status_code == 302
    image = _placed(story)[0].image
    assert {name: getattr(image, name) for name in words} == words
    assert image.source_url == "https://example.org/p"


def test_several_pictures_come_in_at_once(login, chief, story):
    files = [_upload(picture("#112233"), "a.jpg"), _upload(picture("#993322"), "b.jpg")]
    _post(login(chief), story, "upload", credit_line="Reuters", pictures=files)
    assert [row.image.credit_line for row in _placed(story)] == ["Reuters", "Reuters"]


@pytest.mark.few(0, 3)
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"GIF89a this is no picture", "ship.jpg: "),
        (b"", "The submitted file is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "ship.jpg: "),
        (_bomb(), "ship.jpg: "),
        (picture()[:2000], "ship.jpg: "),
    ],
    ids=["no picture", "empty", "svg", "bomb", "cut in half"],
)
def test_what_is_no_picture_is_refused_at_the_form_and_the_words_stay(login, chief, story, data, told):
    response = _post(login(chief), story, "upload", caption="Typed with care.", pictures=_upload(data))
    assert response.status_code == 400
    assert told in text_of(response)
    assert "Typed with care." in text_of(response)
    assert not Image.objects.exists()


def test_a_picture_that_is_too_large_is_refused_with_both_sizes(login, chief, story, settings):
    settings.IMAGE_MAX_BYTES = 1_000
    response = _post(login(chief), story, "upload", pictures=_upload(picture()))
    assert "and 1,000 are allowed" in text_of(response)


def test_one_bad_picture_among_good_ones_stops_only_itself(login, chief, story):
    files = [_upload(picture("#112233"), "good.jpg"), _upload(b"nothing", "bad.jpg")]
    response = _post(login(chief), story, "upload", credit_line="Reuters", pictures=files)
    assert "bad.jpg: " in text_of(response)
    assert "1 of 2 pictures were placed" in text_of(response)
    assert 'value="Reuters"' in text_of(response)
    assert len(_placed(story)) == 1


def test_no_file_is_told_and_a_picture_is_placed_from_an_older_page_too(login, chief, story):
    assert "This field is required" in text_of(_post(login(chief), story, "upload"))
    typed = {"act": "upload", "seen": 0, "credit_line": "Reuters", "pictures": _upload(picture())}
    assert login(chief).post(address(story, "images"), typed).status_code == 302
    assert len(_placed(story)) == 1


def test_order_lead_and_caption_are_changed_row_by_row(login, chief, story):
    client, rows = login(chief), _three(story, chief)
    _post(client, story, "up", row=str(rows[2].image.uid))
    assert _placed(story) == [rows[0], rows[2], rows[1]]
    _post(client, story, "down", row=str(rows[0].image.uid))
    assert _placed(story) == [rows[2], rows[0], rows[1]]
    _post(client, story, "order", order=[row.pk for row in rows])
    assert _placed(story) == rows
    _post(client, story, "lead", row=str(rows[1].image.uid))
    _post(client, story, "caption", row=str(rows[1].image.uid), caption_override="Here.")
    _post(client, story, "remove", row=str(rows[0].image.uid))
    story.refresh_from_db()
    assert story.lead_image == rows[1].image
    assert [row.caption() for row in _placed(story)] == ["Here.", "#22aa55"]


@pytest.mark.deep
def test_an_order_that_misses_a_picture_leaves_that_one_at_the_end(login, chief, story):
    rows = _three(story, chief)
    _post(login(chief), story, "order", order=[rows[2].pk, rows[0].pk])
    assert _placed(story) == [rows[2], rows[0], rows[1]]


def test_a_caption_saved_over_somebody_elses_shows_both(login, chief, editor, story):
    row = _three(story, chief)[0]
    story.refresh_from_db()
    stale = {"act": "caption", "seen": story.desk_revision, "row": str(row.image.uid), "caption_override": "Mine."}
    _post(login(chief), story, "caption", row=str(row.image.uid), caption_override="Theirs.")
    response = login(editor).post(address(story, "images"), stale)
    assert response.status_code == 409
    assert ">Mine.</textarea>" in text_of(response)
    assert '<p dir="auto"><del>Theirs</del>.</p>' in text_of(response)


def test_a_picture_of_the_library_is_found_and_placed(login, chief, story):
    image = add_image(picture(), by=chief, caption="A lighthouse")
    client = login(chief)
    assert "A lighthouse" in text_of(client.get(address(story, "images"), {"q": "lighthouse"}))
    _post(client, story, "place", row=str(image.uid))
    assert [row.image for row in _placed(story)] == [image]


def test_staff_sees_an_unpublished_picture_and_nobody_else_does(login, client, chief):
    image = add_image(picture(), by=chief)
    response = login(chief).get(f"/admin/pictures/{image.uid}/")
    assert response["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"
    assert client.get(f"/admin/pictures/{image.uid}/").status_code == 302


def test_a_picture_that_is_not_there_is_not_found_and_an_accountant_sees_none(login, chief, administrator):
    image = add_image(picture(), by=chief)
    assert login(chief).get("/admin/pictures/0d6e7f5e-0000-4000-8000-000000000000/").status_code == 404
    assert login(administrator).get(f"/admin/pictures/{image.uid}/").status_code == 403
