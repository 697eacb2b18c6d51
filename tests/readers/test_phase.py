"""The phase of a story as readers and partners are told it: part of its edition, in their language."""

from __future__ import annotations

import pytest

from editions import content as edition_content
from editions.changes import compare
from tests.published import publish_content, sample_content
from tests.readers.reading import read

LABELS = [
    ("", "developing", "Developing story"),
    ("", "running", "Running story"),
    ("", "quiet", "No recent developments"),
    ("", "closed", "Closed: no longer updated"),
    ("/ko", "developing", "진행 중인 소식"),
    ("/ar", "closed", "أُغلق: لم يعد يُحدَّث"),
]


def in_phase(phase: str):
    content = sample_content()
    content["desk"]["phase"] = phase
    return publish_content(content)


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "phase", "label"), LABELS)
def test_the_page_tells_the_phase_in_the_readers_language(client, prefix, phase, label):
    story = in_phase(phase)
    page = read(client.get(prefix + story.get_absolute_url()).content.decode())
    assert [found.text for found in page.all(cls="phase")] == [label]


@pytest.mark.django_db
def test_a_story_without_a_phase_tells_none(client):
    story = in_phase("")
    page = client.get(story.get_absolute_url()).content.decode()
    assert 'class="phase"' not in page
    assert "<category domain" not in client.get("/feed.xml").content.decode()


@pytest.mark.django_db
def test_the_feed_tells_the_phase_beside_the_topics(client):
    in_phase("developing")
    assert '<category domain="phase">Developing story</category>' in client.get("/feed.xml").content.decode()


def test_what_was_published_before_there_were_phases_has_none_and_another_phase_is_a_change():
    old = sample_content()
    del old["desk"]["phase"]
    now = edition_content.upgrade(old, 1)
    edition_content.check(now)
    assert now["desk"]["phase"] == ""
    closed = {**now, "desk": {**now["desk"], "phase": "closed"}}
    assert compare(now, now) == []
    assert [(row["what"], row["before"], row["after"], row["weight"]) for row in compare(now, closed)] == [
        ("phase", "phase: ", "phase: closed", "minor")
    ]
    with pytest.raises(edition_content.BadContent, match="desk/phase"):
        edition_content.check({**now, "desk": {**now["desk"], "phase": "over"}})
