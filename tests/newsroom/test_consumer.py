"""A broker that was away is looked for every second, however long it was away."""

from __future__ import annotations

from celery.app import app_or_default
from kombu.utils import functional

from newsroom.consumer import looking_every_second
from newsroom.settings import CELERY_WORKER_CONSUMER


def test_workers_have_our_consumer():
    assert app_or_default().conf.worker_consumer == CELERY_WORKER_CONSUMER == "newsroom.consumer:PromptConsumer"


def test_every_pause_is_a_second(monkeypatch):
    connection = app_or_default().connection_for_read("redis://127.0.0.1:1/0")
    pauses: list[float] = []
    monkeypatch.setattr(functional, "sleep", lambda seconds: None)

    def told(error: Exception, interval: float) -> None:
        pauses.append(interval)
        if len(pauses) == 20:
            raise KeyboardInterrupt

    try:
        looking_every_second(connection).ensure_connection(told, None)
    except KeyboardInterrupt:
        pass
    finally:
        connection.release()
    assert set(pauses) <= {0, 1}
    assert len(pauses) == 20
