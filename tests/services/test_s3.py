"""Pictures in a bucket: the storage that STORAGES names, against a local server that speaks S3."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from foundation.errors import NewsroomError
from media import library, making, tasks
from media.models import Image
from stories import curating, publishing, taking_back
from stories.models import Story
from tests.making import HARBOUR, make_chief, make_story
from tests.media.conftest import encoded, scene

pytestmark = [pytest.mark.django_db, pytest.mark.deep]
BUCKET = "newsroom"


@pytest.fixture
def bucket(monkeypatch):
    """A bucket on a server of our own, and the settings that lead there."""
    moto = pytest.importorskip("moto.server", reason="moto is not installed: the S3 storage was not tried")
    pytest.importorskip("storages.backends.s3", reason="django-storages is not installed: S3 was not tried")
    import boto3

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client("s3", endpoint_url=address, region_name="us-east-1")
    client.create_bucket(Bucket=BUCKET)
    options = {"bucket_name": BUCKET, "endpoint_url": address, "region_name": "us-east-1"}
    storages = {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages):
        yield client
    server.stop()


def test_a_picture_goes_through_a_bucket_to_readers_and_stops_answering_with_a_kill(client, bucket):
    story, chief = make_story(*HARBOUR[:2]), make_chief()
    image = library.add_image(encoded(scene(1, 400, 300)), by=chief, alt_text="Cranes", credit_line="X")
    making.make_renditions(image)
    held = [row["Key"] for row in bucket.list_objects_v2(Bucket=BUCKET)["Contents"]]
    assert sum(key.startswith("originals/") for key in held) == 1
    assert sum(key.startswith("renditions/") for key in held) == image.renditions.count()
    address = f"/pictures/{image.uid}/1/400.jpeg"
    assert client.get(address).status_code == 404
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    story = Story.objects.get(pk=story.pk)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"
    taking_back.kill(Story.objects.get(pk=story.pk).published, reason="Wrong", by=chief)
    assert client.get(address).status_code == 404


def test_a_file_that_is_lost_in_the_bucket_is_not_there_for_readers_and_no_bug(client, bucket):
    story, chief = make_story(*HARBOUR[:2]), make_chief()
    image = library.add_image(encoded(scene(1, 400, 300)), by=chief)
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    story = Story.objects.get(pk=story.pk)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    rendition = Image.objects.get().renditions.get()
    default_storage.delete(rendition.file.name)
    assert client.get(f"/pictures/{image.uid}/1/400.jpeg").status_code == 404


# To whoever asks for a file, S3 says of a bucket that is not there what it says of a file that is not.
@pytest.mark.parametrize(("fault", "status"), [("no such bucket", 404), ("nobody there", 503)])
def test_a_storage_that_is_away_refuses_in_words_and_keeps_nothing(
    admin_client, client, bucket, fault, status, settings
):
    story, chief = make_story(*HARBOUR[:2]), make_chief()
    image = library.add_image(encoded(scene(1, 400, 300)), by=chief, credit_line="X")
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    story = Story.objects.get(pk=story.pk)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    kept = list_keys(bucket)
    options = dict(settings.STORAGES["default"]["OPTIONS"])
    options |= {"bucket_name": "gone"} if fault == "no such bucket" else {"endpoint_url": "http://127.0.0.1:9"}
    with override_settings(
        STORAGES={**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": options}}
    ):
        page = admin_client.post(
            reverse("admin:media_image_add"),
            {
                "act": "files",
                "rights_basis": "uploaded",
                "pictures": SimpleUploadedFile("new.jpg", encoded(scene(2, 400, 300)), "image/jpeg"),
            },
        )
        assert page.status_code == 200
        assert "could not be stored" in page.content.decode()
        assert "Tell whoever runs the newsroom" in page.content.decode()
        assert "127.0.0.1" not in page.content.decode()
        assert admin_client.get(reverse("admin:desk_picture", args=[image.uid])).status_code == status
        answer = client.get(f"/pictures/{image.uid}/1/400.jpeg")
        assert answer.status_code == status
        assert "max-age=300" not in answer.headers.get("Cache-Control", "")
        with pytest.raises(NewsroomError, match="Tell whoever runs the newsroom"):
            library.read_again(image, by=chief)
        tasks.make_renditions(image.pk)
    assert Image.objects.count() == 1
    assert Image.objects.get().renditions_due_since is not None
    assert list_keys(bucket) == kept
    assert client.get(f"/pictures/{image.uid}/1/400.jpeg").status_code == 200


def list_keys(bucket) -> list[str]:
    return [row["Key"] for row in bucket.list_objects_v2(Bucket=BUCKET)["Contents"]]
