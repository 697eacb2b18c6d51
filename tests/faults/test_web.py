"""The web server dies while editors save, and the disk is full, in production mode."""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from tests.faults.browser import Browser, Saves, kickers
from tests.faults.conftest import Prepared, Running, running
from tests.faults.filling import PASSWORD
from tests.faults.trial import Trial

# A file may grow to this many blocks of 1,024 bytes in the web process: it meets the error of a disk without room
# at the same call, and no disk needs to be filled or mounted.
DISK_BLOCKS = 1024


@pytest.fixture(scope="module")
def room(prepared_on_postgres: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A production newsroom whose web process meets a full disk with any file above a megabyte."""
    limited = ["bash", "-c", f'ulimit -f {DISK_BLOCKS}; exec "$0" "$@"']
    folder = tmp_path_factory.mktemp("room")
    with running(prepared_on_postgres, folder, wrap={"web": limited}) as found:
        yield found


def noise(side_px: int) -> bytes:
    """A picture that no format makes smaller."""
    into = BytesIO()
    data = random.Random(1).randbytes(side_px * side_px * 3)
    Image.frombytes("RGB", (side_px, side_px), data).save(into, "PNG")
    return into.getvalue()


def test_a_web_server_killed_in_mid_save_keeps_what_it_acknowledged_and_halves_nothing(room: Running):
    newsroom = room.newsroom
    browser = Browser(newsroom.site, PASSWORD)
    with Trial(newsroom, "SIGKILL of web under 20 form saves and 40 updates") as trial:
        trial.update_all()
        saves = Saves(browser, kickers(newsroom, "Killed"))
        saves.begin()
        newsroom.wait_until(lambda: len(saves.acknowledged) >= 3, "some saves were acknowledged")
        newsroom.kill_unit("web")
        trial.over()
        saves.finish()
        trial.kickers += saves.acknowledged
        trial.facts |= {"unanswered": len(saves.unanswered)}
        newsroom.wait_until(lambda: browser.ask("/admin/").status == 200, "the desk answered again")
    assert saves.unclear == []


def test_a_picture_for_which_the_disk_has_no_room_is_refused_in_words_and_leaves_nothing(room: Running):
    newsroom = room.newsroom
    browser = Browser(newsroom.site, PASSWORD)
    story = newsroom.filled["stories"][0]
    address = f"/admin/stories/story/{story}/images/"
    with Trial(newsroom, "disk full while storing an image") as trial:
        trial.update_all()
        form = {"act": "upload", "seen": newsroom.observer.ask("form", story=story)["seen"]}
        refused = browser.upload(address, form, noise(800))
        assert refused.status in {400, 503}, refused.status
        assert "could not be stored" in refused.page
        assert newsroom.observer.ask("count", model="media.Image") == 0
        assert [path for path in (newsroom.var / "media").rglob("*") if path.is_file()] == []
        trial.over()
        assert browser.upload(address, form, noise(300)).status == 302
        assert newsroom.observer.ask("count", model="media.Image") == 1
