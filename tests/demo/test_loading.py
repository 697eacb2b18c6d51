"""The demo as `manage.py demo` loads it: a story of each standing, and nothing twice."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from editions.models import Edition
from foundation.models import User
from newsroom.demo import loading
from stories.models import Story

pytestmark = [pytest.mark.django_db, pytest.mark.deep]


def test_the_demo_has_a_story_of_each_standing_and_adds_nothing_the_second_time(client):
    call_command("demo")
    closed = Story.objects.get(phase="closed", published__state="live")
    assert "Closed: no longer updated" in client.get(closed.published.get_absolute_url()).content.decode()
    waits = Story.objects.get(editorial_state="in_review")
    assert waits.owner == User.objects.get(username=loading.REPORTER[0])
    assert waits.published is None
    assert waits.sentences.filter(removed_at=None).exists()
    client.force_login(User.objects.get(username=loading.LOGIN), backend="django.contrib.auth.backends.ModelBackend")
    front = client.get("/admin/").content.decode()
    assert "Waiting for your approval" in front
    assert loading.FOLLOW_UP["headline"] in front
    assert Story.objects.filter(published__state="live").count() == len(loading.STORIES)
    counted = (Story.objects.count(), Edition.objects.count(), User.objects.count())
    call_command("demo", again=True)
    assert (Story.objects.count(), Edition.objects.count(), User.objects.count()) == counted
