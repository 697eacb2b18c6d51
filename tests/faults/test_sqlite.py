"""An embedded newsroom: one command, SQLite, the broker in the worker's memory."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.browser import Browser, Saves, kickers
from tests.faults.conftest import Prepared, embedded
from tests.faults.filling import PASSWORD
from tests.faults.mortal import POISON
from tests.faults.newsroom_under_test import Newsroom
from tests.faults.trial import Trial
from tests.operator.running import kill


@pytest.fixture(scope="module")
def room(prepared_on_sqlite: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """An embedded newsroom that the tests of this module hurt one after the other."""
    with embedded(prepared_on_sqlite, tmp_path_factory.mktemp("room") / "var") as found:
        yield found


def test_without_a_fault_forty_updates_go_out(room: Newsroom):
    with Trial(room, "none: 40 updates") as trial:
        trial.update_all()
        trial.over()


def test_twenty_editors_saves_beside_forty_updates_are_saved_or_refused_in_words(room: Newsroom):
    browser = Browser(room.site, PASSWORD)
    with Trial(room, "20 editors' saves beside 40 updates") as trial:
        room.begin_updates()
        rounds = []
        for word in ("First", "Second", "Third"):
            saves = Saves(browser, kickers(room, word))
            saves.begin()
            saves.finish()
            rounds.append(saves)
        trial.finish_updates()
        trial.over()
        trial.kickers += [save for saves in rounds for save in saves.acknowledged]
        trial.facts |= {"refused": sum(len(saves.refused) for saves in rounds)}
    assert [saves.unclear for saves in rounds] == [[], [], []]
    assert [saves.unanswered for saves in rounds] == [[], [], []]


def test_a_worker_killed_in_the_middle_of_forty_updates_loses_none(room: Newsroom):
    with Trial(room, "SIGKILL of the worker at half of 40 updates") as trial:
        trial.update_all()
        trial.wait_for_half()
        kill(room.find("celery")[0], signal.SIGKILL)
        trial.over()


def test_a_web_server_killed_in_mid_save_keeps_what_it_acknowledged_and_halves_nothing(room: Newsroom):
    browser = Browser(room.site, PASSWORD)
    with Trial(room, "SIGKILL of web under 20 form saves and 40 updates") as trial:
        trial.update_all()
        saves = Saves(browser, kickers(room, "Killed"))
        saves.begin()
        room.wait_until(lambda: len(saves.acknowledged) >= 3, "some saves were acknowledged")
        for pid in room.find("granian"):
            kill(pid, signal.SIGKILL)
        trial.over()
        saves.finish()
        trial.kickers += saves.acknowledged
        trial.facts |= {"unanswered": len(saves.unanswered)}
        room.wait_until(lambda: browser.ask("/admin/").status == 200, "the desk answered again")
    assert saves.unclear == []


def test_everything_killed_at_once_in_the_middle_of_work_loses_nothing(room: Newsroom):
    browser = Browser(room.site, PASSWORD)
    with Trial(room, "SIGKILL of every process at half of 40 updates, under 20 form saves") as trial:
        trial.update_all()
        saves = Saves(browser, kickers(room, "At once"))
        trial.wait_for_half()
        saves.begin()
        room.wait_until(lambda: len(saves.acknowledged) >= 3, "some saves were acknowledged")
        room.kill_unit("up")
        trial.over()
        saves.finish()
        trial.kickers += saves.acknowledged
        trial.facts |= {"unanswered": len(saves.unanswered)}
        room.wait_until(lambda: browser.ask("/admin/").status == 200, "the desk answered again")
    assert saves.unclear == []


def test_an_article_that_kills_its_worker_is_tried_three_times_and_left_to_people(
    prepared_on_sqlite: Prepared, tmp_path: Path
):
    """The worker's threads die with it, and what they held is done by the next."""
    with embedded(prepared_on_sqlite, tmp_path / "var", is_mortal=True) as newsroom:
        poisoned, *others = newsroom.filled["stories"]
        with Trial(newsroom, "a poison article that kills the worker, beside 39 updates") as trial:
            trial.update_all(stories=[poisoned], extra=f" {POISON} grows in the yard.")
            trial.update_all(stories=others)
            trial.over()
        assert trial.attention == [poisoned]
