"""Settings that contradict each other stop the start, and the message names the numbers."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.checks import (
    broker_keeps_messages,
    limits_fit,
    refuse_contradictions,
    second_factor_is_asked,
    what_is_beside_us_fits,
)
from tests.operator.running import ROOT, own_env


def test_the_settings_as_shipped_fit():
    assert limits_fit(None) == []
    refuse_contradictions()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("CELERY_TASK_SOFT_TIME_LIMIT", 60, "SUMMARY_DEADLINE_SECONDS is 60 and TASK_SOFT_LIMIT_SECONDS is 60"),
        ("CELERY_TASK_TIME_LIMIT", 70, "TASK_SOFT_LIMIT_SECONDS is 75 and TASK_LIMIT_SECONDS is 70"),
        ("SUMMARY_LEASE_SECONDS", 30, "TASK_LIMIT_SECONDS is 85 and SUMMARY_LEASE_SECONDS is 30"),
        (
            "CELERY_BROKER_TRANSPORT_OPTIONS",
            {"visibility_timeout": 85},
            "TASK_LIMIT_SECONDS is 85 and BROKER_VISIBILITY_SECONDS is 85",
        ),
        ("SUMMARY_QUIET_SECONDS", 10, "SUMMARY_QUIET_SECONDS is 10 and SUMMARY_STALE_SECONDS is 10"),
        ("CLOCK_SECONDS", 20, r"CLOCK_SECONDS \+ 5 is 25 and CLOCK_LATE_SECONDS is 15"),
    ],
)
def test_two_numbers_that_contradict_each_other_are_named(settings, name, value, told):
    setattr(settings, name, value)
    with pytest.raises(ImproperlyConfigured, match=told):
        refuse_contradictions()


def test_a_newsroom_without_redis_is_asked_for_no_policy():
    assert broker_keeps_messages(None) == []


def test_a_broker_that_is_away_is_a_doubt_and_no_refusal(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert [found.id for found in broker_keeps_messages(None)] == ["newsroom.W001"]


@pytest.mark.parametrize(
    ("given", "doubts"),
    [
        ({"IS_HTTPS": True, "SECURE_PROXY_SSL_HEADER": None}, ["newsroom.W002"]),
        ({"IS_HTTPS": True, "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https")}, []),
        ({"REDIS_URL": "redis://one.example/0", "CACHE_URL": "redis://one.example:6379/1"}, ["newsroom.W003"]),
        ({"REDIS_URL": "redis://one.example/0", "CACHE_URL": "redis://one.example:6380/0"}, []),
        ({"REDIS_URL": "", "CACHE_URL": "redis://one.example:6379/1"}, []),
    ],
)
def test_what_is_beside_the_newsroom_and_does_not_fit_is_doubted(settings, given, doubts):
    for name, value in given.items():
        setattr(settings, name, value)
    assert [found.id for found in what_is_beside_us_fits(None)] == doubts


@pytest.mark.few(0)
@pytest.mark.parametrize("program", ["newsroom.wsgi", "celery"])
def test_web_and_worker_stop_at_once_and_say_which_numbers(tmp_path, program):
    command = {
        "newsroom.wsgi": [sys.executable, "-c", "import newsroom.wsgi"],
        "celery": [sys.executable, "-m", "celery", "--app", "newsroom", "worker", "--pool", "solo"],
    }[program]
    env = {**own_env(tmp_path), "SUMMARY_LEASE_SECONDS": "20", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "TASK_LIMIT_SECONDS is 85 and SUMMARY_LEASE_SECONDS is 20" in done.stderr


@pytest.mark.parametrize(
    ("two_factor", "doors", "hints"),
    [("optional", "all", 1), ("off", "desk", 1), ("required", "all", 0), ("off", "public", 0)],
)
def test_a_desk_that_asks_for_a_password_alone_is_hinted_at(settings, two_factor, doors, hints):
    settings.TWO_FACTOR, settings.DOORS = two_factor, doors
    found = second_factor_is_asked(None)
    assert len(found) == hints
    assert not any(one.is_serious() for one in found)
