"""Workers die in the middle of their work, in production mode."""

from __future__ import annotations

from tests.faults.conftest import Running
from tests.faults.mortal import POISON, SHOCK
from tests.faults.trial import Trial


def test_without_a_fault_forty_updates_go_out(room: Running):
    with Trial(room.newsroom, "none: 40 updates") as trial:
        trial.update_all()
        trial.over()


def test_a_worker_group_killed_in_the_middle_of_forty_updates_loses_none(room: Running):
    with Trial(room.newsroom, "SIGKILL of the worker group at half of 40 updates") as trial:
        trial.update_all()
        trial.wait_for_half()
        room.newsroom.kill_unit("summaries")
        trial.over()


def test_a_killed_pool_child_costs_no_update(room: Running):
    with Trial(room.newsroom, "SIGKILL of one pool child at half of 40 updates") as trial:
        trial.update_all()
        trial.wait_for_half()
        room.newsroom.kill_child("summaries")
        trial.over()


def test_a_pool_child_killed_in_the_middle_of_a_run_leaves_no_run_that_nobody_ends(room: Running):
    shocked, *others = room.newsroom.filled["stories"]
    with Trial(room.newsroom, "SIGKILL of one pool child in the middle of a run, beside 39 updates") as trial:
        trial.update_all(stories=[shocked], extra=f" {SHOCK} swims in the dock.")
        trial.update_all(stories=others)
        trial.over()
    assert trial.attention == []
    assert (room.newsroom.var / "shocked").exists()


def test_a_killed_clock_costs_no_update(room: Running):
    with Trial(room.newsroom, "SIGKILL of the clock's worker and of beat at half of 40 updates") as trial:
        trial.update_all()
        trial.wait_for_half()
        room.newsroom.kill_unit("clock")
        room.newsroom.kill_unit("beat")
        trial.over()


def test_the_same_message_twenty_times_makes_one_run(room: Running):
    story = room.newsroom.filled["stories"][0]
    with Trial(room.newsroom, "the same update sent 20 times") as trial:
        trial.update_all()
        room.newsroom.observer.ask("send", story=story, times=20)
        trial.over()


def test_an_article_that_kills_its_worker_is_tried_three_times_and_left_to_people(room: Running):
    poisoned, *others = room.newsroom.filled["stories"]
    with Trial(room.newsroom, "a poison article that kills its process, beside 39 updates") as trial:
        trial.update_all(stories=[poisoned], extra=f" {POISON} grows in the yard.")
        trial.update_all(stories=others)
        trial.over()
    assert trial.attention == [poisoned]
    reasons = room.newsroom.unrest()["reasons"]
    assert [told for story, _, told in reasons if story == poisoned] == ["The update stopped 3 times in the middle."]
