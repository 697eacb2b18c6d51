"""The front of the desk tells of embargoes that end while nothing is sealed to go out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from desk.front.kinds import NEEDED, Scope
from stories import deleting, embargoes, reviewing, sealing
from stories.models import Story
from tests.desk.making import address, make_story, summarise, text_of

pytestmark = pytest.mark.django_db


def told(client):
    """The lines of the kind, as text, "" where there are none."""
    found = re.search(r'id="kind-embargo".*?</ul>', text_of(client.get("/admin/")), re.DOTALL)
    return found[0] if found else ""


def under_embargo(story, by, **left):
    end = timezone.now() + timedelta(**left)
    embargoes.embargo(story, until=end, reason="Asked for.", by=by)
    return end


def test_an_embargo_that_ends_soon_with_nothing_sealed_waits_for_somebody_until_it_is_sealed(login, chief):
    story, client = summarise(make_story(chief)), login(chief)
    end = under_embargo(story, chief, minutes=90)
    line = told(client)
    assert f'href="{address(story, "publish")}#embargo"' in line
    assert re.search(rf"Ends [^<]*{timezone.localtime(end):%H:%M}, and nothing is sealed to go out\.", line)
    story = Story.objects.get(pk=story.pk)
    sealing.seal(story, seen=story.desk_revision, by=chief, until=end)
    assert told(client) == ""


def test_one_that_ended_today_stands_there_still_and_what_is_far_off_dropped_or_gone_does_not(login, chief, reporter):
    far, ended, old, spiked, deleted, open_ended = (
        Story.objects.create(headline=f"Vell Port {name}", owner=reporter)
        for name in ("Far", "Ended", "Old", "Spiked", "Deleted", "Open")
    )
    under_embargo(far, chief, hours=9)
    embargoes.embargo(open_ended, until=None, reason="Asked for.", by=chief)
    for story in (ended, old, spiked, deleted):
        under_embargo(story, chief, minutes=30)
    reviewing.spike(spiked, reason="No story.", by=chief)
    deleting.delete(deleted, by=chief, reason="Typed twice.")
    for story, hours in ((ended, 3), (old, 30)):
        Story.objects.filter(pk=story.pk).update(embargo_until=timezone.now() - timedelta(hours=hours))
    lines = told(login(chief))
    assert re.findall(r"Vell Port (\w+)", lines) == ["Ended"]
    assert "Ended" in lines.partition("Vell Port Ended")[2]
    other = make_story(chief, headline="Not the reporter's")
    under_embargo(other, chief, minutes=30)
    assert "Not the reporter" not in told(login(reporter))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by how many rows there are.")
def test_the_embargoes_that_end_soon_are_found_by_the_index_of_the_few_that_have_an_end():
    (arm,) = NEEDED["embargo"].arms
    assert "USING INDEX story_embargo" in arm(Scope(Story.objects.at_the_desk()))[:7].explain()
