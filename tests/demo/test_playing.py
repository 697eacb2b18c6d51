"""`manage.py demo --live`: a story's reports come in one after another, and page and desk change with them."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from editions.models import Edition
from newsroom.demo import loading, playing
from newsroom.demo.playing import NobodyWorks, Player
from stories import publishing
from stories.models import Story
from stories.summarising.updating import update
from tests.demo.test_drawing import drawn
from tests.making import make_chief

pytestmark = pytest.mark.django_db
RAW = (loading.FOLDER / "storm-night.json").read_bytes()


def work(story: Story) -> None:
    """What a worker does with the story."""
    update(story)
    publishing.publish_automatically(story.pk)


def player(raw: bytes = RAW, **more) -> Player:
    return Player(raw, make_chief(), drawn, lambda text: None, **{"settle": work, **more})


def test_each_arrival_is_on_the_page_when_it_has_come(client):
    live = player()
    arrivals = live.arrivals()
    assert arrivals == list(range(1, 11))
    for count, arrival in enumerate(arrivals[:4], start=1):
        story = live.play(arrival)
        content = story.published.current_edition.content
        assert len(content["machine"]["articles"]) == count
        assert f"({count} article" in client.get(story.published.get_absolute_url()).content.decode()
    by = list(Edition.objects.order_by("number").values_list("by_text", flat=True))
    assert any(name.startswith("automatic") for name in by), "the machine publishes reports by the story's policy"


def test_entries_and_pictures_come_with_the_report_they_rest_on():
    live = player()
    first = live.play(1)
    cited = json.loads(RAW)["articles"][0]["url"]
    entries = [e for e in json.loads(RAW)["timeline"] if cited in e["articles"]]
    assert first.timeline_entries.count() == len(entries) > 0


@pytest.mark.deep
def test_an_entry_stands_as_soon_as_the_first_of_its_reports_is_in():
    live = player()
    for arrival in live.arrivals():
        story = live.play(arrival)
        came = [a["url"] for a in json.loads(RAW)["articles"] if a["arrives"] <= arrival]
        told = [e["text"] for e in json.loads(RAW)["timeline"] if set(e["articles"]).intersection(came)]
        content = story.published.current_edition.content
        assert [entry["text"] for entry in content["desk"]["timeline"]] == told
    assert len(told) == len(json.loads(RAW)["timeline"])


def test_no_picture_shows_what_has_not_happened_yet():
    came_with = {a["url"]: a["arrives"] for a in json.loads(RAW)["articles"]}
    landfall = next(a["arrives"] for a in json.loads(RAW)["articles"] if "reached land" in a["text"])
    for picture in json.loads(RAW)["images"]:
        if "landfall" in picture["caption"]:
            assert came_with[picture["article"]] >= landfall


def test_playing_again_is_another_story_of_the_same_reports():
    first, second = player(), player()
    second.handle += "-again"
    one, other = first.play(1), second.play(1)
    assert one.pk != other.pk
    assert one.published.slug != other.published.slug
    assert set(one.story_articles.values_list("article", flat=True)) == set(
        other.story_articles.values_list("article", flat=True)
    )


def test_where_nobody_works_it_says_what_to_start(monkeypatch):
    monkeypatch.setattr(playing, "PATIENCE_SECONDS", 0.0)
    with pytest.raises(NobodyWorks, match="make run"):
        player(settle=playing.wait_until_current).play(1)


def test_it_refuses_a_story_there_is_not_and_a_newsroom_without_the_demo():
    with pytest.raises(CommandError, match=r"There are: .*storm-night"):
        call_command("demo", "--live", "--story", "moon-landing")
    with pytest.raises(CommandError, match="Load the demo first"):
        call_command("demo", "--live")
