"""The record's own rules: what is public, what is well-formed, and that nothing in it can be changed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from editions import content as edition_content
from editions.models import Edition, PublishedStory
from foundation.models import Command, EditLog
from tests.published import publish_content, sample_content

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [s for s in PublishedStory.State.values if s != "merged"])
def test_queryset_and_instance_agree_on_what_is_public(state):
    story = publish_content(state=state)
    assert PublishedStory.objects.public().contains(story) is story.is_public()
    assert story.is_public() is (state == "live")


def test_a_story_without_an_edition_is_not_public():
    story = publish_content()
    PublishedStory.objects.update(current_edition=None)
    story.refresh_from_db()
    assert not story.is_public()
    assert not PublishedStory.objects.public().exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_edition_or_the_log(change):
    story = publish_content()
    EditLog.objects.record("publish", story, by=Command("test"))
    for rows in (Edition.objects.all(), EditLog.objects.all()):
        acts = {"update": lambda rows=rows: rows.update(id=99), "delete": lambda rows=rows: rows._raw_delete(rows.db)}
        PublishedStory.objects.update(current_edition=None)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            acts[change]()
        assert rows.exists()


def test_the_check_names_the_place_that_is_wrong():
    content = sample_content()
    edition_content.check(content)
    content["machine"]["sentences"][0]["citations"] = []
    with pytest.raises(edition_content.BadContent, match="machine/sentences/0/citations"):
        edition_content.check(content)


def test_a_persons_sentence_without_evidence_must_be_vouched_for():
    content = sample_content()
    content["desk"]["sentences"][0]["vouched_at"] = None
    with pytest.raises(edition_content.BadContent, match="desk/sentences/0"):
        edition_content.check(content)


def test_an_old_edition_is_upgraded_step_by_step(monkeypatch):
    monkeypatch.setattr(edition_content, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(
        edition_content, "UPGRADES", {1: lambda c: {**c, "second": True}, 2: lambda c: {**c, "third": True}}
    )
    assert edition_content.upgrade({"desk": {}}, 1) == {"desk": {}, "second": True, "third": True}
    assert edition_content.upgrade({"desk": {}}, 3) == {"desk": {}}
    with pytest.raises(edition_content.BadContent, match="reads up to 3"):
        edition_content.upgrade({}, 4)
