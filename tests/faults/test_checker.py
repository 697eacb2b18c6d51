"""The checker and the probe themselves: each names what is wrong, and nothing where all holds."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from django.db.models import F

from foundation.models import EditLog
from stories import curating, publishing
from stories.models import Story, StoryArticle, SummaryRun
from stories.summarising.updating import update
from tests.faults.checker import Acknowledged, unrest, wrongs
from tests.faults.probe import Probe
from tests.making import HARBOUR, make_article, make_chief, make_story


@pytest.fixture
def story(db) -> Story:
    """A story that is published, current and was edited."""
    chief, story = make_chief(), make_story(HARBOUR[0], HARBOUR[1])
    curating.change_story(story, seen=story.desk_revision, by=chief, kicker="Ports")
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    return story


def test_where_all_holds_nothing_is_named(story):
    article = str(story.story_articles.first().article.uid)
    assert wrongs(Acknowledged([(story.pk, article)], [(story.pk, "Ports")])) == []
    assert unrest()["stale"] == unrest()["due"] == unrest()["running"] == 0


def test_a_lost_save_is_named(story):
    article = str(story.story_articles.first().article.uid)
    StoryArticle.objects.filter(article__uid=article).delete()
    found = wrongs(Acknowledged([(story.pk, article)], [(story.pk, "Harbours")]))
    assert f"Lost: article {article} of story {story.pk}, whose save was acknowledged." in found
    assert f"Lost: kicker 'Harbours' of story {story.pk}, whose save was acknowledged." in found


def test_a_stale_story_is_named_unless_it_asks_for_people(story):
    curating.attach(story, make_article(HARBOUR[2], hours=3), by=make_chief())
    found = wrongs(Acknowledged())
    assert [line.split(":")[0] for line in found] == ["Not current", "Not on the page"]
    Story.objects.update(needs_attention=True)
    assert wrongs(Acknowledged()) == []


def test_an_update_that_no_edition_shows_is_named(story):
    curating.attach(story, make_article(HARBOUR[2], hours=3), by=make_chief())
    update(story)
    assert any(line.startswith("Not current") for line in wrongs(Acknowledged()))
    Story.objects.update(edition_due_at=None)
    assert [line.split(":")[0] for line in wrongs(Acknowledged())] == ["Not on the page"]


def test_a_run_that_was_made_twice_and_one_that_nobody_ends_are_named(story):
    first = story.runs.first()
    again = {"story": story, "inputs_revision": 1, "engine": "extract"}
    SummaryRun.objects.create(**again, digest=first.digest, outcome="unchanged")
    SummaryRun.objects.create(**again)
    assert wrongs(Acknowledged()) == [
        f"Run 2 times for one digest: story {story.pk}.",
        f"Said to be running, and nobody works on it: story {story.pk}.",
    ]


def test_half_a_save_is_named(story):
    Story.objects.update(kicker="Harbours", desk_revision=F("desk_revision") + 1)
    assert [line.split(":")[0] for line in wrongs(Acknowledged())] == ["Half saved", "Half saved"]
    assert EditLog.objects.filter(verb="change_story").count() == 1


class _Leaking(http.server.BaseHTTPRequestHandler):
    """Says too much at one address, and is out of order at another."""

    def do_GET(self) -> None:
        self.send_response(500 if self.path == "/broken/" else 200)
        self.end_headers()
        self.wfile.write(b"A word about QUILLFEATHER." if self.path == "/leaking/" else b"Nothing.")

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def site() -> Iterator[str]:
    """A site with faults."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Leaking)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_probe_sees_secret_words_hidden_pages_and_faults(site):
    probe = Probe(
        site, shown=["/", "/leaking/", "/broken/"], hidden=["/hidden/"], secrets=["Quillfeather"], key="k"
    ).start()
    while probe.seen.answers.total() < 8:
        threading.Event().wait(0.01)
    seen = probe.stop()
    assert {("/leaking/", "Quillfeather"), ("/hidden/", "the page itself")} == set(seen.leaks)
    assert 0 < seen.availability() < 1
