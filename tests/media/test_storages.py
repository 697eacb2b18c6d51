"""Pictures lie wherever STORAGES says: nothing asks for a path on a disk."""

from __future__ import annotations

import pytest
from django.core.files.storage import InMemoryStorage, default_storage
from django.test import override_settings
from django.urls import reverse

from media import library, making, tasks
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


class Away(InMemoryStorage):
    """A storage that took files once and answers nobody now."""

    def _open(self, name, mode="rb"):
        raise ConnectionError(111, "Connection refused")

    _save = delete = _open


def test_a_storage_that_does_not_answer_is_told_to_readers_and_the_desk_as_away_and_sizes_wait(client, admin_client):
    story, chief = make_story(*HARBOUR[:2]), make_chief()
    image = library.add_image(drawn("port-night.jpg"), by=chief, caption="The port", alt_text="Cranes", credit_line="X")
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    story = Story.objects.get(pk=story.pk)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    away = {**IN_MEMORY, "default": {"BACKEND": f"{__name__}.Away"}}
    with override_settings(STORAGES=away):
        answer = client.get(f"/pictures/{image.uid}/1/720.jpeg")
        assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
        assert admin_client.get(reverse("admin:desk_picture", args=[image.uid])).status_code == 503
        tasks.make_renditions(image.pk)
    assert Image.objects.get().renditions_due_since is not None
    assert client.get(f"/pictures/{image.uid}/1/720.jpeg").status_code == 200
