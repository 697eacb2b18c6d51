"""Pictures lie wherever STORAGES says: nothing asks for a path on a disk."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings

from media import library, making
from media.models import Image
from stories import curating, publishing
from stories.models import Story
from tests.demo.test_drawing import drawn
from tests.making import HARBOUR, make_chief, make_story

pytestmark = pytest.mark.django_db

IN_MEMORY = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@override_settings(STORAGES=IN_MEMORY)
def test_a_picture_goes_from_upload_to_readers_through_a_storage_without_paths(client, tmp_path):
    story, chief = make_story(*HARBOUR[:2]), make_chief()
    image = library.add_image(drawn("port-night.jpg"), by=chief, caption="The port", alt_text="Cranes", credit_line="X")
    making.make_renditions(image)
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    story = Story.objects.get(pk=story.pk)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    rendition = Image.objects.get().renditions.filter(format="webp").first()
    answer = client.get(f"/pictures/{image.uid}/{rendition.version}/{rendition.width_px}.webp")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"
    assert default_storage.exists(image.original.name)
    assert not list(tmp_path.rglob("*.webp"))
