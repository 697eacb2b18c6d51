"""A broker that evicts is refused before any work begins, by worker, beat and `check --deploy` alike."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from redis import Redis

from newsroom import broker
from newsroom.checks import broker_keeps_messages
from tests.operator.running import ROOT, own_env
from tests.servers.programs import find_redis
from tests.servers.starting import redis

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def evicting() -> Iterator[str]:
    """A Redis that throws away what was used the least."""
    if find_redis() is None:
        pytest.skip("Redis is not installed")
    with redis() as url:
        Redis.from_url(url).config_set("maxmemory-policy", "allkeys-lru")
        yield url


@pytest.mark.parametrize("words", [["worker", "--pool", "solo", "--queues", "summaries"], ["beat"]])
def test_worker_and_beat_stop_at_once_and_say_why(evicting, tmp_path, words) -> None:
    env = {**own_env(tmp_path), "REDIS_URL": evicting}
    command = [sys.executable, "-m", "celery", "--app", "newsroom", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "maxmemory-policy is 'allkeys-lru', and it must be 'noeviction'" in done.stderr


def test_the_deploy_check_names_the_policy(evicting, settings) -> None:
    settings.REDIS_URL = evicting
    (found,) = broker_keeps_messages(None)
    assert found.id == "newsroom.E010"
    assert "allkeys-lru" in found.msg


def test_a_broker_that_keeps_everything_is_taken(evicting, settings) -> None:
    Redis.from_url(evicting).config_set("maxmemory-policy", "noeviction")
    settings.REDIS_URL = evicting
    assert broker_keeps_messages(None) == []
    broker.refuse_evicting(evicting)
    Redis.from_url(evicting).config_set("maxmemory-policy", "allkeys-lru")
