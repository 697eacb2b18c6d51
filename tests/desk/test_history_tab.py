"""The History tab tells what changed with a version: word by word, with cause and weight."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from django.urls import reverse

from desk.changes_told import cause_words
from desk.differences import pieces
from stories import curating, publishing
from stories.tasks import update_summary
from tests.making import HARBOUR, make_article, make_chief, make_story


def _shown(client, story, **query: str) -> str:
    return client.get(reverse("admin:stories_story_history", args=[story.pk]), query).content.decode()


@pytest.mark.django_db
def test_a_version_tells_each_change_with_its_cause(client):
    chief = make_chief("Mina")
    client.force_login(chief)
    story = make_story(*HARBOUR[:3], by=chief)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=chief)
    update_summary(story.pk)
    story.refresh_from_db()
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Vell Dockworkers End Eleven-Day Strike")
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    second = _shown(client, story, version="2")
    assert "article [4] attached" in second
    assert "sentence added" in second
    third = _shown(client, story, version="3")
    assert "headline reworded · changed by Mina" in third
    assert "<del>Ten</del><ins>Eleven</ins>" in third
    assert "?version=3" in _shown(client, story)
    assert "first published by Mina" in _shown(client, story, version="1")
    assert "This story has no version 9." in _shown(client, story, version="9")
    assert _shown(client, story, version="x")
    assert "?version=2" in client.get(reverse("admin:stories_story_publish", args=[story.pk])).content.decode()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The toll is 31.", "The toll is 40.", ["The toll is ", "-31", "+40", "."]),
        ("", "New.", ["+New."]),
        ("Old.", "", ["-Old."]),
        ("합의는 끝났다", "합의가 끝났다", ["합의", "-는", "+가", " 끝났다"]),
        ("same", "same", ["same"]),
        ("", "", []),
    ],
)
def test_two_wordings_are_told_word_by_word(before, after, expected):
    marks = {"same": "", "gone": "-", "new": "+"}
    found = [asdict(piece) for piece in pieces(before, after)]
    assert [marks[piece["kind"]] + piece["text"] for piece in found] == expected
    assert "".join(piece["text"] for piece in found if piece["kind"] != "gone") == after


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ({"articles": [4]}, "article [4] attached"),
        ({}, "updated"),
        ({"kind": "article_retracted", "articles": [2, 3]}, "article [2][3] withdrawn by its publisher"),
        (
            {"kind": "engine_upgrade", "from": "extract 1", "to": "extract 2"},
            "the engine is another one (extract 1 to extract 2)",
        ),
        ({"kind": "editor", "editor": "gone"}, "changed"),
    ],
)
def test_a_cause_is_told_in_words_also_one_of_an_older_form(cause, words):
    assert cause_words(cause, {}) == words
