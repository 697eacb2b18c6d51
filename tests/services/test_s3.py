"""Pictures in a bucket: the storage that STORAGES names, against a local server that speaks S3."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings

from media import library, making
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
